import { instant } from '@seatline/core'
import type { RecordingId, TenantId } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { urlSigner } from './url-signer.ts'

const START = 1_780_000_000_000
const ID = 'rec_abc' as RecordingId
const TENANT = 'ten_abc' as TenantId
const queryOf = (path: string): Record<string, string> =>
  Object.fromEntries(new URL(path, 'http://api.test').searchParams)

describe('a link to a recording', () => {
  const signer = urlSigner('a secret of sixteen', () => instant(START))
  const query = queryOf(signer.recordingPath({ id: ID, tenantId: TENANT }, 'person-1'))

  test('names the person on whose behalf it was made, and whose recording it is', () => {
    expect(signer.verify(ID, query)).toEqual({ subject: 'person-1', tenantId: TENANT })
  })

  test('ends after a quarter of an hour', () => {
    const later = urlSigner('a secret of sixteen', () => instant(START + 15 * 60_000))
    expect(later.verify(ID, query)).toBeNull()
  })

  test.each([
    ['another recording', 'rec_other', query],
    ['another tenant', ID, { ...query, tenant: 'ten_other' }],
    ['no tenant', ID, { ...query, tenant: undefined }],
    ['another person', ID, { ...query, subject: 'person-2' }],
    ['a longer life', ID, { ...query, expires: String(START + 86_400_000) }],
    ['another signature', ID, { ...query, signature: 'x' }],
    ['no signature', ID, { ...query, signature: undefined }],
    ['two of one', ID, { ...query, subject: ['person-1', 'person-2'] }],
    ['nothing', ID, undefined],
  ])('is worthless for %s', (_case, id, changed) => {
    expect(signer.verify(id, changed)).toBeNull()
  })

  test('made with another secret is worthless', () => {
    expect(urlSigner('another secret', () => instant(START)).verify(ID, query)).toBeNull()
  })
})
