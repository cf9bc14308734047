import type { RtpPacket } from './rtp.ts'

/** What came of one party's packets; kept with the recording. */
export type TrackReport = {
  readonly packets: number
  readonly lost: number
  readonly reordered: number
  readonly duplicates: number
  /** Breaks in the stream: a new source, a jump of its clock, a pause. */
  readonly restarts: number
  readonly audioMs: number
}

export const SAMPLES_PER_MS = 8
/** Beyond this, an RTP clock that disagrees with the clock on the wall has jumped, or was stopped during a pause. */
const DISAGREEMENT_MAX = 500 * SAMPLES_PER_MS
/** A sequence number further off than this belongs to a source that began anew (RFC 3550 A.1 allows 3000 of dropout). */
const DROPOUT_MAX = 3_000

/**
 * Places one party's packets on the recording's time line, in samples. Within a run the RTP clock decides, so that jitter of the network is not heard; where
 * a run begins (the first packet, another source, a jump, the end of a pause in which the clock stood still) the time of arrival does.
 */
export class PartyTrack {
  private ssrc: number | null = null
  /** Place of the run's latest packet, and its clock and number. */
  private anchor = { place: 0, timestamp: 0, sequence: 0 }
  private readonly recent = new Set<number>()
  private counts = { packets: 0, lost: 0, reordered: 0, duplicates: 0, restarts: 0, samples: 0 }

  /** Where the packet's first sample belongs; null for one that was there already. `arrivedAt` is its arrival on the same time line. */
  place(packet: RtpPacket, arrivedAt: number): number | null {
    const step = signed(packet.sequence - this.anchor.sequence, 16)
    const place = this.anchor.place + signed(packet.timestamp - this.anchor.timestamp, 32)
    const isNewRun =
      this.ssrc !== packet.ssrc || Math.abs(step) > DROPOUT_MAX || Math.abs(place - arrivedAt) > DISAGREEMENT_MAX
    if (isNewRun) return this.beginRun(packet, arrivedAt)
    if (this.recent.has(packet.sequence)) {
      this.counts.duplicates++
      return null
    }
    if (step > 0) {
      this.counts.lost += step - 1
      this.remember(packet, place)
    } else {
      // It was counted as lost when the one after it came.
      this.counts.lost = Math.max(0, this.counts.lost - 1)
      this.counts.reordered++
      this.recent.add(packet.sequence)
    }
    this.counts.packets++
    return place
  }

  /** Counts samples that were really written. */
  wrote(samples: number): void {
    this.counts.samples += samples
  }

  report(): TrackReport {
    const { samples, ...counts } = this.counts
    return { ...counts, audioMs: Math.round(samples / SAMPLES_PER_MS) }
  }

  private beginRun(packet: RtpPacket, arrivedAt: number): number {
    if (this.ssrc !== null) this.counts.restarts++
    this.ssrc = packet.ssrc
    this.recent.clear()
    this.remember(packet, arrivedAt)
    this.counts.packets++
    return arrivedAt
  }

  private remember(packet: RtpPacket, place: number): void {
    this.anchor = { place, timestamp: packet.timestamp, sequence: packet.sequence }
    this.recent.add(packet.sequence)
    if (this.recent.size > 200) for (const oldest of [...this.recent].slice(0, 100)) this.recent.delete(oldest)
  }
}

/** The difference of two counters that wrap around at `bits`, as a signed number: the shorter way round. */
function signed(difference: number, bits: 16 | 32): number {
  const shift = 32 - bits
  return (difference << shift) >> shift
}
