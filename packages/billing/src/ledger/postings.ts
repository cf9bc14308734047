import { InvariantError } from '@seatline/core'
import type { InvoiceFigures } from '../invoices/make-invoice.ts'
import { revenueByKind } from '../invoices/make-invoice.ts'
import type { Currency, Micros } from '../money.ts'
import {
  BAD_DEBT,
  clearingAccount,
  COMMISSION,
  COMMISSION_PAYABLE,
  CUSTOMER_CREDIT,
  DEPOSIT,
  RECEIVABLE,
  revenueAccount,
  ROUNDING,
  taxAccount,
} from './accounts.ts'
import type { AccountCode } from './accounts.ts'

/** One side of an entry. A debit is positive, a credit negative; the postings of an entry add up to nothing. */
export type Posting = { readonly account: AccountCode; readonly micros: Micros }

/** What is booked, and why: the postings follow from it alone. Amounts are positive unless said otherwise. */
export type LedgerFact =
  /** An invoice, a credit note or a debit note became final; its figures may be negative. */
  | { readonly kind: 'documentFinal'; readonly figures: InvoiceFigures }
  /** It was made void, after it had become final. */
  | { readonly kind: 'documentVoided'; readonly figures: InvoiceFigures }
  /** Money came: so much for invoices, the rest is the client's credit. */
  | { readonly kind: 'paymentReceived'; readonly method: string; readonly amount: Micros; readonly allocated: Micros }
  /** It was taken back: a failed debit, a dispute, a payment booked by mistake. */
  | { readonly kind: 'paymentReversed'; readonly method: string; readonly amount: Micros; readonly allocated: Micros }
  /** The client's credit pays invoices; or, of a credit note, becomes credit (negative). */
  | { readonly kind: 'creditApplied'; readonly amount: Micros }
  /** The client's credit is paid out. */
  | { readonly kind: 'refundPaid'; readonly method: string; readonly amount: Micros }
  | { readonly kind: 'depositReceived'; readonly method: string; readonly amount: Micros }
  | { readonly kind: 'depositApplied'; readonly amount: Micros }
  | { readonly kind: 'depositReturned'; readonly method: string; readonly amount: Micros }
  /** Nobody expects it to be paid any more. */
  | { readonly kind: 'writtenOff'; readonly amount: Micros }
  /** What a reseller earns by this client. */
  | { readonly kind: 'commissionEarned'; readonly amount: Micros }
export type LedgerFactKind = LedgerFact['kind']

export const LEDGER_ENTRY_KINDS = [
  'documentFinal',
  'documentVoided',
  'paymentReceived',
  'paymentReversed',
  'creditApplied',
  'refundPaid',
  'depositReceived',
  'depositApplied',
  'depositReturned',
  'writtenOff',
  'commissionEarned',
] as const satisfies readonly LedgerFactKind[]

/** The postings of a fact. Accounts that nothing is booked on are left out; the sum is nothing, or it throws. */
export function postingsOf(fact: LedgerFact): readonly Posting[] {
  const postings = rawPostings(fact).filter(({ micros }) => micros !== 0n)
  const sum = sumOfPostings(postings)
  if (sum !== 0n) throw new InvariantError(`postings do not add up to nothing [kind:${fact.kind} sum:${String(sum)}]`)
  return postings
}

export const sumOfPostings = (postings: readonly Posting[]): Micros =>
  postings.reduce((sum, { micros }) => sum + micros, 0n)

const move = (debit: AccountCode, credit: AccountCode, amount: Micros): readonly Posting[] => [
  { account: debit, micros: amount },
  { account: credit, micros: -amount },
]

const reversed = (postings: readonly Posting[]): readonly Posting[] =>
  postings.map(({ account, micros }) => ({ account, micros: -micros }))

function rawPostings(fact: LedgerFact): readonly Posting[] {
  switch (fact.kind) {
    case 'documentFinal':
      return documentPostings(fact.figures)
    case 'documentVoided':
      return reversed(documentPostings(fact.figures))
    case 'paymentReceived':
      return paymentPostings(fact)
    case 'paymentReversed':
      return reversed(paymentPostings(fact))
    case 'creditApplied':
      return move(CUSTOMER_CREDIT, RECEIVABLE, fact.amount)
    case 'refundPaid':
      return move(CUSTOMER_CREDIT, clearingAccount(fact.method), fact.amount)
    case 'depositReceived':
      return move(clearingAccount(fact.method), DEPOSIT, fact.amount)
    case 'depositApplied':
      return move(DEPOSIT, RECEIVABLE, fact.amount)
    case 'depositReturned':
      return move(DEPOSIT, clearingAccount(fact.method), fact.amount)
    case 'writtenOff':
      return move(BAD_DEBT, RECEIVABLE, fact.amount)
    case 'commissionEarned':
      return move(COMMISSION, COMMISSION_PAYABLE, fact.amount)
  }
}

const documentPostings = (figures: InvoiceFigures): readonly Posting[] => [
  { account: RECEIVABLE, micros: figures.payable },
  ...revenueByKind(figures).map(({ kind, net }) => ({ account: revenueAccount(kind), micros: -net })),
  ...figures.taxes.map((part) => ({ account: taxAccount(part), micros: -part.tax })),
  { account: ROUNDING, micros: -figures.rounding },
]

function paymentPostings(fact: {
  readonly method: string
  readonly amount: Micros
  readonly allocated: Micros
}): readonly Posting[] {
  const { method, amount, allocated } = fact
  if (allocated < 0n || allocated > amount)
    throw new InvariantError(
      `more is allocated than was paid [amount:${String(amount)} allocated:${String(allocated)}]`,
    )
  return [
    { account: clearingAccount(method), micros: amount },
    { account: RECEIVABLE, micros: -allocated },
    { account: CUSTOMER_CREDIT, micros: -(amount - allocated) },
  ]
}

/** A balance of one account in one currency. */
export type Balance = { readonly account: AccountCode; readonly currency: Currency; readonly micros: Micros }
