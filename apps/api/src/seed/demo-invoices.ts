import { dayOf, endOfMonth, firstDayOf, monthOf, monthsBefore } from '@seatline/billing'
import type { Currency, Month, TaxTable } from '@seatline/billing'
import { idSchema, instant, startOfDay } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { runClosing } from '../closing/run-closing.ts'
import type { Database, Transaction } from '../database/client.ts'
import type { Invoice } from '../generated/prisma/client.ts'
import { finalise, findInvoice, makeVoid, markSent, writeDraft } from '../invoices/documents.ts'
import { applyInput } from '../payments/apply-input.ts'
import type { DemoClient } from './demo-clients.ts'
import { DEMO_CLIENTS } from './demo-clients.ts'
import { OPERATOR_ID } from './demo-people.ts'

/** VAT as it is in the client's country, on top of the prices. */
const taxOf = ({ currency }: DemoClient): TaxTable => ({
  mode: 'exclusive',
  rounding: 'coinHalfUp',
  rates: [
    { category: 'standard', treatment: 'taxed', percent: currency === 'GBP' ? '20' : '6' },
    { category: 'exempt', treatment: 'exempt', percent: '0' },
  ],
})

/** Long enough that nobody of the demonstration is suspended; the clinic's is short, so that something is overdue. */
const PAYMENT_DAYS = { heating: 60, travel: 60, clinic: 14 } as Readonly<Record<string, number>>

export async function seedBillingProfiles(tx: Transaction): Promise<void> {
  await tx.billingProfile.createMany({
    skipDuplicates: true,
    data: DEMO_CLIENTS.map((client) => ({
      tenantId: client.tenantId,
      numberPrefix: client.slug.toUpperCase(),
      paymentDays: PAYMENT_DAYS[client.slug] ?? 14,
      taxTable: { ...taxOf(client), rates: taxOf(client).rates.map((rate) => ({ ...rate })) },
    })),
  })
}

type Parts = { readonly database: Database; readonly now: () => number }

/** The last two months closed, with documents in several states: paid, overdue by a little, sent, partly paid, void. Again, it changes nothing. */
export async function seedInvoices(parts: Parts): Promise<void> {
  const today = dayOf('Asia/Shanghai', instant(parts.now()))
  for (const month of monthsBefore(monthOf(today), 2).toReversed()) await closeMonth(parts, month)
  const [last = '', before = ''] = monthsBefore(monthOf(today), 2)
  for (const client of DEMO_CLIENTS) {
    const tenantId = idSchema('tenant').parse(client.tenantId)
    await parts.database.withTenants({ tenantIds: [tenantId] }, async (tx) => {
      await payOlder(tx, client, { month: before, at: closedAt(before) })
      await showLast(tx, client, { month: last, at: closedAt(last) })
    })
  }
}

/** At noon of the first day after it. */
const closedAt = (month: Month): Instant =>
  instant((startOfDay('Asia/Shanghai', endOfMonth(month)) ?? 0) + 12 * 3_600_000)

async function closeMonth({ database }: Parts, month: Month): Promise<void> {
  const id = `cls_demo-${month}`
  await database.withTenants({ tenantIds: [OPERATOR_ID] }, (tx) =>
    tx.closing.createMany({
      data: {
        id,
        tenantId: OPERATOR_ID,
        month,
        at: new Date(closedAt(month)),
        startedBy: 'usr_finance',
        requested: false,
      },
      skipDuplicates: true,
    }),
  )
  await runClosing({ database, closingId: id })
}

type Of = { readonly month: Month; readonly at: Instant }

const invoiceOf = (tx: Transaction, tenantId: TenantId, month: Month): Promise<Invoice | null> =>
  tx.invoice.findFirst({ where: { tenantId, month, kind: 'invoice', status: { notIn: ['draft', 'void'] } } })

async function pay(
  tx: Transaction,
  client: DemoClient,
  of: { readonly invoice: Invoice; readonly micros: bigint; readonly at: Instant },
): Promise<void> {
  const { invoice, micros, at } = of
  const tenantId = idSchema('tenant').parse(client.tenantId)
  if (micros <= 0n) return
  const paymentId = `pay_${client.slug}-${invoice.month ?? ''}`
  await tx.payment.createMany({
    skipDuplicates: true,
    data: {
      id: paymentId,
      tenantId,
      method: 'bankTransfer',
      currency: invoice.currency,
      askedMicros: micros,
      charge: 'pending',
      status: 'pending',
      allocations: [{ invoiceId: invoice.id, micros: String(micros) }],
      reference: `DEMO-${client.slug.toUpperCase()}-${invoice.month ?? ''}`,
      payer: client.brandName,
      receivedOn: new Date(dayOf('Asia/Shanghai', at)),
      createdBy: 'usr_finance',
      createdAt: new Date(at),
      updatedAt: new Date(at),
    },
  })
  const amount = { currency: invoice.currency as Currency, micros }
  await applyInput(tx, { tenantId, paymentId, heard: { kind: 'received', amount }, now: at })
}

const HALF_A_UNIT = 500_000n

/** The older month is paid; of the clinic's a little is left, too little for a reminder. */
async function payOlder(tx: Transaction, client: DemoClient, { month, at }: Of): Promise<void> {
  const tenantId = idSchema('tenant').parse(client.tenantId)
  const invoice = await invoiceOf(tx, tenantId, month)
  if (invoice === null) return
  await markSent(tx, { tenantId, invoiceId: invoice.id, at })
  const micros = invoice.payableMicros - (client.slug === 'clinic' ? HALF_A_UNIT : 0n)
  await pay(tx, client, { invoice, micros, at: instant(at + 10 * 86_400_000) })
}

/** Of the last month's one is sent, one partly paid and one paid; and one document was made by mistake. */
async function showLast(tx: Transaction, client: DemoClient, { month, at }: Of): Promise<void> {
  const tenantId = idSchema('tenant').parse(client.tenantId)
  const invoice = await invoiceOf(tx, tenantId, month)
  if (invoice !== null) {
    await markSent(tx, { tenantId, invoiceId: invoice.id, at })
    if (client.slug === 'heating') await pay(tx, client, { invoice, micros: 1_000_000_000n, at })
    if (client.slug === 'clinic') await pay(tx, client, { invoice, micros: invoice.payableMicros, at })
  }
  await makeMistake(tx, client, { month, at })
}

async function makeMistake(tx: Transaction, client: DemoClient, { month, at }: Of): Promise<void> {
  const tenantId = idSchema('tenant').parse(client.tenantId)
  const invoiceId = `ivc_${client.slug}-void`
  if ((await findInvoice(tx, { tenantId, invoiceId })) !== null) return
  const currency = client.currency as Currency
  await writeDraft(tx, {
    invoiceId,
    tenantId,
    kind: 'debitNote',
    currency,
    month: null,
    period: null,
    at,
    lines: [
      {
        lineId: `${tenantId}/training`,
        tenantId,
        kind: 'oneOff',
        subject: client.locale === 'en' ? 'Training on site' : '现场培训',
        servicePeriod: { from: firstDayOf(month), until: endOfMonth(month) },
        plan: null,
        quantity: '1',
        unit: 'piece',
        unitPrice: { currency, micros: 200_000_000n },
        details: {},
        amount: { currency, micros: 200_000_000n },
        taxCategory: 'standard',
        evidence: { kind: 'record', recordId: `chg_${client.slug}-training`, callIds: [] },
      },
    ],
  })
  await finalise(tx, { tenantId, invoiceId, at })
  await makeVoid(tx, { tenantId, invoiceId, at })
}
