import { CONFIG_VERSIONS, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'

/** Promise: a tenant keeps its agents alone, the media plane knows at once, and of shared agents each side sees and does only its own. */
const HEATING = 'ten_demo-heating'
const OPERATOR = 'ten_operator'
let world: ApiWorld

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5_410, without: ['kamailio', 'rtpengine', 'media'] })
})
afterAll(async () => {
  await world.close()
})

type Result = Readonly<Record<string, unknown>>

const FAULTS =
  '... on InputRefusedError { issues { field code } } ... on ForbiddenError { code } ... on NotFoundError { code } ... on InvalidInputError { code field } ... on RefusedError { code }'
const AGENT =
  'id name shared active grade employeeNumber logIn { email } queues { id } groups { id leads } skills { id proficiency } serves { tenant { id } queueIds }'

/** One mutation by its input; what it made, or why not. */
async function change(as: string, field: string, input: object, wanted: string): Promise<Result> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { result: ${field}(input: $input) { __typename ${wanted} ${FAULTS} } }`
  const answer = await world.ask({ as, query, variables: { input } })
  expect(answer.errors, answer.text).toEqual([])
  return answer.data?.['result'] as Result
}
const onAgent = `... on AgentSetup { ${AGENT} }`
const onAgents = `... on AgentsChanged { agents { ${AGENT} } }`

async function agentsOf(as: string, tenantId: string, filter = ''): Promise<readonly Result[]> {
  const query = `{ tenant(id: "${tenantId}") { agents(limit: 100${filter}) { totalCount rows { ${AGENT} } } } }`
  const { data, text } = await world.ask({ as, query })
  const page = (data?.['tenant'] as { agents: { rows: Result[] } } | null)?.agents
  if (page === undefined) throw new Error(text)
  return page.rows
}

async function snapshotOf(tenantId: string): Promise<TenantSnapshot> {
  return tenantSnapshotSchema.parse(
    JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, tenantId)) ?? 'null') as unknown,
  )
}

const NEW = {
  tenantId: HEATING,
  name: '王芳',
  grade: 'STANDARD',
  employeeNumber: '301',
  queueIds: ['que_heating-repair'],
}

describe('agents of a tenant', () => {
  let agentId = ''

  test('are made without a log-in, and the media plane knows them at once', async () => {
    const made = await change('admin-heating', 'createAgent', NEW, onAgent)
    expect(made).toMatchObject({ name: '王芳', shared: false, logIn: null, grade: 'STANDARD', employeeNumber: '301' })
    agentId = String(made['id'])
    expect((await snapshotOf(HEATING)).agents.find((agent) => agent.agentId === agentId)).toMatchObject({
      grade: 'standard',
      queueIds: ['que_heating-repair'],
    })
  })

  test('are refused with all that is wrong, field by field', async () => {
    const input = { ...NEW, name: ' ', employeeNumber: 'a b' }
    expect((await change('admin-heating', 'createAgent', input, onAgent))['issues']).toEqual([
      { field: 'name', code: 'required' },
      { field: 'employeeNumber', code: 'invalid' },
    ])
    const taken = { ...NEW, queueIds: ['que_travel-booking'] }
    expect((await change('admin-heating', 'createAgent', taken, onAgent))['issues']).toEqual([
      { field: 'employeeNumber', code: 'employeeNumber.taken' },
      { field: 'queueIds', code: 'notFound' },
    ])
  })

  test('are made of a person, who then may work', async () => {
    const input = { ...NEW, name: '陈静', employeeNumber: '302', userId: 'usr_admin-heating' }
    expect(await change('admin-heating', 'createAgent', input, onAgent)).toMatchObject({
      logIn: { email: 'admin-heating@seatline.test' },
    })
    const viewer = { as: 'admin-heating', query: '{ viewer { agent { name } } }' }
    await expect.poll(async () => (await world.ask(viewer)).data).toEqual({ viewer: { agent: { name: '陈静' } } })
    const again = { ...input, employeeNumber: '303' }
    expect((await change('admin-heating', 'createAgent', again, onAgent))['issues']).toEqual([
      { field: 'userId', code: 'person.isAgent' },
    ])
  })

  test('are assigned in bulk, and their skills are published', async () => {
    const input = {
      tenantId: HEATING,
      agentIds: [agentId, 'agt_li'],
      addQueueIds: ['que_heating-billing'],
      addGroupIds: ['grp_heating-night'],
      setSkills: [{ skillId: 'skl_heating-dialect', proficiency: 9 }],
    }
    const { agents } = (await change('admin-heating', 'assignAgents', input, onAgents)) as { agents: Result[] }
    expect(agents).toHaveLength(2)
    for (const agent of agents) {
      expect(agent['groups']).toContainEqual({ id: 'grp_heating-night', leads: false })
      expect(agent['skills']).toContainEqual({ id: 'skl_heating-dialect', proficiency: 9 })
    }
    const published = (await snapshotOf(HEATING)).agents.find((agent) => agent.agentId === agentId)
    expect(published).toMatchObject({
      queueIds: ['que_heating-billing', 'que_heating-repair'],
      skills: [{ skillId: 'skl_heating-dialect', proficiency: 9 }],
    })
    const outOfRange = { tenantId: HEATING, cells: [{ agentId, skillId: 'skl_heating-dialect', proficiency: 11 }] }
    expect((await change('admin-heating', 'setAgentSkills', outOfRange, onAgents))['issues']).toEqual([
      { field: 'cells.0.proficiency', code: 'tooBig' },
    ])
  })

  test('come from a file whole or not at all', async () => {
    const csv = 'employeeNumber,name,queues,skills\n301,王芳芳,报修,管道抢修:3\n401,赵强,报修;夜班,\n'
    const report = '... on AgentImport { kept created updated issues { line field code } }'
    const input = { tenantId: HEATING, csv, tryOnly: false }
    expect(await change('admin-heating', 'importAgents', input, report)).toMatchObject({
      kept: false,
      issues: [{ line: 3, field: 'queues', code: 'notFound' }],
    })
    expect((await agentsOf('admin-heating', HEATING, ', filter: { search: "王芳芳" }')).length).toBe(0)
    const right = { ...input, csv: csv.replace(';夜班', ';缴费') }
    expect(await change('admin-heating', 'importAgents', right, report)).toMatchObject({
      kept: true,
      created: 1,
      updated: 1,
    })
    const [renamed] = await agentsOf('admin-heating', HEATING, ', filter: { search: "301" }')
    expect(renamed).toMatchObject({ name: '王芳芳', skills: [{ id: 'skl_heating-pipes', proficiency: 3 }] })
  })

  test('who are taken off are in no configuration any more', async () => {
    const input = { tenantId: HEATING, agentIds: [agentId], active: false }
    expect(await change('admin-heating', 'setAgentsActive', input, onAgents)).toMatchObject({
      agents: [{ active: false }],
    })
    expect((await snapshotOf(HEATING)).agents.map((agent) => agent.agentId)).not.toContain(agentId)
  })

  test('are the administrator alone to change', async () => {
    expect((await change('li', 'createAgent', { ...NEW, employeeNumber: '999' }, onAgent))['code']).toBe('forbidden')
    expect((await change('admin-travel', 'createAgent', NEW, onAgent))['code']).toBe('notFound')
    expect((await change('operator', 'createAgent', NEW, onAgent))['code']).toBe('forbidden')
  })
})

describe('an agent whom the operator shares', () => {
  test('is known to a client by name and by what concerns the client', async () => {
    const [mei] = await agentsOf('admin-heating', HEATING, ', filter: { search: "Mei" }')
    expect(mei).toMatchObject({ shared: true, employeeNumber: null, logIn: null, serves: [] })
    expect((mei?.['queues'] as { id: string }[]).every(({ id }) => id.startsWith('que_heating'))).toBe(true)
    // Not even by trying: the number is the home's.
    expect(await agentsOf('admin-heating', HEATING, ', filter: { search: "101" }')).toEqual([])
  })

  test('is given groups and skills by the client, but no queue and no other name', async () => {
    const skill = { skillId: 'skl_heating-dialect', proficiency: 2 }
    const skills = { tenantId: HEATING, agentIds: ['agt_mei'], setSkills: [skill] }
    const changed = (await change('admin-heating', 'assignAgents', skills, onAgents)) as { agents: Result[] }
    expect(changed.agents[0]?.['skills']).toContainEqual({ id: 'skl_heating-dialect', proficiency: 2 })
    const queues = { tenantId: HEATING, agentIds: ['agt_mei'], removeQueueIds: ['que_heating-repair'] }
    expect((await change('admin-heating', 'assignAgents', queues, onAgents))['code']).toBe('agent.shared')
    const rename = { ...NEW, agentId: 'agt_mei', name: 'Mine' }
    expect((await change('admin-heating', 'updateAgent', rename, onAgent))['code']).toBe('agent.shared')
  })

  test('is given to a client by the operator alone, and the client is told', async () => {
    const input = { tenantId: HEATING, agentIds: ['agt_jonas'], addQueueIds: ['que_heating-repair'] }
    expect((await change('admin-heating', 'assignSharedAgents', input, onAgents))['code']).toBe('forbidden')
    const { agents } = (await change('operator', 'assignSharedAgents', input, onAgents)) as { agents: Result[] }
    expect(agents[0]?.['serves']).toContainEqual({ tenant: { id: HEATING }, queueIds: ['que_heating-repair'] })
    expect((await snapshotOf(HEATING)).agents.map((agent) => agent.agentId)).toContain('agt_jonas')
    const [jonas] = await agentsOf('admin-heating', HEATING, ', filter: { search: "Jonas" }')
    expect(jonas).toMatchObject({ shared: true, queues: [{ id: 'que_heating-repair' }] })
  })

  test('keeps one name everywhere: what the operator changes, each client that is served has at once', async () => {
    const before = Number(await world.opened.redis.hget(CONFIG_VERSIONS, 'ten_demo-travel'))
    const input = { tenantId: OPERATOR, agentId: 'agt_jonas', name: 'Jonas W.', grade: 'LEADER', queueIds: [] }
    expect(await change('operator', 'updateAgent', input, onAgent)).toMatchObject({ name: 'Jonas W.' })
    for (const tenantId of [HEATING, 'ten_demo-travel', 'ten_demo-clinic']) {
      const { agents } = await snapshotOf(tenantId)
      expect(agents.find((agent) => agent.agentId === 'agt_jonas')).toMatchObject({ name: 'Jonas W.', grade: 'leader' })
    }
    expect(Number(await world.opened.redis.hget(CONFIG_VERSIONS, 'ten_demo-travel'))).toBe(before + 1)
  })

  test('is shown to the operator with the clients that are served', async () => {
    const [mei] = await agentsOf('operator', OPERATOR, ', filter: { search: "Mei" }')
    expect((mei?.['serves'] as { tenant: { id: string } }[]).map(({ tenant }) => tenant.id).toSorted()).toEqual([
      'ten_demo-clinic',
      HEATING,
      'ten_demo-travel',
    ])
  })
})

describe('groups and skills', () => {
  test('a group has leaders, who are members of it', async () => {
    const onGroup = '... on AgentGroup { id name members { id leads } }'
    const group = { tenantId: HEATING, name: '抢修队', memberIds: ['agt_li', 'agt_mei'], leaderIds: ['agt_li'] }
    expect(await change('admin-heating', 'saveAgentGroup', group, onGroup)).toMatchObject({
      members: [
        { id: 'agt_li', leads: true },
        { id: 'agt_mei', leads: false },
      ],
    })
    expect((await change('admin-heating', 'saveAgentGroup', group, onGroup))['field']).toBe('name')
    const astray = { ...group, name: '别的', memberIds: ['agt_mei'] }
    expect((await change('admin-heating', 'saveAgentGroup', astray, onGroup))['issues']).toEqual([
      { field: 'leaderIds', code: 'group.leaderNotMember' },
    ])
  })
})
