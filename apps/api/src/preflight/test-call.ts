import { setTimeout as delay } from 'node:timers/promises'
import type { PhoneCall, PlacedCall } from '@seatline/phone'
import type { CallPlan } from './plan-calls.ts'

/** How far the call has come, by the journal. */
export type CallProgress = {
  readonly nodeIds: readonly string[]
  readonly queueId: string | null
  readonly ended: boolean
}

/** What came of a test call. */
export type TestCallResult = {
  readonly answered: boolean
  /** Why not, by the network. */
  readonly sipStatus: number | null
  /** Milliseconds of sound before the first key was pressed. */
  readonly heardMs: number
  readonly queueId: string | null
  /** The journal knew of it, and of its end. */
  readonly recorded: boolean
  /** The steps that it came to, in order. */
  readonly nodeIds: readonly string[]
}

const ANSWER_WITHIN_MS = 8_000
const LASTS_AT_MOST_MS = 60_000
const RECORDED_WITHIN_MS = 5_000
const LOOK_EVERY_MS = 150
/** So much of the menu is listened to before a key is pressed. */
const LISTEN_MS = 600

/** Lives a test call through: listens, presses the keys of the plan when the journal says that the menu has come there, and hangs up at the queue, the box or the offer of a callback. */
export async function liveTestCall(
  placed: PlacedCall,
  plan: CallPlan,
  progress: () => Promise<CallProgress | null>,
): Promise<TestCallResult> {
  const timer = setTimeout(() => placed.cancel(), ANSWER_WITHIN_MS)
  const outcome = await placed.outcome
  clearTimeout(timer)
  if (!outcome.answered)
    return {
      answered: false,
      sipStatus: outcome.end.status,
      heardMs: 0,
      queueId: null,
      recorded: false,
      nodeIds: [],
    }
  const { call } = outcome
  const heard = await follow(call, plan, progress)
  call.hangUp()
  const recorded = await until(RECORDED_WITHIN_MS, async () => ((await progress())?.ended ?? false) || null)
  const last = await progress()
  return {
    answered: true,
    sipStatus: 200,
    heardMs: heard,
    queueId: last?.queueId ?? null,
    recorded: recorded ?? false,
    nodeIds: last?.nodeIds ?? [],
  }
}

async function follow(call: PhoneCall, plan: CallPlan, progress: () => Promise<CallProgress | null>): Promise<number> {
  const heard: { beforeFirstKeyMs?: number } = {}
  const pressed = new Set<string>()
  await until(LASTS_AT_MOST_MS, async () => {
    if (!call.isUp) return true
    const now = await progress()
    if (now === null) return null
    if (now.ended || now.queueId !== null) return true
    if (plan.reaches !== null && plan.reaches.kind !== 'queue' && now.nodeIds.includes(plan.reaches.nodeId)) {
      await delay(LISTEN_MS)
      return true
    }
    const press = plan.presses.find(({ nodeId }) => now.nodeIds.includes(nodeId) && !pressed.has(nodeId))
    if (press === undefined) return null
    pressed.add(press.nodeId)
    await delay(LISTEN_MS)
    heard.beforeFirstKeyMs ??= soundMs(call)
    call.sendDigits(press.digits)
    return null
  })
  return heard.beforeFirstKeyMs ?? soundMs(call)
}

/** Silence and comfort noise do not count. */
const soundMs = (call: PhoneCall): number =>
  call.audio.ear
    .sounds(0)
    .filter(({ kind }) => kind !== 'silence')
    .reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0)

async function until<T>(withinMs: number, look: () => Promise<T | null>): Promise<T | null> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > giveUpAt) return null
    await delay(LOOK_EVERY_MS)
  }
}
