import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { PoolMember, PoolView } from './pool-views.ts'
import * as service from './service.ts'

const Member = builder.objectRef<PoolMember>('PoolMember').implement({
  description: 'A client in a pool, with what it is guaranteed of the agents there.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    agentsCount: t.exposeInt('agentsCount', { description: 'Agents who may sign in for its queues.' }),
    agentsMin: t.int({
      description:
        'So many agents work for it at a time, if it has calls for them, before others get more than their own.',
      resolve: ({ share }) => share.agentsMin,
    }),
    agentsMax: t.int({
      nullable: true,
      description: 'It never has more at a time; null: no limit.',
      resolve: ({ share }) => share.agentsMax,
    }),
    weight: t.float({
      description: 'How much its waiting counts beside that of others.',
      resolve: ({ share }) => share.weight,
    }),
  }),
})

const Pool = builder.objectRef<PoolView>('AgentPool').implement({
  description: 'Clients who share agents, under one engine.',
  fields: (t) => ({
    poolId: t.exposeID('poolId'),
    agentsCount: t.exposeInt('agentsCount', {
      description: 'Agents who may sign in for a queue of one of its clients.',
    }),
    guaranteed: t.exposeInt('guaranteed', { description: 'Guaranteed to all its clients together.' }),
    members: t.field({ type: [Member], resolve: (pool) => pool.members }),
  }),
})
const Pools = builder.objectRef<{ readonly pools: readonly PoolView[] }>('AgentPools').implement({
  fields: (t) => ({ pools: t.field({ type: [Pool], resolve: (all) => all.pools }) }),
})

builder.queryFields((t) => ({
  agentPools: t.field({
    type: [Pool],
    resolve: (_root, _args, { scope }) => service.listPools(scope, {}),
  }),
}))

const Input = builder.inputType('PoolShareInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    poolId: t.id({ required: true, description: 'One there is, or a new one: pol_ and a name.' }),
    agentsMin: t.int({ required: true }),
    agentsMax: t.int({ description: 'Left out: no limit.' }),
    weight: t.float({ required: true }),
  }),
})

builder.mutationFields((t) => ({
  setPoolShare: t.field({
    type: Pools,
    errors: administrationErrors('SetPoolShare'),
    args: { input: t.arg({ type: Input, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      pools: await service.setPoolShare(scope, {
        ...input,
        tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId),
        poolId: parseId(idSchema('pool'), 'poolId', input.poolId),
        agentsMax: input.agentsMax ?? null,
      }),
    }),
  }),
}))
