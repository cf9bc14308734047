import { describe, expect, it } from 'vitest'
import { addMonthsToDay, termStanding, type ContractTerm } from './renewal.ts'

const term = (changes: Partial<ContractTerm> = {}): ContractTerm => ({
  from: '2025-04-01',
  until: '2026-04-01',
  renewal: 'automatic',
  renewalMonths: 12,
  noticeDays: 60,
  noticeOn: null,
  ...changes,
})

describe('termStanding', () => {
  it('renews by itself, and says until when notice can be given', () => {
    expect(termStanding(term(), '2026-01-01')).toEqual({
      until: '2026-04-01',
      lastNoticeOn: '2026-01-31',
      daysLeft: 90,
      renewed: 0,
      next: 'renews',
      hasEnded: false,
    })
    expect(termStanding(term(), '2026-04-01')).toMatchObject({ until: '2027-04-01', renewed: 1 })
    expect(termStanding(term(), '2028-05-01')).toMatchObject({ until: '2029-04-01', renewed: 3 })
  })

  it('ends with the term when notice came in time, and a term later when it came a day too late', () => {
    expect(termStanding(term({ noticeOn: '2026-01-31' }), '2026-05-01')).toMatchObject({
      until: '2026-04-01',
      hasEnded: true,
    })
    expect(termStanding(term({ noticeOn: '2026-02-01' }), '2026-05-01')).toMatchObject({
      until: '2027-04-01',
      next: 'ends',
    })
  })

  it('ends without a word where it needs agreement, and runs on where it has no end', () => {
    expect(termStanding(term({ renewal: 'byAgreement' }), '2026-03-31')).toMatchObject({ next: 'ends', daysLeft: 1 })
    expect(termStanding(term({ until: null }), '2030-01-01')).toMatchObject({ next: 'runsOn', until: null })
  })
})

describe('addMonthsToDay', () => {
  it('stays within the month', () => {
    expect(addMonthsToDay('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonthsToDay('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonthsToDay('2026-12-01', 12)).toBe('2027-12-01')
  })
})
