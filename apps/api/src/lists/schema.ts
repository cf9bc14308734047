import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { PageArguments } from '../graphql/pages.ts'
import { Tenant } from '../tenants/schema.ts'
import { importEntries } from './import-entries.ts'
import { LIST_DIRECTIONS, LIST_ENTRY_STATES, LIST_KINDS } from './list-views.ts'
import type { ListAct as ListActView, ListEntryView, ListImport, ListRowIssue } from './list-views.ts'
import * as service from './service.ts'

const ListKind = enumOf('ListKind', LIST_KINDS, 'Refused, or never refused. Who is on both is let in.')
const ListDirection = enumOf('ListDirection', LIST_DIRECTIONS, 'Who calls us, whom we call, or both.')
const ListEntryState = enumOf(
  'ListEntryState',
  LIST_ENTRY_STATES,
  'REQUESTED waits for a decision; APPROVED holds; EXPIRED held until its end; REFUSED never held; REMOVED no longer holds.',
)

const ListAct = builder.objectRef<ListActView>('ListAct').implement({
  fields: (t) => ({
    by: t.exposeString('by', { nullable: true, description: 'null for a person of the operator.' }),
    at: t.field({ type: 'DateTime', resolve: (act) => act.at }),
    note: t.exposeString('note'),
  }),
})

const ListEntry = builder.objectRef<ListEntryView>('ListEntry')
builder.node(ListEntry, {
  id: { resolve: (entry) => entry.id },
  loadOne: (id, { scope }) => service.findEntry(scope, id),
  description: 'A number, or all that begin like it, on a black or white list.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    list: t.field({ type: ListKind, resolve: (entry) => entry.list }),
    direction: t.field({ type: ListDirection, resolve: (entry) => entry.direction }),
    number: t.exposeString('number', {
      description:
        'At home without country code and leading zero, abroad with a plus; a * at the end stands for any further digits.',
    }),
    state: t.field({ type: ListEntryState, resolve: (entry) => entry.state }),
    reason: t.exposeString('reason'),
    callId: t.exposeID('callId', { nullable: true, description: 'The call because of which it was asked for.' }),
    requested: t.field({ type: ListAct, resolve: (entry) => entry.requested }),
    decided: t.field({ type: ListAct, nullable: true, resolve: (entry) => entry.decided }),
    removed: t.field({ type: ListAct, nullable: true, resolve: (entry) => entry.removed }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'null: until removed.',
      resolve: (entry) => entry.expiresAt,
    }),
  }),
})

const RowIssue = builder.objectRef<ListRowIssue>('ListRowIssue').implement({
  description: 'What is wrong with a line of a file.',
  fields: (t) => ({
    line: t.exposeInt('line'),
    field: t.exposeString('field', { description: 'The column; empty: the line as a whole.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})

const ListImportRef = builder.objectRef<ListImport>('ListImport').implement({
  fields: (t) => ({
    added: t.exposeInt('added'),
    known: t.exposeInt('known', {
      description: 'Lines whose number is on the list already, or stands twice in the file.',
    }),
    issues: t.field({ type: [RowIssue], resolve: (result) => result.issues }),
  }),
})

const FeatureLock = builder.objectRef<{ readonly code: string; readonly message: string }>('FeatureLock').implement({
  description: 'Why something does not work for the tenant, and what would bring it.',
  fields: (t) => ({ code: t.exposeString('code'), message: t.exposeString('message') }),
})

const ListFilter = builder.inputType('ListFilter', {
  fields: (t) => ({
    list: t.field({ type: ListKind }),
    states: t.field({ type: [ListEntryState] }),
    number: t.string({ description: 'Part of a number.' }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  listEntries: t.connection({
    type: ListEntry,
    description: 'Open requests first, then what holds, then what has been; in each the newest first.',
    args: { filter: t.arg({ type: ListFilter }) },
    complexity: (page: Pick<PageArguments, 'first' | 'last'>) => ({
      field: 1,
      multiplier: page.first ?? page.last ?? 50,
    }),
    resolve: (tenant, { filter, ...page }, { scope }) =>
      service.listEntries(scope, {
        tenantId: tenant.id,
        filter: {
          list: filter?.list ?? null,
          states: filter?.states ?? [],
          number: (filter?.number ?? '').replaceAll(/[\s()-]/g, ''),
        },
        page,
      }),
  }),
  openListRequests: t.int({
    description: 'How many requests wait for a decision.',
    resolve: ({ id }, _args, { scope }) => service.countRequests(scope, { tenantId: id }),
  }),
  listsLocked: t.field({
    type: FeatureLock,
    nullable: true,
    description: 'Why the tenant has no lists; null when it has.',
    resolve: ({ id }, _args, { scope }) => service.missingFeature(scope, { tenantId: id }),
  }),
}))

const ListEntryInput = builder.inputType('ListEntryInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    number: t.string({
      required: true,
      description: 'As people write it; a * at the end stands for any further digits.',
    }),
    reason: t.string({ required: true }),
    list: t.field({ type: ListKind, required: true }),
    direction: t.field({ type: ListDirection, required: true }),
    expiresAt: t.field({ type: 'DateTime', description: 'Left out: until removed.' }),
    callId: t.id({ description: 'The call because of which it is asked for.' }),
  }),
})

const DecideListEntryInput = builder.inputType('DecideListEntryInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    entryId: t.id({ required: true }),
    approve: t.boolean({ required: true }),
    note: t.string({ description: 'Needed to refuse: who asked will read it.' }),
  }),
})

