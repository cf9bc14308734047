import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { idSchema } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { fingerprintOf } from '../testing/tenant-state.ts'

/** Promise: beside GraphQL, too, nobody gets at another tenant: each door of the server, tried by nobody, strangers and the operator's clerk. */
const TENANT = 'ten_demo-travel'
const PROMPT = 'prm_travel-menu'
const MESSAGE = 'vml_travel-1'
const RECORDING = idSchema('recording').parse('rec_secret-answered-call')
const STRANGERS = { li: 3, 'admin-heating': 4, finance: 8 } as const
const subjectOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const OWN_ADMIN = subjectOf(5)

type Door = { readonly method: string; readonly path: (world: ApiWorld, subject: string) => string }
const signed = (path: string): Door => ({
  method: 'GET',
  path: (world, subject) => world.opened.platform.urls.filePath(path, subject),
})

const SIGNED_RECORDING: Door = {
  method: 'GET',
  path: (world, subject) =>
    world.opened.platform.urls.recordingPath({ id: RECORDING, tenantId: idSchema('tenant').parse(TENANT) }, subject),
}

/** Every path that the server opens, with what is tried at it. */
const DOORS: Readonly<Record<string, readonly Door[]>> = {
  // Tells nothing of any tenant.
  '/config.json': [],
  // Has a test of its own: graphql/isolation.int.test.ts.
  '/graphql': [],
  '/invitations': [
    { method: 'POST', path: () => '/invitations/look' },
    { method: 'POST', path: () => '/invitations/accept' },
  ],
  // What the payment provider tells is signed; strangers' words are refused.
  '/payment-events': [{ method: 'POST', path: () => '/payment-events' }],
  '/logos': [
    { method: 'PUT', path: () => `/logos/${TENANT}` },
    { method: 'GET', path: () => `/logos/${TENANT}/logo.png` },
    { method: 'GET', path: () => `/logos/${TENANT}/..%2f..%2fprompts` },
  ],
  '/recordings/:name': [{ method: 'GET', path: () => `/recordings/${RECORDING}.wav` }, SIGNED_RECORDING],
  '/voicemails/:tenant/:name': [
    { method: 'GET', path: () => `/voicemails/${TENANT}/${MESSAGE}.wav` },
    signed(`/voicemails/${TENANT}/${MESSAGE}.wav`),
  ],
  '/prompts': [
    { method: 'POST', path: () => `/prompts/drafts?tenantId=${TENANT}&source=upload&originalName=probe.wav` },
    { method: 'GET', path: () => `/prompts/${TENANT}/${PROMPT}.wav` },
    signed(`/prompts/${TENANT}/${PROMPT}.wav`),
    signed(`/prompts/drafts/${TENANT}/prm_probe-draft.wav`),
  ],
}

let world: ApiWorld
beforeAll(async () => {
  world = await startApiWorld({ portBase: 4730, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
  await addRecording()
})
afterAll(() => world.close())

/** A recording of the tenant's that is there to be heard. */
async function addRecording(): Promise<void> {
  const { platform } = world.opened
  const file = `${RECORDING}.wav`
  writeFileSync(path.join(platform.recordingsDir, file), Buffer.alloc(44))
  const at = new Date()
  await platform.database.withTenants({ tenantIds: [TENANT] }, async (tx) => {
    const call = {
      id: 'cal_secret-answered-call',
      nodeId: 'med_1',
      epoch: 1,
      ani: '1',
      dnis: '4008002002',
      sipCallId: 'one',
    }
    await tx.call.create({ data: { ...call, tenantId: TENANT, phase: 'ended', phaseSince: at, arrivedAt: at } })
    const recording = {
      id: RECORDING,
      agentId: 'agt_jonas',
      segment: 1,
      rtpengineCallId: 'one',
      status: 'whole' as const,
    }
    await tx.recording.create({ data: { ...recording, tenantId: TENANT, callId: call.id, startedAt: at, file } })
  })
}

async function knock(door: Door, subject: string, token: string | null): Promise<Response> {
  const { method } = door
  return fetch(new URL(door.path(world, subject), world.url), {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify({ token: 'x'.repeat(43), name: 'Probe' }) }),
  })
}

test('each door of the server is tried', () => {
  const source = readFileSync(fileURLToPath(new URL('../server.ts', import.meta.url)), 'utf8')
  const opened = [...source.matchAll(/app\.(?:get|post|put|patch|delete|use)\('([^']+)'/g)].map(([, door]) => door)
  expect(opened.toSorted()).toEqual(Object.keys(DOORS).toSorted())
})

const people = [['nobody', 0], ...Object.entries(STRANGERS)] as const
describe.each(people)('%s', (name, number) => {
  test.each(Object.keys(DOORS).filter((name) => DOORS[name]?.length !== 0))(
    'gets nothing of the tenant at %s, and changes nothing',
    async (opened) => {
      const before = await fingerprintOf(world.stack.databaseOwnerUrl, TENANT)
      const token = number === 0 ? null : await world.tokenOf(name)
      for (const door of DOORS[opened] ?? []) {
        const answer = await knock(door, subjectOf(number), token)
        const what = `${door.method} ${door.path(world, subjectOf(number))}`
        expect(answer.status, what).toBeGreaterThanOrEqual(400)
        expect(answer.status, what).toBeLessThan(500)
        expect(await answer.text(), what).not.toContain('Meridian')
      }
      expect(await fingerprintOf(world.stack.databaseOwnerUrl, TENANT)).toEqual(before)
    },
  )
})

test('the tenant’s own administrator hears what strangers do not', async () => {
  for (const door of [signed(`/prompts/${TENANT}/${PROMPT}.wav`), SIGNED_RECORDING]) {
    const answer = await knock(door, OWN_ADMIN, null)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('audio/wav')
  }
})
