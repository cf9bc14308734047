import type { ChargeKind, ChargeUnit, Micros } from '@seatline/billing'
import type { Instant, LocalDate } from '@seatline/core'

export const DOCUMENT_LOCALES = ['zh-CN', 'en'] as const
export type DocumentLocale = (typeof DOCUMENT_LOCALES)[number]

export type Party = {
  readonly name: string
  readonly address: string
  readonly taxId: string
  readonly email: string
}

/** The operator, as its documents name it; what is empty is left out. */
export type Seller = Party & {
  readonly phone: string
  readonly bankName: string
  readonly bankAccount: string
  readonly bankCode: string
  /** What stands under the total, in the words of the seller. */
  readonly paymentTerms: string
}

export type DocumentLine = {
  readonly lineId: string
  readonly kind: ChargeKind
  readonly subject: string
  readonly from: LocalDate
  /** First day after. */
  readonly until: LocalDate
  /** Exact decimal text. */
  readonly quantity: string
  readonly unit: ChargeUnit
  readonly unitPrice: Micros | null
  readonly details: Readonly<Record<string, string>>
  readonly amount: Micros
  readonly taxCategory: string
}

export type DocumentTax = {
  readonly category: string
  readonly treatment: string
  readonly percent: string
  readonly net: Micros
  readonly tax: Micros
}

/** All that an invoice, a credit note or a debit note says, in no language. The same makes the same file, byte by byte. */
export type InvoiceDocument = {
  readonly kind: 'invoice' | 'creditNote' | 'debitNote'
  readonly isDraft: boolean
  readonly isVoid: boolean
  readonly number: string | null
  readonly correctsNumber: string | null
  readonly reason: string
  readonly issuedOn: LocalDate | null
  readonly dueOn: LocalDate | null
  /** `until` is the first day after. */
  readonly servicePeriod: { readonly from: LocalDate; readonly until: LocalDate } | null
  readonly seller: Seller
  readonly buyer: Party
  readonly currency: string
  readonly taxMode: 'exclusive' | 'inclusive'
  readonly lines: readonly DocumentLine[]
  readonly taxes: readonly DocumentTax[]
  readonly net: Micros
  readonly tax: Micros
  readonly rounding: Micros
  readonly payable: Micros
  /** When it became final, or the draft was made: the file bears this time. */
  readonly madeAt: Instant
}

export type StatementDocument = {
  readonly seller: Seller
  readonly buyer: Party
  readonly currency: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly opening: Micros
  readonly entries: readonly {
    readonly day: LocalDate
    readonly kind: string
    readonly reference: string
    readonly amount: Micros
    readonly balance: Micros
  }[]
  readonly closing: Micros
  readonly aged: readonly { readonly band: string; readonly amount: Micros }[]
  readonly madeAt: Instant
}

/** A call as a list of calls shows it. */
export type ListedCall = {
  readonly callId: string
  readonly direction: 'inbound' | 'outbound'
  readonly calling: string
  readonly called: string
  readonly startedAt: Instant
  readonly durationMs: number
  readonly billableSeconds: number
  readonly rate: string
  readonly amount: Micros
}

/** Lines in the order in which documents group them. */
export const LINE_GROUPS = ['seats', 'services', 'usage', 'oneOff', 'adjustments'] as const
export type LineGroup = (typeof LINE_GROUPS)[number]

export const GROUP_OF: Readonly<Record<ChargeKind, LineGroup>> = {
  rentedSeats: 'seats',
  namedUsers: 'seats',
  concurrentSeats: 'seats',
  sharedAgents: 'seats',
  addOn: 'services',
  number: 'services',
  staffedHours: 'services',
  inboundMinutes: 'usage',
  outboundMinutes: 'usage',
  ivrMinutes: 'usage',
  oneOff: 'oneOff',
  equipment: 'oneOff',
  minimumCommitment: 'adjustments',
  discount: 'adjustments',
  cap: 'adjustments',
  serviceCredit: 'adjustments',
  correction: 'adjustments',
  prepayment: 'adjustments',
}

export const groupedLines = (
  lines: readonly DocumentLine[],
): readonly { readonly group: LineGroup; readonly lines: readonly DocumentLine[]; readonly amount: Micros }[] =>
  LINE_GROUPS.flatMap((group) => {
    const own = lines.filter(({ kind }) => GROUP_OF[kind] === group)
    const amount = own.reduce((sum, line) => sum + line.amount, 0n)
    return own.length === 0 ? [] : [{ group, lines: own, amount }]
  })