const ImportListEntriesInput = builder.inputType('ImportListEntriesInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    csv: t.string({
      required: true,
      description:
        'The first line names the columns: number, and perhaps list, direction, reason, until. At most 5,000 lines.',
    }),
    list: t.field({ type: ListKind, required: true, description: 'For lines that do not say it.' }),
    reason: t.string({ required: true, description: 'For lines that do not say it.' }),
    onlyCheck: t.boolean({ defaultValue: false, description: 'Nothing is kept: only said what would be.' }),
  }),
})

const tenantIdOf = (input: { readonly tenantId: string }) => parseId(idSchema('tenant'), 'tenantId', input.tenantId)
const entryIdOf = (input: { readonly entryId: string }) => parseId(idSchema('listEntry'), 'entryId', input.entryId)

builder.mutationFields((t) => ({
  applyForListEntry: t.field({
    type: ListEntry,
    description: 'Asks a leader to put a number on a list.',
    args: { input: t.arg({ type: ListEntryInput, required: true }) },
    errors: administrationErrors('ApplyForListEntry'),
    resolve: (_root, { input }, { scope }) =>
      service.applyForEntry(scope, {
        ...input,
        tenantId: tenantIdOf(input),
        expiresAt: input.expiresAt ?? null,
        callId: input.callId ?? null,
      }),
  }),
  addListEntry: t.field({
    type: ListEntry,
    args: { input: t.arg({ type: ListEntryInput, required: true }) },
    errors: administrationErrors('AddListEntry'),
    resolve: (_root, { input }, { scope }) =>
      service.addEntry(scope, { ...input, tenantId: tenantIdOf(input), expiresAt: input.expiresAt ?? null }),
  }),
  decideListEntry: t.field({
    type: ListEntry,
    args: { input: t.arg({ type: DecideListEntryInput, required: true }) },
    errors: administrationErrors('DecideListEntry'),
    resolve: (_root, { input }, { scope }) =>
      service.decideEntry(scope, {
        tenantId: tenantIdOf(input),
        entryId: entryIdOf(input),
        approve: input.approve,
        note: input.note ?? '',
      }),
  }),
  removeListEntry: t.field({
    type: ListEntry,
    description: 'Takes a number off its list; that it was there stays to be seen.',
    args: { tenantId: t.arg.id({ required: true }), entryId: t.arg.id({ required: true }), note: t.arg.string() },
    errors: administrationErrors('RemoveListEntry'),
    resolve: (_root, args, { scope }) =>
      service.removeEntry(scope, { tenantId: tenantIdOf(args), entryId: entryIdOf(args), note: args.note ?? '' }),
  }),
  importListEntries: t.field({
    type: ListImportRef,
    description: 'Puts the numbers of a CSV file on the lists. Lines that are wrong are told and left out.',
    args: { input: t.arg({ type: ImportListEntriesInput, required: true }) },
    errors: administrationErrors('ImportListEntries'),
    resolve: (_root, { input }, { scope }) =>
      importEntries(scope, { ...input, tenantId: tenantIdOf(input), onlyCheck: input.onlyCheck ?? false }),
  }),
}))
