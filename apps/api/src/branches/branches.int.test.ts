import { TENANT_SNAPSHOTS } from '@seatline/core'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildSchema } from '../graphql/schema.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { answeredCall, tell, waitingCall } from '../testing/call-story.ts'
import type { CallStory } from '../testing/call-story.ts'
import { VALUES } from '../testing/probe-values.ts'
import { makeProbes } from '../testing/probes.ts'
import type { Probe } from '../testing/probes.ts'

/** Promise: one who is confined to a branch sees and changes what is the branch's, and nothing of another branch of the same company. */
const TENANT = 'ten_demo-heating'
const EAST: CallStory = {
  callId: 'cal_east-answered',
  tenantId: TENANT,
  didId: 'did_heating',
  flowId: 'ivr_heating',
  flowVersionId: 'ivv_heating-1',
  queueId: 'que_heating-repair',
  agentId: 'agt_li',
  ani: '+8613800000111',
  dnis: '4008001001',
  arrivesAt: Date.now() - 120_000,
}
const WEST: CallStory = {
  ...EAST,
  callId: 'cal_west-answered',
  didId: 'did_heating-west',
  queueId: 'que_heating-billing',
  agentId: 'agt_west',
  ani: '+8613800000222',
  dnis: '4008001002',
}
const WEST_WAITING: CallStory = {
  ...WEST,
  callId: 'cal_west-waiting',
  ani: '+8613800000333',
  arrivesAt: Date.now() - 20_000,
}

/** What is West's alone: no answer to somebody of East may hold any of it. */
const SECRETS = [
  WEST.ani,
  WEST_WAITING.ani,
  '+8613800000444',
  WEST.callId,
  WEST_WAITING.callId,
  WEST.didId,
  WEST.dnis,
  WEST.agentId,
  WEST.queueId,
  'West Agent',
  'West Group',
  'West Invited',
  'West Payments',
  'Dr. Anna Zhou',
  'usr_admin-clinic',
  'admin-clinic@seatline.test',
]

/** Rows of the company that the API has no way to make yet, or that belong to it from elsewhere. */
const ROWS = `
  UPDATE queue SET name = 'West Payments' WHERE id = '${WEST.queueId}';
  INSERT INTO did (id, tenant_id, number, label, flow_id) VALUES ('${WEST.didId}', '${TENANT}', '${WEST.dnis}', 'West', '${WEST.flowId}');
  INSERT INTO agent (id, tenant_id, name) VALUES ('agt_west', '${TENANT}', 'West Agent');
  INSERT INTO agent_queue (tenant_id, agent_tenant_id, agent_id, queue_id) VALUES ('${TENANT}', '${TENANT}', 'agt_west', '${WEST.queueId}');
  INSERT INTO agent_queue_live (tenant_id, queue_id, agent_id, presence, since) VALUES ('${TENANT}', '${WEST.queueId}', 'agt_west', 'ready', now());
  INSERT INTO membership (id, tenant_id, user_id, role) VALUES ('mbr_west-leader', '${TENANT}', 'usr_admin-clinic', 'leader'), ('mbr_east-admin', '${TENANT}', 'usr_li', 'admin');
  INSERT INTO rejected_call (id, tenant_id, at, reason, sip_status, ani, dnis, sip_call_id) VALUES ('cal_west-refused', '${TENANT}', now(), 'tenantFull', 503, '+8613800000444', '${WEST.dnis}', 'x');
`
const ROWS_OF_BRANCHES = (west: string): string => `
  INSERT INTO agent_group (id, tenant_id, name, branch_id) VALUES ('grp_west', '${TENANT}', 'West Group', '${west}');
  INSERT INTO agent_group_member (tenant_id, group_id, agent_tenant_id, agent_id) VALUES ('${TENANT}', 'grp_west', '${TENANT}', 'agt_west');
  INSERT INTO invitation (id, tenant_id, email, name, locale, roles, branch_id, token_hash, expires_at)
    VALUES ('inv_west', '${TENANT}', 'invited@west.test', 'West Invited', 'en', '{leader}', '${west}', 'x', now() + interval '1 day');
`

let world: ApiWorld
let owner: pg.Client
let redis: Redis
let west: string

