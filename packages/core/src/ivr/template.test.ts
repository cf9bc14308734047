import { describe, expect, it } from 'vitest'
import { parseJsonPath, readJsonPath } from './json-path.ts'
import { instantOfLocal } from './local-instant.ts'
import { fillIn, parseTemplate, variablesIn } from './template.ts'

describe('a text with placeholders', () => {
  it('is read piece by piece', () => {
    expect(parseTemplate('Hi {{ name }}: {{balance:money}} {{secret:KEY_1}} {{digits:pin}} {{digits}} {{!}}')).toEqual([
      { kind: 'text', text: 'Hi ' },
      { kind: 'variable', name: 'name', mode: 'text' },
      { kind: 'text', text: ': ' },
      { kind: 'variable', name: 'balance', mode: 'money' },
      { kind: 'text', text: ' ' },
      { kind: 'secret', name: 'KEY_1' },
      { kind: 'text', text: ' ' },
      { kind: 'digits', name: 'pin' },
      { kind: 'text', text: ' ' },
      { kind: 'variable', name: 'digits', mode: 'text' },
      { kind: 'text', text: ' ' },
      { kind: 'unknown', text: '!' },
    ])
    expect(variablesIn('{{a}} {{b:number}} {{secret:C}}')).toEqual(['a', 'b'])
  })

  it('never reads a value as a placeholder', () => {
    expect(fillIn('{{a}}', () => '{{secret:KEY}}')).toBe('{{secret:KEY}}')
  })
})

describe('a path into an answer', () => {
  const answer: unknown = JSON.parse('{"a":{"b":[{"c":1},{"c":true}]},"n":null,"t":"x","__proto__":{"p":1}}')
  it.each<[string, string]>([
    ['$.a.b[1].c', 'true'],
    ['a.b.0.c', '1'],
    ['a', '{"b":[{"c":1},{"c":true}]}'],
    ['t', 'x'],
    ['n', ''],
    ['a.gone.c', ''],
    ['a.constructor', ''],
    ['t.length', ''],
  ])('%s finds %j', (path, found) => {
    expect(readJsonPath(answer, path)).toBe(found)
  })

  it.each(['a..b', 'a[', 'a[x]', '.a', 'a b'])('%s is none', (path) => {
    expect(parseJsonPath(path)).toBeNull()
  })
})

describe('a wall clock’s time', () => {
  it.each<[string, string, string]>([
    ['Asia/Shanghai', '2026-03-02T12:00', '2026-03-02T04:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T01:59:30', '2026-03-29T00:59:30.000Z'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['America/St_Johns', '2026-07-01T00:00', '2026-07-01T02:30:00.000Z'],
    ['Nowhere/At_All', '2026-07-01T00:00', '2026-07-01T00:00:00.000Z'],
  ])('in %s, %s is %s', (zone, local, utc) => {
    expect(new Date(instantOfLocal(zone, local)).toISOString()).toBe(utc)
  })
})
