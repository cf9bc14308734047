import { describe, expect, test } from 'vitest'
import { LOGO_BYTES_MAX, readLogo } from './logo-image.ts'

/** As much of a PNG as says how large it is. */
const png = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  bytes.write('IHDR', 12)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
/** A JPEG with a comment before its frame. */
const jpeg = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(64)
  bytes.set([0xff, 0xd8, 0xff, 0xfe, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 17, 8])
  bytes.writeUInt16BE(height, 15)
  bytes.writeUInt16BE(width, 17)
  return bytes
}
const svg = Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>')

const kindOf = (bytes: Uint8Array): string => {
  const read = readLogo(bytes)
  return read.ok ? read.logo.kind : read.fault.code
}

describe('a logo', () => {
  test('is a PNG, a JPEG or an SVG picture, by its bytes', () => {
    expect([png(200, 80), jpeg(200, 80), svg].map(kindOf)).toEqual(['png', 'jpg', 'svg'])
  })

  test('is of a size that can be shown', () => {
    expect([png(4_000, 80), jpeg(200, 4)].map(kindOf)).toEqual(['logo.dimensions', 'logo.dimensions'])
  })

  test.each([
    ['an empty file', Buffer.alloc(0), 'logo.empty'],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'logo.format'],
    ['a text', Buffer.from('logo'), 'logo.format'],
    ['bytes', Buffer.from([1, 2, 0xff, 0xfe]), 'logo.format'],
    ['the beginning of a PNG', png(200, 80).subarray(0, 20), 'logo.damaged'],
    ['the beginning of a JPEG', jpeg(200, 80).subarray(0, 12), 'logo.damaged'],
    ['a large file', Buffer.alloc(LOGO_BYTES_MAX + 1), 'logo.tooLarge'],
    ['an SVG with entities', Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>'), 'logo.svg'],
  ])('is not %s', (_what, bytes, code) => {
    expect(kindOf(bytes)).toBe(code)
  })
})
