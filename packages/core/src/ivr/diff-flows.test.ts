import { describe, expect, it } from 'vitest'
import { collect, http, menu, play, queue } from '../testing/flow-builders.ts'
import { flowOf } from '../testing/node-story.ts'
import { diffFlows, isSameFlow } from './diff-flows.ts'

const before = flowOf(menu('main', { choices: { 1: 'repair', 2: 'sorry' } }), http('ask'))

describe('two versions of a flow', () => {
  it('are the same when nothing was changed, in whatever order their nodes stand', () => {
    expect(isSameFlow(diffFlows(before, { ...before, nodes: before.nodes.toReversed() }))).toBe(true)
  })

  it('differ in nodes that came and went, and in where callers begin', () => {
    const after = { ...flowOf(play('news', { next: 'main' }), menu('main', { choices: { 1: 'repair', 2: 'sorry' } })) }
    const diff = diffFlows(before, after)
    expect(diff.added.map(({ nodeId }) => nodeId)).toEqual(['news'])
    expect(diff.removed.map(({ nodeId }) => nodeId)).toEqual(['ask'])
    expect(diff.entry).toEqual({ before: 'main', after: 'news' })
    expect(diff).toMatchObject({ changed: [], links: [] })
  })

  it('differ in fields, each by its way in the node, and apart from them in where the ways lead', () => {
    const after = flowOf(
      menu('main', { choices: { 1: 'repair', 3: 'sorry' }, timeoutMs: 8_000, onFailure: 'repair' }),
      http('ask', { saves: [{ path: 'a', variable: 'b' }] }),
    )
    const diff = diffFlows(before, after)
    expect(diff.changed.map(({ after: { nodeId }, fields }) => [nodeId, fields])).toEqual([
      ['main', [{ field: 'timeoutMs', before: 5_000, after: 8_000 }]],
      [
        'ask',
        [
          { field: 'saves.0.path', before: null, after: 'a' },
          { field: 'saves.0.variable', before: null, after: 'b' },
        ],
      ],
    ])
    expect(diff.links).toEqual([
      { nodeId: 'main', field: 'choices.2', before: 'sorry', after: null, kind: 'removed' },
      { nodeId: 'main', field: 'onFailure', before: null, after: 'repair', kind: 'moved' },
      { nodeId: 'main', field: 'choices.3', before: null, after: 'sorry', kind: 'added' },
    ])
  })

  it('show a node that became another kind by its fields', () => {
    const diff = diffFlows(flowOf(queue('first')), flowOf(collect('first', { next: null })))
    expect(diff.changed[0]?.fields).toContainEqual({ field: 'kind', before: 'queue', after: 'collect' })
  })
})
