import { closableFrom, dayOf } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'
import type { Closing } from '../generated/prisma/client.ts'
import { booksWall } from '../invoices/document-acts.ts'
import { newId } from '../new-id.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { ClosingView } from './closing-views.ts'
import { findingsSchema } from './findings.ts'
import { rebuildInvoice } from './rebuild.ts'
import type { Rebuilt } from './rebuild.ts'

const CLOSINGS_SHOWN = 60

export const listClosings = authorizedPlatform(
  'platform.viewFinance',
  (scope, { month }: { readonly month: string | null }): Promise<ClosingView[]> =>
    scope.run(async (tx) => {
      const rows = await tx.closing.findMany({
        where: { tenantId: scope.operatorTenantId, ...(month === null ? {} : { month }) },
        orderBy: { month: 'desc' },
        take: CLOSINGS_SHOWN,
      })
      const views: ClosingView[] = []
      for (const row of rows) views.push(await viewOf(tx, row))
      return views
    }),
)

async function viewOf(tx: Transaction, row: Closing): Promise<ClosingView> {
  const clients = await tx.closingClient.findMany({
    where: { closingId: row.id },
    include: { tenant: { select: { name: true } } },
    orderBy: { tenant: { name: 'asc' } },
  })
  const invoices = await tx.invoice.findMany({
    where: { id: { in: clients.flatMap(({ invoiceIds }) => invoiceIds) } },
    select: { id: true, number: true, payableMicros: true, currency: true },
  })
  const documents = new Map(
    invoices.map(({ id, number, payableMicros: micros, currency }) => [
      id,
      { id, number, payable: { micros, currency } },
    ]),
  )
  return {
    id: row.id,
    month: row.month,
    at: instantFromRow(row.at),
    finishedAt: instantOrNull(row.finishedAt),
    clients: clients.map(({ tenantId, tenant, step, findings, invoiceIds }) => ({
      tenantId: idSchema('tenant').parse(tenantId),
      tenantName: tenant.name,
      step,
      findings: findingsSchema.parse(findings),
      invoiceIds,
      documents: invoiceIds.flatMap((id) => documents.get(id) ?? []),
    })),
  }
}

/** Starts the closing of a month that is over, or goes on with one that some clients were blocked in. Started twice, it is one. */
export const startClosing = authorizedPlatform(
  'platform.manageFinance',
  async (scope: PlatformScope, { month }: { readonly month: string }): Promise<ClosingView> => {
    const { operatorTenantId, platform, viewer } = scope
    return scope.runIn({ ...booksWall(scope, operatorTenantId), operator: true }, async (tx) => {
      const operator = await tx.tenant.findUniqueOrThrow({ where: { id: operatorTenantId } })
      if (dayOf(operator.timeZone, platform.now()) < closableFrom(month))
        throw new InvalidInputError('month', 'This month is not over yet.')
      const at = new Date(platform.now())
      const made = await tx.closing.createMany({
        data: { id: newId('closing'), tenantId: operatorTenantId, month, at, startedBy: viewer.person.id },
        skipDuplicates: true,
      })
      const key = { tenantId_month: { tenantId: operatorTenantId, month } }
      const { id: closingId } = await tx.closing.findUniqueOrThrow({ where: key })
      const blocked = await tx.closingClient.count({ where: { closingId, step: 'blocked' } })
      // What is done for those who were blocked is done now, not on the day on which they were.
      const row = await tx.closing.update({ where: key, data: { requested: true, ...(blocked === 0 ? {} : { at }) } })
      await recordAudit(tx, scope, {
        tenantId: operatorTenantId,
        action: 'closing.start',
        subject: { id: row.id, name: month },
        after: { month, again: made.count === 0 },
      })
      return viewOf(tx, row)
    })
  },
)

/** Makes a stored invoice again from what it was made of, and compares. */
export const checkInvoice = authorizedPlatform(
  'platform.viewFinance',
  async (scope, input: { readonly tenantId: TenantId; readonly invoiceId: string }): Promise<Rebuilt> => {
    const rebuilt = await scope.runIn(booksWall(scope, input.tenantId), (tx) => rebuildInvoice(tx, input))
    if (rebuilt === null) throw new NotFoundError('document')
    return rebuilt
  },
)
