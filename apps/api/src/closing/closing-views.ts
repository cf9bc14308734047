import type { Instant, TenantId } from '@seatline/core'
import type { ClosingStep } from '../generated/prisma/enums.ts'
import type { Finding } from './findings.ts'

export type ClosingClientView = {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly step: ClosingStep
  readonly findings: readonly Finding[]
  readonly invoiceIds: readonly string[]
}

export type ClosingView = {
  readonly id: string
  readonly month: string
  readonly at: Instant
  readonly finishedAt: Instant | null
  readonly clients: readonly ClosingClientView[]
}
