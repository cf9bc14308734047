import { flowNodeSchema } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { autoLayout, stepHeight } from './auto-layout.ts'
import { addStep, connect, copySteps, pasteSteps, removeSteps, STEP_WIDTH } from './drawing.ts'
import { beginHistory, record, redo, undo } from './history.ts'
import { KINDS, STEP_KINDS } from './kinds-table.ts'
import type { Drawing } from './step.ts'
import { textAt, valueAt, without, withValueAt } from './step.ts'
import { waysOf } from './ways.ts'

const EMPTY: Drawing = { entryNodeId: '', nodes: [], layout: {} }
const add = (drawing: Drawing, kind: string, after: string | null = null) =>
  addStep(drawing, { kind, label: kind, after })

describe('every kind of step', () => {
  const known = flowNodeSchema.options.map(({ shape }) => [...shape.kind.values][0] ?? '')

  test('that the interpreter walks can be drawn, and no other', () => {
    expect([...STEP_KINDS].toSorted()).toEqual(known.toSorted())
  })
  test.each(STEP_KINDS)('%s has a field or a way for all that it is made of', (kind) => {
    const schema = flowNodeSchema.options.find(({ shape }) => [...shape.kind.values].some((each) => each === kind))
    const drawn = [...KINDS[kind].fields.map(({ path }) => path.split('.')[0]), ...KINDS[kind].ways]
    const made = Object.keys(schema?.shape ?? {}).filter((key) => !['nodeId', 'label', 'kind'].includes(key))
    expect([...new Set(drawn)].toSorted()).toEqual(made.toSorted())
  })
})

describe('a drawing', () => {
  test('begins with its first step; the next takes the first way that is free', () => {
    const first = add(EMPTY, 'play')
    const second = add(first.drawing, 'hangUp', first.nodeId)
    expect(second.drawing.entryNodeId).toBe('play-1')
    expect(second.drawing.nodes.flatMap(waysOf)).toEqual([{ field: 'next', target: 'hangUp-1' }])
  })
  test('forgets the ways to what is removed, and begins elsewhere when its beginning is', () => {
    const { drawing } = add(add(EMPTY, 'menu').drawing, 'queue', 'menu-1')
    const left = removeSteps(drawing, new Set(['queue-1']))
    expect(textAt(left.nodes[0], 'choices.1')).toBe('')
    expect(removeSteps(drawing, new Set(['menu-1'])).entryNodeId).toBe('queue-1')
  })
  test('copies steps with the ways among them', () => {
    const { drawing } = add(add(EMPTY, 'play').drawing, 'hangUp', 'play-1')
    const pasted = pasteSteps(drawing, copySteps(drawing, new Set(['play-1', 'hangUp-1'])))
    expect(pasted.ids).toEqual(['play-2', 'hangUp-2'])
    expect(waysOf(pasted.drawing.nodes[2] ?? { nodeId: '', kind: '', label: '' })[0]?.target).toBe('hangUp-2')
  })
  test('leaves every step that is not touched the very object that it was', () => {
    const { drawing } = add(add(EMPTY, 'play').drawing, 'hangUp')
    const next = connect(drawing, 'play-1', 'next', 'hangUp-1')
    expect(next.nodes[1]).toBe(drawing.nodes[1])
    expect(next.nodes[0]).not.toBe(drawing.nodes[0])
  })
})

test('a value within a step is read, put and taken out by its path', () => {
  const step = { branches: [{ next: 'a' }, { next: 'b' }], choices: { '1': 'c' } }
  expect(valueAt(step, 'branches.1.next')).toBe('b')
  expect(withValueAt(step, 'branches.1.next', 'z').branches[1]).toEqual({ next: 'z' })
  expect(without(step, 'branches.0').branches).toEqual([{ next: 'b' }])
  expect(without(step, 'choices.1').choices).toEqual({})
})

test('what is done is undone and done again; typing into one field is one step', () => {
  const typed = record(record(record(beginHistory('a'), 'b'), 'bc', 'name'), 'bcd', 'name')
  expect(undo(typed).present).toBe('b')
  expect(redo(undo(typed)).present).toBe('bcd')
  expect(undo(undo(undo(typed))).present).toBe('a')
})

describe('the automatic layout', () => {
  const grown = (count: number): Drawing => {
    let drawing = EMPTY
    for (let index = 0; index < count; index++)
      drawing = add(drawing, 'menu', `menu-${String(Math.ceil(index / 2))}`).drawing
    return drawing
  }
  test('puts no step on another, and is the same each time', () => {
    const drawing = grown(60)
    const layout = autoLayout(drawing)
    expect(autoLayout(drawing)).toEqual(layout)
    const boxes = drawing.nodes.map((step) => ({
      ...(layout[step.nodeId] ?? { x: 0, y: 0 }),
      height: stepHeight(step),
    }))
    const clashes = boxes.filter((one, index) =>
      boxes.some(
        (other, at) =>
          at < index &&
          Math.abs(one.x - other.x) < STEP_WIDTH &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
    )
    expect(clashes).toEqual([])
  })
  test('ends on a menu that is heard again', () => {
    const { drawing } = add(add(EMPTY, 'play').drawing, 'play', 'play-1')
    const round = connect(drawing, 'play-2', 'next', 'play-1')
    expect(Object.keys(autoLayout(round))).toHaveLength(2)
  })
})
