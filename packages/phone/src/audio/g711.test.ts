import { describe, expect, it } from 'vitest'
import { PCMA, PCMU } from './g711.ts'

describe('G.711', () => {
  it.each([
    ['mu-law: silence is 0xff', PCMU, 0, 0xff],
    ['mu-law: the loudest positive', PCMU, 32_767, 0x80],
    ['mu-law: the loudest negative', PCMU, -32_768, 0x00],
    ['mu-law: 1000', PCMU, 1_000, 0xce],
    ['A-law: silence is 0xd5', PCMA, 0, 0xd5],
    ['A-law: the smallest negative', PCMA, -1, 0x55],
    ['A-law: the loudest positive', PCMA, 32_767, 0xaa],
    ['A-law: the loudest negative', PCMA, -32_768, 0x2a],
    ['A-law: 1000', PCMA, 1_000, 0xfa],
  ])('%s', (_, codec, sample, byte) => {
    expect(codec.encode(Int16Array.of(sample))[0]).toBe(byte)
  })

  it.each([PCMU, PCMA])('$name: every byte decodes to a sample that encodes to the same byte', (codec) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const again = codec.encode(codec.decode(bytes))
    // Mu-law has two bytes for zero: 0x7f (minus zero) comes back as 0xff.
    const expected = codec.name === 'PCMU' ? bytes.map((byte) => (byte === 0x7f ? 0xff : byte)) : bytes
    expect([...again]).toEqual([...expected])
  })

  it.each([PCMU, PCMA])('$name: the error stays within half a step of the sample’s segment', (codec) => {
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      const decoded = codec.decode(codec.encode(Int16Array.of(sample)))[0] ?? 0
      expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.max(16, (Math.abs(sample) + 132) / 32))
    }
  })
})
