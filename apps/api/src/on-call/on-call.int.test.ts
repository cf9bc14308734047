import { idSchema, tenantSnapshotSchema } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_AGENTS } from '../seed/demo-people.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'

/** Promise: who is on call is the tenant's own, checked, published with the rest, and nobody else's. */
const TENANT = idSchema('tenant').parse('ten_demo-travel')
const SEEN = `{ tenant(id: "${TENANT}") { onCallLists { name onCallNow duties { agent { name } number days from to holdsNow } } } }`
const ALWAYS = 'days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00"'

let world: ApiWorld
beforeAll(async () => {
  world = await startApiWorld({ portBase: 4_930, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
})
afterAll(() => world.close())

const save = (as: string, duties: string, how = `createOnCallList(tenantId: "${TENANT}",`) =>
  world.ask({
    as,
    query: `mutation { saved: ${how} input: { name: "Visa experts", queueId: "que_travel-changes", timeZone: "Europe/London", duties: [${duties}] }) { __typename ... on OnCallList { id } ... on InputRefusedError { issues { field code } } } }`,
  })

async function published() {
  const { database } = world.opened.platform
  const [row] = await database.withTenants({ tenantIds: [TENANT] }, (tx) =>
    tx.configVersion.findMany({ where: { tenantId: TENANT }, orderBy: { version: 'desc' }, take: 1 }),
  )
  return tenantSnapshotSchema.parse(row?.snapshot)
}

describe('an on-call list', () => {
  test('is kept only when every line of it makes sense, and says which does not', async () => {
    const wrong = await save(
      'admin-travel',
      `{ days: [], from: "25:00", to: "08:00" }, { agentId: "agt_nobody-here", ${ALWAYS}, firstDate: "2027-02-02", lastDate: "2027-02-01" }`,
    )
    for (const issue of ['duties.0.days', 'onCall.noDays', 'duties.0.from', 'onCall.nobody', 'onCall.datesReversed'])
      expect(wrong.text).toContain(issue)
    const stranger = await save('admin-travel', `{ agentId: "agt_nobody-here", ${ALWAYS} }`)
    expect(stranger.text).toContain('"field":"duties.0.agentId","code":"notFound"')
    expect((await world.ask({ as: 'admin-travel', query: SEEN })).text).toContain('"onCallLists":[]')
  })

  test('is published with numbers of agents, says who is on call now, and can be changed and put away', async () => {
    const made = await save(
      'admin-travel',
      `{ agentId: "agt_jonas", number: "020 7123-4567", ${ALWAYS} }, { number: "02071234568", days: [1], from: "08:00", to: "08:01", lastDate: "2020-01-01" }`,
    )
    const listId = /"id":"(ocl_[a-z0-9]+)"/.exec(made.text)?.[1] ?? made.text
    const seen = await world.ask({ as: 'admin-travel', query: SEEN })
    expect(seen.text).toContain('"number":"02071234567"')
    expect(seen.text).toMatch(/"onCallNow":\["Jonas[^"]*","02071234567"\]/)
    const snapshot = await published()
    expect(snapshot.onCallLists).toMatchObject([{ listId, queueId: 'que_travel-changes', timeZone: 'Europe/London' }])
    expect(snapshot.onCallLists[0]?.duties).toHaveLength(2)
    const changed = await save(
      'admin-travel',
      `{ agentId: "agt_jonas", ${ALWAYS} }`,
      `updateOnCallList(tenantId: "${TENANT}", listId: "${listId}",`,
    )
    expect(changed.text).toContain(listId)
    expect((await published()).onCallLists[0]?.duties).toMatchObject([{ agentId: 'agt_jonas', number: null }])
    const archived = await world.ask({
      as: 'admin-travel',
      query: `mutation { archiveOnCallList(tenantId: "${TENANT}", listId: "${listId}") { __typename } }`,
    })
    expect(archived.text).toContain('OnCallList')
    expect((await published()).onCallLists).toEqual([])
  })

  test('is neither seen nor changed by those whose it is not', async () => {
    await save('admin-travel', `{ agentId: "agt_jonas", ${ALWAYS} }`)
    for (const person of ['admin-heating', 'jonas', 'finance'])
      expect((await world.ask({ as: person, query: SEEN })).text, person).not.toContain('Visa experts')
    for (const person of ['admin-heating', 'jonas', 'li'])
      expect((await save(person, `{ agentId: "agt_jonas", ${ALWAYS} }`)).text, person).not.toContain('ocl_')
  })
})

test('the number of an agent is published, and is what the extension of a menu means', async () => {
  await save('admin-travel', `{ agentId: "agt_jonas", ${ALWAYS} }`, `createOnCallList(tenantId: "${TENANT}",`)
  const snapshot = await published()
  const jonas = snapshot.agents.find(({ agentId }) => agentId === 'agt_jonas')
  expect(jonas).toMatchObject({ number: DEMO_AGENTS.find(({ agentId }) => agentId === 'agt_jonas')?.employeeNumber })
})
