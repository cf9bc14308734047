import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { CALLER_TEMPLATE } from './caller-file.ts'
import type {
  CallerAgent,
  CallerField,
  CallerImport,
  CallerRowIssue,
  KnownCallerPage,
  KnownCallerView,
} from './caller-views.ts'
import { importCallers } from './import-callers.ts'
import * as service from './service.ts'

const Agent = builder.objectRef<CallerAgent>('CallerAgent').implement({
  description: "An agent who is a caller's own, or was the last.",
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})
const Field = builder.objectRef<CallerField>('CallerField').implement({
  description: "A field of the tenant's own, which menus read by its name.",
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
})
const Contact = builder.objectRef<NonNullable<KnownCallerView['lastContact']>>('CallerContact').implement({
  description: 'Who spoke with the caller last.',
  fields: (t) => ({
    agent: t.field({ type: Agent, nullable: true, resolve: ({ agent }) => agent }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
})

const KnownCaller = builder.objectRef<KnownCallerView>('KnownCaller').implement({
  description: 'Somebody the tenant knows by number.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    number: t.exposeString('number', {
      description: 'At home without country code and leading zero, abroad with a plus.',
    }),
    name: t.exposeString('name'),
    vipClass: t.exposeInt('vipClass', { nullable: true, description: 'From 1, the highest, to 5.' }),
    memberNumber: t.exposeString('memberNumber', { nullable: true }),
    designatedAgent: t.field({ type: Agent, nullable: true, resolve: (caller) => caller.designatedAgent }),
    ownerAgent: t.field({ type: Agent, nullable: true, resolve: (caller) => caller.ownerAgent }),
    region: t.exposeString('region', { nullable: true, description: 'null: the number decides.' }),
    hasPin: t.exposeBoolean('hasPin', { description: 'The PIN itself is never read back.' }),
    fields: t.field({ type: [Field], resolve: (caller) => caller.fields }),
    lastContact: t.field({ type: Contact, nullable: true, resolve: (caller) => caller.lastContact }),
    updatedAt: t.field({ type: 'DateTime', resolve: (caller) => caller.updatedAt }),
  }),
})

const Page = builder.objectRef<KnownCallerPage>('KnownCallerPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [KnownCaller], resolve: (page) => page.rows }),
  }),
})

const RowIssue = builder.objectRef<CallerRowIssue>('CallerRowIssue').implement({
  description: 'What is wrong with a line of a file of callers.',
  fields: (t) => ({
    line: t.exposeInt('line'),
    field: t.exposeString('field', { description: 'The column; empty: the line as a whole.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})
const Import = builder.objectRef<CallerImport>('KnownCallerImport').implement({
  fields: (t) => ({
    added: t.exposeInt('added'),
    changed: t.exposeInt('changed', { description: 'Callers whose number was known already.' }),
    issues: t.field({ type: [RowIssue], resolve: (result) => result.issues }),
  }),
})
const File = builder.objectRef<{ readonly csv: string }>('KnownCallerFile').implement({
  description: 'All known callers without their PINs, as a file that can be imported again.',
  fields: (t) => ({ csv: t.exposeString('csv') }),
})

builder.objectFields(Tenant, (t) => ({
  knownCallers: t.field({
    type: Page,
    description: 'By name.',
    args: {
      search: t.arg.string({ description: 'Part of the name, number, member number or region.' }),
      vipOnly: t.arg.boolean(),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      limit: t.arg.int({
        required: true,
        defaultValue: 50,
        description: `At most ${String(service.CALLERS_PAGE_MAX)}`,
      }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: ({ id }, { search, vipOnly, offset, limit }, { scope }) =>
      service.listCallers(scope, {
        tenantId: id,
        filter: { search: (search ?? '').trim(), vipOnly: vipOnly ?? false },
        offset,
        limit,
      }),
  }),
  callerAgents: t.field({
    type: [Agent],
    description: "Who can be a caller's own agent.",
    resolve: ({ id }, _args, { scope }) => service.listCallerAgents(scope, { tenantId: id }),
  }),
  knownCallerTemplate: t.string({
    description: 'The first line of a file to import; every further column is a field of the tenant’s own.',
    resolve: () => CALLER_TEMPLATE.join(','),
  }),
}))

const FieldInput = builder.inputType('CallerFieldInput', {
  fields: (t) => ({ name: t.string({ required: true }), value: t.string({ required: true }) }),
})
const SaveInput = builder.inputType('SaveKnownCallerInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    callerId: t.id({ description: 'Left out: a new one.' }),
    number: t.string({ required: true, description: 'As people write it.' }),
    name: t.string({ required: true }),
    vipClass: t.int(),
    memberNumber: t.string(),
    designatedAgentId: t.id(),
    ownerAgentId: t.id(),
    region: t.string(),
    pin: t.string({ description: 'Left out: as it is; empty: none any more.' }),
    fields: t.field({ type: [FieldInput], required: true }),
  }),
})
const ImportInput = builder.inputType('ImportKnownCallersInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    csv: t.string({ required: true }),
    onlyCheck: t.boolean({ required: true, description: 'Nothing is kept: only said what would be.' }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const callerOf = (id: string) => parseId(idSchema('knownCaller'), 'callerId', id)

builder.mutationFields((t) => ({
  saveKnownCaller: t.field({
    type: KnownCaller,
    errors: administrationErrors('SaveKnownCaller'),
    args: { input: t.arg({ type: SaveInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.saveCaller(scope, {
        ...input,
        tenantId: tenantOf(input.tenantId),
        callerId: input.callerId ? callerOf(input.callerId) : null,
        vipClass: input.vipClass ?? null,
        memberNumber: input.memberNumber ?? null,
        designatedAgentId: input.designatedAgentId ?? null,
        ownerAgentId: input.ownerAgentId ?? null,
        region: input.region ?? null,
        pin: input.pin ?? null,
      }),
  }),
  archiveKnownCaller: t.field({
    type: KnownCaller,
    description: 'Forgets the PIN, and that the number is known; who spoke with it last stays with the calls.',
    errors: administrationErrors('ArchiveKnownCaller'),
    args: { tenantId: t.arg.id({ required: true }), callerId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, callerId }, { scope }) =>
      service.archiveCaller(scope, { tenantId: tenantOf(tenantId), callerId: callerOf(callerId) }),
  }),
  importKnownCallers: t.field({
    type: Import,
    errors: administrationErrors('ImportKnownCallers'),
    args: { input: t.arg({ type: ImportInput, required: true }) },
    resolve: (_root, { input }, { scope }) => importCallers(scope, { ...input, tenantId: tenantOf(input.tenantId) }),
  }),
  exportKnownCallers: t.field({
    type: File,
    description: 'A mutation, because it is written down who took the callers away.',
    errors: administrationErrors('ExportKnownCallers'),
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: async (_root, { tenantId }, { scope }) => ({
      csv: await service.exportCallers(scope, { tenantId: tenantOf(tenantId) }),
    }),
  }),
}))
