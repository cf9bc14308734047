import { expect, test } from 'vitest'
import { forLanguage, inputOf, keepDraft, keptDraft, missingIn, newDraft, stepOf } from './draft.ts'

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  }
}

test('a draft comes back as it was left; what is no draft does not', () => {
  const box = storage()
  expect(keptDraft(box)).toBeNull()
  const draft = { ...newDraft('en', 'key-12345'), name: 'Acme', numbers: ['4009000001'], step: 2 }
  keepDraft(box, draft)
  expect(keptDraft(box)).toEqual(draft)
  box.setItem('seatline.onboarding', '{"name":1}')
  expect(keptDraft(box)).toBeNull()
  box.setItem('seatline.onboarding', 'not json')
  expect(keptDraft(box)).toBeNull()
})

test('what is sent leaves out what was left empty', () => {
  const input = inputOf({ ...newDraft('zh-CN', 'key-12345'), name: '甲公司' })
  expect(input).toMatchObject({ name: '甲公司', ...forLanguage('zh-CN') })
  expect(Object.keys(input)).not.toContain('brandName')
  expect(Object.keys(input)).not.toContain('prospectId')
})

test('what the server said of a template is not said back to it', () => {
  const seats = { __typename: 'SeatCounts', standard: 1, professional: 2, leader: 3 }
  const { seats: sent } = inputOf({ ...newDraft('en', 'key-12345'), seats })
  expect(sent).toEqual({ standard: 1, professional: 2, leader: 3 })
})

test('each field is found on its step, and what is missing is known before it is sent', () => {
  expect([stepOf('name'), stepOf('template'), stepOf('numbers.0'), stepOf('plan.name'), stepOf('admin.email')]).toEqual(
    [0, 1, 2, 2, 3],
  )
  const draft = newDraft('en', 'key-12345')
  expect([0, 1, 2, 3].map((step) => missingIn(draft, step))).toEqual([
    ['name'],
    [],
    ['numbers'],
    ['admin.name', 'admin.email'],
  ])
})
