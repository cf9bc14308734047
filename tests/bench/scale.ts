import { execFile } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CONFIG_VERSIONS } from '@seatline/core'
import { logIn } from '@seatline/identity/testing'
import { startStack } from '@seatline/stack'
import type { Stack } from '@seatline/stack'
import { Redis } from 'ioredis'
import pg from 'pg'
import { makeManyTenants, manyTenantId } from './many-tenants.ts'
import type { BenchOptions } from './options.ts'
import { percentile } from './report.ts'

const ASKED_TIMES = 40
const CHANGED_TIMES = 12
const COMPARED_TIMES = 400
const BIG_CALLS = 100_000
const SMALL_CALLS = BIG_CALLS / 1_000

/** Screens of which a list must stay quick however many tenants there are: who looks, and what the portal asks for. */
const LISTS: readonly { readonly name: string; readonly as: string; readonly query: string }[] = [
  { name: 'who I am', as: 'operator', query: '{ viewer { memberships { tenant { name } permissions } } }' },
  {
    name: 'one tenant, by the operator',
    as: 'operator',
    query: `{ tenantAccess(tenantId: "ten_demo-travel") { permissions tenant { name queues { name } } } }`,
  },
  {
    name: "the operator's list of clients, first 50",
    as: 'operator',
    query: '{ console { callsNow rows { name status health callsToday } } }',
  },
  { name: 'clients found by name', as: 'operator', query: '{ console(search: "Travel") { rows { name } } }' },
  {
    name: 'numbers of the stock, first 50',
    as: 'operator',
    query: '{ numberInventory(first: 50) { totalCount edges { node { number state } } } }',
  },
  {
    name: 'the audit of the platform, first 50',
    as: 'operator',
    query: '{ platformAudit(first: 50) { totalCount edges { node { id } } } }',
  },
  {
    name: 'live view of one tenant',
    as: 'admin-travel',
    query: `{ tenant(id: "ten_demo-travel") { live { queues { waiting agentsReady queue { name } } } } }`,
  },
  {
    name: 'calls of one tenant',
    as: 'admin-travel',
    query: `{ tenant(id: "ten_demo-travel") { calls(first: 50) { totalCount edges { node { id ani } } } } }`,
  },
]

/** Starts, lists and changes with a few tenants and with many, on one machine in one run. */
export async function measureScale(options: BenchOptions): Promise<void> {
  const stack = await startStack({
    portBase: options.portBase,
    rtpPorts: options.rtpPorts,
    without: ['portal'],
  })
  try {
    const few = await measureAll(stack)
    const made = await timed(() => makeManyTenants(stack.databaseOwnerUrl, options.tenants))
    const published = await timed(() => untilPublished(stack, options.tenants))
    const again = await timed(() => seedAgain(stack))
    console.log(
      `  ${options.tenants} tenants made in ${seconds(made)}, published by the worker after ${seconds(published)}; the seeds of another start take ${seconds(again)}`,
    )
    const many = await measureAll(stack)
    for (const [name, before] of few) {
      const after = many.get(name) ?? Number.NaN
      console.log(
        `  ${name.padEnd(44)} ${before.toFixed(1).padStart(8)} ms with 3 tenants, ${after.toFixed(1).padStart(8)} ms with ${options.tenants}, ratio ${(after / before).toFixed(2)}`,
      )
    }
    await compareSizes(stack)
  } finally {
    await stack.stop()
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return performance.now() - startedAtMs
}

/** The worker finds that Redis lacks what the database has. */
async function untilPublished(stack: Stack, count: number): Promise<void> {
  const redis = new Redis(stack.redisUrl)
  try {
    while ((await redis.hlen(CONFIG_VERSIONS)) < count) await delay(50)
  } finally {
    redis.disconnect()
  }
}

/** The seeds run at every start; with many tenants they must not take long. */
async function seedAgain(stack: Stack): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(stack.paths.root, 'apps/api/src/seed-main.ts')], {
    env: {
      ...process.env,
      DATABASE_OWNER_URL: stack.databaseOwnerUrl,
      DATABASE_URL: stack.databaseUrl,
      REDIS_URL: stack.redisUrl,
      PROMPTS_DIR: stack.paths.prompts,
      ASSETS_DIR: stack.paths.assets,
    },
    maxBuffer: 1 << 24,
  })
}

/** Milliseconds by what was done: medians where it was done often. */
async function measureAll(stack: Stack): Promise<ReadonlyMap<string, number>> {
  const figures = new Map<string, number>()
  for (const part of ['media', 'api', 'worker'] as const) {
    await stack.stopPart(part)
    figures.set(`start of ${part}`, await timed(() => stack.start(part)))
  }
  for (const { name, as, query } of LISTS) figures.set(name, await askedOften(stack, as, query))
  figures.set('a change, clicked until media works by it', await changeReachesMedia(stack))
  return figures
}

