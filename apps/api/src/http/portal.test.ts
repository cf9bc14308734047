import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portalPages } from './portal.ts'

let server: Server
let directory: string
const get = async (path: string): Promise<{ status: number; caching: string | null; text: string }> => {
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`
  const response = await fetch(url, { headers: { accept: 'text/html' } })
  return { status: response.status, caching: response.headers.get('cache-control'), text: await response.text() }
}

beforeAll(async () => {
  // A dot in the way there, as in a data directory named .seatline, must not hide the files.
  directory = mkdtempSync(join(tmpdir(), '.seatline-portal-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<title>Seatline</title>')
  writeFileSync(join(directory, 'assets', 'index-1a2b3c.js'), 'run()')
  server = createServer(express().use(portalPages(directory))).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  rmSync(directory, { recursive: true })
})

describe('the portal', () => {
  test.each(['/', '/calls/cal_abc', '/signed-in?code=1'])('%s is the page, asked for anew each time', async (path) => {
    expect(await get(path)).toEqual({ status: 200, caching: 'no-cache', text: '<title>Seatline</title>' })
  })

  test('a built file never changes and is kept', async () => {
    const { status, caching } = await get('/assets/index-1a2b3c.js')
    expect([status, caching]).toEqual([200, 'public, max-age=31536000, immutable'])
  })

  test.each(['/assets/index-old.js', '/graphql', '/recordings/rec_x.wav', '/config.json'])(
    '%s is no page',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test('that was not built is said at the start', () => {
    expect(() => portalPages(join(directory, 'nowhere'))).toThrow(/the portal is not built/)
  })
})
