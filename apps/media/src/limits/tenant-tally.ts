import {
  localTimeAt,
  type Instant,
  type LocalDate,
  type SeatGrade,
  type TakenSeat,
  type TenantFigures,
} from '@seatline/core'
import type { AgentId, TenantId } from '@seatline/core'

export type SeatHolder = { readonly agentId: AgentId; readonly seat: TakenSeat }
type Holders = TenantFigures['seats']

/** What one tenant does now, and has done since its midnight. Time comes in from outside. */
export class TenantTally {
  readonly #tenantId: TenantId
  readonly #timeZone: () => string
  #day: LocalDate
  #calls = 0
  #callsPeak = 0
  /** Arrivals in the second that runs, and in the one before it. */
  #second = 0
  #arrivedNow = 0
  #arrivedBefore = 0
  #perSecondPeak = 0
  #refused: Record<string, number> = {}
  #lastCallAt: number | null = null
  #seats: Holders = []
  #seatsPeak: Partial<Record<SeatGrade, number>> = {}
  #dirty = true

  constructor(tenantId: TenantId, timeZone: () => string, now: Instant) {
    this.#tenantId = tenantId
    this.#timeZone = timeZone
    this.#day = dayIn(timeZone(), now)
  }

  /** What an earlier life of this node has told of the same day. */
  restore(earlier: TenantFigures, now: Instant): void {
    this.#lastCallAt = earlier.lastCallAt
    if (earlier.day !== dayIn(this.#timeZone(), now)) return
    this.#callsPeak = earlier.callsPeakToday
    this.#perSecondPeak = earlier.callsPerSecondPeakToday
    this.#refused = { ...earlier.refusedToday }
    this.#seatsPeak = { ...earlier.seatsPeakToday }
  }

  /** A call came to the door. */
  arrived(now: Instant): void {
    this.#turn(now)
    this.#arrivedNow++
    this.#lastCallAt = now
    this.#perSecondPeak = Math.max(this.#perSecondPeak, this.#arrivedNow)
    this.#dirty = true
  }

  refused(reason: string, now: Instant): void {
    this.#turn(now)
    this.#refused[reason] = (this.#refused[reason] ?? 0) + 1
    this.#dirty = true
  }

  hasCalls(calls: number, now: Instant): void {
    if (calls === this.#calls) return
    this.#turn(now)
    this.#calls = calls
    this.#callsPeak = Math.max(this.#callsPeak, calls)
    this.#dirty = true
  }

  hasSeats(seats: Holders, now: Instant): void {
    if (isSame(seats, this.#seats)) return
    this.#turn(now)
    this.#seats = seats
    this.#notePeaks()
    this.#dirty = true
  }

  /** What there is to tell, null when it has been told. */
  take(now: Instant): TenantFigures | null {
    this.#turn(now)
    if (!this.#dirty) return null
    // The rate falls back to zero by itself: as long as it is not, there is more to tell.
    this.#dirty = this.#arrivedNow > 0 || this.#arrivedBefore > 0
    return {
      tenantId: this.#tenantId,
      at: now,
      day: this.#day,
      calls: this.#calls,
      callsPeakToday: this.#callsPeak,
      callsPerSecond: this.#arrivedBefore,
      callsPerSecondPeakToday: this.#perSecondPeak,
      refusedToday: { ...this.#refused },
      lastCallAt: this.#lastCallAt,
      seats: [...this.#seats],
      seatsPeakToday: { ...this.#seatsPeak },
    }
  }

  /** What was taken did not arrive: it is to be told again. */
  untold(): void {
    this.#dirty = true
  }

  /** Begins a new second, and a new day, when it is time. */
  #turn(now: Instant): void {
    const second = Math.floor(now / 1_000)
    if (second !== this.#second) {
      this.#arrivedBefore = second === this.#second + 1 ? this.#arrivedNow : 0
      this.#arrivedNow = 0
      this.#second = second
    }
    const day = dayIn(this.#timeZone(), now)
    if (day === this.#day) return
    this.#day = day
    this.#callsPeak = this.#calls
    this.#perSecondPeak = 0
    this.#refused = {}
    this.#seatsPeak = {}
    this.#notePeaks()
    this.#dirty = true
  }

  #notePeaks(): void {
    for (const { grade } of this.#seats) {
      const inUse = this.#seats.filter((seat) => seat.grade === grade).length
      this.#seatsPeak[grade] = Math.max(this.#seatsPeak[grade] ?? 0, inUse)
    }
  }
}

const dayIn = (timeZone: string, now: Instant): LocalDate =>
  localTimeAt(timeZone, now)?.date ?? new Date(now).toISOString().slice(0, 10)

const isSame = (a: Holders, b: Holders): boolean =>
  a.length === b.length && a.every((seat, index) => b[index]?.agentId === seat.agentId && b[index].grade === seat.grade)
