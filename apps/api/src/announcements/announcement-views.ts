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
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly enabled: boolean
  readonly thenHangUp: boolean
  readonly state: AnnouncementState
}

export type AnnouncementContent = {
  readonly name: string
  readonly promptId: PromptId
  readonly didIds: readonly DidId[]
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly enabled: boolean
  readonly thenHangUp: boolean
}
