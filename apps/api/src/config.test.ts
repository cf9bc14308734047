import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

const ENV = {
  API_LISTEN: '127.0.0.1:4400',
  DATABASE_URL: 'postgresql://seatline_app@127.0.0.1/seatline',
  REDIS_URL: 'redis://127.0.0.1',
  IDENTITY_URL: 'http://127.0.0.1:4401/',
  SIP_WS_URL: 'ws://127.0.0.1:4406',
  SIP_DOMAIN: 'sip.seatline.test',
  SIP_CREDENTIAL_SECRET: '0123456789abcdef',
  RECORDINGS_DIR: '/recordings',
  PROMPTS_DIR: '/prompts',
  ASSETS_DIR: '/assets',
  SEATLINE_ENV: 'development',
}

test('reads the settings', () => {
  expect(parseConfig(ENV)).toMatchObject({
    listen: { host: '127.0.0.1', port: 4400 },
    identity: { url: 'http://127.0.0.1:4401', realm: 'seatline', audience: 'seatline-api' },
    production: false,
    portalDist: null,
    secretsKey: null,
  })
})

test('names every setting that is wrong, in one sentence', () => {
  const { DATABASE_URL: _missing, ...rest } = ENV
  expect(() => parseConfig({ ...rest, SIP_CREDENTIAL_SECRET: 'short' })).toThrow(
    /^The API cannot start, its settings are wrong: DATABASE_URL .*; SIP_CREDENTIAL_SECRET must have at least 16/,
  )
})

test('production wants https for the identity provider, and is what holds when nothing is said', () => {
  expect(() => parseConfig({ ...ENV, SEATLINE_ENV: 'production' })).toThrow(/https/)
  const { SEATLINE_ENV: _unsaid, ...rest } = ENV
  expect(() => parseConfig(rest)).toThrow(/https/)
})

test.each([
  [undefined, false],
  ['1', 1],
  ['10.0.0.0/8, loopback', ['10.0.0.0/8', 'loopback']],
  ['fd00::/8', ['fd00::/8']],
])('proxies that are believed about the client’s address: %s', (TRUST_PROXY, expected) => {
  expect(parseConfig({ ...ENV, TRUST_PROXY }).trustProxy).toEqual(expected)
})

test.each(['true', 'all', '*', '-1', ''])(
  'a proxy setting that would believe anybody is refused: %s',
  (TRUST_PROXY) => {
    expect(() => parseConfig({ ...ENV, TRUST_PROXY })).toThrow(/TRUST_PROXY/)
  },
)

test('production says where links in mails lead', () => {
  const production = { ...ENV, SEATLINE_ENV: 'production', IDENTITY_URL: 'https://identity.example' }
  expect(() => parseConfig(production)).toThrow(/PORTAL_URL/)
  expect(parseConfig({ ...production, PORTAL_URL: 'https://portal.example/' })).toMatchObject({
    portalUrl: 'https://portal.example',
    identity: { admin: { clientSecret: null } },
  })
})

test('a mail server is stronger than a folder; without either, no mail', () => {
  const smtp = { SMTP_URL: 'smtps://mail.example:465', MAIL_DIR: '/mail' }
  expect(parseConfig({ ...ENV, ...smtp }).mail).toMatchObject({ kind: 'smtp', url: 'smtps://mail.example:465' })
  expect(parseConfig({ ...ENV, MAIL_DIR: '/mail' }).mail).toMatchObject({ kind: 'folder', directory: '/mail' })
  expect(parseConfig(ENV).mail).toEqual({ kind: 'none' })
  expect(() => parseConfig({ ...ENV, SMTP_URL: 'https://mail.example' })).toThrow(/SMTP_URL/)
})
