import { idSchema } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { Database } from '../database/client.ts'
import { collectInvoice } from './collect-invoice.ts'

/** Collects what is open of the clients who want it collected, each invoice once: one that was tried already is the client's to try again. Gives how many. */
export async function collectDue(database: Database, now: Instant): Promise<number> {
  const due = await database.withTenants({ tenantIds: [], operator: true }, async (tx) => {
    const customers = await tx.paymentCustomer.findMany({ where: { collects: true, methodRef: { not: null } } })
    const open = await tx.invoice.findMany({
      where: {
        tenantId: { in: customers.map(({ tenantId }) => tenantId) },
        status: { in: ['final', 'sent', 'overdue'] },
        payableMicros: { gt: 0 },
      },
      select: { id: true, tenantId: true },
    })
    const tried = await tx.payment.findMany({
      where: { invoiceId: { in: open.map(({ id }) => id) }, method: 'provider' },
      select: { invoiceId: true },
    })
    const known = new Set(tried.map(({ invoiceId }) => invoiceId))
    return open.filter(({ id }) => !known.has(id))
  })
  for (const { id: invoiceId, tenantId: text } of due) {
    const tenantId = idSchema('tenant').parse(text)
    await database.withTenants({ tenantIds: [tenantId] }, (tx) =>
      collectInvoice(tx, { tenantId, invoiceId, by: '', now }),
    )
  }
  return due.length
}
