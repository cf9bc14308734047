import { expect, test } from 'vitest'
import { SHORTCUTS, shortcutOf } from './shortcuts.ts'

const press = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false }

test('Alt with the key at the place of A answers, whatever the layout types there', () => {
  expect(shortcutOf({ ...press, code: 'KeyA' })).toBe('answer')
})

test.each([
  ['without Alt', { altKey: false }],
  ['with Control', { ctrlKey: true }],
  ['with Shift', { shiftKey: true }],
  ['held down', { repeat: true }],
])('a key %s is no shortcut', (_title, change) => {
  expect(shortcutOf({ ...press, code: 'KeyA', ...change })).toBeNull()
})

test('no two shortcuts share a key', () => {
  const codes = Object.values(SHORTCUTS).map((shortcut) => shortcut.code)
  expect(new Set(codes).size).toBe(codes.length)
})
