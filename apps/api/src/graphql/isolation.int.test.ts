import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { answeredCall, tell, waitingCall } from '../testing/call-story.ts'
import type { CallStory } from '../testing/call-story.ts'
import { makeProbes, reachableTypes } from '../testing/probes.ts'
import type { Probe } from '../testing/probes.ts'
import { secretsOf } from '../testing/secrets.ts'
import { typeNameOfId } from './node-types.ts'
import { buildSchema } from './schema.ts'

/** Promise: whatever a person asks for with another tenant's ids, nothing of that tenant comes back. */
const SECRET_TENANT = 'ten_demo-travel'
const STORY: CallStory = {
  callId: 'cal_secret-answered-call',
  tenantId: SECRET_TENANT,
  didId: 'did_travel',
  flowId: 'ivr_travel',
  flowVersionId: 'ivv_travel-1',
  queueId: 'que_travel-booking',
  agentId: 'agt_jonas',
  ani: '+4479460000123',
  dnis: '4008002002',
  arrivesAt: Date.now() - 120_000,
}
const WAITING: CallStory = {
  ...STORY,
  callId: 'cal_secret-waiting-call',
  ani: '+4479460000456',
  arrivesAt: Date.now() - 20_000,
}

/** The strangers have a call of their own, so that words which every call has are not taken for secrets. */
const OWN: CallStory = {
  ...STORY,
  callId: 'cal_heating-answered-call',
  tenantId: 'ten_demo-heating',
  didId: 'did_heating',
  flowId: 'ivr_heating',
  flowVersionId: 'ivv_heating-1',
  queueId: 'que_heating-repair',
  agentId: 'agt_li',
  ani: '+8613800000789',
  dnis: '4008001001',
}

/** The tenant's own ids for every argument that there is; `id` of a node is tried for each kind of node. */
const VALUES = {
  id: `"${SECRET_TENANT}"`,
  tenantId: `"${SECRET_TENANT}"`,
  callId: `"${STORY.callId}"`,
  'Query.call.id': `"${STORY.callId}"`,
  queueIds: `["${STORY.queueId}"]`,
  reasonId: '"rsn_travel-1"',
  dispositionId: '"dsp_travel-1"',
  bySeconds: '30',
  muted: 'true',
  'Mutation.agentSetDisposition.note': '"probe"',
  'Mutation.agentSignIn.device': 'SIP_PHONE',
}
const NODES = [SECRET_TENANT, STORY.queueId, STORY.agentId, STORY.callId, 'rec_secret-answered-call']

const schema = buildSchema()
const PROBES: readonly Probe[] = [
  ...makeProbes(schema, VALUES).filter((probe) => probe.rootField !== 'node'),
  ...NODES.flatMap((id) =>
    makeProbes(schema, { ...VALUES, 'Query.node.id': `"${id}"` }).filter(
      ({ rootField, document }) => rootField === 'node' && document.includes(`{ ... on ${typeNameOfId(id)} {`),
    ),
  ),
]
const BY_FIELD = [...Map.groupBy(PROBES, ({ operation, rootField }) => `${operation} ${rootField}`)]

let world: ApiWorld
let secrets: readonly string[]

beforeAll(async () => {
  world = await startApiWorld({
    portBase: 4720,
    without: ['kamailio', 'rtpengine', 'media'],
    commandReplyTimeoutMs: 100,
  })
  const redis = new Redis(world.stack.redisUrl)
  await tell(redis, STORY, answeredCall(STORY))
  await tell(redis, OWN, answeredCall(OWN))
  await tell(redis, WAITING, waitingCall(WAITING))
  redis.disconnect()
  const projected = { as: 'admin-travel', query: `{ call(id: "${WAITING.callId}") { id } }` }
  await vi.waitFor(async () => expect((await world.ask(projected)).text).toContain(WAITING.callId), { timeout: 20_000 })
  secrets = [...(await secretsOf(world.stack.databaseOwnerUrl, SECRET_TENANT))]
})

afterAll(async () => {
  await world.close()
})

const run = (as: string | null, { operation, document: query }: Probe): Promise<Answer> =>
  operation === 'subscription' ? world.watch({ as, query }) : world.ask({ as, query })

/** What came back of the tenant, beyond the ids that were in the question. */
const leaked = (answer: Answer, probe: Probe): readonly string[] =>
  secrets.filter((secret) => answer.text.includes(secret) && !probe.document.includes(secret))

describe('the probes', () => {
  test('reach every object type of the schema', () => {
    const reached = reachableTypes(PROBES)
    const all = Object.values(schema.getTypeMap())
      .filter((type) => 'getInterfaces' in type && !type.name.startsWith('__'))
      .map((type) => type.name)
      .filter((name) => !['Query', 'Mutation', 'Subscription', 'Node', 'UserError'].includes(name))
    expect(all.filter((name) => !reached.has(name))).toEqual([])
  })

  test('would find something: the tenant itself sees its rows through them', async () => {
    const seen = new Set<string>()
    for (const probe of PROBES.filter(({ operation }) => operation !== 'mutation')) {
      const answer = await run('admin-travel', probe)
      for (const secret of leaked(answer, probe)) seen.add(secret)
      expect(answer.text, probe.document).not.toContain('"internal"')
    }
    for (const known of [STORY.ani, WAITING.ani, 'Meridian Travel Ltd', 'que_travel-changes', 'Question answered'])
      expect(seen, known).toContain(known)
  })
})

describe('nobody', () => {
  test('is told to log in, whatever is asked', async () => {
    for (const probe of PROBES) {
      const answer = await run(null, probe)
      expect(answer.status, probe.path).toBe(401)
      expect(answer.data, probe.path).toBeNull()
    }
  })
})

describe.each(['li', 'admin-heating'])('%s, who has nothing to do with the tenant', (stranger) => {
  test.each(BY_FIELD)('sees nothing of it through %s', async (_field, probes) => {
    for (const probe of probes) {
      const answer = await run(stranger, probe)
      expect(leaked(answer, probe), probe.document).toEqual([])
      expect(answer.text, probe.document).not.toContain('"internal"')
    }
  })
})
