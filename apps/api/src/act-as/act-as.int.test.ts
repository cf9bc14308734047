import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { answeredCall, tell } from '../testing/call-story.ts'
import type { CallStory } from '../testing/call-story.ts'

/** What the operator's people do in a client: by the rights they have there, or for an hour as its administrator, under the client's eyes. */
const TENANT = 'ten_demo-travel'
const REASON = 'The client asked for help with its menu'
const CALL: CallStory = {
  callId: 'cal_operator-listens',
  tenantId: TENANT,
  didId: 'did_travel',
  flowId: 'ivr_travel',
  flowVersionId: 'ivv_travel-1',
  queueId: 'que_travel-booking',
  agentId: 'agt_jonas',
  ani: '+447946000999',
  dnis: '4008002002',
  arrivesAt: Date.now() - 200_000,
}

/** A change of rights reaches every process by a message. */
const WITHIN = { timeout: 10_000 }

let world: ApiWorld
let owner: pg.Client

const ask = (as: string, query: string): Promise<Answer> => world.ask({ as, query })
const mutate = async (as: string, mutation: string): Promise<Record<string, unknown>> => {
  const refusal = '... on UserError { code } ... on InputRefusedError { issues { field code message } }'
  const { data, errors } = await ask(as, `mutation { done: ${mutation.replace('…', refusal)} }`)
  expect(errors, mutation).toEqual([])
  return (data?.['done'] ?? {}) as Record<string, unknown>
}
const start = (as: string, reason: string, tenantId = TENANT): Promise<Record<string, unknown>> =>
  mutate(
    as,
    `startActingAs(input: { tenantId: "${tenantId}", reason: "${reason}" }) { ... on ActingAsChange { session { id startedAt expiresAt isOpen } tenant { id } } … }`,
  )
const end = (as: string): Promise<Record<string, unknown>> =>
  mutate(as, `endActingAs(input: { tenantId: "${TENANT}" }) { ... on ActingAsChange { session { isOpen } } … }`)
const createReason = (as: string, name: string): Promise<Record<string, unknown>> =>
  mutate(as, `createCode(input: { tenantId: "${TENANT}", kind: REASON, name: "${name}" }) { ... on Code { name } … }`)

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5120, without: ['kamailio', 'rtpengine', 'media'] })
  owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
  await owner.connect()
  const redis = new Redis(world.stack.redisUrl)
  await tell(redis, CALL, answeredCall(CALL))
  redis.disconnect()
  const projected = `{ call(id: "${CALL.callId}") { endedAt } }`
  await vi.waitFor(async () => expect((await ask('admin-travel', projected)).text).toContain('T'), { timeout: 20_000 })
}, 180_000)

afterAll(async () => {
  await owner.end()
  await world.close()
})

describe('acting as a client’s administrator', () => {
  test('needs a reason that says something, and somebody of the operator who may', async () => {
    expect(await start('operator', '   a reason')).toMatchObject({ issues: [{ field: 'reason', code: 'tooSmall' }] })
    expect(await start('finance', REASON)).toEqual({ code: 'forbidden' })
    expect(await start('admin-clinic', REASON)).toEqual({ code: 'forbidden' })
    expect(await start('operator', REASON, 'ten_operator')).toEqual({ code: 'notFound' })
  })

  test('lasts an hour, allows what the administrator may, marks every act and is seen by the client', async () => {
    expect(await createReason('operator', 'Before')).toEqual({ code: 'forbidden' })
    const { session } = (await start('operator', REASON)) as { session: Record<string, string> }
    expect(Date.parse(session['expiresAt'] ?? '') - Date.parse(session['startedAt'] ?? '')).toBe(3_600_000)
    await vi.waitFor(async () => expect(await createReason('operator', 'During')).toEqual({ name: 'During' }), WITHIN)

    const { data } = await ask(
      'admin-travel',
      `{ tenant(id: "${TENANT}") {
        operatorAccess { id personName reason isOpen }
        audit(filter: { actingAs: true }) { edges { node { action actorName actAsId reason address } } }
        ownRights { rights { permission byActingAs } } } }`,
    )
    expect(data?.['tenant']).toMatchObject({
      operatorAccess: [{ id: session['id'], personName: 'Harbor Operations', reason: REASON, isOpen: true }],
      audit: {
        edges: [
          { node: { action: 'reason.create', actorName: 'Harbor Operations', actAsId: session['id'], reason: null } },
          { node: { action: 'actAs.start', actAsId: session['id'], reason: REASON } },
        ],
      },
    })
    const own = await ask(
      'operator',
      `{ tenantAccess(tenantId: "${TENANT}") { actingAs { reason } permissions }
         tenant(id: "${TENANT}") { ownRights { rights { permission byActingAs byRoles isHeld } } } }`,
    )
    expect(own.data).toMatchObject({
      tenantAccess: { actingAs: { reason: REASON }, permissions: expect.arrayContaining(['CODES_MANAGE']) as unknown },
      tenant: {
        ownRights: {
          rights: expect.arrayContaining([
            { permission: 'CODES_MANAGE', byActingAs: true, byRoles: [], isHeld: true },
            { permission: 'CALLS_VIEW_ALL', byActingAs: false, byRoles: ['OPERATOR_SUPERVISOR'], isHeld: true },
          ]) as unknown,
        },
      },
    })
  })

  test('cannot be made longer: not by starting again, not in the database', async () => {
    expect(await start('operator', REASON)).toEqual({ code: 'actAs.alreadyOpen' })
    const scope = { tenantIds: [TENANT] }
    const { database } = world.opened.platform
    for (const data of [{ expiresAt: new Date(Date.now() + 7_200_000) }, { reason: 'Another reason altogether' }])
      await expect(
        database.withTenants(scope, (tx) => tx.actAsSession.updateMany({ data })),
        JSON.stringify(data),
      ).rejects.toThrow('permission denied')
    await expect(database.withTenants(scope, (tx) => tx.actAsSession.deleteMany())).rejects.toThrow('permission denied')
    const now = Date.now()
    const longer = {
      id: 'act_too-long',
      tenantId: TENANT,
      userId: 'usr_operator',
      userName: 'x',
      reason: REASON,
      startedAt: new Date(now),
      expiresAt: new Date(now + 3_600_001),
    }
    await expect(database.withTenants(scope, (tx) => tx.actAsSession.create({ data: longer }))).rejects.toThrow(
      'act_as_an_hour',
    )
  })

  test('ends when it is ended, at once, and that stays so', async () => {
    expect(await end('operator')).toEqual({ session: { isOpen: false } })
    await vi.waitFor(async () => expect(await createReason('operator', 'After')).toEqual({ code: 'forbidden' }), WITHIN)
    expect(await end('operator')).toEqual({ code: 'actAs.notOpen' })
    const again = world.opened.platform.database.withTenants({ tenantIds: [TENANT] }, (tx) =>
      tx.actAsSession.updateMany({ data: { endedAt: null } }),
    )
    await expect(again).rejects.toThrow('an ended session stays ended')
    const { data } = await ask(
      'admin-travel',
      `{ tenant(id: "${TENANT}") { audit(filter: { action: "actAs" }) { edges { node { action } } } } }`,
    )
    expect(data).toMatchObject({
      tenant: { audit: { edges: [{ node: { action: 'actAs.end' } }, { node: { action: 'actAs.start' } }] } },
    })
  })

  test('ends by itself when the hour is over', async () => {
    await owner.query(
      `INSERT INTO act_as_session (id, tenant_id, user_id, user_name, reason, started_at, expires_at)
       VALUES ('act_over', $1, 'usr_operator', 'Harbor Operations', $2, now() - interval '61 minutes', now() - interval '1 minute')`,
      [TENANT, REASON],
    )
    expect(await createReason('operator', 'Too late')).toEqual({ code: 'forbidden' })
    expect(await end('operator')).toEqual({ code: 'actAs.notOpen' })
  })
})

