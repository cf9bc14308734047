import { idSchema, PERMISSIONS, ROLES, SEAT_GRADES, TENANT_STATUSES } from '@seatline/core'
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

export const Role = enumOf('Role', ROLES, 'What a person is in a tenant.')
export const SeatGrade = enumOf('SeatGrade', SEAT_GRADES, 'What a rented seat is worth: it decides what works.')
export const Permission = enumOf('Permission', PERMISSIONS, 'What a person may do in a tenant.')

const TenantKind = enumOf('TenantKind', ['operator', 'client'], 'The operator itself, or one of its clients.')
export const TenantStatus = enumOf('TenantStatus', TENANT_STATUSES, 'Where a client company stands with the operator.')

const Brand = builder.objectRef<BrandView>('Brand').implement({
  description: 'What callers and agents see of a tenant.',
  fields: (t) => ({
    name: t.exposeString('name'),
    color: t.exposeString('color', { description: '#rrggbb' }),
    logoUrl: t.exposeString('logoUrl', { nullable: true, description: 'A path on this server.' }),
  }),
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
    kind: t.field({ type: TenantKind, resolve: (tenant) => tenant.kind }),
    status: t.field({ type: TenantStatus, resolve: (tenant) => tenant.status }),
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

export const ActingAs = builder.objectRef<NonNullable<MembershipView['actAs']>>('ActingAs').implement({
  description: "Working as the tenant's administrator for a while, for the operator. The tenant sees it.",
  fields: (t) => ({
    id: t.exposeID('id'),
    reason: t.exposeString('reason'),
    expiresAt: t.field({ type: 'DateTime', resolve: (session) => session.expiresAt }),
  }),
})

const Membership = builder.objectRef<MembershipView>('Membership').implement({
  description: 'What the viewer is in a tenant, and may do there.',
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (membership) => membership.tenant }),
    roles: t.field({ type: [Role], resolve: (membership) => membership.roles }),
    permissions: t.field({ type: [Permission], resolve: (membership) => membership.permissions }),
    branchId: t.exposeID('branchId', {
      nullable: true,
      description: 'The branch the viewer is confined to; null: the whole tenant.',
    }),
    actingAs: t.field({ type: ActingAs, nullable: true, resolve: (membership) => membership.actAs }),
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
  tenantAccess: t.field({
    type: Membership,
    nullable: true,
    description:
      "What the viewer may do in a tenant; also for the operator's people, who are no members of their clients. null for a stranger.",
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.tenantAccess(scope, parseId(idSchema('tenant'), 'tenantId', args.tenantId)),
  }),
  tenant: t.field({
    type: Tenant,
    nullable: true,
    description: 'null when there is no such tenant, or none that the viewer is a member of.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.findTenant(scope, parseId(idSchema('tenant'), 'id', args.id)),
  }),
}))
