import { describe, expect, test } from 'vitest'
import { MessageFramer, type Frame } from './message-framer.ts'

const message = (body: string, name = 'Content-Length'): string =>
  `OPTIONS sip:media@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\n${name}: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
const frames = (text: string): readonly Frame[] => new MessageFramer().push(Buffer.from(text))
const texts = (list: readonly Frame[]): string[] =>
  list.map((frame) => (frame.kind === 'message' ? frame.text : frame.kind))

describe('a stream is cut into messages', () => {
  test.each([
    ['one message', message('v=0\r\n'), [message('v=0\r\n')]],
    ['two in one segment', message('a') + message(''), [message('a'), message('')]],
    ['length in bytes, not characters', message('暖家') + message('b'), [message('暖家'), message('b')]],
    ['compact form of the length', message('abc', 'l'), [message('abc', 'l')]],
    ['any case, space before the colon', message('abc', 'CONTENT-length '), [message('abc', 'CONTENT-length ')]],
    ['a body that looks like a message', message(message('x')), [message(message('x'))]],
    ['line breaks before the start line', '\r\n' + message('a'), [message('a')]],
    ['a ping', '\r\n\r\n', ['ping']],
    ['a ping between messages', message('a') + '\r\n\r\n' + message('b'), [message('a'), 'ping', message('b')]],
    ['no length: no body', 'ACK sip:a@b SIP/2.0\r\n\r\n', ['ACK sip:a@b SIP/2.0\r\n\r\n']],
  ])('%s', (_, stream, expected) => {
    expect(texts(frames(stream))).toEqual(expected)
  })

  test('a length on the folded next line counts', () => {
    const folded = 'INFO sip:a@b SIP/2.0\r\nContent-Length:\r\n  3\r\n\r\nabc'
    expect(texts(frames(folded + message('')))).toEqual([folded, message('')])
  })
})

describe('a stream that cannot be framed ends', () => {
  test.each([
    ['a negative length', 'INVITE sip:a@b SIP/2.0\r\nContent-Length: -999\r\n\r\n', 'badContentLength'],
    ['a length that is no number', 'INVITE sip:a@b SIP/2.0\r\nl: 12x\r\n\r\n', 'badContentLength'],
    ['two lengths that differ', 'INVITE sip:a@b SIP/2.0\r\nl: 1\r\nContent-Length: 2\r\n\r\n', 'badContentLength'],
    ['a body beyond the limit', 'INVITE sip:a@b SIP/2.0\r\nl: 99999999\r\n\r\n', 'bodyTooLong'],
    ['headers without end', 'INVITE sip:a@b SIP/2.0\r\n' + 'X: y\r\n'.repeat(20_000), 'headersTooLong'],
  ])('%s', (_, stream, error) => {
    const framer = new MessageFramer()
    expect(framer.push(Buffer.from(stream)).at(-1)).toMatchObject({ kind: 'error', error })
    expect(framer.push(Buffer.from(message('')))).toEqual([])
  })
})

/** Park-Miller: small and seeded. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

describe('fuzz', () => {
  test.each(Array.from({ length: 100 }, (_, index) => index + 1))('seed %i: segment borders do not matter', (seed) => {
    const random = randomFrom(seed)
    const sent = Array.from({ length: 20 }, () => message('é'.repeat(random(200)) + '\r\n\r\n'.repeat(random(3))))
    const stream = Buffer.from(sent.join(''))
    const framer = new MessageFramer()
    const received: string[] = []
    for (let at = 0; at < stream.length;) {
      const end = at + 1 + random(97)
      received.push(...texts(framer.push(stream.subarray(at, end))))
      at = end
    }
    expect(received).toEqual(sent)
  })

  test.each(Array.from({ length: 50 }, (_, index) => index + 1))('seed %i: garbage throws nothing', (seed) => {
    const random = randomFrom(seed)
    const framer = new MessageFramer()
    const alphabet = ['\r', '\n', ':', 'l', 'Content-Length', ' ', '-', '9', '\0', 'é', 'SIP/2.0', '\r\n\r\n']
    for (let round = 0; round < 200; round++)
      framer.push(Buffer.from(Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join('')))
  })
})
