import { describe, expect, test } from 'vitest'
import type { AnnouncementId, DidId, FlowId, FlowVersionId, PromptId, QueueId } from '../ids.ts'
import { flowSchema } from '../ivr/flow.ts'
import { instant } from '../time.ts'
import { announcementsFor, topicAnnouncementsFor } from './announcements-for.ts'
import type { PublishedAnnouncement } from './announcements-for.ts'
import { regionOf, withTopicAnnouncements } from './topics.ts'

const NOW = instant(1_000)
const DID = 'did_ours' as DidId
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

const REPAIR = 'que_repair' as QueueId
const queues = [{ queueId: REPAIR, name: 'No heating' }]
const flow = flowSchema.parse({
  flowId: 'ivr_flow' as FlowId,
  flowVersionId: 'ivv_flow' as FlowVersionId,
  name: 'flow',
  entryNodeId: 'menu',
  nodes: [
    {
      nodeId: 'menu',
      label: 'Choices',
      kind: 'menu',
      promptId: 'prm_menu',
      choices: { '1': 'repair', '2': 'bye', '9': 'menu' },
      timeoutMs: 5_000,
      attemptsMax: 2,
      invalidPromptId: null,
      onFailure: 'repair',
    },
    { nodeId: 'repair', label: 'Repairs', kind: 'queue', queueId: REPAIR, priority: 0 },
    { nodeId: 'bye', label: 'Bye', kind: 'hangUp' },
  ],
})
const nodeOf = (changed: typeof flow, nodeId: string) => changed.nodes.find((node) => node.nodeId === nodeId)

describe('announcements by region', () => {
  const snapshot = {
    features: ['announcements' as const],
    announcements: [announcement('north', { regions: ['North'] })],
  }

  test('are heard by callers from there alone, not by those of whom nobody knows', () => {
    expect(announcementsFor(snapshot, DID, NOW, 'North')).toHaveLength(1)
    expect(announcementsFor(snapshot, DID, NOW, 'South')).toEqual([])
    expect(announcementsFor(snapshot, DID, NOW)).toEqual([])
  })

  test('the region is that of the longest prefix', () => {
    const regions = [
      { name: 'North', prefixes: ['10', '22'] },
      { name: 'Haidian', prefixes: ['1062'] },
    ]
    expect(regionOf(regions, '1062345678')).toBe('Haidian')
    expect(regionOf(regions, '1088888888')).toBe('North')
    expect(regionOf(regions, '+447946000000')).toBeNull()
  })
})

describe('announcements by topic', () => {
  const outage = announcement('outage', { topics: ['No heating'] })

  test('are not heard before everything else', () => {
    const snapshot = { features: ['announcements' as const], announcements: [outage, announcement('all')] }
    expect(announcementsFor(snapshot, DID, NOW).map(({ name }) => name)).toEqual(['all'])
    expect(topicAnnouncementsFor(snapshot, DID, NOW).map(({ name }) => name)).toEqual(['outage'])
  })

  test('stand on every way to their queue, and on no other', () => {
    const told = withTopicAnnouncements(flow, [outage], queues)
    expect(nodeOf(told, 'menu')).toMatchObject({
      choices: { '1': 'announcement:ann_outage@repair', '2': 'bye', '9': 'menu' },
      onFailure: 'announcement:ann_outage@repair',
    })
    expect(nodeOf(told, 'announcement:ann_outage@repair')).toMatchObject({ kind: 'play', next: 'repair' })
    expect(told.entryNodeId).toBe('menu')
    expect(flowSchema.safeParse(told).success).toBe(true)
  })

  test('stand in front of the flow when its first step is the topic, by label or id', () => {
    for (const topic of ['Choices', 'menu']) {
      const told = withTopicAnnouncements(flow, [announcement('menu', { topics: [topic] })], queues)
      expect(told.entryNodeId).toBe('announcement:ann_menu@menu')
    }
  })

  test('are said in order, and nothing after one that ends the call', () => {
    const told = withTopicAnnouncements(
      flow,
      [
        announcement('one', { topics: ['Repairs'] }),
        announcement('stop', { topics: [REPAIR], thenHangUp: true }),
        announcement('never', { topics: ['repair'] }),
      ],
      queues,
    )
    expect(
      told.nodes.filter(({ kind }) => kind === 'play').map((node) => [node.nodeId, 'next' in node && node.next]),
    ).toEqual([
      ['announcement:ann_one@repair', 'announcement:ann_stop@repair'],
      ['announcement:ann_stop@repair', null],
    ])
  })

  test('that name nothing of the flow leave it as it is', () => {
    expect(withTopicAnnouncements(flow, [announcement('lost', { topics: ['Cooling'] })], queues)).toBe(flow)
    expect(withTopicAnnouncements(flow, [], queues)).toBe(flow)
  })
})