describe('the operator’s supervisor, who is a member of no client', () => {
  const named = `call(id: "${CALL.callId}", tenantId: "${TENANT}")`

  test('sees a client’s call when the client is named, with everything that hangs off it', async () => {
    expect((await ask('operator', `{ call(id: "${CALL.callId}") { id } }`)).data).toEqual({ call: null })
    const { data } = await ask(
      'operator',
      `{ ${named} { ani agent { name } menuPath { nodeId } legs { party } presentations { outcome } recordings { segment } price { total { currency } } } }`,
    )
    expect(data?.['call']).toMatchObject({
      ani: CALL.ani,
      agent: { name: 'Jonas Weber' },
      menuPath: [{ nodeId: 'greeting' }, { nodeId: 'menu' }],
      legs: [{ party: 'CALLER' }, { party: 'AGENT' }],
      presentations: [{ outcome: 'ANSWERED' }],
      recordings: [{ segment: 1 }],
    })
    expect((await ask('operator', `{ call(id: "${CALL.callId}", tenantId: "ten_demo-clinic") { id } }`)).data).toEqual({
      call: null,
    })
  })

  test('others do not: not the clerk, not another client, not by naming it', async () => {
    for (const other of ['finance', 'admin-heating', 'mei'])
      expect((await ask(other, `{ ${named} { id } }`)).data, other).toEqual({ call: null })
  })

  test('hears its recording, by a link that is good for this client alone', async () => {
    const file = `${TENANT}/2026/rec_operator-listens.wav`
    mkdirSync(join(world.stack.paths.recordings, TENANT, '2026'), { recursive: true })
    writeFileSync(join(world.stack.paths.recordings, file), 'RIFF a recording')
    await owner.query(`UPDATE recording SET status = 'whole', file = $1, actual_ms = 60000 WHERE call_id = $2`, [
      file,
      CALL.callId,
    ])
    const urlFor = async (as: string): Promise<string> => {
      const { data } = await ask(as, `{ ${named} { recordings { audioUrl } } }`)
      return (data?.['call'] as { recordings: { audioUrl: string }[] }).recordings[0]?.audioUrl ?? ''
    }
    for (const listener of ['operator', 'admin-travel', 'jonas']) {
      const url = await urlFor(listener)
      expect(await (await fetch(`${world.url}${url}`)).text(), listener).toBe('RIFF a recording')
      expect((await fetch(`${world.url}${url.replace(TENANT, 'ten_demo-clinic')}`)).status, listener).toBe(404)
    }
  })

  test('watches a client live', async () => {
    const answer = await world.watch({
      as: 'operator',
      query: `subscription { tenantLive(tenantId: "${TENANT}") { calls { ani } queues { queue { name } } } }`,
    })
    expect(answer.data).toMatchObject({
      tenantLive: { calls: [], queues: [{ queue: { name: 'Bookings' } }, { queue: { name: 'Changes' } }] },
    })
  })
})
