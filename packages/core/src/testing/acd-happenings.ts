import type { AcdInput } from '../acd/step-types.ts'
import { instant, type Instant } from '../time.ts'
import { idOf } from './acd-builders.ts'
import {
  callIdsOf,
  commandOf,
  pickAgent,
  queueIds,
  QUEUES,
  someAttributes,
  someCaller,
  TENANTS,
  type Chance,
} from './acd-simulated-world.ts'

/** Only so many wait at once: a day of a thousand callers in line would try nothing but the line. */
const CALLS_IN_POOL_MAX = 25

export function callArrives({ random, state, count }: Chance, now: Instant): AcdInput | null {
  if (callIdsOf(state).length >= CALLS_IN_POOL_MAX) return null
  const queue = random.pick(QUEUES)
  if (queue === undefined) return null
  const { queueId, tenantId } = queue
  return {
    kind: 'call.enqueue',
    callId: idOf('call', `call-${String(count)}`),
    tenantId,
    queueId,
    priority: random.chance(0.2) ? random.between(1, 3) : 0,
    caller: someCaller(random, now),
    ...(random.chance(0.2) ? { queue } : {}),
    ...(random.chance(0.05) ? { test: true as const } : {}),
  }
}

/** The node of a call is heard of no more for a while. */
export function someNodeFallsSilent({ random, state }: Chance): AcdInput | null {
  const call = random.pick(state.calls)
  if (call === undefined) return null
  const { callId, silent } = call
  return { kind: silent === true ? 'call.heard' : 'call.silent', callId }
}

export function someCallerChooses({ random, state, count }: Chance): AcdInput | null {
  const call = random.pick(state.calls.filter(({ phase }) => phase.kind === 'waiting' || phase.kind === 'presented'))
  if (call === undefined) return null
  const { callId } = call
  if (random.chance(0.2)) return { kind: 'call.positionAsked', callId }
  if (random.chance(0.3))
    return { kind: 'call.chose', callId, choice: { kind: random.chance(0.5) ? 'voicemail' : 'flow' } }
  const wish = { callbackId: idOf('callback', `callback-${String(count)}`), number: '13900000000' }
  const rule = { attemptsMax: random.between(1, 3), retryAfterMs: random.between(10, 120) * 1_000 }
  return { kind: 'call.chose', callId, choice: { kind: 'callback', ...wish, ...rule } }
}

export function someCallbackGoesOn({ random, state, count }: Chance, now: Instant): AcdInput | null {
  const dialled = random.pick(state.calls.filter(({ phase }) => phase.kind === 'dialling'))
  if (dialled !== undefined && random.chance(0.8)) {
    const { callId } = dialled
    if (random.chance(0.5)) return { kind: 'callback.answered', callId }
    return { kind: 'callback.failed', callId, outcome: random.pick(['busy', 'noAnswer', 'failed'] as const) ?? 'busy' }
  }
  const known = random.pick(Object.values(state.callbacks))
  if (known !== undefined && random.chance(0.2)) return { kind: 'callback.cancel', callbackId: known.callbackId }
  const queue = random.pick(QUEUES)
  if (queue === undefined || callIdsOf(state).length >= CALLS_IN_POOL_MAX) return null
  return {
    kind: 'callback.enqueue',
    callId: idOf('call', `asked-${String(count)}`),
    callbackId: idOf('callback', `asked-${String(count)}`),
    tenantId: queue.tenantId,
    queueId: queue.queueId,
    priority: 0,
    number: '13900000001',
    attemptsMax: 2,
    retryAfterMs: 60_000,
    enqueuedAt: instant(now - random.between(0, 60) * 1_000),
    ...(random.chance(0.5) ? { notBefore: instant(now + random.between(0, 60) * 1_000) } : {}),
    ...(random.chance(0.3) ? { channel: 'task' as const } : {}),
  }
}

export function someOutsideNumber({ random, state, count }: Chance): AcdInput | null {
  const call = random.pick(state.calls.filter(({ phase }) => phase.kind === 'outside'))
  if (call?.phase.kind !== 'outside') return null
  const { callId } = call
  const { presentation, legId } = call.phase
  if (legId !== null) return { kind: 'outside.left', callId }
  if (random.chance(0.5)) return { kind: 'outside.failed', callId, presentation, outcome: 'noAnswer' }
  return { kind: 'outside.answered', callId, presentation, legId: idOf('leg', `outside-${String(count)}`) }
}

export function someTransfer({ random, state, count }: Chance): AcdInput | null {
  const call = random.pick(state.calls.filter(({ phase }) => phase.kind === 'talking' || phase.kind === 'inFlow'))
  if (call?.phase.kind === 'inFlow') {
    const { callId, phase, tenantId } = call
    if (random.chance(0.2) && phase.agentId !== null)
      return { kind: 'agent.takeBack', ...commandOf(random, count), agentId: phase.agentId, callId }
    const queue = random.pick(QUEUES.filter((each) => each.tenantId === tenantId))
    if (random.chance(0.2) && queue !== undefined)
      return { kind: 'call.enqueue', callId, tenantId, queueId: queue.queueId, priority: 0 }
    return { kind: 'flow.returned', callId }
  }
  if (call?.phase.kind !== 'talking') return null
  const flowId = idOf('flow', 'pin')
  const to = random.pick([
    { kind: 'agent', agentId: pickAgent(random) },
    { kind: 'queue', queueId: random.pick(queueIds) ?? idOf('queue', 'repair') },
    { kind: 'flow', flowId, returns: true },
    { kind: 'flow', flowId, returns: false },
    { kind: 'number', number: '13800000001' },
  ] as const)
  if (to === undefined) return null
  const { commandId } = commandOf(random, count)
  return { kind: 'agent.transfer', commandId, agentId: call.phase.agentId, callId: call.callId, to }
}

export function someConfigurationChanges({ random }: Chance): AcdInput {
  if (random.chance(0.5))
    return { kind: 'agent.configured', agentId: pickAgent(random), attributes: someAttributes(random) }
  const tenantId = random.pick(TENANTS) ?? idOf('tenant', 'heating')
  const agentsMax = random.chance(0.4) ? null : random.between(1, 4)
  return { kind: 'tenant.configured', tenantId, share: { agentsMin: random.between(0, 2), agentsMax, weight: 1 } }
}
