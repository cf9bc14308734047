import { addDays, instant, LIFECYCLE } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import { dayOf } from '@seatline/billing'
import type { SeatSubscription } from '@seatline/billing'
import type { TenantStatusChange } from '../generated/prisma/client.ts'

/** A step of a tenant's life; all of one tenant's, oldest first. A tenant of which none is kept has been live since ever. */
export type LifeStep = Pick<TenantStatusChange, 'fromStatus' | 'toStatus' | 'at'>

/** Whether the operator charges the tenant for a call answered at that moment: not while it is being set up, tried out, or gone. */
export function isBilledAt(steps: readonly LifeStep[], at: Date): boolean {
  const [first] = steps
  if (first === undefined) return true
  const status = steps.findLast((step) => step.at <= at)?.toStatus ?? first.fromStatus
  return status !== null && LIFECYCLE[status].isBilled
}

/** Local days; `until` is the first day that is not charged, null until further notice. */
type Days = { readonly from: LocalDate; readonly until: LocalDate | null }

/** Before any day that a bill could have. */
const EVER: LocalDate = '0001-01-01'

/** The days on which the tenant was charged for, however short a part of the day. */
export function billedDays(steps: readonly LifeStep[], timeZone: string): readonly Days[] {
  const days: Days[] = []
  const [first] = steps
  // What it was before the first step that is written down, it was since ever.
  const before = first === undefined || first.fromStatus === null ? [] : [{ status: first.fromStatus, from: EVER }]
  const stretches = [...before, ...steps.map((step) => ({ status: step.toStatus, from: localDay(timeZone, step.at) }))]
  for (const [index, { status, from }] of stretches.entries()) {
    if (!LIFECYCLE[status].isBilled) continue
    const next = steps[index + 1 - before.length]
    const until = next === undefined ? null : addDays(localDay(timeZone, next.at), 1)
    const last = days.at(-1)
    if (last !== undefined && last.until !== null && last.until >= from)
      days[days.length - 1] = { from: last.from, until }
    else days.push({ from, until })
  }
  return days
}

const localDay = (timeZone: string, at: Date): LocalDate => dayOf(timeZone, instant(at.getTime()))

/** What is left of rented seats when the days that are not charged are taken out. */
export function chargedSeats(
  subscriptions: readonly SeatSubscription[],
  steps: readonly LifeStep[],
  timeZone: string,
): SeatSubscription[] {
  if (steps.length === 0) return [...subscriptions]
  const charged = billedDays(steps, timeZone)
  return subscriptions.flatMap((subscription) =>
    charged.flatMap((days, index) => {
      const from = subscription.from > days.from ? subscription.from : days.from
      const until = earlier(subscription.until, days.until)
      if (until !== null && until <= from) return []
      const suffix = index === 0 ? '' : `/${String(index + 1)}`
      return [{ ...subscription, subscriptionId: `${subscription.subscriptionId}${suffix}`, from, until }]
    }),
  )
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null) return b
  return b === null || a < b ? a : b
}
