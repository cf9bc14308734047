import { checkTaxTable, COIN_ROUNDINGS, NO_TAX, TAX_TREATMENTS } from '@seatline/billing'
import type { TaxTable } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'

export const taxTableSchema: z.ZodType<TaxTable> = z
  .object({
    mode: z.enum(['exclusive', 'inclusive']),
    rounding: z.enum(COIN_ROUNDINGS),
    rates: z
      .array(z.object({ category: z.string(), treatment: z.enum(TAX_TREATMENTS), percent: z.string() }))
      .max(20, 'Use at most 20 rates.'),
  })
  .superRefine((table, context) => {
    const checked = checkTaxTable(table)
    if (checked.ok) return
    for (const { path, code } of checked.error)
      context.addIssue({ code: 'custom', path: path.split('.'), message: TAX_MESSAGES[code] })
  })

const TAX_MESSAGES = {
  'tax.percent': 'A rate is a number from 0 to 100, and 0 where nothing is taxed.',
  'tax.doubleCategory': 'This category is in the table twice.',
  'tax.noRates': 'Give at least one rate.',
  'tax.category': 'A category is a word of letters and digits, as standard.',
} as const

export const billToSchema = z.object({
  name: z.string(),
  address: z.string(),
  taxId: z.string(),
  email: z.string(),
})
export type BillTo = z.infer<typeof billToSchema>

export type BillingProfile = {
  readonly numberPrefix: string
  readonly paymentDays: number
  readonly taxTable: TaxTable
  readonly billTo: BillTo
}

const PAYMENT_DAYS = 14

/** How the client is invoiced; what was never said is as usual: no tax, 14 days, the company and its contact. */
export async function readBillingProfile(tx: Transaction, tenantId: TenantId): Promise<BillingProfile> {
  const row = await tx.billingProfile.findUnique({ where: { tenantId } })
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  return {
    numberPrefix: row?.numberPrefix ?? usualPrefix(tenantId),
    paymentDays: row?.paymentDays ?? PAYMENT_DAYS,
    taxTable: row === null ? NO_TAX : taxTableSchema.parse(row.taxTable),
    billTo: {
      name: row?.billToName === undefined || row.billToName === '' ? tenant.name : row.billToName,
      address: row?.billToAddress ?? '',
      taxId: row?.billToTaxId ?? '',
      email: row?.billToEmail === undefined || row.billToEmail === '' ? tenant.contactEmail : row.billToEmail,
    },
  }
}

/** Of the client's own id, so that numbers of two clients differ and tell nothing of how many there are. */
export const usualPrefix = (tenantId: TenantId): string =>
  tenantId
    .slice('ten_'.length)
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 8)
    .toUpperCase()
