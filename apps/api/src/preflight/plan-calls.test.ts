import { flowSchema, instant } from '@seatline/core'
import { expect, test } from 'vitest'
import { planCalls } from './plan-calls.ts'

const NOW = instant(Date.parse('2026-03-04T12:00:00Z'))
const asking = { promptId: 'prm_menu', interruptible: true, timeoutMs: 5_000, attemptsMax: 1, invalidPromptId: null }
const queue = { kind: 'queue', queueId: 'que_desk', priority: 0, skills: [], variables: null, afterTalk: null }

const flow = flowSchema.parse({
  flowId: 'ivr_test',
  flowVersionId: 'ivv_test',
  name: 'test',
  entryNodeId: 'menu',
  nodes: [
    {
      ...asking,
      kind: 'menu',
      nodeId: 'menu',
      label: 'Menu',
      choices: { '1': 'desk', '2': 'box', '3': 'offer', '4': 'end' },
      onFailure: 'desk',
    },
    { ...queue, nodeId: 'desk', label: 'Desk' },
    { kind: 'voicemail', nodeId: 'box', label: 'Box', boxId: 'vbx_desk', next: 'end' },
    {
      ...asking,
      kind: 'callbackOffer',
      nodeId: 'offer',
      label: 'Offer',
      acceptKey: '1',
      otherNumberKey: null,
      numberPromptId: null,
      confirmPromptId: null,
      queueId: 'que_desk',
      priority: 0,
      dialAttemptsMax: 3,
      retryAfterMs: 300_000,
      next: 'end',
      onDeclined: 'end',
    },
    { kind: 'hangUp', nodeId: 'end', label: 'End' },
  ],
})

test('a box and the offer of a callback are ways to a person, as a queue is; an end is none', () => {
  expect(planCalls(flow, NOW).map(({ key, reaches }) => [key, reaches])).toEqual([
    ['1', { kind: 'queue', queueId: 'que_desk' }],
    ['2', { kind: 'voicemail', nodeId: 'box', boxId: 'vbx_desk' }],
    ['3', { kind: 'callback', nodeId: 'offer', queueId: 'que_desk' }],
    ['4', null],
  ])
})
