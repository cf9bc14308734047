import type { JournalEvent } from '@seatline/core'
import type { CallPhase } from '../generated/prisma/client.ts'

/** Where a call was, and how long in each phase. `closing`: the agent has hung up and the caller's leg is being ended. */
export type Timeline = {
  readonly phase: CallPhase
  readonly phaseSince: number
  readonly queueId: string | null
  readonly agentId: string | null
  readonly ivrMs: number
  readonly waitMs: number
  readonly talkMs: number
  readonly holdMs: number
}

type Walk = {
  phase: CallPhase | 'closing'
  since: number
  queueId: string | null
  agentId: string | null
  spent: Record<CallPhase | 'closing', number>
}

/** Walks the call's events in order, from its arrival; `endedAt` closes what the events leave open. */
export function callTimeline(
  events: readonly JournalEvent[],
  { arrivedAt, endedAt }: { readonly arrivedAt: number; readonly endedAt: number | null },
): Timeline {
  const walk: Walk = {
    phase: 'arrived',
    since: arrivedAt,
    queueId: null,
    agentId: null,
    spent: { arrived: 0, ivr: 0, queue: 0, ringing: 0, talking: 0, held: 0, ended: 0, closing: 0 },
  }
  for (const event of events) step(walk, event)
  if (endedAt !== null) enter(walk, 'ended', endedAt)
  const { spent } = walk
  return {
    phase: walk.phase === 'closing' ? 'talking' : walk.phase,
    phaseSince: walk.since,
    queueId: walk.queueId,
    agentId: walk.agentId,
    ivrMs: spent.ivr,
    waitMs: spent.queue + spent.ringing,
    talkMs: spent.talking,
    holdMs: spent.held,
  }
}

/** A clock that was set back makes a phase of no length, never one of negative length. */
function enter(walk: Walk, phase: Walk['phase'], at: number): void {
  if (walk.phase === 'ended') return
  const until = Math.max(at, walk.since)
  walk.spent[walk.phase] += until - walk.since
  walk.phase = phase
  walk.since = until
}

function step(walk: Walk, { at, fact }: JournalEvent): void {
  switch (fact.kind) {
    case 'call.answered':
    case 'ivr.started': {
      if (walk.phase === 'arrived') enter(walk, 'ivr', at)
      break
    }
    case 'call.queued': {
      walk.queueId = fact.queueId
      walk.agentId = null
      if (walk.phase !== 'queue') enter(walk, 'queue', at)
      break
    }
    case 'call.presented': {
      walk.agentId = fact.agentId
      enter(walk, 'ringing', at)
      break
    }
    case 'call.presentationEnded': {
      if (fact.outcome === 'answered' || walk.phase !== 'ringing' || walk.agentId !== fact.agentId) break
      walk.agentId = null
      enter(walk, 'queue', at)
      break
    }
    case 'call.connected': {
      walk.queueId = fact.queueId
      walk.agentId = fact.agentId
      enter(walk, 'talking', at)
      break
    }
    case 'call.held': {
      if (walk.phase === 'talking') enter(walk, 'held', at)
      break
    }
    case 'call.retrieved': {
      if (walk.phase === 'held') enter(walk, 'talking', at)
      break
    }
    case 'call.agentLost': {
      walk.agentId = null
      enter(walk, 'queue', at)
      break
    }
    case 'call.disconnected': {
      if (walk.phase === 'talking' || walk.phase === 'held') enter(walk, 'closing', at)
      break
    }
    default:
      stepElsewhere(walk, { at, fact })
  }
}

/** Where the call goes that does not stay in its queue until an agent answers. */
function stepElsewhere(walk: Walk, { at, fact }: Pick<JournalEvent, 'at' | 'fact'>): void {
  switch (fact.kind) {
    case 'call.outsideRung': {
      enter(walk, 'ringing', at)
      break
    }
    case 'call.outsideAnswered': {
      walk.queueId = fact.queueId
      enter(walk, 'talking', at)
      break
    }
    case 'call.outsideEnded': {
      if (walk.phase === 'ringing') enter(walk, 'queue', at)
      else if (walk.phase === 'talking') enter(walk, 'closing', at)
      break
    }
    case 'call.leftQueue': {
      if (walk.phase === 'queue') enter(walk, 'ivr', at)
      break
    }
    case 'call.overflowed': {
      // To another queue, or to a number outside, the caller still waits for somebody.
      if (walk.phase === 'queue' && fact.to !== 'queue' && fact.to !== 'number') enter(walk, 'ivr', at)
      break
    }
    default:
      break
  }
}
