import { InvariantError, type LocalDate } from '@seatline/core'
import type { ServicePeriod } from '../period.ts'
import type { PricePlan } from '../price-plan.ts'

/** Another plan, or another version, that holds from the beginning of a day. */
export type PlanChange = { readonly from: LocalDate; readonly plan: PricePlan }

/** A part of a period under one plan. */
export type PlanSection = { readonly period: ServicePeriod; readonly plan: PricePlan }

/**
 * Cuts a period where plans change. A change before the period replaces the plan it begins with; one after it is left out. Two changes
 * on one day, or two currencies in one period, have no answer and stop the bill.
 */
export function planSections(
  plan: PricePlan,
  period: ServicePeriod,
  changes: readonly PlanChange[],
): readonly PlanSection[] {
  const sections: PlanSection[] = []
  let current: PlanSection = { period, plan }
  for (const change of changes.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))) {
    if (change.from >= period.until) break
    if (change.plan.currency !== plan.currency)
      throw new InvariantError(`a period has one currency [plan:${plan.planId} change:${change.from}]`)
    if (sections.length > 0 && change.from === current.period.from)
      throw new InvariantError(`a plan changes once a day [plan:${plan.planId} change:${change.from}]`)
    if (change.from <= period.from) {
      current = { period, plan: change.plan }
      continue
    }
    sections.push({ ...current, period: { ...current.period, until: change.from } })
    current = { period: { ...period, from: change.from }, plan: change.plan }
  }
  return [...sections, current]
}