async function askedOften(stack: Stack, as: string, query: string): Promise<number> {
  const token = await tokenOf(stack, as)
  const times: number[] = []
  for (let turn = 0; turn < ASKED_TIMES; turn++) times.push(await timed(() => ask(stack, token, query)))
  return percentile(times.slice(5), 0.5)
}

async function tokenOf(stack: Stack, username: string): Promise<string> {
  const { accessToken } = await logIn({
    issuer: `${stack.urls.identity}/realms/seatline`,
    clientId: 'seatline-portal',
    redirectUri: `${stack.urls.web}/signed-in`,
    username,
    password: 'seatline',
  })
  return accessToken
}

async function ask(stack: Stack, token: string, query: string): Promise<unknown> {
  const body = JSON.stringify({ query })
  const response = await fetch(stack.urls.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  })
  const answer = (await response.json()) as { readonly errors?: readonly unknown[] }
  if (answer.errors !== undefined)
    throw new Error(`the API refused a question of the benchmark: ${JSON.stringify(answer.errors)}`)
  return answer
}

/** From an administrator's click until the telephone system works by it: the change is kept as a version in between. */
async function changeReachesMedia(stack: Stack): Promise<number> {
  const token = await tokenOf(stack, 'admin-travel')
  const times: number[] = []
  for (let turn = 0; turn < CHANGED_TIMES; turn++) {
    const before = await mediaVersion(stack)
    times.push(
      await timed(async () => {
        await ask(stack, token, relabel(`Line ${String(turn)} at ${String(Date.now())}`))
        while ((await mediaVersion(stack)) <= before) await delay(2)
      }),
    )
  }
  return percentile(times.slice(2), 0.5)
}

const relabel = (label: string): string =>
  `mutation { routeNumber(tenantId: "ten_demo-travel", didId: "did_travel", input: { flowId: "ivr_travel", label: "${label}" }) { __typename } }`

async function mediaVersion(stack: Stack): Promise<number> {
  const response = await fetch(new URL('/configuration/ten_demo-travel', stack.urls.mediaHealth))
  return ((await response.json()) as { readonly version: number }).version
}

/** A stranger asks for what exists in a big tenant, in one a thousand times smaller, and nowhere; the order changes so that the machine's moods hit all alike. */
async function compareSizes(stack: Stack): Promise<void> {
  const database = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await database.connect()
  try {
    await addCalls(database, manyTenantId(1), BIG_CALLS)
    await addCalls(database, manyTenantId(2), SMALL_CALLS)
    await database.query('ANALYZE call')
  } finally {
    await database.end()
  }
  const token = await tokenOf(stack, 'admin-travel')
  const subjects = {
    big: `{ call(id: "cal_many-00001-1") { id } tenantAccess(tenantId: "${manyTenantId(1)}") { roles } }`,
    small: `{ call(id: "cal_many-00002-1") { id } tenantAccess(tenantId: "${manyTenantId(2)}") { roles } }`,
    none: '{ call(id: "cal_many-99999-1") { id } tenantAccess(tenantId: "ten_many-99999") { roles } }',
    noneAgain: '{ call(id: "cal_many-99998-1") { id } tenantAccess(tenantId: "ten_many-99998") { roles } }',
  }
  const times = new Map(Object.keys(subjects).map((name) => [name, [] as number[]]))
  for (let turn = 0; turn < COMPARED_TIMES; turn++) {
    const names = Object.keys(subjects) as (keyof typeof subjects)[]
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + turn) % names.length] ?? 'none'
      times.get(name)?.push(await timed(() => ask(stack, token, subjects[name])))
    }
  }
  const median = (name: string): number => percentile(times.get(name)?.slice(20) ?? [], 0.5)
  console.log(
    `  a stranger's question, median of ${COMPARED_TIMES}: tenant with ${BIG_CALLS} calls ${median('big').toFixed(2)} ms, with ${SMALL_CALLS} ${median('small').toFixed(2)} ms, ratio ${(median('big') / median('small')).toFixed(3)}; ` +
      `noise (two that do not exist) ${(median('none') / median('noneAgain')).toFixed(3)}, existing against not existing ${(median('small') / median('none')).toFixed(3)}`,
  )
}

async function addCalls(database: pg.Client, tenantId: string, count: number): Promise<void> {
  await database.query(
    `INSERT INTO call (id, tenant_id, node_id, epoch, ani, dnis, sip_call_id, phase, phase_since, arrived_at, ended_at)
     SELECT 'cal_' || substr($1, 5) || '-' || n, $1, 'med_1', 1, '13800000000', '4100000001', 'bench-' || $1 || n, 'ended', now(), now(), now()
     FROM generate_series(1, $2::int) n`,
    [tenantId, count],
  )
}
