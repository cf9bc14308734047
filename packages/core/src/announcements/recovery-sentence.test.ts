import { describe, expect, test } from 'vitest'
import { instant } from '../time.ts'
import { recoverySentence } from './recovery-sentence.ts'

const at = (text: string) => instant(Date.parse(text))

describe('when it is expected to be over', () => {
  test('is said in the time of the company', () => {
    expect(recoverySentence(at('2026-11-21T12:30:00Z'), 'Asia/Shanghai', 'zh-CN')).toBe('预计11月21日20点30分恢复。')
    expect(recoverySentence(at('2026-11-21T12:30:00Z'), 'Europe/London', 'en')).toBe(
      'We expect it to be over by 12:30 p.m. on 21 November.',
    )
  })

  test('leaves out minutes that are none, and knows midnight', () => {
    expect(recoverySentence(at('2026-11-21T16:00:00Z'), 'Asia/Shanghai', 'zh-CN')).toBe('预计11月22日0点恢复。')
    expect(recoverySentence(at('2026-12-01T00:05:00Z'), 'Europe/London', 'en')).toBe(
      'We expect it to be over by 12:05 a.m. on 1 December.',
    )
  })

  test('is nothing in a time zone that is none', () => {
    expect(recoverySentence(at('2026-11-21T16:00:00Z'), 'Mars/Olympus', 'en')).toBeNull()
  })
})
