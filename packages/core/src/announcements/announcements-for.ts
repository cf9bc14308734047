import type { TenantSnapshot } from '../contracts/snapshot.ts'
import type { DidId } from '../ids.ts'
import type { Flow, FlowNode } from '../ivr/flow.ts'
import type { Instant } from '../time.ts'

export type PublishedAnnouncement = TenantSnapshot['announcements'][number]
type Announcing = Pick<TenantSnapshot, 'features' | 'announcements'>

/**
 * What a caller of this number, from this region, hears now before anything else, in order. Nothing follows an announcement that ends the call. A caller whose
 * region is not known hears none that is for some regions.
 */
export function announcementsFor(
  snapshot: Announcing,
  didId: DidId,
  now: Instant,
  region: string | null = null,
): readonly PublishedAnnouncement[] {
  const heard = inForce(snapshot, didId, now, region).filter(({ topics }) => topics.length === 0)
  return untilTheEnd(heard)
}

/** What such a caller hears now on reaching what it is about, and not before. */
export function topicAnnouncementsFor(
  snapshot: Announcing,
  didId: DidId,
  now: Instant,
  region: string | null = null,
): readonly PublishedAnnouncement[] {
  return inForce(snapshot, didId, now, region).filter(({ topics }) => topics.length > 0)
}

function inForce(
  snapshot: Announcing,
  didId: DidId,
  now: Instant,
  region: string | null,
): readonly PublishedAnnouncement[] {
  if (!snapshot.features.includes('announcements')) return []
  return snapshot.announcements.filter(
    ({ didIds, regions, startsAt, endsAt }) =>
      (didIds.length === 0 || didIds.includes(didId)) &&
      (regions.length === 0 || (region !== null && regions.includes(region))) &&
      (startsAt === null || startsAt <= now) &&
      (endsAt === null || now < endsAt),
  )
}

/** Nothing is said after what ends the call. */
export function untilTheEnd(heard: readonly PublishedAnnouncement[]): readonly PublishedAnnouncement[] {
  const last = heard.findIndex(({ thenHangUp }) => thenHangUp)
  return last < 0 ? heard : heard.slice(0, last + 1)
}

const NODE_PREFIX = 'announcement:'

/** The flow with the announcements in front of it, each a step of its own that a key cannot cut short. */
export function withAnnouncements(flow: Flow, announcements: readonly PublishedAnnouncement[]): Flow {
  const steps = announcementSteps(announcements, { before: flow.entryNodeId, suffix: '' })
  const [first] = steps
  return first === undefined ? flow : { ...flow, entryNodeId: first.nodeId, nodes: [...steps, ...flow.nodes] }
}

/** A chain of steps that leads to `before`, or ends the call. */
export function announcementSteps(
  announcements: readonly PublishedAnnouncement[],
  place: { readonly before: string; readonly suffix: string },
): FlowNode[] {
  const nodeIdOf = ({ announcementId }: PublishedAnnouncement): string =>
    `${NODE_PREFIX}${announcementId}${place.suffix}`
  return announcements.map((announcement, index) => {
    const following = announcements[index + 1]
    return {
      nodeId: nodeIdOf(announcement),
      kind: 'play',
      label: announcement.name.slice(0, LABEL_LENGTH_MAX),
      promptId: announcement.promptId,
      interruptible: false,
      next: announcement.thenHangUp ? null : following === undefined ? place.before : nodeIdOf(following),
    }
  })
}

const LABEL_LENGTH_MAX = 80
