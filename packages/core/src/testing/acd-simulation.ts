import { AcdPool } from '../acd/pool.ts'
import type { AcdEffect, AcdInput, AcdState, AcdStep } from '../acd/step-types.ts'
import type { AgentId, CallId, LegId, QueueId } from '../ids.ts'
import { instant, type Instant } from '../time.ts'
import { buildQueue, idOf } from './acd-builders.ts'
import {
  callArrives,
  someCallbackGoesOn,
  someCallerChooses,
  someNodeFallsSilent,
  someConfigurationChanges,
  someOutsideNumber,
  someTransfer,
} from './acd-happenings.ts'
import {
  callIdsOf,
  commandOf,
  pickAgent,
  queueIds,
  QUEUES,
  someAttributes,
  type Chance,
} from './acd-simulated-world.ts'
import { SeededRandom } from './seeded-random.ts'
import { SimulatedClock, timeOfDay } from './simulated-clock.ts'

export type SimulatedStep = { readonly input: AcdInput; readonly now: Instant; readonly step: AcdStep }

/**
 * A day of chance: callers come and go, agents sign in, change queues, take calls or do not, lose their phones; answers cross with
 * time-outs. Calls `onStep` after each step with the timers that run then. The same seed gives the same day.
 */
export function simulateDay(
  options: { readonly seed: number; readonly stepsCount: number },
  onStep: (simulated: SimulatedStep, timerIds: readonly string[]) => void,
): void {
  const random = new SeededRandom(options.seed)
  const clock = new SimulatedClock(timeOfDay('08:00:00'))
  const pool = AcdPool.empty()
  let state: AcdState = pool.snapshot()
  const happens = (input: AcdInput): void => {
    const outcome = pool.apply(input, clock.now)
    state = pool.snapshot()
    const step = { state, ...outcome }
    step.effects.forEach((effect) => runTimers(clock, effect))
    onStep({ input, now: clock.now, step }, clock.timerIds())
  }
  QUEUES.forEach((queue) => happens({ kind: 'queue.configured', queue }))
  for (let count = 0; count < options.stepsCount; count++) {
    const target = instant(clock.now + random.between(0, 4_000))
    clock.advanceTo(target, (timerId) => happens({ kind: 'timer.fired', timerId }))
    const input = nextInput({ random, state, count }, clock.now)
    if (input !== null) happens(input)
  }
}

function runTimers(clock: SimulatedClock, effect: AcdEffect): void {
  if (effect.kind === 'timer.set') clock.setTimer(effect.timerId, effect.at)
  if (effect.kind === 'timer.cancel') clock.cancelTimer(effect.timerId)
}

/** What may happen next, with its weight. */
const HAPPENINGS: readonly (readonly [weight: number, make: (chance: Chance, now: Instant) => AcdInput | null])[] = [
  [14, callArrives],
  [5, someCallerLeaves],
  [3, someCallerChooses],
  [2, someNodeFallsSilent],
  [24, somePhoneAnswers],
  [3, somePresentationFails],
  [16, someTalkEnds],
  [4, someTalkIsHeld],
  [4, someTransfer],
  [6, someCallbackGoesOn],
  [4, someOutsideNumber],
  [6, someAgentCommands],
  [18, someAgentBecomesReady],
  [6, someAgentSignsIn],
  [3, somePhoneComesOrGoes],
  [1, someQueueChanges],
  [2, someConfigurationChanges],
]
const WEIGHT_SUM = HAPPENINGS.reduce((sum, [weight]) => sum + weight, 0)

function nextInput(chance: Chance, now: Instant): AcdInput | null {
  let rest = chance.random.between(1, WEIGHT_SUM)
  for (const [weight, make] of HAPPENINGS) {
    rest -= weight
    if (rest <= 0) return make(chance, now)
  }
  return null
}

function someCallerLeaves({ random, state }: Chance): AcdInput | null {
  const callId = random.pick(callIdsOf(state))
  return callId === undefined ? null : { kind: 'call.callerLeft', callId }
}

