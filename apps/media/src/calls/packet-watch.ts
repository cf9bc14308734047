import type { CallId, CallInput } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { CallRegistry } from './call-registry.ts'
import { agentTag, type LiveCall } from './live-call.ts'

const ROUND_MS = 2_500

export type PacketWatchOptions = {
  readonly registry: CallRegistry
  readonly clock: Clock
  readonly log: Log
  /** Neither side sends for so long: the BYE was lost. */
  readonly silenceMs: number
  /** A talking agent, not on hold, sends nothing for so long after having sent. */
  readonly agentSilenceMs: number
  readonly dispatch: (callId: CallId, input: CallInput) => void
}

/** Looks at each call's packet counts in turn, spread over the round, and reports who has fallen silent. */
export class PacketWatch {
  readonly #options: PacketWatchOptions
  #timer: NodeJS.Timeout | null = null
  #round: CallId[] = []

  constructor(options: PacketWatchOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), 50)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  #tick(): void {
    const { registry } = this.#options
    if (this.#round.length === 0) this.#round = registry.all().map(({ state }) => state.callId)
    const share = Math.ceil((registry.size * 50) / ROUND_MS)
    for (const callId of this.#round.splice(0, share)) {
      const call = registry.get(callId)
      if (call !== undefined) void this.#look(call)
    }
  }

  async #look(call: LiveCall): Promise<void> {
    const { state } = call
    if (!state.mediaOpen || state.phase === 'closing' || state.phase === 'ended') return
    try {
      const packets = await call.media.packets()
      if (packets === null) this.#lost(call)
      else this.#compare(call, packets)
    } catch (error) {
      // rtpengine away: its restart shows as an unknown call at the next look.
      this.#options.log.debug({ callId: state.callId, error: messageOf(error) }, 'packet counts cannot be read')
    }
  }

  #compare(call: LiveCall, packets: ReadonlyMap<string, number>): void {
    const { silenceMs, agentSilenceMs, clock, dispatch } = this.#options
    const now = clock.now()
    for (const [tag, count] of packets) {
      const known = call.packets.get(tag)
      if (known?.count !== count) call.packets.set(tag, { count, grewAt: now })
    }
    const { talk, callId, agentLegs } = call.state
    const caller = call.media.callerTag
    const talking = agentLegs.find(({ leg }) => leg.legId === talk?.legId)
    const watched = talking === undefined ? [caller] : [caller, agentTag(talking.leg.legId)]
    if (watched.every((tag) => silentFor(call, tag, now) > silenceMs)) {
      this.#lost(call)
      return
    }
    if (talking === undefined || talking.leg.held) return
    const { legId } = talking.leg
    const agent = call.packets.get(agentTag(legId))
    // A phone that never sent anything may suppress silence; one that stopped has gone.
    if (agent !== undefined && agent.count > 0 && now - agent.grewAt > agentSilenceMs)
      dispatch(callId, { kind: 'leg', legId, input: { kind: 'far.vanished', reason: 'connectionLost' } })
  }

  #lost(call: LiveCall): void {
    this.#options.dispatch(call.state.callId, { kind: 'media.lost' })
  }
}

function silentFor(call: LiveCall, tag: string, now: number): number {
  const known = call.packets.get(tag)
  // Who never sent anything is not judged here: rtpengine's own time-out does that.
  return known === undefined || known.count === 0 ? 0 : now - known.grewAt
}
