import { CHARGE_KINDS, CHARGE_UNITS, isCurrency } from '@seatline/billing'
import type { ChargedDay, ChargeEvidence, ChargeKind, ChargeLine, ChargeUnit, Currency, Money } from '@seatline/billing'

import { idSchema, instant, InvariantError } from '@seatline/core'
import { z } from 'zod'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import type { InvoiceLine, Prisma } from '../generated/prisma/client.ts'

const moneySchema = z
  .object({ currency: z.string().refine(isCurrency), micros: z.string().regex(/^-?\d+$/) })
  .transform(({ currency, micros }): Money => ({ currency, micros: BigInt(micros) }))

const daySchema = z.object({ date: z.string(), count: z.number(), amount: moneySchema })

const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('usage'),
    usageKey: z.string(),
    from: z.number().transform(instant),
    until: z.number().transform(instant),
  }),
  z.object({ kind: z.literal('days'), days: z.array(daySchema) }),
  z.object({ kind: z.literal('lines'), lineIds: z.array(z.string()) }),
  z.object({ kind: z.literal('serviceLevel'), contractId: z.string(), measureId: z.string() }),
  z.object({ kind: z.literal('record'), recordId: z.string(), callIds: z.array(idSchema('call')) }),
])

const evidenceToJson = (evidence: ChargeEvidence): Prisma.InputJsonObject =>
  evidence.kind === 'days'
    ? { kind: 'days', days: evidence.days.map(dayToJson) }
    : (JSON.parse(JSON.stringify(evidence)) as Prisma.InputJsonObject)

const dayToJson = ({ date: day, count, amount }: ChargedDay): Prisma.InputJsonObject => ({
  date: day,
  count,
  amount: { currency: amount.currency, micros: amount.micros.toString() },
})

/** A charge line whole, as a row of a document. */
export function lineToRow(
  line: ChargeLine,
  place: { readonly invoiceId: string; readonly position: number },
): Prisma.InvoiceLineCreateManyInput {
  return {
    ...place,
    tenantId: line.tenantId,
    lineId: line.lineId,
    kind: line.kind,
    subject: line.subject,
    fromDay: dayToRow(line.servicePeriod.from),
    untilDay: dayToRow(line.servicePeriod.until),
    planId: line.plan?.planId ?? null,
    planVersion: line.plan?.version ?? null,
    quantity: line.quantity,
    unit: line.unit,
    unitPriceMicros: line.unitPrice?.micros ?? null,
    details: { ...line.details },
    amountMicros: line.amount.micros,
    taxCategory: line.taxCategory,
    evidence: evidenceToJson(line.evidence),
  }
}

/** The charge line that the row was made from; the same to the micro. */
export function lineFromRow(row: InvoiceLine, currency: Currency): ChargeLine {
  return {
    lineId: row.lineId,
    tenantId: idSchema('tenant').parse(row.tenantId),
    kind: oneOf<ChargeKind>(CHARGE_KINDS, row.kind),
    subject: row.subject,
    servicePeriod: { from: dayFromRow(row.fromDay), until: dayFromRow(row.untilDay) },
    plan:
      row.planId === null || row.planVersion === null
        ? null
        : { planId: idSchema('pricePlan').parse(row.planId), version: row.planVersion },
    quantity: row.quantity,
    unit: oneOf<ChargeUnit>(CHARGE_UNITS, row.unit),
    unitPrice: row.unitPriceMicros === null ? null : { currency, micros: row.unitPriceMicros },
    details: z.record(z.string(), z.string()).parse(row.details),
    amount: { currency, micros: row.amountMicros },
    taxCategory: row.taxCategory,
    evidence: evidenceSchema.parse(row.evidence),
  }
}

function oneOf<T extends string>(all: readonly T[], text: string): T {
  const found = all.find((each) => each === text)
  if (found === undefined) throw new InvariantError(`a line of an unknown kind [got:${text}]`)
  return found
}

export const currencyOf = (text: string): Currency => {
  if (!isCurrency(text)) throw new InvariantError(`not a currency [got:${text}]`)
  return text
}
