import { idSchema, PERMISSIONS, ROLES } from '@seatline/core'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { parseId } from '../graphql/arguments.ts'
import * as service from './service.ts'
import type {
  AllowedQueues,
  BrandView,
  DispositionView,
  MembershipView,
  PersonView,
  QueueView,
  ReasonView,
  TenantView,
  ViewerAgentView,
  ViewerView,
} from './tenant-views.ts'

const Role = enumOf('Role', ROLES, 'What a person is in a tenant.')
const Permission = enumOf('Permission', PERMISSIONS, 'What a person may do in a tenant.')

const Brand = builder.objectRef<BrandView>('Brand').implement({
  description: 'What callers and agents see of a tenant.',
  fields: (t) => ({ name: t.exposeString('name'), color: t.exposeString('color', { description: '#rrggbb' }) }),
})

export const Queue = builder.objectRef<QueueView>('Queue')
builder.node(Queue, {
  id: { resolve: (queue) => queue.id },
  loadOne: (id, context) => service.findQueue(context.scope, id),
  fields: (t) => ({ name: t.exposeString('name'), tenantId: t.exposeID('tenantId') }),
})

export const NotReadyReason = builder.objectRef<ReasonView>('NotReadyReason').implement({
  description: "A reason code of the tenant's for being not ready.",
  fields: (t) => ({ id: t.exposeID('id'), tenantId: t.exposeID('tenantId'), label: t.exposeString('label') }),
})

export const Disposition = builder.objectRef<DispositionView>('Disposition').implement({
  description: 'An outcome that an agent sets on a call.',
  fields: (t) => ({ id: t.exposeID('id'), tenantId: t.exposeID('tenantId'), label: t.exposeString('label') }),
})

export const Tenant = builder.objectRef<TenantView>('Tenant')
builder.node(Tenant, {
  id: { resolve: (tenant) => tenant.id },
  loadOne: (id, context) => service.findTenant(context.scope, id),
  fields: (t) => ({
    name: t.exposeString('name'),
    brand: t.field({ type: Brand, resolve: (tenant) => tenant.brand }),
    locale: t.exposeString('locale', { description: 'zh-CN or en' }),
    timeZone: t.exposeString('timeZone', { description: 'IANA time zone' }),
    currency: t.exposeString('currency', { description: 'ISO 4217' }),
    queues: t.field({ type: [Queue], resolve: ({ id }, _args, { scope }) => service.listQueues(scope, id) }),
    reasons: t.field({
      type: [NotReadyReason],
      description: 'Reasons an agent may give for being not ready, in the order to show them.',
      resolve: ({ id }, _args, { scope }) => service.listReasons(scope, id),
    }),
    dispositions: t.field({
      type: [Disposition],
      description: 'Outcomes an agent may set on a call, in the order to show them.',
      resolve: ({ id }, _args, { scope }) => service.listDispositions(scope, id),
    }),
  }),
})

const Person = builder.objectRef<PersonView>('Person').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    email: t.exposeString('email'),
    locale: t.exposeString('locale'),
  }),
})

const Membership = builder.objectRef<MembershipView>('Membership').implement({
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (membership) => membership.tenant }),
    roles: t.field({ type: [Role], resolve: (membership) => membership.roles }),
    permissions: t.field({ type: [Permission], resolve: (membership) => membership.permissions }),
  }),
})

const AllowedTenantQueues = builder.objectRef<AllowedQueues>('AllowedTenantQueues').implement({
  description: 'Queues of one tenant that the agent may sign in for.',
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (allowed) => allowed.tenant }),
    queues: t.field({ type: [Queue], resolve: (allowed) => allowed.queues }),
  }),
})

const ViewerAgent = builder.objectRef<ViewerAgentView>('ViewerAgent').implement({
  description: 'The agent that the person is.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    allowedQueues: t.field({ type: [AllowedTenantQueues], resolve: (agent) => agent.allowed }),
  }),
})

const Viewer = builder.objectRef<ViewerView>('Viewer').implement({
  description: 'Who is logged in.',
  fields: (t) => ({
    person: t.field({ type: Person, resolve: (viewer) => viewer.person }),
    memberships: t.field({ type: [Membership], resolve: (viewer) => viewer.memberships }),
    agent: t.field({
      type: ViewerAgent,
      nullable: true,
      description: 'null when the person takes no calls.',
      resolve: (_viewer, _args, { scope }) => service.viewerAgent(scope),
    }),
    serverTime: t.field({ type: 'DateTime', resolve: (viewer) => viewer.serverTime }),
  }),
})

builder.queryFields((t) => ({
  viewer: t.field({ type: Viewer, resolve: (_root, _args, { scope }) => service.viewer(scope) }),
  tenant: t.field({
    type: Tenant,
    nullable: true,
    description: 'null when there is no such tenant, or none that the viewer is a member of.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.findTenant(scope, parseId(idSchema('tenant'), 'id', args.id)),
  }),
}))
