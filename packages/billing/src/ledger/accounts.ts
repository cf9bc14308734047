import type { ChargeKind } from '../charges/charge-line.ts'

export const LEDGER_ACCOUNT_KINDS = [
  'receivable',
  'revenue',
  'taxPayable',
  'rounding',
  'deposit',
  'prepayment',
  'customerCredit',
  'clearing',
  'badDebt',
  'commission',
  'commissionPayable',
] as const
export type LedgerAccountKind = (typeof LEDGER_ACCOUNT_KINDS)[number]

/** One account of one client, as text: `receivable`, `revenue/inboundMinutes`, `taxPayable/standard@6`, `clearing/card`. */
export type AccountCode = string

export const RECEIVABLE: AccountCode = 'receivable'
export const ROUNDING: AccountCode = 'rounding'
export const DEPOSIT: AccountCode = 'deposit'
export const PREPAYMENT: AccountCode = 'prepayment'
export const CUSTOMER_CREDIT: AccountCode = 'customerCredit'
export const BAD_DEBT: AccountCode = 'badDebt'
export const COMMISSION: AccountCode = 'commission'
export const COMMISSION_PAYABLE: AccountCode = 'commissionPayable'

/** What a kind of charge is booked as: what was paid for months to come is not earned yet. */
export const revenueAccount = (kind: ChargeKind): AccountCode =>
  kind === 'prepayment' ? PREPAYMENT : `revenue/${kind}`
export const taxAccount = (rate: { readonly category: string; readonly percent: string }): AccountCode =>
  `taxPayable/${rate.category}@${rate.percent}`
export const clearingAccount = (method: string): AccountCode => `clearing/${method}`

/** null for a text that names no account. */
export function accountKindOf(code: AccountCode): LedgerAccountKind | null {
  const [kind] = code.split('/', 1)
  return LEDGER_ACCOUNT_KINDS.find((each) => each === kind) ?? null
}
