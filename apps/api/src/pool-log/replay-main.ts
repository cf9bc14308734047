import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { PoolReplay, type ReplayReport } from '@seatline/core'
import { openDatabase, type Database } from '../database/client.ts'
import { unpackEntries } from './segment.ts'

const USAGE = `Runs a recorded log of a routing pool through the engine again and compares every decision.
  npm run replay -- FILE…                                   lines of JSON, compressed by gzip or not
  npm run replay -- --pool pol_default --from 2026-11-21T08:00:00Z --until 2026-11-21T20:00:00Z
                                                            from the database (DATABASE_URL)
Ends with 1 when a decision comes out otherwise, or entries are missing.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pool: { type: 'string', default: 'pol_default' },
    from: { type: 'string' },
    until: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(USAGE)
} else {
  try {
    process.exitCode = tell(positionals.length > 0 ? await replayFiles(positionals) : await replayStored())
  } catch (error) {
    console.error(`The replay failed: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    process.exitCode = 2
  }
}

async function replayFiles(files: readonly string[]): Promise<ReplayReport> {
  const replay = new PoolReplay()
  for (const file of files) for (const entry of await unpackEntries(await readFile(file))) replay.take(entry)
  return replay.report
}

async function replayStored(): Promise<ReplayReport> {
  const url = process.env['DATABASE_URL']
  if (url === undefined) throw new Error('DATABASE_URL is not set, and no file was named')
  const database = openDatabase(url)
  try {
    return await replayFrom(database)
  } finally {
    await database.close()
  }
}

async function replayFrom(database: Database): Promise<ReplayReport> {
  const [from, until] = [timeOf(values.from, 0), timeOf(values.until, 8.64e15)]
  const operator = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findFirstOrThrow({ where: { kind: 'operator' }, select: { id: true } }),
  )
  const scope = { tenantIds: [operator.id] }
  const keys = await database.withTenants(scope, (tx) =>
    tx.poolLog.findMany({
      where: { poolId: values.pool, untilAt: { gte: from }, fromAt: { lte: until } },
      select: { token: true, first: true },
      orderBy: [{ first: 'asc' }],
    }),
  )
  const replay = new PoolReplay()
  // One after the other: a day of a big pool does not fit into memory at once.
  for (const { token, first } of keys) {
    const id = { poolId_token_first: { poolId: values.pool, token, first } }
    const { entries } = await database.withTenants(scope, (tx) => tx.poolLog.findUniqueOrThrow({ where: id }))
    for (const entry of await unpackEntries(entries)) replay.take(entry)
  }
  return replay.report
}

function timeOf(text: string | undefined, otherwise: number): Date {
  const at = new Date(text ?? otherwise)
  if (Number.isNaN(at.getTime())) throw new Error(`not a time: ${String(text)}`)
  return at
}

function tell({ leases, steps, faults }: ReplayReport): number {
  console.log(`${String(steps)} steps under ${String(leases)} leases replayed: ${String(faults.length)} differ.`)
  for (const { n, at, kind, input, recorded, replayed } of faults.slice(0, 20))
    console.log(
      `  entry ${String(n)} at ${new Date(at).toISOString()}: ${kind} (${input ?? 'head'}) ${recorded ?? ''} → ${replayed ?? ''}`,
    )
  if (steps === 0) console.log('Nothing was compared: a replay needs the beginning of a lease.')
  return faults.length === 0 && steps > 0 ? 0 : 1
}
