import { Grammar, NameAddrHeader, URI } from 'sip.js/lib/core/index.js'
import { describe, expect, test } from 'vitest'
import { parseAddress, parseContacts, parseCSeq, parseRecordRoutes, parseUri, parseVia } from './fast-grammar.ts'
import { parseMessage } from './message-parser.ts'

/** All that can be asked of a parsed address. A missing display name is '' or undefined: the same to its users. */
function facts(address: unknown): unknown {
  if (!(address instanceof NameAddrHeader)) return undefined
  const { uri, parameters, displayName } = address
  const name: unknown = displayName
  return { uri: uriFacts(uri), parameters: { ...parameters }, name: name ?? '' }
}
function uriFacts(uri: unknown): unknown {
  if (!(uri instanceof URI)) return undefined
  const { scheme, user, host, port, parameters } = uri
  return { scheme, user, host, port, parameters: { ...parameters }, text: uri.toString() }
}

const ADDRESSES = [
  '"Bob" <sip:bob@biloxi.com>;tag=a6c85cf',
  '<sip:4008001001@127.0.0.1:5010>',
  'sip:+12125551212@server.phone2net.com;tag=887s',
  'Alice <sip:alice@atlanta.com:5061;transport=TCP;lr>;tag=1',
  '"李伟" <sip:138@carrier.test>;tag=x',
  'Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8',
  '"" <sip:a@b>',
  'sip:127.0.0.1',
  '<sip:a@b;ob;+sip.instance=x>;expires=30;q=0.5',
  'A. B. <sip:x@y>',
  '<sip:a%20b@c>;tag=1',
  '<sips:a@b>;tag=1',
  '<sip:a@b> ;tag=1',
  '"quoted \\" pair" <sip:a@b>;tag=2',
  '<sip:[2001:db8::9:1]:5060>;tag=3',
  '<sip:a@b?Subject=x>;tag=4',
  'no address at all',
  '<sip:>',
  '',
]

describe('the fast reader agrees with the grammar', () => {
  test.each(ADDRESSES)('From: %s', (text) => {
    expect(facts(parseAddress(text, 'From'))).toEqual(facts(Grammar.parse(text, 'From')))
  })

  test.each(ADDRESSES)('Contact: %s', (text) => {
    const list: unknown = Grammar.parse(text, 'Contact')
    const expected = Array.isArray(list) ? list.map((entry: { parsed: unknown }) => facts(entry.parsed)) : undefined
    expect(parseContacts(text)?.map(({ parsed }) => facts(parsed))).toEqual(expected)
  })

  test.each([
    'sip:media@127.0.0.1:5012;transport=tcp',
    'sip:a@b.example;user=PHONE;x=Y',
    'sip:b',
    'sip:a:secret@b',
    'sip:a;b=c@d',
    'tel:+123',
    'sip:',
  ])('URI: %s', (text) => {
    expect(uriFacts(parseUri(text))).toEqual(uriFacts(Grammar.URIParse(text)))
  })

  test('a list of record routes keeps the text of each', () => {
    const text = '<sip:127.0.0.1:5011;transport=tcp;r2=on;lr;ftag=x>,<sip:127.0.0.1:5010;r2=on;lr=on>'
    expect(parseRecordRoutes(text)?.map(({ raw }) => raw)).toEqual(text.split(','))
  })

  test('Via and CSeq', () => {
    expect(parseVia('SIP/2.0/TCP 127.0.0.1:5012;branch=z9hG4bK123;rport')).toEqual({
      host: '127.0.0.1',
      port: 5012,
      branch: 'z9hG4bK123',
    })
    expect(parseVia('SIP / 2.0 / UDP first.example.com: 4000;ttl=16 ;branch=z9hG4bKa7c6a8dlze.1')?.branch).toBe(
      'z9hG4bKa7c6a8dlze.1',
    )
    expect(parseCSeq('4711 INVITE')).toEqual({ value: 4711, method: 'INVITE' })
  })
})

const REQUEST = [
  'INVITE sip:media@127.0.0.1 SIP/2.0',
  'v: SIP/2.0/TCP 127.0.0.9:5060;branch=z9hG4bKabc',
  'f: "C" <sip:138@carrier.test>;tag=from1',
  't: <sip:4008001001@carrier.test>',
  'i: call-1@carrier',
  'CSeq: 1 INVITE',
  'm: <sip:138@127.0.0.9:5060>',
  'c: application/sdp; charset=utf-8',
  'l: 5',
  '',
  'v=0\r\n',
]
const change = (from: string, to: string): string => REQUEST.join('\r\n').replace(from, to)

test('compact and folded headers are read', () => {
  const message = parseMessage(change('call-1@carrier', '\r\n  call-1@carrier'))
  expect(message).toMatchObject({ callId: 'call-1@carrier', cseq: 1, fromTag: 'from1', viaBranch: 'z9hG4bKabc' })
  expect(message?.body).toBe('v=0\r\n')
  expect(message?.parseHeader('content-type')).toBe('application/sdp')
})

test.each([
  ['no From tag', ';tag=from1', ''],
  ['no branch', ';branch=z9hG4bKabc', ''],
  ['no Call-ID', 'i: call-1@carrier\r\n', ''],
  ['the CSeq of another method', '1 INVITE', '1 BYE'],
  ['a CSeq beyond 2^31', '1 INVITE', '36893488147419103232 INVITE'],
  ['two From headers', 'CSeq:', 'From: <sip:x@y>;tag=2\r\nCSeq:'],
  ['a Request-URI in brackets', 'sip:media@127.0.0.1 ', '<sip:media@127.0.0.1> '],
  ['a blank in the Request-URI', 'sip:media@127.0.0.1 ', 'sip:media@127.0.0.1; lr '],
  ['another protocol version', 'SIP/2.0\r\nv', 'SIP/7.0\r\nv'],
  ['an unbalanced quote', '"C"', '"C'],
  ['Max-Forwards beyond 255', 'CSeq:', 'Max-Forwards: 300\r\nCSeq:'],
  ['a line without a colon', 'CSeq:', 'nonsense\r\nCSeq:'],
])('%s: not taken', (_, from, to) => {
  expect(parseMessage(change(from, to))).toBeUndefined()
})

test('mutated messages throw nothing but the errors of the grammar', () => {
  const text = REQUEST.join('\r\n')
  for (let at = 0; at < text.length; at++)
    for (const replacement of ['', '\0', '"', '<', ';', '\r\n', ' ', '%'])
      expect(() => parseMessage(text.slice(0, at) + replacement + text.slice(at + 1))).not.toThrow()
})
