import type { AnnouncementId, DidId, Instant, PromptId } from '@seatline/core'

/**
 * `now`: callers hear it. `scheduled`: they will. `over`: they did. `off`: switched off. `silenced`: it would be heard, but another one before it ends the call.
 * `notEntitled`: what is rented has no announcements.
 */
export const ANNOUNCEMENT_STATES = ['now', 'scheduled', 'over', 'off', 'silenced', 'notEntitled'] as const
export type AnnouncementState = (typeof ANNOUNCEMENT_STATES)[number]

export type AnnouncedNumber = { readonly id: DidId; readonly number: string; readonly label: string }
export type AnnouncementPrompt = {
  readonly id: PromptId
  readonly name: string
  readonly text: string
  readonly durationMs: number
}

export type AnnouncementView = {
  readonly id: AnnouncementId
  readonly name: string
  readonly prompt: AnnouncementPrompt
  readonly forAllNumbers: boolean
  /** Those of its numbers that the tenant still has. */
  readonly numbers: readonly AnnouncedNumber[]
  readonly regions: readonly string[]
  readonly topics: readonly string[]
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly expectedRecoveryAt: Instant | null
  readonly enabled: boolean
  readonly thenHangUp: boolean
  readonly state: AnnouncementState
}

export type AnnouncementContent = {
  readonly name: string
  readonly promptId: PromptId
  readonly didIds: readonly DidId[]
  /** For callers from these regions; empty: from anywhere. */
  readonly regions: readonly string[]
  /** Said where one of these is reached, a queue or a step of the menu by name; empty: before everything else. */
  readonly topics: readonly string[]
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  /** When what it tells of is expected to be over. */
  readonly expectedRecoveryAt: Instant | null
  readonly enabled: boolean
  readonly thenHangUp: boolean
}