const mutate = async (as: string, mutation: string): Promise<Record<string, unknown>> => {
  const refusal = '... on UserError { code message } ... on InputRefusedError { issues { field code message } }'
  const { data, errors } = await world.ask({ as, query: `mutation { done: ${mutation.replace('…', refusal)} }` })
  expect(errors, mutation).toEqual([])
  return (data?.['done'] ?? {}) as Record<string, unknown>
}
const createBranch = async (name: string): Promise<string> => {
  const input = `{ tenantId: "${TENANT}", name: "${name}" }`
  const made = await mutate('admin-heating', `createBranch(input: ${input}) { ... on Branch { id } … }`)
  return String(made['id'])
}
const move = (as: string, input: string): Promise<Record<string, unknown>> =>
  mutate(as, `moveToBranch(input: { tenantId: "${TENANT}", ${input} }) { __typename … }`)

beforeAll(async () => {
  world = await startApiWorld({
    portBase: 5100,
    without: ['kamailio', 'rtpengine', 'media'],
    commandReplyTimeoutMs: 100,
  })
  owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
  await owner.connect()
  redis = new Redis(world.stack.redisUrl)
  await owner.query(ROWS)
  const east = await createBranch('East Office')
  west = await createBranch('West Office')
  await owner.query(ROWS_OF_BRANCHES(west))
  await move(
    'admin-heating',
    `branchId: "${east}", queueIds: ["${EAST.queueId}"], numberIds: ["${EAST.didId}"], agentIds: ["agt_li"], personIds: ["usr_li"]`,
  )
  await move(
    'admin-heating',
    `branchId: "${west}", queueIds: ["${WEST.queueId}"], numberIds: ["${WEST.didId}"], agentIds: ["agt_west"], personIds: ["usr_admin-clinic"]`,
  )
  await tell(redis, EAST, answeredCall(EAST))
  await tell(redis, WEST, answeredCall(WEST))
  await tell(redis, WEST_WAITING, waitingCall(WEST_WAITING))
  const projected = { as: 'admin-heating', query: `{ call(id: "${WEST_WAITING.callId}") { queue { id } } }` }
  await vi.waitFor(async () => expect((await world.ask(projected)).text).toContain(WEST.queueId), { timeout: 20_000 })
}, 180_000)

afterAll(async () => {
  redis.disconnect()
  await owner.end()
  await world.close()
})

/** West's ids for whatever is asked for, in the one company. */
const PROBES = shortestWays(
  makeProbes(buildSchema(), {
    ...VALUES,
    id: `"${TENANT}"`,
    tenantId: `"${TENANT}"`,
    callId: `"${WEST.callId}"`,
    'Query.call.id': `"${WEST.callId}"`,
    'Query.call.tenantId': `"${TENANT}"`,
    queueId: `"${WEST.queueId}"`,
    queueIds: `["${WEST.queueId}"]`,
    agentId: `"${WEST.agentId}"`,
    didId: `"${WEST.didId}"`,
    didIds: `["${WEST.didId}"]`,
    personId: '"usr_admin-clinic"',
    invitationId: '"inv_west"',
    flowId: '"ivr_heating"',
    groupId: '"grp_west"',
  }),
)

/** One way to every object below every other: how one came there makes no difference to whose rows are read. */
function shortestWays(probes: readonly Probe[]): readonly Probe[] {
  const keyOf = ({ operation, path, type }: Probe): string =>
    `${operation} ${path.split(' > ').slice(-2).join(' > ')} ${type}`
  const byLength = probes.toSorted((a, b) => a.path.length - b.path.length)
  return [...new Map(byLength.toReversed().map((probe) => [keyOf(probe), probe])).values()]
}

const run = (as: string, { operation, document: query }: Probe): Promise<Answer> =>
  operation === 'subscription' ? world.watch({ as, query }) : world.ask({ as, query })
const seenIn = (answer: Answer, probe: Probe): string[] =>
  SECRETS.filter((secret) => answer.text.includes(secret) && !probe.document.includes(secret))
const READING = PROBES.filter(({ operation }) => operation !== 'mutation')
/** Each change is tried once; what it answers when it is refused is the same everywhere. */
const CHANGING = PROBES.filter(
  ({ operation, path, type }) => operation === 'mutation' && !path.includes(' > ') && !type.endsWith('Error'),
)
const byField = (probes: readonly Probe[]) => [...Map.groupBy(probes, ({ rootField }) => rootField)] as const

/** Every row that West has, as it is now. */
async function westRows(): Promise<string> {
  const tables = ['queue', 'did', 'agent', 'agent_group', 'invitation', 'membership']
  const rows: unknown[] = []
  for (const table of tables) {
    const sql = `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE branch_id = $1 ORDER BY 1`
    rows.push((await owner.query(sql, [west])).rows)
  }
  return JSON.stringify(rows)
}

