import type { ChargeKind, ChargeLine, Currency, TaxTable } from '@seatline/billing'
import type { Instant, TenantId } from '@seatline/core'
import { openDatabase } from '../database/client.ts'
import type { Database, Transaction } from '../database/client.ts'
import { derivedId } from '../derived-id.ts'
import { finalise, writeDraft } from '../invoices/documents.ts'
import type { Invoice } from '../generated/prisma/client.ts'
import { asOwner, startTestPostgres } from './test-postgres.ts'
import type { TestDatabaseUrls } from './test-postgres.ts'

/** Clients with books of their own on a real PostgreSQL, without anything else around. */
export type BooksWorld = {
  readonly urls: TestDatabaseUrls
  readonly database: Database
  readonly addClient: (name: string, more?: ClientSettings) => Promise<TenantId>
  /** Work on one client's rows. */
  readonly as: <T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** A final invoice with one line. */
  readonly invoice: (tenantId: TenantId, input: NewInvoice) => Promise<Invoice>
  readonly owner: <T extends Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<T[]>
  readonly close: () => Promise<void>
}
type ClientSettings = { readonly currency?: string; readonly timeZone?: string; readonly taxTable?: TaxTable }
type NewInvoice = { readonly name: string; readonly micros: bigint; readonly at: Instant; readonly currency?: string }

export const OPERATOR = 'ten_books-operator'

export async function startBooksWorld(): Promise<BooksWorld> {
  const postgres = await startTestPostgres()
  const urls = await postgres.createDatabase('books')
  const database = openDatabase(urls.appUrl)
  await addTenant(urls, { id: OPERATOR, kind: 'operator', currency: 'CNY', timeZone: 'Asia/Shanghai' })
  const as: BooksWorld['as'] = (tenantId, work) => database.withTenants({ tenantIds: [tenantId] }, work)
  return {
    urls,
    database,
    as,
    addClient: async (name, { currency = 'CNY', timeZone = 'Asia/Shanghai', taxTable } = {}) => {
      const id = `ten_${name}` as TenantId
      await addTenant(urls, { id, kind: 'client', currency, timeZone })
      if (taxTable !== undefined)
        await as(id, (tx) =>
          tx.billingProfile.create({
            data: {
              tenantId: id,
              numberPrefix: name.toUpperCase().slice(0, 8),
              taxTable: { ...taxTable, rates: taxTable.rates.map((rate) => ({ ...rate })) },
            },
          }),
        )
      return id
    },
    invoice: (tenantId, { name, micros, at, currency = 'CNY' }) =>
      as(tenantId, async (tx) => {
        const invoiceId = derivedId('invoice', tenantId, name)
        const lines = [aCharge(tenantId, { kind: 'inboundMinutes', lineId: name, micros, currency })]
        await writeDraft(tx, {
          invoiceId,
          tenantId,
          kind: 'invoice',
          currency: currency as Currency,
          lines,
          month: null,
          period: null,
          at,
        })
        const made = await finalise(tx, { tenantId, invoiceId, at })
        if (!made.ok) throw new Error(made.error)
        return made.value
      }),
    owner: (sql, values) => asOwner(urls, sql, values),
    close: async () => {
      await database.close()
      await postgres.stop()
    },
  }
}

export const aCharge = (
  tenantId: TenantId,
  of: { readonly kind: ChargeKind; readonly lineId: string; readonly micros: bigint; readonly currency?: string },
): ChargeLine => ({
  lineId: of.lineId,
  tenantId,
  kind: of.kind,
  subject: 'standard',
  servicePeriod: { from: '2026-03-01', until: '2026-04-01' },
  plan: null,
  quantity: '1',
  unit: 'piece',
  unitPrice: null,
  details: {},
  amount: { currency: (of.currency ?? 'CNY') as Currency, micros: of.micros },
  taxCategory: 'standard',
  evidence: { kind: 'record', recordId: of.lineId, callIds: [] },
})

const addTenant = (
  urls: TestDatabaseUrls,
  tenant: { readonly id: string; readonly kind: string; readonly currency: string; readonly timeZone: string },
): Promise<unknown> =>
  asOwner(
    urls,
    `INSERT INTO tenant (id, kind, name, brand_name, locale, time_zone, currency) VALUES ($1, $2::"TenantKind", $1, $1, 'en', $3, $4)`,
    [tenant.id, tenant.kind, tenant.timeZone, tenant.currency],
  )

/** Everything that a client's books say, in one text. */
export async function dump(of: BooksWorld, tenantId: string): Promise<string> {
  const parts: string[] = []
  for (const table of [
    'invoice',
    'invoice_line',
    'invoice_tax',
    'invoice_facts',
    'invoice_series',
    'ledger_account',
    'ledger_entry',
    'ledger_posting',
    'invoice_settlement',
    'closing_client',
    'service_measure',
    'service_credit',
  ]) {
    const rows = await of.owner<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE tenant_id = $1 ORDER BY 1`,
      [tenantId],
    )
    parts.push(...rows.map(({ row }) => `${table} ${row}`))
  }
  return parts.join('\n')
}
