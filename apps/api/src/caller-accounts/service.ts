import { formatIncrement, formatMicros, parseIncrement, parseMicros, serializeCsv } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { hashPin } from '@seatline/sealing'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { PIN_FORM } from '../known-callers/caller-input.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { AccountEntryView, CallerAccountPage, CallerAccountView, LinePriceView } from './account-views.ts'
import { bookEntry } from './book-entry.ts'
import * as repository from './repository.ts'

export const ACCOUNTS_PAGE_MAX = 200
const EXPORT_MAX = 100_000
type OfTenant = { readonly tenantId: TenantId }

export const listAccounts = authorized(
  'callerAccounts.manage',
  async (
    scope,
    {
      tenantId,
      search,
      offset,
      limit,
    }: OfTenant & { readonly search: string; readonly offset: number; readonly limit: number },
  ): Promise<CallerAccountPage> => {
    if (limit < 1 || limit > ACCOUNTS_PAGE_MAX)
      throw new InvalidInputError('limit', `A page has 1 to ${String(ACCOUNTS_PAGE_MAX)} rows.`)
    if (offset < 0) throw new InvalidInputError('offset', 'The first one is 0.')
    return scope.run((tx) => repository.readAccounts(tx, tenantId, { search, skip: offset, take: limit }))
  },
)

export const listEntries = authorized(
  'callerAccounts.manage',
  (scope, { tenantId, accountId }: OfTenant & { readonly accountId: string }): Promise<readonly AccountEntryView[]> =>
    scope.run((tx) => repository.readEntries(tx, tenantId, accountId)),
)

const refusal = (code: string, message: string) => ({ message, params: { code } })
const accountSchema = z.object({
  number: z.string().regex(/^\d{4,12}$/, 'An account number has 4 to 12 digits: callers press it on their telephone.'),
  name: z.string().trim().max(80, 'Use at most 80 characters.'),
  pin: z
    .string()
    .nullable()
    .refine(
      (pin) => pin === null || PIN_FORM.test(pin),
      refusal('pin.form', 'A PIN has 4 to 12 digits: callers press it on their telephone.'),
    ),
  blocked: z.boolean(),
})

/** A new account, or other particulars of one. The PIN is kept hashed; left out it stays as it is. */
export const saveAccount = authorized(
  'callerAccounts.manage',
  async (
    scope,
    input: OfTenant & { readonly accountId: string | null } & Readonly<Record<string, unknown>>,
  ): Promise<CallerAccountView> => {
    const { tenantId, accountId } = input
    const account = parseInput(accountSchema, input)
    if (accountId === null && account.pin === null)
      refuseIfAny([{ field: 'pin', code: 'required', message: 'Give the account a PIN.' }])
    const pin = account.pin === null ? {} : { pinHash: await hashPin(account.pin) }
    return withClearConflicts(() =>
      scope.run(async (tx) => {
        const before = accountId === null ? null : await accountOf(tx, tenantId, accountId)
        const same = await repository.findByNumber(tx, tenantId, account.number)
        if (same !== null && same !== accountId)
          refuseIfAny([
            { field: 'number', code: 'number.known', message: 'There is an account with this number already.' },
          ])
        const id = accountId ?? newId('callerAccount')
        const at = new Date(scope.platform.now())
        const values = { number: account.number, name: account.name, blocked: account.blocked, updatedAt: at, ...pin }
        await repository.writeAccount(tx, { tenantId, id, currency: scope.tenant.currency, at }, values)
        await recordAudit(tx, scope, {
          tenantId,
          action: before === null ? 'callerAccount.create' : 'callerAccount.update',
          subject: { id, name: account.number },
          before: before === null ? null : { name: before.name, number: before.number, blocked: before.blocked },
          after: {
            ...{ name: account.name, number: account.number, blocked: account.blocked },
            ...(account.pin === null ? {} : { pin: 'set' }),
          },
        })
        return accountOf(tx, tenantId, id)
      }),
    )
  },
)

const amountSchema = z.object({
  amount: z.string().transform((text, context) => {
    const parsed = parseMicros(text.trim())
    if (parsed.ok && parsed.value !== 0n) return parsed.value
    context.addIssue({ code: 'custom', ...refusal('amount.form', 'Enter an amount such as 50 or 12.50.') })
    return z.NEVER
  }),
  note: z.string().trim().max(200, 'Use at most 200 characters.'),
  key: z.string().min(8).max(80),
})

/**
 * Pays in, or corrects with an amount below nothing. `key` is the form's own: sent twice, by a double click or a second try, it counts once.
 */
