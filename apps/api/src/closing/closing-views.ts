import type { Instant, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import type { ClosingStep } from '../generated/prisma/enums.ts'
import type { Finding } from './findings.ts'

/** A document of the closing; without a number while it is a draft. */
export type ClosingDocumentView = { readonly id: string; readonly number: string | null; readonly payable: MoneyView }

export type ClosingClientView = {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly step: ClosingStep
  readonly findings: readonly Finding[]
  readonly invoiceIds: readonly string[]
  readonly documents: readonly ClosingDocumentView[]
}

export type ClosingView = {
  readonly id: string
  readonly month: string
  readonly at: Instant
  readonly finishedAt: Instant | null
  readonly clients: readonly ClosingClientView[]
}
