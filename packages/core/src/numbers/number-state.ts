import { fail, ok, type Result } from '../result.ts'
import type { DurationMs, Instant } from '../time.ts'

/** Where a number of the operator's stock stands. `returned`: in quarantine, so that callers of the last tenant do not reach the next one. */
export const NUMBER_STATES = ['free', 'reserved', 'issued', 'returned'] as const
export type NumberState = (typeof NUMBER_STATES)[number]

/** How long a number rests between two tenants: most printed matter and search results are corrected by then. */
export const NUMBER_QUARANTINE_MS: DurationMs = 30 * 86_400_000

/** What is done with a number. `release` ends a reservation, or a quarantine that has lasted long enough. */
export const NUMBER_ACTS = ['reserve', 'release', 'issue', 'takeBack'] as const
export type NumberAct = (typeof NUMBER_ACTS)[number]

/** The table: what an act makes of a state; null where it is not possible. */
// prettier-ignore
export const NUMBER_TRANSITIONS: Readonly<Record<NumberAct, Readonly<Record<NumberState, NumberState | null>>>> = {
  //             free                  reserved              issued                returned
  reserve:  { free: 'reserved', reserved: null,     issued: null,         returned: null },
  release:  { free: null,       reserved: 'free',   issued: null,         returned: 'free' },
  issue:    { free: 'issued',   reserved: 'issued', issued: null,         returned: 'issued' },
  takeBack: { free: null,       reserved: null,     issued: 'returned',   returned: null },
}

export type NumberActFault =
  | { readonly code: 'number.notPossible'; readonly act: NumberAct; readonly state: NumberState }
  | { readonly code: 'number.inQuarantine'; readonly until: Instant }

export type NumberStanding = {
  readonly state: NumberState
  readonly since: Instant
  /** How long a returned number rests. */
  readonly quarantineMs: DurationMs
}

/** What the act makes of the number. Out of quarantine it goes only when it is over, except back to the tenant that had it (`toLastHolder`). */
export function nextNumberState(
  standing: NumberStanding,
  act: NumberAct,
  occasion: { readonly now: Instant; readonly toLastHolder?: boolean },
): Result<NumberState, NumberActFault> {
  const { state } = standing
  const next = NUMBER_TRANSITIONS[act][state]
  if (next === null) return fail({ code: 'number.notPossible', act, state })
  const until = quarantineEnd(standing)
  if (until !== null && occasion.now < until && !(act === 'issue' && occasion.toLastHolder === true))
    return fail({ code: 'number.inQuarantine', until })
  return ok(next)
}

/** When a returned number may be used again; null for one that is in no quarantine. */
export function quarantineEnd({ state, since, quarantineMs }: NumberStanding): Instant | null {
  return state === 'returned' ? ((since + quarantineMs) as Instant) : null
}
