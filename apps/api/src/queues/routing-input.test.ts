import { DEFAULT_QUEUE_ROUTING } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { readRouting } from './routing-input.ts'
import { overflowLoop } from './routing-references.ts'

const faults = (changes: object): string[] => {
  const read = readRouting({ ...DEFAULT_QUEUE_ROUTING, ...changes })
  return read.ok ? [] : read.issues.map(({ field, code }) => `${field} ${code}`)
}
const waiting = (changes: object) => ({ waiting: { ...DEFAULT_QUEUE_ROUTING.waiting, ...changes } })
const callback = { key: '1', offerAfterMs: 0, attemptsMax: 1, retryAfterMs: 60_000, otherNumber: false }
const step = { skills: null, groupIds: [], offer: null }

describe('a routing is refused', () => {
  test.each([
    ['a method that there is not', { method: 'byStars' }, ['routing.method invalid']],
    [
      'one key for two things',
      waiting({ advert: { key: '1', promptId: 'prm_one' }, callback }),
      ['routing.waiting.callback.key key.twice'],
    ],
    [
      'steps out of order',
      {
        steps: [
          { ...step, afterMs: 60_000 },
          { ...step, afterMs: 30_000 },
        ],
      },
      ['routing.steps.1.afterMs steps.order'],
    ],
    [
      'an offer without its key',
      { steps: [{ ...step, afterMs: 60_000, offer: 'callback' }] },
      ['routing.steps.0.offer offer.notSetUp'],
    ],
    [
      'a rule twice',
      {
        rules: [
          { kind: 'ownerAgent', holdMs: 0 },
          { kind: 'ownerAgent', holdMs: 1_000 },
        ],
      },
      ['routing.rules.1.kind rule.twice'],
    ],
    ['an agent twice in the order', { huntOrder: ['agt_mei', 'agt_mei'] }, ['routing.huntOrder.1 hunt.twice']],
    [
      'a step after the call has left',
      {
        steps: [{ ...step, afterMs: 60_000 }],
        overflow: {
          wait: { afterMs: 30_000, to: { kind: 'number', number: '13800000000' } },
          length: null,
          noAgent: null,
        },
      },
      ['routing.steps.0.afterMs steps.afterOverflow'],
    ],
    ['too large a figure', { priority: 101 }, ['routing.priority tooBig']],
  ])('for %s', (_, changes, expected) => {
    expect(faults(changes)).toEqual(expected)
  })

  test('not when it is the default one', () => {
    expect(faults({})).toEqual([])
  })
})

describe('overflow between queues', () => {
  const to = (queueId: string | null) => ({
    overflow: {
      wait: queueId === null ? null : { afterMs: 1_000, to: { kind: 'queue' as const, queueId: queueId as never } },
      length: null,
      noAgent: null,
    },
  })

  test('that comes back is a loop, told queue by queue', () => {
    const routings = new Map([
      ['que_a', to('que_b')],
      ['que_b', to('que_c')],
      ['que_c', to('que_a')],
    ])
    expect(overflowLoop('que_a', routings)).toEqual(['que_a', 'que_b', 'que_c', 'que_a'])
  })

  test('that ends somewhere is none', () => {
    expect(
      overflowLoop(
        'que_a',
        new Map([
          ['que_a', to('que_b')],
          ['que_b', to(null)],
        ]),
      ),
    ).toBeNull()
  })
})
