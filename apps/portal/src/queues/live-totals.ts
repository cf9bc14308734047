import type { LiveAgent, LiveQueue } from './documents.ts'

export type LiveTotals = {
  readonly waiting: number
  /** ISO 8601; null when nobody waits. */
  readonly oldestWaitingSince: string | null
  readonly answered: number
  readonly abandoned: number
  /** 0 to 1 over all queues; null while no call counts. */
  readonly serviceLevel: number | null
}

/** The tenant's queues taken together. */
export function liveTotals(queues: readonly LiveQueue[]): LiveTotals {
  const sum = (value: (queue: LiveQueue) => number): number => queues.reduce((total, queue) => total + value(queue), 0)
  const waitingSince = queues.flatMap(({ oldestWaitingSince: since }) => (since === null ? [] : [since]))
  const answered = sum((queue) => queue.serviceLevelToday.answered)
  const abandoned = sum((queue) => queue.serviceLevelToday.abandoned)
  const within = sum((queue) => queue.serviceLevelToday.answeredWithin)
  const counted = queues.some((queue) => queue.serviceLevelToday.ratio !== null) ? answered + abandoned : 0
  return {
    waiting: sum((queue) => queue.waiting),
    oldestWaitingSince: waitingSince.toSorted()[0] ?? null,
    answered,
    abandoned,
    serviceLevel: counted === 0 ? null : within / counted,
  }
}

const STATUS_ORDER = ['READY', 'RINGING', 'TALKING', 'HOLD', 'ENGAGED', 'WRAP_UP', 'NOT_READY', 'SIGNED_OUT'] as const

/** How many agents are in each state, in the order of nearness to the caller. */
export function agentsByStatus(
  agents: readonly LiveAgent[],
): readonly { readonly status: LiveAgent['status']; readonly count: number }[] {
  return STATUS_ORDER.map((status) => ({
    status,
    count: agents.filter((agent) => agent.status === status).length,
  })).filter(({ count }) => count > 0)
}

/** By state, then those longest in it first. */
export function compareAgents(left: LiveAgent, right: LiveAgent): number {
  const byStatus = STATUS_ORDER.indexOf(left.status) - STATUS_ORDER.indexOf(right.status)
  return byStatus === 0 ? left.since.localeCompare(right.since) : byStatus
}
