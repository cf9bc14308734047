import { announcementsFor, idSchema, topicAnnouncementsFor } from '@seatline/core'
import type { Feature, Instant } from '@seatline/core'
import type { AnnouncedNumber, AnnouncementState, AnnouncementView } from './announcement-views.ts'
import type { KeptAnnouncement } from './repository.ts'

type Surroundings = {
  readonly features: readonly Feature[]
  readonly numbers: readonly AnnouncedNumber[]
  readonly now: Instant
}

/** What callers hear now, decided by the same rule as on the telephone. */
export function withStates(kept: readonly KeptAnnouncement[], around: Surroundings): readonly AnnouncementView[] {
  const announcements = kept.filter(({ enabled }) => enabled).map(publishedForm)
  const snapshot = { features: [...around.features], announcements }
  // One that is for some regions is heard by callers from there.
  const regions = [null, ...new Set(announcements.flatMap((one) => one.regions))]
  const heard = new Set(
    around.numbers.flatMap(({ id }) =>
      regions
        .flatMap((region) => [
          ...announcementsFor(snapshot, id, around.now, region),
          ...topicAnnouncementsFor(snapshot, id, around.now, region),
        ])
        .map(({ announcementId }) => announcementId),
    ),
  )
  return kept.map((one) => ({ ...one, state: stateOf(one, around, heard.has(one.id)) }))
}

function stateOf(one: KeptAnnouncement, { features, now }: Surroundings, isHeard: boolean): AnnouncementState {
  if (!one.enabled) return 'off'
  if (one.endsAt !== null && one.endsAt <= now) return 'over'
  if (!features.includes('announcements')) return 'notEntitled'
  if (one.startsAt !== null && one.startsAt > now) return 'scheduled'
  return isHeard ? 'now' : 'silenced'
}

const publishedForm = ({ id, prompt, numbers, forAllNumbers, ...rest }: KeptAnnouncement) => ({
  announcementId: id,
  name: rest.name,
  promptId: prompt.id,
  // A number that the tenant has no more is dialled by nobody; without the others it must not become "all".
  didIds: forAllNumbers ? [] : numbers.length === 0 ? [NO_NUMBER] : numbers.map((number) => number.id),
  regions: [...rest.regions],
  topics: [...rest.topics],
  startsAt: rest.startsAt,
  endsAt: rest.endsAt,
  thenHangUp: rest.thenHangUp,
  expectedRecoveryAt: rest.expectedRecoveryAt,
})

const NO_NUMBER = idSchema('did').parse('did_none')
