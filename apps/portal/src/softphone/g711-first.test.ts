import { expect, test } from 'vitest'
import { g711First } from './g711-first.ts'

test.each([
  ['wide-band first becomes G.711 first', '111 63 9 0 8 126', '0 8 111 63 9 126'],
  ['the order of PCMA and PCMU stays what the other side gave', '111 8 0 101', '8 0 111 101'],
  ['G.711 alone stays as it is', '0 8 101', '0 8 101'],
  ['an offer without G.711 stays as it is', '111 101', '111 101'],
])('%s', (_title, offered, expected) => {
  const sdp = (payloads: string): string =>
    `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${payloads}\r\na=rtpmap:111 opus/48000/2\r\n`
  expect(g711First(sdp(offered))).toBe(sdp(expected))
})

test('other media are left alone', () => {
  const sdp = 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 0 8\r\n'
  expect(g711First(sdp)).toBe(sdp)
})
