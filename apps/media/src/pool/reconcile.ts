import type {
  AcdEffect,
  AcdInput,
  AcdPool,
  CallId,
  CallOwner,
  FactOf,
  HeldCall,
  NodeProcess,
  PooledCall,
} from '@seatline/core'
import { sameProcess } from './pool-replica.ts'

type What = FactOf<'pool.corrected'>['what']

/** Something that the engine holds for true and is not. */
export type Ghost = {
  /** The same ghost has the same key at the next look. */
  readonly key: string
  readonly what: What
  readonly subjectId: string
  /** What brings the engine to what is. */
  readonly inputs: readonly AcdInput[]
  /** What brings the node to what the engine decided. */
  readonly effects: readonly AcdEffect[]
}

type Known = { readonly pool: Pick<AcdPool, 'call' | 'calls'>; readonly owners: ReadonlyMap<CallId, CallOwner> }
type Report = { readonly ordersSeen: number; readonly calls: readonly HeldCall[] }

/**
 * Where the pool and what a node really has differ. The report comes behind everything that the node had to say before it, so only what the node had not been told yet may
 * differ: calls with an order later than `ordersSeen` are left out.
 */
export function ghostsIn({ pool, owners }: Known, node: NodeProcess, report: Report): readonly Ghost[] {
  const held = new Map(report.calls.map((call) => [call.callId, call]))
  const isInFlight = (callId: CallId): boolean => (owners.get(callId)?.ordered ?? 0) > report.ordersSeen
  const ghosts: Ghost[] = []
  for (const call of pool.calls()) {
    const owner = owners.get(call.callId)
    if (owner === undefined || !sameProcess(owner, node) || isInFlight(call.callId)) continue
    const there = held.get(call.callId)
    if (there === undefined) ghosts.push(...gone(call))
    else ghosts.push(...differing(call, there))
  }
  for (const there of report.calls)
    if (pool.call(there.callId) === undefined && !isInFlight(there.callId)) ghosts.push(unknown(there))
  return ghosts
}

/** All calls of a process that is gone for good. */
export function ghostsOf(known: Known, lost: NodeProcess): readonly Ghost[] {
  return ghostsIn(known, lost, { ordersSeen: Number.POSITIVE_INFINITY, calls: [] })
}

/** What ends a call that is nowhere any more. A callback that nobody is on the line for waits on: there is no call yet. */
function gone(call: PooledCall): readonly Ghost[] {
  const { callId, phase, callback } = call
  if (callback !== null && !callback.reached && phase.kind === 'waiting') return []
  return [
    {
      key: `gone:${callId}`,
      what: phase.kind === 'waiting' ? 'callGone' : 'agentBound',
      subjectId: phase.kind === 'waiting' ? callId : (agentOf(call) ?? callId),
      inputs: endingOf(call),
      effects: [],
    },
  ]
}

function endingOf({ callId, phase, callback }: PooledCall): readonly AcdInput[] {
  if (callback === null || callback.reached) return [{ kind: 'call.callerLeft', callId }]
  if (phase.kind === 'presented')
    return phase.rings.map(({ agentId, presentation }) => ({
      kind: 'presentation.failed',
      callId,
      agentId,
      presentation,
      outcome: 'unreachable',
      sipStatus: null,
    }))
  if (phase.kind === 'dialling') return [{ kind: 'talk.agentLeft', callId, agentId: phase.agentId, lost: true }]
  return [{ kind: 'call.callerLeft', callId }]
}

function differing(call: PooledCall, there: HeldCall): readonly Ghost[] {
  const { callId, phase } = call
  if (phase.kind === 'talking' && there.phase.kind === 'waiting')
    return [
      {
        key: `bound:${callId}:${phase.agentId}`,
        what: 'agentBound',
        subjectId: phase.agentId,
        inputs: [{ kind: 'talk.agentLeft', callId, agentId: phase.agentId, lost: true }],
        effects: [],
      },
    ]
  if (phase.kind === 'waiting' && there.phase.kind === 'talking') {
    const { agentId, legId } = there.phase
    return [
      {
        key: `talk:${callId}:${agentId}`,
        what: 'talkUnknown',
        subjectId: callId,
        inputs: [],
        effects: [
          { kind: 'leg.release', callId, agentId, legId },
          { kind: 'call.playMusic', callId, queueId: call.queueId },
        ],
      },
    ]
  }
  return []
}

/** A caller whom the pool does not know waits anew; one who cannot be put back is let go. */
function unknown({ callId, phase, enqueued }: HeldCall): Ghost {
  const release: readonly AcdEffect[] =
    phase.kind === 'talking' ? [{ kind: 'leg.release', callId, agentId: phase.agentId, legId: phase.legId }] : []
  return {
    key: `unknown:${callId}`,
    what: phase.kind === 'talking' ? 'talkUnknown' : 'callUnknown',
    subjectId: callId,
    inputs: enqueued === null ? [] : [enqueued],
    effects: enqueued === null ? [{ kind: 'call.hangUp', callId, releasedBy: 'system' }] : release,
  }
}

function agentOf({ phase }: PooledCall): string | null {
  if ('agentId' in phase) return phase.agentId
  return phase.kind === 'presented' ? (phase.rings[0]?.agentId ?? null) : null
}
