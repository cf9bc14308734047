import type { TenantSnapshot } from '../contracts/snapshot.ts'
import type { DidId } from '../ids.ts'
import type { Flow, FlowNode } from '../ivr/flow.ts'
import type { Instant } from '../time.ts'

export type PublishedAnnouncement = TenantSnapshot['announcements'][number]
type Announcing = Pick<TenantSnapshot, 'features' | 'announcements'>

/** What a caller of this number hears now before anything else, in order. Nothing follows an announcement that ends the call. */
export function announcementsFor(snapshot: Announcing, didId: DidId, now: Instant): readonly PublishedAnnouncement[] {
  if (!snapshot.features.includes('announcements')) return []
  const heard = snapshot.announcements.filter(
    ({ didIds, startsAt, endsAt }) =>
      (didIds.length === 0 || didIds.includes(didId)) &&
      (startsAt === null || startsAt <= now) &&
      (endsAt === null || now < endsAt),
  )
  const last = heard.findIndex(({ thenHangUp }) => thenHangUp)
  return last < 0 ? heard : heard.slice(0, last + 1)
}

const NODE_PREFIX = 'announcement:'

/** The flow with the announcements in front of it, each a step of its own that a key cannot cut short. */
export function withAnnouncements(flow: Flow, announcements: readonly PublishedAnnouncement[]): Flow {
  const [first] = announcements
  if (first === undefined) return flow
  const nodeIdOf = ({ announcementId }: PublishedAnnouncement): string => `${NODE_PREFIX}${announcementId}`
  const nodes = announcements.map((announcement, index): FlowNode => {
    const following = announcements[index + 1]
    return {
      nodeId: nodeIdOf(announcement),
      kind: 'play',
      label: announcement.name.slice(0, LABEL_LENGTH_MAX),
      promptId: announcement.promptId,
      interruptible: false,
      next: announcement.thenHangUp ? null : following === undefined ? flow.entryNodeId : nodeIdOf(following),
    }
  })
  return { ...flow, entryNodeId: nodeIdOf(first), nodes: [...nodes, ...flow.nodes] }
}

const LABEL_LENGTH_MAX = 80
