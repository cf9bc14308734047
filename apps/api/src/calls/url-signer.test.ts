import { instant } from '@seatline/core'
import type { RecordingId } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { urlSigner } from './url-signer.ts'

const START = 1_780_000_000_000
const ID = 'rec_abc' as RecordingId
const queryOf = (path: string): Record<string, string> =>
  Object.fromEntries(new URL(path, 'http://api.test').searchParams)

describe('a link to a recording', () => {
  const signer = urlSigner('a secret of sixteen', () => instant(START))
  const query = queryOf(signer.recordingPath(ID, 'person-1'))

  test('names the person on whose behalf it was made', () => {
    expect(signer.verify(ID, query)).toBe('person-1')
  })

  test('ends after a quarter of an hour', () => {
    const later = urlSigner('a secret of sixteen', () => instant(START + 15 * 60_000))
    expect(later.verify(ID, query)).toBeNull()
  })

  test.each([
    ['another recording', 'rec_other', query],
    ['another person', ID, { ...query, subject: 'person-2' }],
    ['a longer life', ID, { ...query, expires: String(START + 86_400_000) }],
    ['another signature', ID, { ...query, signature: 'x' }],
    ['no signature', ID, { expires: query['expires'], subject: 'person-1' }],
    ['two of one', ID, { ...query, subject: ['person-1', 'person-2'] }],
    ['nothing', ID, undefined],
  ])('is worthless for %s', (_case, id, changed) => {
    expect(signer.verify(id, changed)).toBeNull()
  })

  test('made with another secret is worthless', () => {
    expect(urlSigner('another secret', () => instant(START)).verify(ID, query)).toBeNull()
  })
})
