import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { ENTRY_KINDS } from './account-views.ts'
import type { AccountEntryView, CallerAccountPage, CallerAccountView, LinePriceView } from './account-views.ts'
import * as service from './service.ts'

const EntryKind = enumOf('CallerAccountEntryKind', ENTRY_KINDS)

const Entry = builder.objectRef<AccountEntryView>('CallerAccountEntry').implement({
  description: 'What was paid in or charged. Entries are only added.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.field({ type: EntryKind, resolve: ({ kind }) => kind }),
    amount: t.field({ type: Money, description: 'Below nothing: taken.', resolve: ({ amount }) => amount }),
    balanceAfter: t.field({ type: Money, resolve: ({ balanceAfter }) => balanceAfter }),
    callId: t.exposeID('callId', { nullable: true }),
    seconds: t.exposeInt('seconds', { nullable: true, description: 'Of a call, after the increment.' }),
    note: t.exposeString('note'),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
})

const Account = builder.objectRef<CallerAccountView>('CallerAccount').implement({
  description: 'An account of a caller with a value-added line: opened by its number and a PIN.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    number: t.exposeString('number', { description: 'What the caller presses.' }),
    name: t.exposeString('name'),
    balance: t.field({ type: Money, resolve: ({ balance }) => balance }),
    blocked: t.exposeBoolean('blocked'),
    updatedAt: t.field({ type: 'DateTime', resolve: ({ updatedAt }) => updatedAt }),
    entries: t.field({
      type: [Entry],
      description: 'Latest first, at most 500.',
      resolve: ({ id, tenantId }, _args, { scope }) => service.listEntries(scope, { tenantId, accountId: id }),
    }),
  }),
})
const Page = builder.objectRef<CallerAccountPage>('CallerAccountPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [Account], resolve: ({ rows }) => rows }),
  }),
})
const LinePrice = builder.objectRef<LinePriceView>('LinePrice').implement({
  description: 'What callers of a number pay from their accounts; without prices the number is free.',
  fields: (t) => ({
    didId: t.exposeID('didId'),
    number: t.exposeString('number'),
    label: t.exposeString('label'),
    perCall: t.field({ type: Money, nullable: true, resolve: ({ perCall }) => perCall }),
    perMinute: t.field({ type: Money, nullable: true, resolve: ({ perMinute }) => perMinute }),
    increment: t.exposeString('increment', { nullable: true, description: 'First and further seconds, 60/60.' }),
    warnSeconds: t.exposeInt('warnSeconds', {
      nullable: true,
      description: 'So long before the end of the money the caller is warned.',
    }),
  }),
})
const File = builder.objectRef<{ readonly csv: string }>('CallerAccountFile').implement({
  description: 'All accounts and what they have, without their PINs.',
  fields: (t) => ({ csv: t.exposeString('csv') }),
})
const LinePrices = builder.objectRef<{ readonly prices: readonly LinePriceView[] }>('LinePriceList').implement({
  fields: (t) => ({ prices: t.field({ type: [LinePrice], resolve: ({ prices }) => prices }) }),
})

builder.objectFields(Tenant, (t) => ({
  callerAccounts: t.field({
    type: Page,
    description: 'By number.',
    args: {
      search: t.arg.string({ description: 'Part of the number or name.' }),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      limit: t.arg.int({
        required: true,
        defaultValue: 50,
        description: `At most ${String(service.ACCOUNTS_PAGE_MAX)}`,
      }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: ({ id }, { search, offset, limit }, { scope }) =>
      service.listAccounts(scope, { tenantId: id, search: (search ?? '').trim(), offset, limit }),
  }),
  linePrices: t.field({
    type: [LinePrice],
    description: 'Every number, with its price where it has one.',
    resolve: ({ id }, _args, { scope }) => service.listLinePrices(scope, { tenantId: id }),
  }),
}))

const SaveInput = builder.inputType('SaveCallerAccountInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    accountId: t.id({ description: 'Left out: a new one.' }),
    number: t.string({ required: true }),
    name: t.string({ required: true }),
    pin: t.string({ description: 'Left out: as it is.' }),
    blocked: t.boolean({ required: true }),
  }),
})
const BookInput = builder.inputType('BookOnCallerAccountInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    accountId: t.id({ required: true }),
    amount: t.string({ required: true, description: 'Decimal text: 50, or -5 to correct.' }),
    note: t.string({ required: true }),
    key: t.string({ required: true, description: 'Of the form: sent twice it counts once.' }),
  }),
})
const PriceInput = builder.inputType('SetLinePriceInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    didId: t.id({ required: true }),
    perCall: t.string({ required: true }),
    perMinute: t.string({ required: true }),
    increment: t.string({ required: true, description: '60/60' }),
    warnSeconds: t.int({ required: true }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const accountOf = (id: string) => parseId(idSchema('callerAccount'), 'accountId', id)

builder.mutationFields((t) => ({
  saveCallerAccount: t.field({
    type: Account,
    errors: administrationErrors('SaveCallerAccount'),
    args: { input: t.arg({ type: SaveInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.saveAccount(scope, {
        ...input,
        tenantId: tenantOf(input.tenantId),
        accountId: input.accountId ? accountOf(input.accountId) : null,
        pin: input.pin ?? null,
      }),
  }),
  bookOnCallerAccount: t.field({
    type: Account,
    description: 'Pays in, or corrects.',
    errors: administrationErrors('BookOnCallerAccount'),
    args: { input: t.arg({ type: BookInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.bookOnAccount(scope, {
        ...input,
        tenantId: tenantOf(input.tenantId),
        accountId: accountOf(input.accountId),
      }),
  }),
  exportCallerAccounts: t.field({
    type: File,
    description: 'A mutation, because it is written down who took the accounts away.',
    errors: administrationErrors('ExportCallerAccounts'),
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: async (_root, { tenantId }, { scope }) => ({
      csv: await service.exportAccounts(scope, { tenantId: tenantOf(tenantId) }),
    }),
  }),
  setLinePrice: t.field({
    type: LinePrices,
    description: 'Nothing by call and nothing by minute makes the line free.',
    errors: administrationErrors('SetLinePrice'),
    args: { input: t.arg({ type: PriceInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      prices: await service.setLinePrice(scope, { ...input, tenantId: tenantOf(input.tenantId) }),
    }),
  }),
}))
