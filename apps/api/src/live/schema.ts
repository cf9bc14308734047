import { idSchema } from '@seatline/core'
import { Agent, AgentDesktop, LiveAgent } from '../agents/schema.ts'
import type { AgentDesktopView } from '../agents/agent-views.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Queue, Tenant } from '../tenants/schema.ts'
import { LIVE_CALL_STATES } from './live-views.ts'
import type { LiveCallView, LiveQueueView, ServiceLevelView, TenantLiveView } from './live-views.ts'
import * as service from './service.ts'

const LiveCallState = enumOf('LiveCallState', LIVE_CALL_STATES)

const LiveCall = builder.objectRef<LiveCallView>('LiveCall').implement({
  description: 'A call in progress.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ani: t.exposeString('ani'),
    dnis: t.exposeString('dnis'),
    state: t.field({ type: LiveCallState, resolve: (call) => call.state }),
    since: t.field({ type: 'DateTime', description: 'In this state since.', resolve: (call) => call.since }),
    arrivedAt: t.field({ type: 'DateTime', resolve: (call) => call.arrivedAt }),
    queue: t.field({ type: Queue, nullable: true, resolve: (call) => call.queue }),
    agent: t.field({
      type: Agent,
      nullable: true,
      description: 'At whom it rings, or who talks.',
      resolve: (call) => call.agent,
    }),
  }),
})

const ServiceLevel = builder.objectRef<ServiceLevelView>('ServiceLevel').implement({
  fields: (t) => ({
    ratio: t.exposeFloat('ratio', { nullable: true, description: '0 to 1; null while no call counts yet.' }),
    answeredWithin: t.exposeInt('answeredWithin'),
    answered: t.exposeInt('answered'),
    abandoned: t.exposeInt('abandoned'),
    thresholdMs: t.exposeInt('thresholdMs'),
    definition: t.exposeString('definition', { description: 'What exactly is counted, in English.' }),
  }),
})

const LiveQueue = builder.objectRef<LiveQueueView>('LiveQueue').implement({
  fields: (t) => ({
    queue: t.field({ type: Queue, resolve: (live) => live.queue }),
    waiting: t.exposeInt('waiting', { description: 'Callers without an agent, those included for whom one rings.' }),
    oldestWaitingSince: t.field({ type: 'DateTime', nullable: true, resolve: (live) => live.oldestWaitingSince }),
    agentsSignedIn: t.exposeInt('agentsSignedIn'),
    agentsReady: t.exposeInt('agentsReady'),
    agentsTalking: t.exposeInt('agentsTalking', { description: 'With a call of this queue.' }),
    serviceLevelToday: t.field({ type: ServiceLevel, resolve: (live) => live.serviceLevelToday }),
  }),
})

const TenantLive = builder.objectRef<TenantLiveView>('TenantLive').implement({
  description: 'What goes on in a tenant now.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    serverTime: t.field({
      type: 'DateTime',
      description: 'Now, by the server. Also a sign of life: a subscription sends at least every 5 seconds.',
      resolve: (live) => live.serverTime,
    }),
    calls: t.field({
      type: [LiveCall],
      nullable: true,
      description: 'Oldest first; null without the right.',
      resolve: (live) => live.calls,
    }),
    queues: t.field({
      type: [LiveQueue],
      nullable: true,
      description: 'null without the right.',
      resolve: (live) => live.queues,
    }),
    agents: t.field({
      type: [LiveAgent],
      nullable: true,
      description: 'Those signed in for a queue of the tenant; null without the right.',
      resolve: (live) => live.agents,
    }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  live: t.field({ type: TenantLive, resolve: (tenant, _args, { scope }) => service.readTenantLive(scope, tenant.id) }),
}))

builder.subscriptionFields((t) => ({
  tenantLive: t.field({
    type: TenantLive,
    description: 'Sends at once, after every change, and at least every 5 seconds. Ends when the log-in expires.',
    args: { tenantId: t.arg.id({ required: true }) },
    subscribe: (_root, args, { scope }) =>
      service.watchTenant(scope, parseId(idSchema('tenant'), 'tenantId', args.tenantId)),
    resolve: (live: TenantLiveView) => live,
  }),
  agentDesktop: t.field({
    type: AgentDesktop,
    description: 'Sends at once, after every change, and at least every 5 seconds. Ends when the log-in expires.',
    subscribe: (_root, _args, { scope }) => service.watchOwnDesktop(scope),
    resolve: (desktop: AgentDesktopView) => desktop,
  }),
}))
