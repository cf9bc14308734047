import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSchema } from '../graphql/schema.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { AUDITED, isAgentCommand, UNAUDITED } from '../testing/audited-mutations.ts'
import type { AuditedMutation } from '../testing/audited-mutations.ts'

/** Promise: no administrative act without exactly one entry that says who, what, before and after, from where; and no entry is ever changed. */
const TENANT = 'ten_demo-travel'

let world: ApiWorld
let owner: pg.Client

beforeAll(async () => {
  world = await startApiWorld({
    portBase: 5140,
    without: ['kamailio', 'rtpengine', 'media'],
    commandReplyTimeoutMs: 300,
  })
  owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
  await owner.connect()
}, 180_000)

afterAll(async () => {
  await owner.end()
  await world.close()
})

type EntryRow = {
  readonly id: string
  readonly action: string
  readonly actor_user_id: string | null
  readonly subject_name: string
}
const entries = async (): Promise<readonly EntryRow[]> =>
  (await owner.query<EntryRow>('SELECT * FROM audit_event')).rows
const ask = (as: string, query: string): Promise<Answer> => world.ask({ as, query })

type Done = Readonly<Record<string, unknown>> & { readonly code?: string; readonly kept?: { readonly id: string } }

/** What later mutations name: ids that earlier ones made. */
const kept = new Map<string, string>()

async function prepare({ rows }: AuditedMutation): Promise<void> {
  if (rows !== undefined) await owner.query(rows)
  kept.set('tomorrow', new Date(Date.now() + 86_400_000).toISOString().slice(0, 10))
  const reasons = await owner.query<{ id: string }>(
    'SELECT id FROM reason WHERE tenant_id = $1 AND active AND id <> $2 ORDER BY position',
    [TENANT, kept.get('code') ?? ''],
  )
  kept.set('reasons', reasons.rows.map(({ id }) => `"${id}"`).join(', '))
}

async function run(name: string, mutation: AuditedMutation): Promise<Done> {
  const { as, args, keep } = mutation
  const filled = args.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => kept.get(key) ?? key)
  const kindOf =
    keep === undefined ? '' : `... on ${keep.type} { ${keep.path === undefined ? 'id' : `kept: ${keep.path} { id }`} }`
  const refusal = '... on UserError { code message } ... on InputRefusedError { issues { field code message } }'
  const { data, text } = await ask(as, `mutation { done: ${name}${filled} { __typename ${refusal} ${kindOf} } }`)
  expect(data, text).not.toBeNull()
  const done = data?.['done'] as Done
  expect(done.code, JSON.stringify(done)).toBeUndefined()
  if (keep !== undefined) kept.set(keep.name, String(keep.path === undefined ? done['id'] : done.kept?.id))
  return done
}

const mutations = Object.keys(buildSchema().getMutationType()?.getFields() ?? {})

describe('every mutation', () => {
  test('is a command of an agent, is audited, or is on the short list of those that change nothing', () => {
    const known = (name: string): boolean => isAgentCommand(name) || name in AUDITED || name in UNAUDITED
    expect(mutations.filter((name) => !known(name))).toEqual([])
    expect([...Object.keys(AUDITED), ...Object.keys(UNAUDITED)].filter((name) => !mutations.includes(name))).toEqual([])
    for (const [name, { leaves }] of Object.entries(AUDITED)) expect(name in UNAUDITED, name).toBe(leaves === 0)
  })

  test.each(Object.entries(AUDITED))('%s leaves exactly one entry when it succeeds', async (name, mutation) => {
    await prepare(mutation)
    const before = new Set((await entries()).map(({ id }) => id))
    await run(name, mutation)
    const made = (await entries()).filter(({ id }) => !before.has(id))
    expect(made.map(({ action }) => action)).toHaveLength(mutation.leaves ?? 1)
    for (const entry of made) {
      expect(entry.action).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)
      expect(entry.actor_user_id).toBe(mutation.as === 'operator' ? 'usr_operator' : 'usr_admin-travel')
      expect(entry.subject_name).not.toBe('')
    }
  })

  test('leaves none when it is refused', async () => {
    const before = (await entries()).length
    for (const [name, { args }] of Object.entries(AUDITED)) {
      const filled = args.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => kept.get(key) ?? key)
      const { text } = await ask(
        'admin-clinic',
        `mutation { ${name}${filled} { __typename ... on UserError { code } } }`,
      )
      expect(text, name).toMatch(/"code":"(notFound|forbidden)"/)
    }
    expect(await entries()).toHaveLength(before)
  })
})

