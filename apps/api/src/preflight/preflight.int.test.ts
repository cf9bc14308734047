import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { eventually } from '../testing/eventually.ts'
import { newClient, stockSql } from '../testing/new-client.ts'

let world: ApiWorld
let owner: pg.Client

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5_230, without: [] })
  owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
  await owner.connect()
  await owner.query(stockSql(['4009100001', '4009100002', '4009100003']))
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

type Check = { readonly code: string; readonly subject: string; readonly state: string; readonly found: Found[] }
type Found = { readonly name: string; readonly value: string }
type Run = { readonly id: string; readonly status: string; readonly checks: readonly Check[] }

async function onboard(key: string, changes: object): Promise<string> {
  const query = `mutation ($input: OnboardTenantInput!, $key: String!) {
    onboardTenant(input: $input, idempotencyKey: $key) { ... on Onboarded { file { tenant { id } } } ... on UserError { message } } }`
  const answer = await world.ask({ as: 'operator', query, variables: { input: newClient({ ...changes }), key } })
  const { onboardTenant } = answer.data as { onboardTenant: { file: { tenant: { id: string } } } }
  return onboardTenant.file.tenant.id
}

async function runs(tenantId: string): Promise<readonly Run[]> {
  const query = `query ($tenantId: ID!) { preflightRuns(tenantId: $tenantId) { id status checks { code subject state found { name value } } } }`
  const answer = await world.ask({ as: 'operator', query, variables: { tenantId } })
  return (answer.data as { preflightRuns: readonly Run[] }).preflightRuns
}

async function start(tenantId: string): Promise<{ readonly id: string; readonly status: string }> {
  const query = `mutation ($tenantId: ID!) { startPreflight(tenantId: $tenantId) { ... on PreflightRun { id status } ... on UserError { code message } } }`
  const answer = await world.ask({ as: 'operator', query, variables: { tenantId } })
  return (answer.data as { startPreflight: { id: string; status: string } }).startPreflight
}

async function preflight(tenantId: string): Promise<Run> {
  const { id } = await start(tenantId)
  let run: Run | undefined
  await eventually(
    'the preflight ends',
    async () => {
      run = (await runs(tenantId)).find((each) => each.id === id)
      return run !== undefined && run.status !== 'RUNNING'
    },
    { deadlineMs: 90_000, everyMs: 300 },
  )
  if (run === undefined) throw new Error('there is a run')
  return run
}

const stateOf = (run: Run, code: string): string[] =>
  run.checks.filter((check) => check.code === code).map(({ state }) => state)

describe('a client that was just made', () => {
  let tenantId = ''

  test('is green: its number answers, is heard, and every key leads to its queue', async () => {
    tenantId = await onboard('preflight-green-1', {
      numbers: ['4009100001'],
      template: 'hospitalBooking',
      language: 'zh-CN',
    })
    const startedAt = performance.now()
    const run = await preflight(tenantId)
    process.stdout.write(`preflight took ${String(Math.round(performance.now() - startedAt))} ms\n`)
    expect(
      run.checks.filter(({ state }) => state !== 'OK' && state !== 'WARNING'),
      JSON.stringify(run),
    ).toEqual([])
    expect(run.status).toBe('PASSED')
    expect(stateOf(run, 'call.choice')).toEqual(['OK', 'OK', 'OK', 'OK'])
    for (const code of ['call.answered', 'call.heard', 'call.recorded', 'flow', 'prompts', 'numbers'])
      expect(stateOf(run, code), code).toContain('OK')
  })

  test('its test calls are in no list, no figure and no bill', async () => {
    const { rows } = await owner.query<{ test: boolean; price: string | null }>(
      `SELECT test, price_micros AS price FROM call WHERE tenant_id = $1`,
      [tenantId],
    )
    expect(rows.length).toBeGreaterThanOrEqual(4)
    expect(rows.every(({ test: isTest, price }) => isTest && price === null)).toBe(true)
    const usage = await owner.query(`SELECT 1 FROM usage_record WHERE tenant_id = $1`, [tenantId])
    expect(usage.rows).toEqual([])
    const query = `query ($id: ID!) { tenant(id: $id) { live { calls { id } queues { serviceLevelToday { answered abandoned } } } } }`
    const answer = await world.ask({ as: 'operator', query, variables: { id: tenantId } })
    const { tenant } = answer.data as {
      tenant: { live: { calls: unknown[] | null; queues: { serviceLevelToday: { abandoned: number } }[] } }
    }
    expect(tenant.live.calls ?? []).toEqual([])
    expect(tenant.live.queues.every(({ serviceLevelToday }) => serviceLevelToday.abandoned === 0)).toBe(true)
  })

  test('is started once, however often it is asked for at once', async () => {
    const [first, second] = await Promise.all([start(tenantId), start(tenantId)])
    expect(first.id).toBe(second.id)
    await eventually('it ends', async () => (await runs(tenantId)).every(({ status }) => status !== 'RUNNING'), {
      deadlineMs: 90_000,
      everyMs: 300,
    })
  })
})

test('what is missing is found: nobody for a queue, and a prompt whose file is gone', async () => {
  const tenantId = await onboard('preflight-red-1', { numbers: ['4009100002'], agentIds: [] })
  const { rows } = await owner.query<{ file: string }>(`SELECT file FROM prompt WHERE tenant_id = $1 AND name = $2`, [
    tenantId,
    'All lines busy',
  ])
  await rm(join(world.stack.paths.prompts, rows[0]?.file ?? 'none'))
  const run = await preflight(tenantId)
  expect(run.status).toBe('FAILED')
  expect(stateOf(run, 'queueAgents')).toEqual(['PROBLEM', 'PROBLEM'])
  expect(run.checks.filter(({ code }) => code === 'prompts')).toMatchObject([
    { subject: 'All lines busy', state: 'PROBLEM' },
  ])
  expect(stateOf(run, 'call.choice')).not.toContain('PROBLEM')
})
