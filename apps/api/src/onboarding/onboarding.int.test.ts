import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TENANT_SNAPSHOTS, tenantSnapshotSchema, validateFlow } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RequestScope } from '../auth/request-scope.ts'
import { ownTransactions } from '../auth/request-scope.ts'
import { viewerRepository } from '../auth/viewer-repository.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { eventually } from '../testing/eventually.ts'
import { newClient, stockSql } from '../testing/new-client.ts'
import { PROVISION_STEPS } from './provision-steps.ts'
import { onboardTenant } from './service.ts'
import { INDUSTRY_TEMPLATES } from './templates/industry-templates.ts'
import { TEMPLATE_LOCALES } from './templates/template.ts'

const OPERATOR_SUBJECT = '00000000-0000-4000-8000-000000000007'
const NUMBERS = Array.from({ length: 60 }, (_, index) => String(4_009_000_001 + index))
const COMBINATIONS = INDUSTRY_TEMPLATES.flatMap(({ key }) => TEMPLATE_LOCALES.map((language) => ({ key, language })))
const STEPS = [...Object.keys(PROVISION_STEPS), 'version', 'audit', 'committed']

let world: ApiWorld
let owner: pg.Client

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5_200, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
  owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
  await owner.connect()
  await owner.query(stockSql(NUMBERS))
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

const ONBOARD = `mutation ($input: OnboardTenantInput!, $key: String!) {
  onboardTenant(input: $input, idempotencyKey: $key) {
    __typename
    ... on Onboarded { repeated file { tenant { id status name } numbers history { from to } template } }
    ... on UserError { code field message }
    ... on InputRefusedError { issues { field code } }
  }
}`

type Result = {
  readonly __typename: string
  readonly repeated?: boolean
  readonly code?: string
  readonly issues?: readonly { readonly field: string; readonly code: string }[]
  readonly file?: {
    readonly tenant: { readonly id: string; readonly status: string }
    readonly numbers: readonly string[]
    readonly history: readonly { readonly from: string | null; readonly to: string }[]
  }
}

async function onboard(input: object, key: string, as = 'operator'): Promise<Result> {
  const answer: Answer = await world.ask({ as, query: ONBOARD, variables: { input, key } })
  if (answer.data === null) throw new Error(answer.text)
  return answer.data['onboardTenant'] as Result
}

let numbersUsed = 0
const nextNumber = (): string => NUMBERS[numbersUsed++] ?? ''

const count = async (table: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n)

const TABLES = [
  'tenant',
  'invitation',
  'price_plan',
  'seat_subscription',
  'add_on',
  'prompt',
  'queue',
  'skill',
  'flow',
  'did',
  'agent_queue',
  'membership',
  'script',
  'announcement',
  'config_version',
  'publication',
  'audit_event',
  'phone_number_change',
] as const

async function whatIsThere(): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {}
  for (const table of TABLES) rows[table] = await count(table)
  rows['numbers'] = (
    await owner.query(`SELECT state::text, count(*)::int AS n FROM phone_number GROUP BY 1 ORDER BY 1`)
  ).rows
  rows['files'] = (await readdir(world.stack.paths.prompts)).filter((name) => name.startsWith('ten_')).sort()
  return rows
}

async function snapshotOf(tenantId: string): Promise<TenantSnapshot> {
  return tenantSnapshotSchema.parse(
    JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, tenantId)) ?? 'null') as unknown,
  )
}

