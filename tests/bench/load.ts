import { setTimeout as delay } from 'node:timers/promises'
import type { Caller, PhoneCall } from '@seatline/phone'
import { AGENT_HZ, CALLER_HZ } from './agents.ts'
import type { Agents } from './agents.ts'

/** What one call came to. `failure` is null when all of it went as it should. */
export type CallResult = {
  readonly failure: string | null
  /** INVITE to 200. */
  readonly answerMs: number | null
  /** The agent's 200 until each heard the other. */
  readonly twoWayAudioMs: number | null
  /** Key pressed until the agent's answer, without the time the agent let it ring. */
  readonly routingMs: number | null
  readonly packetsLost: number
}

export type Load = {
  readonly rate: number
  readonly seconds: number
  readonly talkMs: (index: number) => number
  readonly ringMs: number
  /** Whom they call. */
  readonly number: string
}

const AGENT_TIMEOUT_MS = 20_000
const AUDIO_TIMEOUT_MS = 3_000
const END_TIMEOUT_MS = 5_000
/** A person hears the first words of the menu before the key. */
const MENU_MS = 400

let callersSoFar = 0

/** Places calls at an even pace and resolves when the last is over. */
export async function runLoad(load: Load, caller: Caller, agents: Agents): Promise<CallResult[]> {
  const total = Math.round(load.rate * load.seconds)
  const startedAtMs = performance.now()
  const calls: Promise<CallResult>[] = []
  for (let index = 0; index < total; index++) {
    const dueMs = startedAtMs + (index * 1_000) / load.rate - performance.now()
    if (dueMs > 0) await delay(dueMs)
    calls.push(oneCall(caller, agents, load, index))
  }
  return Promise.all(calls)
}

class CallFailure extends Error {}

type Measured = { answerMs: number | null; twoWayAudioMs: number | null; routingMs: number | null }

async function oneCall(
  caller: Caller,
  agents: Agents,
  { number, ringMs, talkMs }: Load,
  index: number,
): Promise<CallResult> {
  const from = `139${String(++callersSoFar).padStart(8, '0')}`
  const joined = agents.whenAnswered(from)
  const placed = await caller.place({
    number,
    from,
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [AGENT_HZ],
  })
  const measured: Measured = { answerMs: null, twoWayAudioMs: null, routingMs: null }
  let failure: string | null = null
  try {
    const outcome = await placed.outcome
    if (!outcome.answered) throw new CallFailure(`refused with ${outcome.end.status ?? 0}`)
    measured.answerMs = outcome.call.answeredAtMs - placed.startedAtMs
    await live(outcome.call, joined, { talkMs: talkMs(index), ringMs, callerHangsUp: index % 2 === 0 }, measured)
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error
    failure = error.message
    const outcome = await placed.outcome
    if (outcome.answered) outcome.call.hangUp()
  } finally {
    agents.forget(from)
  }
  return { failure, ...measured, packetsLost: placed.audio.stream.counters.packetsLost }
}

async function live(
  call: PhoneCall,
  joined: Promise<PhoneCall>,
  plan: { readonly talkMs: number; readonly ringMs: number; readonly callerHangsUp: boolean },
  measured: Measured,
): Promise<void> {
  await delay(MENU_MS)
  call.sendDigits('1')
  const pressedAtMs = performance.now()
  const agent = await within(joined, AGENT_TIMEOUT_MS, 'no agent answered', call)
  measured.routingMs = agent.answeredAtMs - pressedAtMs - plan.ringMs
  const heard = await Promise.all([
    call.audio.ear.waitForTone(AGENT_HZ, AUDIO_TIMEOUT_MS, agent.answeredAtMs),
    agent.audio.ear.waitForTone(CALLER_HZ, AUDIO_TIMEOUT_MS, agent.answeredAtMs),
  ])
  if (heard[0] === null) throw new CallFailure('the caller does not hear the agent')
  if (heard[1] === null) throw new CallFailure('the agent does not hear the caller')
  measured.twoWayAudioMs = Math.max(heard[0], heard[1]) - agent.answeredAtMs
  await Promise.race([delay(plan.talkMs), call.ended, agent.ended])
  if (!call.isUp || !agent.isUp) throw new CallFailure('the call was cut')
  const [first, other] = plan.callerHangsUp ? [call, agent] : [agent, call]
  first.hangUp()
  await within(other.ended, END_TIMEOUT_MS, 'the other side was not hung up', other)
}

async function within<T>(awaited: Promise<T>, timeoutMs: number, failure: string, call: PhoneCall): Promise<T> {
  const over = new AbortController()
  const tooLate = delay(timeoutMs, undefined, { signal: over.signal }).then(() => {
    throw new CallFailure(call.isUp ? failure : `${failure}: the call was ended`)
  })
  // The timer that lost the race ends with an AbortError that nobody waits for.
  tooLate.catch(() => undefined)
  try {
    return await Promise.race([awaited, tooLate])
  } finally {
    over.abort()
  }
}
