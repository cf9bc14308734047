import { describe, expect, test } from 'vitest'
import { checkDunningPlan, dunningStep, isSuspendedBy, USUAL_DUNNING } from './dunning.ts'

const open = { dueOn: '2026-03-14', open: 100_000_000n, level: 0 }
const at = (today: string, level = 0, more: Partial<typeof open> = {}): string => {
  const step = dunningStep(USUAL_DUNNING, { ...open, level, ...more }, today)
  return step.kind === 'nothing' ? 'nothing' : `level ${String(step.level)} after ${String(step.days)} days`
}

describe('reminders', () => {
  test.each([
    ['2026-03-14', 0, 'nothing'],
    ['2026-03-16', 0, 'nothing'],
    ['2026-03-17', 0, 'level 1 after 3 days'],
    ['2026-03-17', 1, 'nothing'],
    ['2026-03-23', 1, 'nothing'],
    ['2026-03-24', 1, 'level 2 after 10 days'],
    ['2026-04-03', 2, 'level 3 after 20 days'],
    ['2026-05-03', 3, 'nothing'],
    // Nobody looked for a month: one reminder, the one that is due.
    ['2026-04-14', 0, 'level 3 after 31 days'],
  ])('on %s after level %d: %s', (today, level, expected) => {
    expect(at(today, level)).toBe(expected)
  })

  test('of less than is worth a reminder none is sent', () => {
    expect(at('2026-04-14', 0, { open: 999_999n })).toBe('nothing')
  })

  test('the client is suspended by the level that says so, of any document', () => {
    expect(isSuspendedBy(USUAL_DUNNING, [0, 2])).toBe(false)
    expect(isSuspendedBy(USUAL_DUNNING, [0, 3])).toBe(true)
    expect(isSuspendedBy(USUAL_DUNNING, [])).toBe(false)
  })
})

test('a plan out of order, with a fee below nothing or without words is refused with each place', () => {
  const [first] = USUAL_DUNNING.levels
  if (first === undefined) throw new Error('the usual plan has levels')
  const bad = { ...first, fee: -1n, texts: { ...first.texts, zhCn: { subject: ' ', text: 'x' } } }
  expect(checkDunningPlan(USUAL_DUNNING).ok).toBe(true)
  expect(checkDunningPlan({ openMin: 0n, levels: [first, bad] })).toEqual({
    ok: false,
    error: [
      { path: 'levels.1.afterDays', code: 'dunning.order' },
      { path: 'levels.1.fee', code: 'dunning.negative' },
      { path: 'levels.1.texts.zhCn', code: 'dunning.noText' },
    ],
  })
})
