import { Caller, MediaClock } from '@seatline/phone'
import type { TenantSnapshot } from '@seatline/core'
import type { PreflightLine } from '../config.ts'
import { callsOf } from './plan-calls.ts'
import type { CallPlan } from './plan-calls.ts'
import type { Check, CheckCode, CheckState } from './preflight-views.ts'
import { liveTestCall } from './test-call.ts'
import type { CallProgress, TestCallResult } from './test-call.ts'
import type { Instant } from '@seatline/core'

const AT_ONCE = 3
const NUMBERS_MAX = 20
/** No network gives out such a number, so nobody is taken for this caller. */
const CALLER_NUMBER = '0000000000'
const HEARD_MS_MIN = 400

export type TryParts = {
  readonly line: PreflightLine | null
  readonly snapshot: TenantSnapshot
  readonly now: Instant
  readonly progress: (sipCallId: string) => Promise<CallProgress | null>
  /** Told whenever a check begins or ends. */
  readonly tell: (checks: readonly Check[]) => Promise<void>
}

const check = (code: CheckCode, subject: string, state: CheckState, found: Check['found'] = {}): Check => ({
  id: `${code}/${subject}`,
  code,
  subject,
  state,
  found,
})

type Job = { readonly number: string; readonly plan: CallPlan; readonly isFirst: boolean }

/** Calls every number of the tenant through its menu. */
export async function tryCalls(parts: TryParts): Promise<void> {
  const { line, snapshot, now } = parts
  if (line === null) return parts.tell([check('call.line', '', 'problem', { why: 'notSetUp' })])
  const jobs = callsOf(snapshot, now)
    .slice(0, NUMBERS_MAX)
    .flatMap(({ number, plans }) => plans.map((plan, index): Job => ({ number, plan, isFirst: index === 0 })))
  const caller = await open(line)
  if (caller === null) return parts.tell([check('call.line', '', 'problem', { why: 'unreachable' })])
  await parts.tell([check('call.line', '', 'ok'), ...jobs.flatMap((job) => checksOf(parts, job, null))])
  try {
    const waiting = [...jobs]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
          const placed = await caller.place({ number: job.number, from: CALLER_NUMBER, timeline: true })
          const result = await liveTestCall(placed, job.plan, () => parts.progress(placed.sipCallId))
          await parts.tell(checksOf(parts, job, result))
        }
      }),
    )
  } finally {
    await caller.close()
  }
}

async function open({ server, localAddress }: PreflightLine): Promise<Caller | null> {
  try {
    return await Caller.open({ server, localAddress, clock: new MediaClock() })
  } catch {
    return null
  }
}

/** What one call shows: that the number answers and is heard (for the first of a number), and where the key leads. `null`: it is on its way. */
function checksOf({ snapshot }: TryParts, { number, plan, isFirst }: Job, result: TestCallResult | null): Check[] {
  const state = (isGood: (result: TestCallResult) => boolean): CheckState =>
    result === null ? 'running' : isGood(result) ? 'ok' : 'problem'
  const nameOf = (queueId: string | null): string =>
    snapshot.queues.find((each) => each.queueId === queueId)?.name ?? ''
  const { reaches } = plan
  const wanted =
    reaches?.kind === 'voicemail'
      ? (snapshot.voicemailBoxes.find(({ boxId }) => boxId === reaches.boxId)?.name ?? '')
      : nameOf(reaches?.queueId ?? null)
  const choice = check('call.choice', plan.key === '' ? number : `${number} ▸ ${plan.key}`, state(leadsThere(plan)), {
    key: plan.key,
    wanted,
    ...(result === null
      ? {}
      : {
          reached: leadsThere(plan)(result) ? wanted : nameOf(result.queueId),
          lastStep: result.nodeIds.at(-1) ?? '',
        }),
  })
  if (!isFirst) return [choice]
  return [
    check(
      'call.answered',
      number,
      state(({ answered }) => answered),
      { sipStatus: result?.sipStatus ?? 0 },
    ),
    check(
      'call.heard',
      number,
      state(({ heardMs }) => heardMs >= HEARD_MS_MIN),
      { heardMs: result?.heardMs ?? 0 },
    ),
    choice,
    check(
      'call.recorded',
      number,
      state(({ recorded }) => recorded),
    ),
  ]
}

const leadsThere =
  ({ reaches }: CallPlan) =>
  ({ answered, queueId, nodeIds }: TestCallResult): boolean =>
    answered &&
    reaches !== null &&
    (reaches.kind === 'queue' ? queueId === reaches.queueId : nodeIds.includes(reaches.nodeId))