describe('one of the eastern branch', () => {
  test('sees the own calls, queues, numbers and people', async () => {
    const { data } = await world.ask({
      as: 'li',
      query: `{ call(id: "${EAST.callId}") { ani agent { name } } tenant(id: "${TENANT}") { branches { name } rightsHolders { name } live { queues { queue { id } } } calls { totalCount } } }`,
    })
    expect(data).toMatchObject({
      call: { ani: EAST.ani, agent: { name: '李伟' } },
      tenant: {
        branches: [{ name: 'East Office' }],
        rightsHolders: [{ name: '李伟' }],
        live: { queues: [{ queue: { id: EAST.queueId } }] },
        calls: { totalCount: 1 },
      },
    })
  })

  test.each(byField(READING))('sees nothing of the western through %s', async (_field, probes) => {
    for (const probe of probes) expect(seenIn(await run('li', probe), probe), probe.document).toEqual([])
  })

  test.each(byField(CHANGING))('changes nothing of the western through %s', async (_field, probes) => {
    const before = await westRows()
    for (const probe of probes) expect(seenIn(await run('li', probe), probe), probe.document).toEqual([])
    expect(await westRows()).toBe(before)
  })

  test('cannot set themself free, nor read what concerns the company as a whole', async () => {
    expect(await move('li', 'branchId: null, personIds: ["usr_li"]')).toMatchObject({ code: 'forbidden' })
    for (const field of ['audit { totalCount }', 'operatorAccess { id }'])
      expect((await world.ask({ as: 'li', query: `{ tenant(id: "${TENANT}") { ${field} } }` })).text).toContain(
        '"forbidden"',
      )
    const answer = await world.ask({
      as: 'li',
      query: `{ tenant(id: "${TENANT}") { ownRights { branch { name } rights { permission isHeld isWithheldByBranch byRoles } } } }`,
    })
    expect(answer.data).toMatchObject({
      tenant: {
        ownRights: {
          branch: { name: 'East Office' },
          rights: expect.arrayContaining([
            { permission: 'AUDIT_VIEW', isHeld: false, isWithheldByBranch: true, byRoles: ['ADMIN'] },
          ]) as unknown,
        },
      },
    })
  })
})

describe('the head office', () => {
  // Every question of all the tests above in one: as long as they take together.
  test('sees both, by the same questions', { timeout: 300_000 }, async () => {
    const seen = new Set<string>()
    for (const probe of READING) for (const secret of seenIn(await run('admin-heating', probe), probe)) seen.add(secret)
    // What nothing shows by itself, without being asked for by its id, needs no hiding from a list.
    for (const secret of [WEST.ani, WEST_WAITING.ani, WEST.dnis, 'West Agent', 'West Payments', 'Dr. Anna Zhou'])
      expect(seen, secret).toContain(secret)
  })

  test('has a configuration of both, also after a branch has changed its part', async () => {
    const snapshot = String(await redis.hget(TENANT_SNAPSHOTS, TENANT))
    for (const id of [EAST.queueId, WEST.queueId, EAST.didId]) expect(snapshot).toContain(id)
  })

  test('closes a branch only when nothing is left in it', async () => {
    const input = `{ tenantId: "${TENANT}", branchId: "${west}" }`
    expect(await mutate('admin-heating', `archiveBranch(input: ${input}) { __typename … }`)).toMatchObject({
      code: 'branch.notEmpty',
      message: expect.stringContaining('West Agent') as unknown,
    })
  })

  test('is told what is wrong with a name, and that nobody locks themself out', async () => {
    const create = (name: string): Promise<unknown> =>
      mutate('admin-heating', `createBranch(input: { tenantId: "${TENANT}", name: "${name}" }) { __typename … }`)
    expect(await create('  ')).toMatchObject({ issues: [{ field: 'name', code: 'required' }] })
    expect(await create('East Office')).toMatchObject({ code: 'invalidInput' })
    expect(await move('admin-heating', `branchId: "${west}", personIds: ["usr_admin-heating"]`)).toMatchObject({
      issues: [{ field: 'personIds', code: 'branch.oneself' }],
    })
  })
})

test('a person has one branch in a tenant, whoever writes', async () => {
  await expect(owner.query(`UPDATE membership SET branch_id = '${west}' WHERE id = 'mbr_east-admin'`)).rejects.toThrow(
    'one branch',
  )
})