export const bookOnAccount = authorized(
  'callerAccounts.manage',
  async (
    scope,
    input: OfTenant & { readonly accountId: string } & Readonly<Record<string, unknown>>,
  ): Promise<CallerAccountView> => {
    const { tenantId, accountId } = input
    const { amount, note, key } = parseInput(amountSchema, input)
    return scope.run(async (tx) => {
      const before = await accountOf(tx, tenantId, accountId)
      if (amount < 0n && before.balance.micros + amount < 0n)
        refuseIfAny([{ field: 'amount', code: 'amount.tooMuch', message: 'There is not so much on the account.' }])
      if (amount < 0n && note === '')
        refuseIfAny([{ field: 'note', code: 'required', message: 'Say why something is taken away.' }])
      const kind = amount > 0n ? ('topUp' as const) : ('correction' as const)
      const by = scope.viewer.person.name
      const booked = await bookEntry(tx, {
        tenantId,
        accountId,
        key: `hand/${key}`,
        kind,
        micros: amount,
        note,
        by,
        now: scope.platform.now(),
      })
      if (booked.isNew)
        await recordAudit(tx, scope, {
          tenantId,
          action: kind === 'topUp' ? 'callerAccount.topUp' : 'callerAccount.correct',
          subject: { id: accountId, name: before.number },
          after: { amount: formatMicros(amount), currency: before.balance.currency, note },
        })
      return accountOf(tx, tenantId, accountId)
    })
  },
)

/** All accounts with what they have, without their PINs. Taking data away is audited. */
export const exportAccounts = authorized('callerAccounts.manage', (scope, { tenantId }: OfTenant): Promise<string> =>
  scope.run(async (tx) => {
    const { rows } = await repository.readAccounts(tx, tenantId, { search: '', skip: 0, take: EXPORT_MAX })
    await recordAudit(tx, scope, {
      tenantId,
      action: 'callerAccount.export',
      subject: { id: null, name: `${String(rows.length)} accounts` },
    })
    const lines = rows.map(({ number, name, balance, blocked }) => [
      number,
      name,
      formatMicros(balance.micros),
      balance.currency,
      blocked ? 'yes' : 'no',
    ])
    return serializeCsv([['number', 'name', 'balance', 'currency', 'blocked'], ...lines])
  }),
)

export const listLinePrices = authorized(
  'callerAccounts.manage',
  (scope, { tenantId }: OfTenant): Promise<readonly LinePriceView[]> =>
    scope.run((tx) => repository.readLinePrices(tx, tenantId)),
)

const price = z.string().transform((text, context) => {
  const parsed = parseMicros(text.trim() === '' ? '0' : text.trim())
  if (parsed.ok && parsed.value >= 0n) return parsed.value
  context.addIssue({ code: 'custom', ...refusal('price.form', 'Enter a price such as 0.50, or 0.') })
  return z.NEVER
})
const linePriceSchema = z.object({
  didId: idSchema('did'),
  perCall: price,
  perMinute: price,
  increment: z.string().transform((text, context) => {
    const parsed = parseIncrement(text.trim())
    if (parsed !== null) return parsed
    context.addIssue({
      code: 'custom',
      ...refusal('increment.form', 'Write first and further seconds, such as 60/60 or 1/1.'),
    })
    return z.NEVER
  }),
  warnSeconds: z.number().int().min(0, 'Not below 0.').max(300, 'At most 300 seconds.'),
})

/** What callers of a number pay. A price of nothing makes the line free again. */
export const setLinePrice = authorized(
  'callerAccounts.manage',
  async (scope, input: OfTenant & Readonly<Record<string, unknown>>): Promise<readonly LinePriceView[]> => {
    const { tenantId } = input
    const { didId, perCall, perMinute, increment, warnSeconds } = parseInput(linePriceSchema, input)
    return scope.run(async (tx) => {
      const number = await repository.findNumber(tx, tenantId, didId)
      if (number === null) throw new NotFoundError('number')
      const values = {
        ...{ perCallMicros: perCall, perMinuteMicros: perMinute, warnSeconds },
        ...{ firstSeconds: increment.firstSeconds, thenSeconds: increment.thenSeconds },
        updatedAt: new Date(scope.platform.now()),
      }
      await repository.writeLinePrice(
        tx,
        { tenantId, didId, currency: scope.tenant.currency },
        perCall === 0n && perMinute === 0n ? null : values,
      )
      await recordAudit(tx, scope, {
        tenantId,
        action: 'linePrice.set',
        subject: { id: didId, name: number },
        after: {
          perCall: formatMicros(perCall),
          perMinute: formatMicros(perMinute),
          increment: formatIncrement(increment),
          warnSeconds,
        },
      })
      return repository.readLinePrices(tx, tenantId)
    })
  },
)

async function accountOf(tx: Transaction, tenantId: TenantId, id: string): Promise<CallerAccountView> {
  const account = await repository.findAccount(tx, tenantId, id)
  if (account === null) throw new NotFoundError('account')
  return account
}
