import {
  calendarMonth,
  endOfMonth,
  firstDayOf,
  instantsOf,
  limitText,
  monthOf,
  serviceCredits,
  feesOf,
  INDICATORS,
  isCurrency,
  SERVICE_TIERS,
} from '@seatline/billing'
import type { ChargeLine, Currency, Month, ServiceCredit } from '@seatline/billing'
import { addDays, InvariantError } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { ServiceMeasure } from '../generated/prisma/client.ts'
import { readContracts, versionOn } from './contract-rows.ts'
import type { ContractVersionView, ContractView } from './contract-rows.ts'
import { readMeasuredFacts } from './measured-facts.ts'
import type { MeasuredSpan } from './measured-facts.ts'
import { measureMonth } from './measure-month.ts'
import type { Measured } from './measure-month.ts'

export type MeasuredMonth = {
  readonly contract: ContractView
  readonly version: ContractVersionView
  readonly span: MeasuredSpan
  readonly measures: readonly Measured[]
}
type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly month: Month; readonly now: number }

/** The month as it is measured now, up to now when it still runs; null where no contract held. */
export async function measureNow(tx: Transaction, asked: Asked): Promise<MeasuredMonth | null> {
  const { tenantId, timeZone, month, now } = asked
  const { startsAt, endsAt } = instantsOf(calendarMonth(timeZone, month))
  const lastDay = addDays(endOfMonth(month), -1)
  const contracts = await readContracts(tx, { tenantId }, () => lastDay)
  const contract = contracts.find(
    ({ from, standing }) => from <= lastDay && (standing.until === null || standing.until > firstDayOf(month)),
  )
  if (contract === undefined || startsAt >= now) return null
  const version = versionOn(contract.versions, lastDay)
  if (version === undefined) return null
  const begins =
    contract.from > firstDayOf(month)
      ? instantsOf({ timeZone, from: contract.from, until: endOfMonth(month) }).startsAt
      : startsAt
  const span = { from: begins, until: Math.min(endsAt, now) }
  const facts = await readMeasuredFacts(tx, tenantId, span)
  return { contract, version, span, measures: measureMonth(version.terms, facts, span) }
}

export const measureIdOf = (contractId: string, month: Month, { indicator, caseId }: Measured): string =>
  [contractId, month, indicator, ...(caseId === null ? [] : [caseId])].join('/')

/** Keeps the measures of a month that is over, once: what is kept already stays as it is. */
export async function keepServiceMeasures(tx: Transaction, asked: Asked): Promise<readonly ServiceMeasure[]> {
  const { tenantId, timeZone, month, now } = asked
  const kept = await readKept(tx, tenantId, month)
  if (kept.length > 0 || instantsOf(calendarMonth(timeZone, month)).endsAt > now) return kept
  const measured = await measureNow(tx, asked)
  if (measured === null) return []
  const { contract, version, span, measures } = measured
  await tx.serviceMeasure.createMany({
    skipDuplicates: true,
    data: measures.map((measure) => ({
      id: measureIdOf(contract.id, month, measure),
      tenantId,
      contractId: contract.id,
      contractVersion: version.version,
      month,
      indicator: measure.indicator,
      caseId: measure.caseId,
      figure: measure.figure,
      target: limitText(measure.indicator, measure.target),
      serious: limitText(measure.indicator, measure.serious),
      tier: measure.tier,
      inputs: { ...measure.inputs },
      measuredFrom: new Date(span.from),
      measuredUntil: new Date(span.until),
      measuredAt: new Date(now),
    })),
  })
  return readKept(tx, tenantId, month)
}

const readKept = (tx: Transaction, tenantId: TenantId, month: Month): Promise<ServiceMeasure[]> =>
  tx.serviceMeasure.findMany({ where: { tenantId, month }, orderBy: { id: 'asc' } })

/**
 * The credits of a month that is over: those that are kept, or what they would be now. Keeps the measures, not the credits. `lines` are the month's other charges, which
 * percentages are of.
 */
export async function decideServiceCredits(
  tx: Transaction,
  input: Asked & { readonly lines: readonly ChargeLine[]; readonly currency: Currency },
): Promise<readonly ServiceCredit[]> {
  const { tenantId, month, lines, currency } = input
  const measures = await keepServiceMeasures(tx, input)
  const [first] = measures
  if (first === undefined) return []
  const kept = await readServiceCredits(tx, tenantId, [month])
  if (kept.length > 0) return kept
  const [contract] = await readContracts(tx, { tenantId, id: first.contractId }, () => firstDayOf(month))
  const version = contract?.versions.find(({ version: number }) => number === first.contractVersion)
  if (version === undefined) throw new InvariantError(`a measure names no version [measure:${first.id}]`)
  return serviceCredits({
    tenantId,
    contractId: first.contractId,
    terms: version.terms,
    month,
    measures: measures.map(({ id, indicator, tier }) => ({
      measureId: id,
      indicator: z.enum(INDICATORS).parse(indicator),
      tier: z.enum(SERVICE_TIERS).parse(tier),
    })),
    fees: { currency, micros: feesOf(lines) },
  })
}

/** Keeps the credits of a month as they were decided, in the transaction that makes their invoice final; kept again they stay as they are. */
export async function keepServiceCredits(
  tx: Transaction,
  { credits, now }: { readonly credits: readonly ServiceCredit[]; readonly now: number },
): Promise<void> {
  await tx.serviceCredit.createMany({
    skipDuplicates: true,
    data: credits.map(({ creditId, servicePeriod, amount, details, ...credit }) => ({
      ...credit,
      id: creditId,
      month: monthOf(servicePeriod.from),
      amountMicros: amount.micros,
      currency: amount.currency,
      details: { ...details },
      decidedAt: new Date(now),
    })),
  })
}

/** Credits as they were decided, of these months. */
export async function readServiceCredits(
  tx: Transaction,
  tenantId: TenantId,
  months: readonly Month[],
): Promise<readonly ServiceCredit[]> {
  const rows = await tx.serviceCredit.findMany({
    where: { tenantId, month: { in: [...months] } },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => {
    if (!isCurrency(row.currency)) throw new InvariantError(`not a currency [credit:${row.id}]`)
    return {
      creditId: row.id,
      tenantId,
      contractId: row.contractId,
      measureId: row.measureId,
      indicator: row.indicator,
      servicePeriod: { from: firstDayOf(row.month), until: endOfMonth(row.month) },
      amount: { currency: row.currency, micros: row.amountMicros },
      details: z.record(z.string(), z.string()).parse(row.details),
    }
  })
}
