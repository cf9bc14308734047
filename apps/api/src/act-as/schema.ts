import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import type { ActAsSessionView } from './act-as-views.ts'
import * as service from './service.ts'

export const ActAsSession = builder.objectRef<ActAsSessionView>('ActAsSession').implement({
  description: "A time in which someone of the operator works as the tenant's administrator.",
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    personId: t.id({ resolve: (session) => session.person.id }),
    personName: t.string({ resolve: (session) => session.person.name }),
    reason: t.exposeString('reason'),
    startedAt: t.field({ type: 'DateTime', resolve: (session) => session.startedAt }),
    expiresAt: t.field({ type: 'DateTime', resolve: (session) => session.expiresAt }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Ended by hand; null when it runs, or ran until it expired.',
      resolve: (session) => session.endedAt,
    }),
    isOpen: t.exposeBoolean('isOpen'),
  }),
})

builder.objectFields(Tenant, (t) => ({
  operatorAccess: t.field({
    type: [ActAsSession],
    description: "When someone of the operator worked as the tenant's administrator, and why; the latest hundred.",
    resolve: ({ id }, _args, { scope }) => service.listOperatorAccess(scope, { tenantId: id }),
  }),
}))

const ActingAsChange = builder.objectRef<service.SessionIn>('ActingAsChange').implement({
  fields: (t) => ({
    session: t.field({ type: ActAsSession, resolve: (change) => change.session }),
    tenant: t.field({ type: Tenant, resolve: (change) => change.tenant }),
  }),
})

const StartActingAsInput = builder.inputType('StartActingAsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'At least 10 characters; the client reads it.' }),
  }),
})
const EndActingAsInput = builder.inputType('EndActingAsInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }) }),
})

builder.mutationFields((t) => ({
  startActingAs: t.field({
    type: ActingAsChange,
    description: "Works as the client's administrator for 60 minutes. The client sees it; it cannot be made longer.",
    errors: administrationErrors('StartActingAs'),
    args: { input: t.arg({ type: StartActingAsInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.startActingAs(scope, {
        tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId),
        reason: input.reason,
      }),
  }),
  endActingAs: t.field({
    type: ActingAsChange,
    errors: administrationErrors('EndActingAs'),
    args: { input: t.arg({ type: EndActingAsInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.endActingAs(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId) }),
  }),
}))
