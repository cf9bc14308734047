import { describe, expect, it } from 'vitest'
import { seal, sealingKey, unseal } from './seal.ts'

const key = sealingKey('a key of this installation, long enough')
const place = { tenantId: 'ten_one', name: 'CRM_TOKEN' }

describe('a sealed secret', () => {
  const sealed = seal(key, place, 'hunter2 · 密码')
  const flipped = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte))

  it('is read where it belongs, as bytes and as the text that Redis has', () => {
    expect(unseal(key, place, sealed)).toBe('hunter2 · 密码')
    expect(unseal(key, place, Buffer.from(sealed).toString('base64'))).toBe('hunter2 · 密码')
  })
  it('does not show its text, and never looks the same twice', () => {
    expect(Buffer.from(sealed).includes('hunter2')).toBe(false)
    expect(seal(key, place, 'hunter2 · 密码')).not.toEqual(sealed)
  })
  it.each<[string, () => string | null]>([
    ['by another tenant', () => unseal(key, { ...place, tenantId: 'ten_two' }, sealed)],
    ['under another name', () => unseal(key, { ...place, name: 'OTHER' }, sealed)],
    ['with another key', () => unseal(sealingKey('another key of another installation'), place, sealed)],
    ['when a bit of it was turned', () => unseal(key, place, flipped)],
    ['when it was cut', () => unseal(key, place, sealed.subarray(0, 20))],
    ['when it is nothing at all', () => unseal(key, place, '')],
  ])('is not read %s', (_, read) => {
    expect(read()).toBeNull()
  })
  it('needs a key that is none that anybody guesses', () => {
    expect(() => sealingKey('short')).toThrow('at least 32')
  })
})
