import { describe, expect, it } from 'vitest'
import { readStartSettings } from './start-settings.ts'

const none = { portBase: undefined, data: undefined }
const DATABASE_URL = 'postgresql://api:secret@db:5432/seatline'

describe('what bin/start is told', () => {
  it('is all optional', () => {
    const settings = readStartSettings({}, none)
    expect(settings).toMatchObject({ portBase: 4400, rtpPorts: { min: 16_384, max: 24_575 } })
    expect(settings.dataDir).toMatch(/\.seatline$/)
    expect(settings.database).toBeUndefined()
  })

  it('counts more as an argument than in the environment', () => {
    const env = { SEATLINE_PORT_BASE: '5000', SEATLINE_DATA: '/var/a' }
    expect(readStartSettings(env, { portBase: '6000', data: '/var/b' })).toMatchObject({
      portBase: 6000,
      dataDir: '/var/b',
    })
    expect(readStartSettings(env, none)).toMatchObject({ portBase: 5000, dataDir: '/var/a' })
  })

  it.each([
    ['a port base that is no number', { SEATLINE_PORT_BASE: 'web' }, /port base must be a whole number .* not 'web'/],
    ['a port base that only root may use', { SEATLINE_PORT_BASE: '80' }, /port base must be a whole number from 1024/],
    ['a block of ports beyond the last port', { SEATLINE_PORT_BASE: '65530' }, /port base must be a whole number/],
    ['a range of one end', { SEATLINE_RTP_PORTS: '16384' }, /SEATLINE_RTP_PORTS must be MIN-MAX/],
    ['a range that ends before it starts', { SEATLINE_RTP_PORTS: '20000-10000' }, /SEATLINE_RTP_PORTS must be MIN-MAX/],
    ['a database without its owner', { DATABASE_URL }, /needs two addresses/],
    [
      'an address that is none',
      { DATABASE_URL, DATABASE_OWNER_URL: 'db' },
      /DATABASE_OWNER_URL must be like postgresql:/,
    ],
  ])('%s is told in one sentence', (_what, env, sentence) => {
    expect(() => readStartSettings(env, none)).toThrow(sentence)
  })
})
