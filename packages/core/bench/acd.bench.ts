import { emptyAcdState, stepAcd } from '../src/acd/engine.ts'
import type { AcdInput, AcdState } from '../src/acd/step-types.ts'
import { buildQueue, idOf } from '../src/testing/acd-builders.ts'
import { instant } from '../src/time.ts'
import { measurePerSecond, printMethod, printRate } from './measure.ts'

/** A pool that is run through inputs; the time moves by a millisecond with each. */
class Pool {
  private state: AcdState = emptyAcdState()
  private now = 1_772_442_000_000
  inputsCount = 0

  happens(input: AcdInput): void {
    this.state = stepAcd(this.state, input, instant(this.now++)).state
    this.inputsCount++
  }

  callIdOf(agentIndex: number): string | null {
    const status = this.state.agents[agentId(agentIndex)]?.status
    return status !== undefined && 'callId' in status ? status.callId : null
  }
}

const QUEUES = Array.from({ length: 10 }, (_, index) => buildQueue(`queue-${String(index)}`))
const agentId = (index: number) => idOf('agent', `agent-${String(index)}`)
const commandId = idOf('command', 'bench')
const tenantId = idOf('tenant', 'heating')

/** Every agent talks, and so many callers wait: the fullest hour of the day. */
function fullPool(agentsCount: number, waitingCount: number): Pool {
  const pool = new Pool()
  for (const queue of QUEUES) pool.happens({ kind: 'queue.configured', queue })
  const queueIds = QUEUES.map((queue) => queue.queueId)
  for (let index = 0; index < agentsCount; index++) {
    const agent = { commandId, agentId: agentId(index) }
    pool.happens({ kind: 'agent.phoneRegistered', agentId: agent.agentId })
    pool.happens({
      kind: 'agent.signIn',
      ...agent,
      homeTenantId: tenantId,
      device: 'browser',
      queueIds,
      allowedQueueIds: queueIds,
    })
    pool.happens({ kind: 'agent.ready', ...agent })
  }
  for (let index = 0; index < agentsCount + waitingCount; index++) enqueue(pool, index)
  for (let index = 0; index < agentsCount; index++) answer(pool, index)
  return pool
}

function enqueue(pool: Pool, index: number): void {
  const queueId = QUEUES[index % QUEUES.length]?.queueId ?? idOf('queue', 'queue-0')
  pool.happens({ kind: 'call.enqueue', callId: idOf('call', `call-${String(index)}`), tenantId, queueId, priority: 0 })
}

function answer(pool: Pool, agentIndex: number): void {
  const callId = pool.callIdOf(agentIndex)
  if (callId === null) return
  pool.happens({
    kind: 'presentation.answered',
    callId: idOf('call', callId.slice(4)),
    agentId: agentId(agentIndex),
    presentation: 1,
    legId: idOf('leg', callId.slice(4)),
  })
}

/** Calls that come, wait, are presented to the agent who becomes free, answered and ended: five inputs each. */
function serveCalls(options: { agentsCount: number; waitingCount: number; callsCount: number }): () => number {
  const pool = fullPool(options.agentsCount, options.waitingCount)
  let next = options.agentsCount + options.waitingCount
  return () => {
    const inputsBefore = pool.inputsCount
    for (let count = 0; count < options.callsCount; count++) {
      const agentIndex = count % options.agentsCount
      enqueue(pool, next++)
      const ending = pool.callIdOf(agentIndex)
      if (ending !== null) pool.happens({ kind: 'call.callerLeft', callId: idOf('call', ending.slice(4)) })
      pool.happens({ kind: 'agent.endWrapUp', commandId, agentId: agentId(agentIndex) })
      answer(pool, agentIndex)
    }
    return pool.inputsCount - inputsBefore
  }
}

printMethod(
  'Routing decisions: inputs to the engine in a pool where every agent talks and callers wait, all agents in 10 queues.\n' +
    'A call costs four inputs: it is queued, presented to the agent who becomes free, answered, ended.',
)
for (const [agentsCount, waitingCount, callsCount] of [
  [20, 10, 5_000],
  [200, 100, 2_000],
  [1_000, 500, 500],
] as const) {
  const perSecond = measurePerSecond(serveCalls({ agentsCount, waitingCount, callsCount }))
  printRate(`${String(agentsCount)} agents, ${String(waitingCount)} callers waiting`, perSecond)
}