describe('a client is onboarded', () => {
  test.each(COMBINATIONS)('from $key in $language, ready for the media plane', async ({ key, language }) => {
    const number = nextNumber()
    const startedAt = performance.now()
    const result = await onboard(newClient({ template: key, language, numbers: [number] }), `each-${key}-${language}`)
    const tookMs = performance.now() - startedAt
    expect(result, JSON.stringify(result)).toMatchObject({
      __typename: 'Onboarded',
      repeated: false,
      file: {
        tenant: { status: 'PROVISIONING' },
        numbers: [number],
        template: key,
        history: [{ from: null, to: 'PROVISIONING' }],
      },
    })
    process.stdout.write(`onboarded from ${key} in ${language}: ${String(Math.round(tookMs))} ms\n`)
    const snapshot = await snapshotOf(result.file?.tenant.id ?? '')
    expect(snapshot).toMatchObject({ status: 'provisioning', numbers: [{ number }] })
    expect(snapshot.agents.map(({ agentId, queueIds }) => [agentId, queueIds.length])).toEqual([
      ['agt_mei', snapshot.queues.length],
    ])
    for (const flow of snapshot.flows)
      expect(
        validateFlow(flow, {
          promptIds: new Set(snapshot.prompts.map(({ promptId }) => promptId)),
          queueIds: new Set(snapshot.queues.map(({ queueId }) => queueId)),
          hoursIds: new Set(snapshot.hours.map(({ hoursId }) => hoursId)),
        }),
      ).toEqual([])
    const files = await readdir(join(world.stack.paths.prompts, snapshot.tenantId))
    expect(files.length).toBe(snapshot.prompts.length)
  })

  test('once for a key, however often and however many at once it is sent', async () => {
    const input = newClient({ numbers: [nextNumber()] })
    const results = await Promise.all([1, 2, 3].map(() => onboard(input, 'same-key-1')))
    const again = await onboard(input, 'same-key-1')
    const ids = [...results, again].map(({ file }) => file?.tenant.id)
    expect(new Set(ids).size).toBe(1)
    expect(results.filter(({ repeated }) => repeated === false)).toHaveLength(1)
    const files = (await whatIsThere())['files'] as string[]
    expect(files.filter((name) => name === ids[0])).toHaveLength(1)
    expect(files).toHaveLength(new Set(files).size)
  })

  test('a key with other input is told which client it made', async () => {
    await onboard(newClient({ numbers: [nextNumber()] }), 'other-key-1')
    const refused = await onboard(newClient({ name: 'Somebody Else', numbers: [nextNumber()] }), 'other-key-1')
    expect(refused).toMatchObject({ code: 'onboarding.keyUsed', field: 'key' })
  })

  test('two clients may have one name', async () => {
    const [first, second] = [newClient({ numbers: [nextNumber()] }), newClient({ numbers: [nextNumber()] })]
    expect((await onboard(first, 'twin-key-1')).__typename).toBe('Onboarded')
    expect((await onboard(second, 'twin-key-2')).__typename).toBe('Onboarded')
  })

  test('a prospect becomes it', async () => {
    const query = `mutation { createProspect(input: { name: "Prospect Ltd", contact: { name: "Ann", phone: "+44 20 7946 0000" } }) {
      ... on TenantFile { tenant { id status } contact { name } next } ... on UserError { code message } } }`
    const made = (await world.ask({ as: 'operator', query })).data?.['createProspect'] as NonNullable<Result['file']>
    expect(made.tenant.status).toBe('PROSPECT')
    const early = await changeStatus(made.tenant.id, 'PROVISIONING', 'by mistake')
    expect(early).toMatchObject({ code: 'tenant.notMade' })
    const prospectId = made.tenant.id
    const result = await onboard(newClient({ prospectId, numbers: [nextNumber()] }), 'prospect-key-1')
    expect(result.file?.tenant.id).toBe(prospectId)
    expect(result.file?.history.map(({ to }) => to)).toEqual(['PROSPECT', 'PROVISIONING'])
    const twice = await onboard(newClient({ prospectId, numbers: [nextNumber()] }), 'prospect-key-2')
    expect(twice.issues).toContainEqual({ field: 'prospectId', code: 'notAProspect' })
  })
})

describe('what is wrong is said', () => {
  test('all at once, each with its field', async () => {
    const bad = newClient({
      name: ' ',
      template: 'bakery',
      language: 'fr',
      timeZone: 'Mars/Base',
      currency: 'pounds',
      brandColor: 'red',
      admin: { name: '', email: 'nobody' },
      numbers: ['abc'],
      seats: { standard: -1, professional: 0, leader: 0 },
      plan: {
        name: 'P',
        seatPricePerMonth: 'much',
        inboundPerMinute: '-1',
        outboundPerMinute: '0.1',
        firstSeconds: 0,
        thenSeconds: 6,
      },
      hours: [{ day: 1, from: '18:00', to: '09:00' }],
    })
    const { issues } = await onboard(bad, 'bad')
    expect(new Set(issues?.map(({ field }) => field))).toEqual(
      new Set([
        'name',
        'template',
        'language',
        'timeZone',
        'currency',
        'brandColor',
        'admin.name',
        'admin.email',
        'numbers.0',
        'seats',
        'seats.standard',
        'plan.seatPricePerMonth',
        'plan.inboundPerMinute',
        'plan.firstSeconds',
        'hours.0.to',
        'key',
      ]),
    )
  })

  test('also what only the stock can say', async () => {
    const used = nextNumber()
    await onboard(newClient({ numbers: [used] }), 'uses-it-1')
    const { issues } = await onboard(
      newClient({ numbers: [used, '4001234567'], agentIds: ['agt_li', 'agt_nobody'] }),
      'stock-key-1',
    )
    expect(issues).toEqual([
      { field: 'numbers.0', code: 'number.issued' },
      { field: 'numbers.1', code: 'number.unknown' },
      { field: 'agentIds.0', code: 'unknown' },
      { field: 'agentIds.1', code: 'unknown' },
    ])
  })

  test.each(['finance', 'admin-travel', 'mei'])('%s may not do it at all', async (as) => {
    const result = await onboard(newClient({ numbers: [nextNumber()] }), 'not-allowed-1', as)
    expect(result.__typename).toBe('ForbiddenError')
  })
})

async function operatorScope(): Promise<RequestScope> {
  const { platform } = world.opened
  const viewer = await viewerRepository(platform.database, platform.now).find(OPERATOR_SUBJECT)
  if (viewer === null) throw new Error('the seeds have an operator')
  const unused = (): Promise<never> => Promise.reject(new Error('not used'))
  return {
    viewer,
    run: unused,
    runIn: ownTransactions(platform.database),
    platform,
    origin: { address: null, userAgent: null },
    expiresAt: platform.now(),
    renew: unused,
  }
}

