import { describe, expect, it } from 'vitest'
import { DigitSender, isDigit } from './digit-sender.ts'
import { parseRtp, RTP_HEADER_BYTES, writeRtpHeader } from './rtp-packet.ts'

const header = { payloadType: 8, marker: true, sequence: 65_535, timestamp: 4_294_967_295, ssrc: 0xdead_beef }

describe('RTP packets', () => {
  it('come back as they were written', () => {
    const packet = Buffer.alloc(RTP_HEADER_BYTES + 3, 7)
    writeRtpHeader(packet, header)
    const parsed = parseRtp(packet)
    expect(parsed).toMatchObject(header)
    expect([...(parsed?.payload ?? [])]).toEqual([7, 7, 7])
  })

  it('may carry contributing sources, an extension and padding', () => {
    const packet = Buffer.alloc(RTP_HEADER_BYTES + 4 + 8 + 2 + 3)
    writeRtpHeader(packet, header)
    packet[0] = 0x80 | 0x20 | 0x10 | 1
    packet.writeUInt16BE(1, RTP_HEADER_BYTES + 4 + 2)
    packet.set([5, 6], RTP_HEADER_BYTES + 4 + 8)
    packet[packet.length - 1] = 3
    expect([...(parseRtp(packet)?.payload ?? [])]).toEqual([5, 6])
  })

  it.each([
    ['too short', Buffer.alloc(11, 0x80)],
    ['another version', Buffer.alloc(20, 0x40)],
    ['an extension that is cut off', Buffer.concat([Buffer.from([0x90]), Buffer.alloc(11)])],
    ['more padding than packet', Buffer.concat([Buffer.from([0xa0]), Buffer.alloc(11), Buffer.from([200])])],
  ])('are ignored when %s', (_, packet) => {
    expect(parseRtp(packet)).toBeNull()
  })
})

describe('digits', () => {
  it('are sent as one event with growing duration, ended three times, and a pause between two', () => {
    const sender = new DigitSender()
    sender.add('5#')
    const frames = Array.from({ length: 17 }, (_, i) => sender.next(1_000 + 160 * i))
    const events = frames.map((packets) => packets?.map(({ payload }) => payload.readUInt8(0)) ?? [])
    expect(events).toEqual([
      [5],
      [5],
      [5],
      [5],
      [5],
      [5, 5, 5],
      [],
      [],
      [],
      [],
      [11],
      [11],
      [11],
      [11],
      [11],
      [11, 11, 11],
      [],
    ])
    const first = frames.slice(0, 6).flatMap((packets) => packets ?? [])
    expect(first.map(({ marker }) => marker)).toEqual([true, false, false, false, false, false, false, false])
    expect(new Set(first.map(({ timestamp }) => timestamp))).toEqual(new Set([1_000]))
    expect(first.map(({ payload }) => payload.readUInt16BE(2))).toEqual([160, 320, 480, 640, 800, 800, 800, 800])
    expect(first.map(({ payload }) => payload.readUInt8(1) >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
  })

  it('are the sixteen keys', () => {
    expect(Array.from('0123456789*#ABCD').every(isDigit)).toBe(true)
    expect(['', 'E', '12', ' '].some(isDigit)).toBe(false)
  })
})
