import { buildAudioSdp } from '@seatline/sip'
import { expect, test } from 'vitest'
import { classifyOffer } from './offer.ts'

const sdp = (changes: Partial<Parameters<typeof buildAudioSdp>[0]> = {}): string =>
  buildAudioSdp({
    address: '192.0.2.9',
    port: 4_000,
    codecs: ['PCMA'],
    telephoneEventPayload: null,
    direction: 'sendrecv',
    sessionId: 1,
    ...changes,
  })
const browser = (fingerprint: string): string => sdp() + `a=ice-ufrag:abcd\r\na=fingerprint:sha-256 ${fingerprint}\r\n`

test.each([
  ['no description: a refresh', null, sdp(), 'none', false],
  ['the same again', sdp(), sdp(), 'active', false],
  ['hold by sendonly', sdp({ direction: 'sendonly' }), sdp(), 'hold', false],
  ['hold by inactive', sdp({ direction: 'inactive' }), sdp(), 'hold', false],
  ['hold by 0.0.0.0 is no move', sdp({ address: '0.0.0.0' }), sdp(), 'hold', false],
  ['retrieve after 0.0.0.0 is no move', sdp(), sdp({ address: '0.0.0.0' }), 'active', false],
  ['another port', sdp({ port: 4_002 }), sdp(), 'active', true],
  ['another address', sdp({ address: '192.0.2.10' }), sdp(), 'active', true],
  ['hold and move at once', sdp({ port: 4_002, direction: 'sendonly' }), sdp(), 'hold', true],
  ['the same keys', browser('AA'), browser('AA'), 'active', false],
  ['other keys at the same port', browser('BB'), browser('AA'), 'active', true],
])('%s', (_, next, previous, offer, movesMedia) => {
  expect(classifyOffer(next, previous)).toEqual({ offer, movesMedia })
})
