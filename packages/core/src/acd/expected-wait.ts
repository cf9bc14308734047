import type { Instant } from '../time.ts'
import type { PoolStep } from './pool-step.ts'
import type { PooledCall, QueueMemory } from './step-types.ts'

/** As many of the last answers say how fast a queue moves. */
export const ANSWERS_KEPT = 16
/** Fewer say nothing of a rate. */
const ANSWERS_MIN = 3

/**
 * How long a caller at this position may expect to wait.
 *
 * With at least three answers known: position ÷ rate, the rate being that of the last sixteen answers up to now; the time since the last one counts, so that a queue
 * that has come to a stop promises ever less. With fewer: the wait of the caller who was answered last ("last to enter service", Ibrahim and Whitt 2009), which needs
 * no rate. Null when nobody has been answered yet. How good it is shows where `call.toldWait` meets what came true.
 */
export function expectedWaitMs(
  position: number,
  memory: Pick<QueueMemory, 'servedAt' | 'lastWaitMs'>,
  now: Instant,
): number | null {
  const { servedAt, lastWaitMs } = memory
  const [first] = servedAt
  if (first === undefined || servedAt.length < ANSWERS_MIN) return lastWaitMs
  const betweenAnswersMs = Math.max(0, now - first) / servedAt.length
  return Math.round(position * betweenAnswersMs)
}

/** An agent took a call of the queue. */
export function rememberServed(step: PoolStep, { queueId, test }: PooledCall, waitedMs: number): void {
  if (test === true) return
  const { servedAt } = step.memory(queueId)
  step.remember(queueId, { servedAt: [...servedAt.slice(1 - ANSWERS_KEPT), step.now], lastWaitMs: waitedMs })
}

/** Tells the caller's position and expected wait, and remembers what was told, so that it can be compared with what came true. */
export function tellPosition(step: PoolStep, call: PooledCall | undefined): void {
  if (call?.phase.kind !== 'waiting') {
    step.ignore('the call does not wait')
    return
  }
  const { callId, queueId } = call
  const position = step.tables.lines.positionOf(call)
  const expectedMs = expectedWaitMs(position, step.memory(queueId), step.now)
  step.callFact(call, { kind: 'call.toldWait', callId, queueId, position, expectedMs })
  step.effect({ kind: 'call.tellPosition', callId, queueId, position, expectedMs })
}