describe('the audit', () => {
  test('cannot be changed or taken away by the role the application has', async () => {
    const { database } = world.opened.platform
    const scope = { tenantIds: [TENANT, 'ten_operator'], operator: true }
    await expect(
      database.withTenants(scope, (tx) => tx.auditEvent.updateMany({ data: { actorName: 'Nobody' } })),
    ).rejects.toThrow('permission denied')
    await expect(database.withTenants(scope, (tx) => tx.auditEvent.deleteMany())).rejects.toThrow('permission denied')
    const rights = await owner.query<{ privilege_type: string }>(
      `SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = 'audit_event' AND grantee = 'seatline_app' ORDER BY 1`,
    )
    expect(rights.rows.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT'])
  })

  test('is found by time, person, act and subject, and read page by page', async () => {
    const list = async (args: string): Promise<{ totalCount: number; edges: { node: Record<string, unknown> }[] }> => {
      const { data, text } = await ask(
        'admin-travel',
        `{ tenant(id: "${TENANT}") { audit${args} { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id action actorName subjectName changes { field before after } } } } } }`,
      )
      expect(data, text).not.toBeNull()
      return (data?.['tenant'] as { audit: never }).audit
    }
    const renamed = await list('(filter: { action: "branch.rename" })')
    expect(renamed).toMatchObject({
      totalCount: 1,
      edges: [
        { node: { subjectName: 'Far North', changes: [{ field: 'name', before: 'North', after: 'Far North' }] } },
      ],
    })
    const ofBranches = await list('(filter: { action: "branch" })')
    expect(ofBranches.edges.map(({ node }) => node['action'])).toEqual([
      'branch.archive',
      'branch.move',
      'branch.rename',
      'branch.create',
    ])
    expect((await list('(filter: { subject: "far nor" })')).totalCount).toBeGreaterThanOrEqual(2)
    expect((await list('(filter: { actorId: "usr_nobody" })')).totalCount).toBe(0)
    expect((await list('(filter: { to: "2020-01-01T00:00:00Z" })')).totalCount).toBe(0)

    const all = await list('(first: 200)')
    const seen: unknown[] = []
    let after = ''
    for (let more = true; more;) {
      const page = (await list(`(first: 7${after})`)) as never as {
        pageInfo: { hasNextPage: boolean; endCursor: string }
        edges: { node: { id: string } }[]
      }
      seen.push(...page.edges.map(({ node }) => node.id))
      more = page.pageInfo.hasNextPage
      after = `, after: "${page.pageInfo.endCursor}"`
    }
    expect(seen).toEqual(all.edges.map(({ node }) => node['id']))
    expect(all.totalCount).toBe(seen.length)
  })

  test('shows the operator every tenant’s, and a tenant its own alone', async () => {
    const platform =
      '{ platformAudit(first: 200) { totalCount edges { node { tenantId } } } platformAuditChoices { actions } }'
    const { data } = await ask('operator', platform)
    const { totalCount, edges } = data?.['platformAudit'] as {
      totalCount: number
      edges: { node: { tenantId: string } }[]
    }
    expect(totalCount).toBe((await entries()).length)
    expect(new Set(edges.map(({ node }) => node.tenantId)).size).toBeGreaterThan(1)
    for (const as of ['finance', 'admin-travel', 'mei'])
      expect((await ask(as, platform)).text, as).toContain('forbidden')
    expect((await ask('mei', `{ tenant(id: "${TENANT}") { audit { totalCount } } }`)).text).toContain('forbidden')
    const own = await ask('admin-clinic', '{ tenant(id: "ten_demo-clinic") { audit { totalCount } } }')
    expect(own.data).toEqual({ tenant: { audit: { totalCount: 0 } } })
  })

  test('says from where: over HTTP the client’s address', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await world.tokenOf('admin-clinic')}`,
        // Nobody in front of this API is trusted, so nobody is believed.
        'x-forwarded-for': '203.0.113.9',
      },
      body: JSON.stringify({
        query:
          'mutation { createBranch(input: { tenantId: "ten_demo-clinic", name: "South" }) { __typename ... on UserError { message } } }',
      }),
    })
    expect(await response.text()).toContain('"Branch"')
    const { data } = await ask(
      'admin-clinic',
      '{ tenant(id: "ten_demo-clinic") { audit { edges { node { address userAgent } } } } }',
    )
    expect(data).toMatchObject({
      tenant: { audit: { edges: [{ node: { address: '127.0.0.1', userAgent: 'node' } }] } },
    })
  })
})
