import { describe, expect, test } from 'vitest'
import type { AnnouncementId, DidId, FlowId, FlowVersionId, PromptId } from '../ids.ts'
import type { Flow } from '../ivr/flow.ts'
import { instant } from '../time.ts'
import { announcementsFor, withAnnouncements } from './announcements-for.ts'
import type { PublishedAnnouncement } from './announcements-for.ts'

const NOW = instant(1_000)
const [OURS, OTHER] = ['did_ours' as DidId, 'did_other' as DidId]

const announcement = (name: string, fields: Partial<PublishedAnnouncement> = {}): PublishedAnnouncement => ({
  announcementId: `ann_${name}` as AnnouncementId,
  name,
  promptId: `prm_${name}` as PromptId,
  didIds: [],
  regions: [],
  topics: [],
  startsAt: null,
  endsAt: null,
  thenHangUp: false,
  expectedRecoveryAt: null,
  ...fields,
})

const heard = (...announcements: readonly PublishedAnnouncement[]): readonly string[] =>
  announcementsFor({ features: ['announcements'], announcements: [...announcements] }, OURS, NOW).map(
    ({ name }) => name,
  )

const flow: Flow = {
  flowId: 'ivr_flow' as FlowId,
  flowVersionId: 'ivv_flow' as FlowVersionId,
  name: 'flow',
  entryNodeId: 'door',
  nodes: [{ nodeId: 'door', label: 'Door', kind: 'hangUp' }],
}

describe('what callers of a number hear first', () => {
  test('is what is for all numbers, and what is for this one', () => {
    expect(
      heard(announcement('all'), announcement('ours', { didIds: [OURS] }), announcement('other', { didIds: [OTHER] })),
    ).toEqual(['all', 'ours'])
  })

  test('holds from its beginning, and no more at its end', () => {
    expect(
      heard(
        announcement('begins', { startsAt: 1_000 }),
        announcement('later', { startsAt: 1_001 }),
        announcement('ends', { endsAt: 1_000 }),
        announcement('lasts', { endsAt: 1_001 }),
      ),
    ).toEqual(['begins', 'lasts'])
  })

  test('ends with the first that ends the call', () => {
    expect(heard(announcement('one'), announcement('stop', { thenHangUp: true }), announcement('never'))).toEqual([
      'one',
      'stop',
    ])
  })

  test('is nothing for a tenant that is not entitled to announcements', () => {
    expect(announcementsFor({ features: [], announcements: [announcement('all')] }, OURS, NOW)).toEqual([])
  })
})

describe('the flow with announcements in front', () => {
  test('is the flow itself when there are none', () => {
    expect(withAnnouncements(flow, [])).toBe(flow)
  })

  test('plays them in order, then goes on where it began', () => {
    const longer = withAnnouncements(flow, [announcement('one'), announcement('two')])
    expect(longer.entryNodeId).toBe('announcement:ann_one')
    expect(longer.nodes.map((node) => ('next' in node ? [node.label, node.next] : [node.label]))).toEqual([
      ['one', 'announcement:ann_two'],
      ['two', 'door'],
      ['Door'],
    ])
  })

  test('ends the call after one that says so', () => {
    const [only] = withAnnouncements(flow, [announcement('stop', { thenHangUp: true })]).nodes
    expect(only).toMatchObject({ kind: 'play', next: null, interruptible: false })
  })
})
