import { describe, expect, test } from 'vitest'
import { buildAudioSdp, buildPlaceholderAnswer, isHoldOffer, parseAudio, withDirection } from './audio-sdp.ts'

const lines = (...each: string[]): string => each.join('\r\n') + '\r\n'
const HEAD = ['v=0', 'o=- 7 1 IN IP4 192.0.2.9', 's=-']

const CARRIER = lines(
  ...HEAD,
  'c=IN IP4 192.0.2.9',
  't=0 0',
  'm=audio 4000 RTP/AVP 18 8 0 101',
  'a=rtpmap:18 G729/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
)

test('what is read of a carrier offer', () => {
  expect(parseAudio(CARRIER)).toEqual({
    address: '192.0.2.9',
    port: 4000,
    direction: 'sendrecv',
    payloads: [
      { type: 18, codec: 'G729' },
      { type: 8, codec: 'PCMA' },
      { type: 0, codec: 'PCMU' },
      { type: 101, codec: 'TELEPHONE-EVENT' },
    ],
  })
})

test('the menu answers with the first G.711 codec that is offered, and keeps telephone events', () => {
  expect(buildPlaceholderAnswer(CARRIER, 1)).toBe(
    lines(
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=audio 9 RTP/AVP 8 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=sendrecv',
      'a=ptime:20',
    ),
  )
})

test.each([
  ['only G.729', CARRIER.replace('18 8 0 101', '18')],
  ['video only', CARRIER.replace('m=audio', 'm=video')],
  ['no SDP', 'hello'],
  ['nothing', ''],
])('%s: nothing to answer with', (_, offer) => {
  expect(buildPlaceholderAnswer(offer, 1)).toBeNull()
})

describe('hold (RFC 3264 8.4)', () => {
  test.each([
    ['sendrecv', false],
    ['recvonly', false],
    ['sendonly', true],
    ['inactive', true],
  ])('an offer with a=%s: %s', (direction, held) => {
    expect(isHoldOffer(CARRIER + `a=${direction}\r\n`)).toBe(held)
  })

  test.each([
    ['the address 0.0.0.0', CARRIER.replace('c=IN IP4 192.0.2.9', 'c=IN IP4 0.0.0.0'), true],
    ['port 0', CARRIER.replace('m=audio 4000', 'm=audio 0'), true],
    ['a direction of the whole session', CARRIER.replace('t=0 0', 't=0 0\r\na=sendonly'), true],
    ['an address of the stream itself', CARRIER + 'c=IN IP4 192.0.2.10\r\n', false],
  ])('%s', (_, offer, held) => {
    expect(isHoldOffer(offer)).toBe(held)
  })
})

test('a changed direction raises the version of the description and changes nothing else', () => {
  const sdp = buildAudioSdp({
    address: '192.0.2.1',
    port: 20_000,
    codecs: ['PCMU'],
    telephoneEventPayload: null,
    direction: 'sendrecv',
    sessionId: 5,
  })
  const held = withDirection(sdp, 'recvonly')
  expect(held).toContain('a=recvonly')
  expect(held.replace('o=- 5 2', 'o=- 5 1').replace('a=recvonly', 'a=sendrecv').split('\r\n').toSorted()).toEqual(
    sdp.split('\r\n').toSorted(),
  )
})
