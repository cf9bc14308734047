import { PCMA, PCMU, sineWave } from '@seatline/phone'
import { expect, test } from 'vitest'
import { loudestOf } from './loudness.ts'

const packet = (payload: number, bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = payload
  return Buffer.concat([header, bytes])
}

test.each([
  ['PCMU', 0, PCMU],
  ['PCMA', 8, PCMA],
] as const)('%s: loudness as it was spoken, and none in silence', (_name, payload, codec) => {
  for (const amplitude of [400, 2_000, 8_000, 30_000]) {
    const loudest = loudestOf(packet(payload, codec.encode(sineWave(440, 160, amplitude))))
    expect(Math.abs(loudest - amplitude)).toBeLessThan(amplitude * 0.05 + 16)
  }
  expect(loudestOf(packet(payload, codec.encode(new Int16Array(160))))).toBeLessThan(20)
})

test('other packets are silent', () => {
  expect(loudestOf(packet(101, Uint8Array.of(5, 10, 0, 160)))).toBe(0)
  expect(loudestOf(Buffer.alloc(3))).toBe(0)
})