/** Sometimes with the number of an earlier presentation, or for a call that has gone: as it happens on the wire. */
function somePhoneAnswers({ random, state, count }: Chance): AcdInput | null {
  const rung = random.pick(state.calls.filter(({ phase }) => phase.kind === 'presented' || phase.kind === 'talking'))
  if (rung === undefined) return null
  const { callId, phase, presentations } = rung
  const ring = phase.kind === 'presented' ? random.pick(phase.rings) : undefined
  const agentId = ring?.agentId ?? (phase.kind === 'talking' ? phase.agentId : idOf('agent', 'mei'))
  const presentation = (ring?.presentation ?? presentations) - (random.chance(0.1) ? 1 : 0)
  const legId: LegId = idOf('leg', `leg-${String(count)}`)
  return { kind: 'presentation.answered', callId, agentId, presentation, legId }
}

function somePresentationFails({ random, state }: Chance): AcdInput | null {
  const call = random.pick(state.calls.filter(({ phase }) => phase.kind === 'presented'))
  if (call?.phase.kind !== 'presented') return null
  const outcome = random.pick(['declined', 'unreachable', 'noAnswer'] as const) ?? 'declined'
  const ring = random.pick(call.phase.rings)
  if (ring === undefined) return null
  const { agentId, presentation } = ring
  return { kind: 'presentation.failed', callId: call.callId, agentId, presentation, outcome, sipStatus: 480 }
}

function someTalkEnds({ random, state }: Chance): AcdInput | null {
  const talk = pickTalk(random, state)
  if (talk === null) return null
  if (random.chance(0.4)) return { kind: 'call.callerLeft', callId: talk.callId }
  return { kind: 'talk.agentLeft', ...talk, lost: random.chance(0.2) }
}

function someTalkIsHeld({ random, state }: Chance): AcdInput | null {
  const talk = pickTalk(random, state)
  return talk === null ? null : { kind: random.chance(0.5) ? 'talk.held' : 'talk.retrieved', ...talk }
}

function pickTalk(
  random: SeededRandom,
  state: AcdState,
): { readonly callId: CallId; readonly agentId: AgentId } | null {
  const call = random.pick(state.calls.filter(({ phase }) => phase.kind === 'talking'))
  return call?.phase.kind === 'talking' ? { callId: call.callId, agentId: call.phase.agentId } : null
}

function someAgentCommands({ random, state, count }: Chance): AcdInput {
  const command = commandOf(random, count)
  const callId = random.pick(callIdsOf(state)) ?? idOf('call', 'gone')
  const commands: readonly AcdInput[] = [
    { kind: 'agent.notReady', ...command, reason: { kind: 'code', reasonId: idOf('reason', 'lunch') } },
    { kind: 'agent.signOut', ...command },
    { kind: 'agent.endWrapUp', ...command },
    { kind: 'agent.extendWrapUp', ...command, byMs: random.between(1, 60) * 1_000 },
    { kind: 'agent.setMuted', ...command, muted: random.chance(0.5) },
    { kind: 'agent.hangUp', ...command, callId },
    { kind: 'agent.setDisposition', ...command, callId, dispositionId: idOf('disposition', 'solved'), note: '' },
  ]
  return random.pick(commands) ?? { kind: 'agent.signOut', ...command }
}

function someAgentBecomesReady({ random, count }: Chance): AcdInput {
  return { kind: 'agent.ready', ...commandOf(random, count) }
}

function someAgentSignsIn({ random, count }: Chance): AcdInput {
  const served = queueIds.filter(() => random.chance(0.6))
  return {
    kind: 'agent.signIn',
    ...commandOf(random, count),
    homeTenantId: idOf('tenant', 'operator'),
    device: random.chance(0.8) ? 'browser' : 'sipPhone',
    queueIds: served.length === 0 ? queueIds.slice(0, 1) : served,
    allowedQueueIds: queueIds,
    attributes: someAttributes(random),
  }
}

function somePhoneComesOrGoes({ random }: Chance): AcdInput {
  const withdrawn = random.pick(queueIds)
  if (withdrawn !== undefined && random.chance(0.1))
    return { kind: 'agent.queuesWithdrawn', agentId: pickAgent(random), queueIds: [withdrawn] }
  return { kind: random.chance(0.85) ? 'agent.phoneRegistered' : 'agent.phoneLost', agentId: pickAgent(random) }
}

/** A queue is taken away and comes back later, sometimes with callers in it. */
function someQueueChanges({ random, state }: Chance): AcdInput {
  const queue = random.pick(QUEUES) ?? buildQueue('repair')
  const queueId: QueueId = queue.queueId
  const isThere = state.queues[queueId] !== undefined && state.closingQueues[queueId] !== true
  return isThere && random.chance(0.3) ? { kind: 'queue.removed', queueId } : { kind: 'queue.configured', queue }
}
