import { AGE_BANDS, isCurrency, LEDGER_ENTRY_KINDS } from '@seatline/billing'
import { idSchema, isLocalDate } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { InvalidInputError } from '../user-errors.ts'
import type {
  BalanceView,
  LedgerEntryView,
  LedgerFilter,
  PostingView,
  StatementEntryView,
  StatementView,
} from './ledger-views.ts'
import * as service from './service.ts'

const LedgerEntryKind = enumOf('LedgerEntryKind', LEDGER_ENTRY_KINDS)
const AgeBand = enumOf('AgeBand', AGE_BANDS, 'By days past the day of payment.')

const LedgerPosting = builder.objectRef<PostingView>('LedgerPosting').implement({
  description: 'A debit is positive, a credit negative.',
  fields: (t) => ({
    account: t.exposeString('account', { description: 'receivable, revenue/inboundMinutes, taxPayable/standard@6' }),
    amount: t.field({ type: Money, resolve: (posting) => posting.amount }),
  }),
})

const LedgerEntry = builder.objectRef<LedgerEntryView>('LedgerEntry').implement({
  description: 'Something that was booked. It is never changed, and its postings add up to nothing.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    kind: t.field({ type: LedgerEntryKind, resolve: (entry) => entry.kind }),
    reference: t.exposeString('reference', { description: 'What it is recognised by: booked once.' }),
    day: t.field({ type: 'Date', description: "The client's local day.", resolve: (entry) => entry.day }),
    at: t.field({ type: 'DateTime', resolve: (entry) => entry.at }),
    currency: t.exposeString('currency'),
    invoiceId: t.exposeID('invoiceId', { nullable: true }),
    paymentId: t.exposeID('paymentId', { nullable: true }),
    memo: t.exposeString('memo', { description: "The document's number, the bank's reference." }),
    postings: t.field({
      type: [LedgerPosting],
      complexity: { field: 1, multiplier: 1 },
      resolve: (entry) => entry.postings,
    }),
  }),
})

const LedgerBalance = builder.objectRef<BalanceView>('LedgerBalance').implement({
  fields: (t) => ({
    account: t.exposeString('account'),
    balance: t.field({ type: Money, resolve: (balance) => balance.balance }),
  }),
})

const StatementEntry = builder.objectRef<StatementEntryView>('StatementEntry').implement({
  fields: (t) => ({
    entryId: t.exposeID('entryId'),
    kind: t.field({ type: LedgerEntryKind, resolve: (entry) => entry.kind }),
    day: t.field({ type: 'Date', resolve: (entry) => entry.day }),
    memo: t.exposeString('memo'),
    invoiceId: t.exposeID('invoiceId', { nullable: true }),
    paymentId: t.exposeID('paymentId', { nullable: true }),
    amount: t.field({ type: Money, description: 'Positive: the client owes more.', resolve: (entry) => entry.amount }),
    balance: t.field({ type: Money, description: 'After it.', resolve: (entry) => entry.balance }),
  }),
})

const AgedReceivable = builder.objectRef<StatementView['aged'][number]>('AgedReceivable').implement({
  fields: (t) => ({
    band: t.field({ type: AgeBand, resolve: (aged) => aged.band }),
    amount: t.field({ type: Money, resolve: (aged) => aged.amount }),
  }),
})

const Statement = builder.objectRef<StatementView>('Statement').implement({
  description:
    'The account of a client in one currency: opening balance and entries give the closing balance, exactly.',
  fields: (t) => ({
    currency: t.exposeString('currency'),
    from: t.field({ type: 'Date', resolve: (statement) => statement.from }),
    until: t.field({ type: 'Date', description: 'The first day after.', resolve: (statement) => statement.until }),
    opening: t.field({ type: Money, resolve: (statement) => statement.opening }),
    closing: t.field({ type: Money, resolve: (statement) => statement.closing }),
    entries: t.field({
      type: [StatementEntry],
      complexity: { field: 1, multiplier: 20 },
      resolve: (statement) => statement.entries,
    }),
    aged: t.field({
      type: [AgedReceivable],
      description: 'What was open at its end, by how late it was.',
      resolve: (statement) => statement.aged,
    }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  statement: t.field({
    type: Statement,
    description: 'The statement of account; of the running month when no days are given.',
    args: {
      currency: t.arg.string({ description: "ISO 4217; the client's own when not given." }),
      from: t.arg({ type: 'Date' }),
      until: t.arg({ type: 'Date', description: 'The first day after.' }),
    },
    resolve: (tenant, { currency, from, until }, { scope }) => {
      if (currency && !isCurrency(currency))
        throw new InvalidInputError('currency', 'A currency is three capital letters, as CNY.')
      return service.statement(scope, {
        tenantId: tenant.id,
        currency: currency ?? null,
        from: dayArgument('from', from),
        until: dayArgument('until', until),
      })
    },
  }),
}))

function dayArgument(field: string, day: string | null | undefined): string | null {
  if (day === null || day === undefined) return null
  if (!isLocalDate(day)) throw new InvalidInputError(field, 'There is no such day.')
  return day
}

const LedgerFilterInput = builder.inputType('LedgerFilter', {
  fields: (t) => ({
    tenantId: t.id(),
    kinds: t.field({ type: [LedgerEntryKind] }),
    account: t.string({ description: 'Accounts that begin with it: revenue, taxPayable/standard' }),
    invoiceId: t.id(),
    paymentId: t.id(),
    from: t.field({ type: 'Date' }),
    until: t.field({ type: 'Date', description: 'The first day after.' }),
  }),
})

const ACCOUNT_LENGTH_MAX = 100

function parseFilter(sent: typeof LedgerFilterInput.$inferInput): LedgerFilter {
  const { account } = sent
  if (account && (account.length > ACCOUNT_LENGTH_MAX || !/^[\w/@.]*$/.test(account)))
    throw new InvalidInputError('filter.account', 'This is not the name of an account.')
  return {
    tenantId: sent.tenantId ? parseId(idSchema('tenant'), 'filter.tenantId', sent.tenantId) : null,
    kinds: sent.kinds ?? [],
    account: account ?? null,
    invoiceId: sent.invoiceId ? parseId(idSchema('invoice'), 'filter.invoiceId', sent.invoiceId) : null,
    paymentId: sent.paymentId ? parseId(idSchema('payment'), 'filter.paymentId', sent.paymentId) : null,
    from: dayArgument('filter.from', sent.from),
    until: dayArgument('filter.until', sent.until),
  }
}

builder.queryFields((t) => ({
  ledger: t.connection({
    type: LedgerEntry,
    description: 'What is booked, of one client or of all, newest first.',
    args: { filter: t.arg({ type: LedgerFilterInput }) },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
    resolve: (_root, args, { scope }) =>
      service.browseLedger(scope, { filter: parseFilter(args.filter ?? {}), page: args }),
  }),
  ledgerBalances: t.field({
    type: [LedgerBalance],
    description: 'Of each account, of one client or of all together; of each currency they add up to nothing.',
    args: { tenantId: t.arg.id() },
    resolve: (_root, { tenantId }, { scope }) =>
      service.balances(scope, { tenantId: tenantId ? parseId(idSchema('tenant'), 'tenantId', tenantId) : null }),
  }),
}))
