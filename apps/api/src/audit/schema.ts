import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import type { PageArguments } from '../graphql/pages.ts'
import { Tenant } from '../tenants/schema.ts'
import type { AuditChoicesView, AuditEntryView } from './audit-views.ts'
import type { AuditChangeView } from './diff.ts'
import * as service from './service.ts'

const AuditChange = builder.objectRef<AuditChangeView>('AuditChange').implement({
  description: 'One field that an act changed.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'A path of field names; empty when the whole is one value.' }),
    before: t.exposeString('before', { nullable: true }),
    after: t.exposeString('after', { nullable: true }),
  }),
})

const AuditEntry = builder.objectRef<AuditEntryView>('AuditEntry').implement({
  description: 'One administrative act. Written with the act itself, and never changed.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.id({ resolve: (entry) => entry.tenant.id }),
    tenantName: t.string({ resolve: (entry) => entry.tenant.name }),
    at: t.field({ type: 'DateTime', resolve: (entry) => entry.at }),
    actorId: t.exposeID('actorId', { nullable: true, description: 'null: the system itself.' }),
    actorName: t.exposeString('actorName'),
    actAsId: t.exposeID('actAsId', {
      nullable: true,
      description: "Set when someone of the operator did it as the tenant's administrator.",
    }),
    action: t.exposeString('action', { description: 'subject.verb: queue.update' }),
    subjectId: t.exposeID('subjectId', { nullable: true }),
    subjectName: t.exposeString('subjectName'),
    changes: t.field({
      type: [AuditChange],
      // They are part of the row that is read anyway.
      complexity: { field: 1, multiplier: 1 },
      resolve: (entry) => entry.changes,
    }),
    reason: t.exposeString('reason', { nullable: true }),
    address: t.exposeString('address', { nullable: true, description: 'From where: an IP address.' }),
    userAgent: t.exposeString('userAgent', { nullable: true }),
    version: t.exposeInt('version', {
      nullable: true,
      description: 'The version of the configuration that it published.',
    }),
  }),
})

const AuditActor = builder.objectRef<AuditChoicesView['actors'][number]>('AuditActor').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const AuditChoices = builder.objectRef<AuditChoicesView>('AuditChoices').implement({
  description: 'What there is to filter by.',
  fields: (t) => ({
    actions: t.exposeStringList('actions'),
    actors: t.field({ type: [AuditActor], resolve: (choices) => choices.actors }),
  }),
})

const AuditFilter = builder.inputType('AuditFilter', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Done at or after.' }),
    to: t.field({ type: 'DateTime', description: 'Done before.' }),
    actorId: t.id(),
    action: t.string({ description: 'The whole action, or its first part: queue.update, queue' }),
    subjectId: t.id(),
    subject: t.string({ description: "Part of the subject's name." }),
    actAsId: t.id({ description: 'One session of acting as the administrator.' }),
    actingAs: t.boolean({ description: 'Done while acting as the administrator, or not.' }),
  }),
})

const complexity = (page: Pick<PageArguments, 'first' | 'last'>): { field: number; multiplier: number } => ({
  field: 1,
  multiplier: page.first ?? page.last ?? 50,
})

builder.objectFields(Tenant, (t) => ({
  audit: t.connection({
    type: AuditEntry,
    description: 'What was done in the tenant, newest first.',
    args: { filter: t.arg({ type: AuditFilter }) },
    complexity,
    resolve: (tenant, args, { scope }) =>
      service.listAudit(scope, { tenantId: tenant.id, filter: service.parseFilter(args.filter ?? {}), page: args }),
  }),
  auditChoices: t.field({
    type: AuditChoices,
    resolve: ({ id }, _args, { scope }) => service.auditChoices(scope, { tenantId: id }),
  }),
}))

builder.queryFields((t) => ({
  platformAudit: t.connection({
    type: AuditEntry,
    description: 'What was done in all tenants, newest first.',
    args: { tenantId: t.arg.id(), filter: t.arg({ type: AuditFilter }) },
    complexity,
    resolve: (_root, args, { scope }) =>
      service.listPlatformAudit(scope, {
        tenantId:
          args.tenantId === null || args.tenantId === undefined
            ? null
            : parseId(idSchema('tenant'), 'tenantId', args.tenantId),
        filter: service.parseFilter(args.filter ?? {}),
        page: args,
      }),
  }),
  platformAuditChoices: t.field({
    type: AuditChoices,
    resolve: (_root, _args, { scope }) => service.platformAuditChoices(scope, null),
  }),
}))
