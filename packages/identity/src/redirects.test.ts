import { describe, expect, test } from 'vitest'
import { matchesOrigin, matchesRedirect } from './redirects.ts'

const PATTERNS = ['http://127.0.0.1:*', 'https://portal.example/signed-in']

describe('where a log-in may lead back to', () => {
  test.each([
    ['any port of the loopback address', 'http://127.0.0.1:4400/signed-in', true],
    ['another port', 'http://127.0.0.1:4600/', true],
    ['an exact address', 'https://portal.example/signed-in', true],
    ['another path of an exact address', 'https://portal.example/other', false],
    ['a host that only begins the same', 'http://127.0.0.1.evil.example/', false],
    ['a user name that looks like the host', 'http://127.0.0.1:4400@evil.example/', false],
    ['another scheme', 'https://127.0.0.1:4400/', false],
    ['no address at all', 'javascript:alert(1)', false],
  ])('%s', (_case, uri, expected) => {
    expect(matchesRedirect(PATTERNS, uri)).toBe(expected)
  })

  test('an origin is allowed when an address of it is', () => {
    expect(matchesOrigin(PATTERNS, 'http://127.0.0.1:4400')).toBe(true)
    expect(matchesOrigin(PATTERNS, 'http://evil.example')).toBe(false)
  })
})
