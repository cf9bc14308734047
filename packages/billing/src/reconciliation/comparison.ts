import type { CallId, Instant, LegId, TenantId, TrunkId } from '@seatline/core'
import type { Micros } from '../money.ts'

/** Why two sides differ. */
export const DIFFERENCE_CAUSES = [
  'missingAtCarrier',
  'missingInJournal',
  'duplicateAtCarrier',
  'testCall',
  'timeShift',
  'overPeriodEdge',
  'numberFormat',
  'rounding',
  'increment',
  'duration',
  'price',
  'noTariff',
  'notRated',
  'notCharged',
  'ratedTwice',
  'ratedWithoutCall',
  'otherCurrency',
] as const
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number]

/** Time and money; of a difference, the second side less the first. */
export type Weight = { readonly ms: number; readonly micros: Micros }

/** One call that differs, and by how much for this cause; a cause that changes no figure, as a shifted clock, has none. */
export type Difference = Weight & {
  readonly cause: DifferenceCause | 'residual'
  readonly at: Instant
  readonly legId: LegId | null
  readonly callId: CallId | null
  readonly tenantId: TenantId | null
  readonly trunkId: TrunkId | null
  readonly recordKey: string | null
  readonly calling: string
  readonly called: string
  /** Facts for the reader: both durations, the shift in minutes, the increment. */
  readonly detail: Readonly<Record<string, string>>
}

export type SideTotal = Weight & { readonly count: number }

/**
 * Two sides of the same calls. `difference` is the second side less the first, and is the sum of all causes and of the residual, to the micro and
 * the millisecond; the residual is what no cause explains, call by call, not what was left over of a sum.
 */
export type Comparison = {
  readonly first: SideTotal
  readonly second: SideTotal
  readonly difference: Weight
  readonly causes: readonly (SideTotal & { readonly cause: DifferenceCause })[]
  readonly residual: SideTotal
  readonly matchedCount: number
  readonly differences: readonly Difference[]
}

export type ComparedSides = {
  readonly first: readonly Weight[]
  readonly second: readonly Weight[]
  readonly matchedCount: number
  readonly differences: readonly Difference[]
}

/** Adds both sides up, and the differences by cause. */
export function compared({ first, second, matchedCount, differences }: ComparedSides): Comparison {
  const totalOfFirst = total(first)
  const totalOfSecond = total(second)
  const byCause = Map.groupBy(differences, ({ cause }) => cause)
  return {
    first: totalOfFirst,
    second: totalOfSecond,
    difference: {
      ms: totalOfSecond.ms - totalOfFirst.ms,
      micros: totalOfSecond.micros - totalOfFirst.micros,
    },
    causes: DIFFERENCE_CAUSES.flatMap((cause) => {
      const of = byCause.get(cause)
      return of === undefined ? [] : [{ cause, ...total(of) }]
    }),
    residual: total(byCause.get('residual') ?? []),
    matchedCount,
    differences: differences.toSorted((a, b) => a.at - b.at || order(keyOf(a), keyOf(b))),
  }
}

const keyOf = ({ legId, recordKey, cause }: Difference): string => `${legId ?? ''}|${recordKey ?? ''}|${cause}`
const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function total(weights: readonly Weight[]): SideTotal {
  let ms = 0
  let micros = 0n
  for (const weight of weights) {
    ms += weight.ms
    micros += weight.micros
  }
  return { count: weights.length, ms, micros }
}
