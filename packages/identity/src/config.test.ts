import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

const ENV = { IDENTITY_LISTEN: '127.0.0.1:4401', REALM_FILE: 'realm.json' }

test('reads the settings', () => {
  expect(parseConfig(ENV)).toEqual({ host: '127.0.0.1', port: 4401, realmFile: 'realm.json', peopleFile: null })
})

test('does not start in production', () => {
  expect(() => parseConfig({ ...ENV, SEATLINE_ENV: 'production' })).toThrow(/development only/)
})

test('does not listen to the world', () => {
  expect(() => parseConfig({ ...ENV, IDENTITY_LISTEN: '0.0.0.0:4401' })).toThrow(/loopback only/)
})