describe('a half-made client never exists', () => {
  test.each(STEPS)('when it fails at %s', async (failing) => {
    const scope = await operatorScope()
    const before = await whatIsThere()
    const attempt = onboardTenant(scope, {
      input: newClient({ numbers: [NUMBERS[55]] }),
      key: `fails-at-${failing}`,
      beforeStep: (step) => (step === failing ? Promise.reject(new Error('struck')) : Promise.resolve()),
    })
    await expect(attempt).rejects.toThrow('struck')
    expect(await whatIsThere()).toEqual(before)
  })

  test(
    'when the process is killed in the middle; its files are swept, and the same key then makes it',
    { timeout: 240_000 },
    async () => {
      const before = await whatIsThere()
      const input = newClient({ numbers: [NUMBERS[56]] })
      for (const step of ['queues', 'committed']) {
        await killedAt(step, input)
        const { files: _, ...rows } = await whatIsThere()
        const { files: __, ...expected } = before
        expect(rows).toEqual(expected)
      }
      const { prompts } = world.stack.paths
      const left = await readdir(join(prompts, '.making'))
      expect(left).toHaveLength(2)
      // As if they had lain there for an hour.
      const longAgo = new Date(Date.now() - 3_600_000)
      for (const name of left) await utimes(join(prompts, '.making', name), longAgo, longAgo)
      const made = await onboard(input, 'killed-key-1')
      expect(made).toMatchObject({ __typename: 'Onboarded', repeated: false })
      const files = (await whatIsThere())['files']
      expect(files).toEqual([...(before['files'] as string[]), made.file?.tenant.id].sort())
      expect(await readdir(join(prompts, '.making'))).toEqual([])
    },
  )
})

/** Onboards in a process of its own and kills it when it comes to the step. */
async function killedAt(step: string, input: object): Promise<void> {
  const entry = fileURLToPath(new URL('../testing/onboard-process.ts', import.meta.url))
  const { stack, identity } = world
  const child = spawn(process.execPath, [entry, 'killed-key-1', step, JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      ...stack.envOf('api'),
      API_LISTEN: '127.0.0.1:0',
      IDENTITY_URL: identity.url,
      LOG_LEVEL: 'silent',
    },
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.once('exit', (code) => (output += `ended with ${String(code)}`))
  await eventually(
    `the process comes to ${step}`,
    () => {
      if (output.includes('ended with')) throw new Error(`the process ended before ${step}`)
      return output.includes(`at ${step}`)
    },
    { deadlineMs: 90_000 },
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
  await eventually('PostgreSQL has noticed', async () => {
    const { rows } = await owner.query(
      `SELECT 1 FROM pg_stat_activity WHERE usename = 'seatline_app' AND state = 'idle in transaction'`,
    )
    return rows.length === 0
  })
}

async function changeStatus(tenantId: string, status: string, reason: string): Promise<Record<string, unknown>> {
  const query = `mutation ($tenantId: ID!, $status: TenantStatus!, $reason: String!) {
    changeTenantStatus(tenantId: $tenantId, status: $status, reason: $reason) {
      __typename ... on TenantFile { tenant { status } next history { to reason by } } ... on UserError { code field } } }`
  const answer = await world.ask({ as: 'operator', query, variables: { tenantId, status, reason } })
  return answer.data?.['changeTenantStatus'] as Record<string, unknown>
}

describe('the life of a client', () => {
  test('goes on step by step, with reasons, audited and published; what is not possible is refused', async () => {
    const { file } = await onboard(newClient({ numbers: [nextNumber()] }), 'life-key-1')
    const tenantId = file?.tenant.id ?? ''
    expect(await changeStatus(tenantId, 'SUSPENDED', 'not yet live')).toMatchObject({ code: 'tenant.stepNotPossible' })
    expect(await changeStatus(tenantId, 'TRIAL', ' ')).toMatchObject({
      __typename: 'InputRefusedError',
      field: 'reason',
    })
    for (const status of ['TRIAL', 'LIVE', 'SUSPENDED', 'LIVE', 'ENDED']) {
      expect(await changeStatus(tenantId, status, `now ${status}`)).toMatchObject({ tenant: { status } })
      expect((await snapshotOf(tenantId)).status).toBe(status.toLowerCase())
    }
    expect(await changeStatus(tenantId, 'LIVE', 'once more')).toMatchObject({ code: 'tenant.stepNotPossible' })
    const audited = await owner.query<{ reason: string; actor_name: string }>(
      `SELECT reason, actor_name FROM audit_event WHERE tenant_id = $1 AND action = 'tenant.changeStatus' ORDER BY at`,
      [tenantId],
    )
    expect(audited.rows.map(({ reason }) => reason)).toEqual([
      'now TRIAL',
      'now LIVE',
      'now SUSPENDED',
      'now LIVE',
      'now ENDED',
    ])
  })
})
