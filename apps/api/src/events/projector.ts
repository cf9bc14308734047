import { InvariantError } from '@seatline/core'
import type { Database, Transaction } from '../database/client.ts'
import { CallCache } from './call-cache.ts'
import { isDataFault } from './data-fault.ts'
import { STREAM_START } from './journal-stream.ts'
import { parseEntries, type StreamEntry, type UnreadableEntry } from './parse-entry.ts'
import { projectBatch, type Batch, type BatchOutcome, type ProjectorMemory } from './project-batch.ts'

const CURSOR = 'journal'
const NOTHING: BatchOutcome = {
  tenantIds: [],
  agentIds: [],
  callIds: [],
  recordingsDue: [],
  callersTouched: [],
  voicemailsDue: [],
}

/** Another projector moved the cursor: what was read here is not the next batch. */
export class CursorMovedError extends Error {
  readonly code = 'projector.cursorMoved'
}

type Platform = { readonly operatorTenantId: string; readonly tenantIds: readonly string[] }

/**
 * Moves the journal from the stream into PostgreSQL, exactly once: events, derived rows and the cursor are one transaction, and an event id is accepted
 * once. It may be killed anywhere; the next one goes on at the cursor. Two at once do no harm: the cursor's row is locked, and who comes second starts over.
 */
export class Projector {
  private readonly database: Database
  private readonly memory: ProjectorMemory = { cache: new CallCache(), nodes: null }

  constructor(database: Database) {
    this.database = database
  }

  /** The last stream id that was projected. */
  async position(): Promise<string> {
    return this.database.withTenants({ tenantIds: [], operator: true }, async (tx) => {
      const cursor = await tx.projectorCursor.findUnique({ where: { name: CURSOR } })
      return cursor?.streamId ?? STREAM_START
    })
  }

  /**
   * Projects entries that follow `after`. An entry that can not be projected is put aside alone; those before and behind it are projected. Throws when the
   * database is at fault: nothing has happened then beyond whole batches, and `position` says how far it came.
   */
  async project(after: string, entries: readonly StreamEntry[]): Promise<BatchOutcome> {
    const [only] = entries
    if (only === undefined) return NOTHING
    try {
      return await this.commit(after, entries, (tx, platform) =>
        projectBatch(tx, readable(entries, platform), this.memory, platform),
      )
    } catch (error) {
      this.forget()
      if (!isDataFault(error)) throw error
      if (entries.length === 1) return this.putAside(after, only, error)
      const half = Math.ceil(entries.length / 2)
      const before = await this.project(after, entries.slice(0, half))
      const behind = await this.project(entries[half - 1]?.streamId ?? after, entries.slice(half))
      return joined(before, behind)
    }
  }

  /** Drops what is remembered between batches; it is read again from the journal. */
  forget(): void {
    this.memory.cache.clear()
    this.memory.nodes = null
  }

  private putAside(after: string, entry: StreamEntry, error: unknown): Promise<BatchOutcome> {
    const problem = `could not be projected: ${error instanceof Error ? lastLine(error.message) : String(error)}`
    return this.commit(after, [entry], (tx, platform) =>
      projectBatch(
        tx,
        { events: [], unreadable: [{ streamId: entry.streamId, raw: entry.raw ?? '', problem }] },
        this.memory,
        platform,
      ),
    )
  }

  /** One transaction: the cursor is where it was read, `work` is done, the cursor is behind the entries. */
  private async commit(
    after: string,
    entries: readonly StreamEntry[],
    work: (tx: Transaction, platform: Platform) => Promise<BatchOutcome>,
  ): Promise<BatchOutcome> {
    const platform = await this.platform()
    return this.database.withTenants({ tenantIds: platform.tenantIds, operator: true }, async (tx) => {
      await lockCursor(tx, after)
      const outcome = await work(tx, platform)
      await moveCursor(tx, entries)
      return outcome
    })
  }

  private async platform(): Promise<Platform> {
    const tenants = await this.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
      tx.tenant.findMany({ select: { id: true, kind: true } }),
    )
    const operator = tenants.find((tenant) => tenant.kind === 'operator')
    if (operator === undefined) throw new NoOperatorError('there is no operator tenant yet: the journal waits')
    return { operatorTenantId: operator.id, tenantIds: tenants.map((tenant) => tenant.id) }
  }
}

/** The database has not been seeded. */
export class NoOperatorError extends Error {
  readonly code = 'projector.noOperator'
}

/** An event of a tenant that does not exist can belong to nobody. */
function readable(entries: readonly StreamEntry[], platform: Platform): Batch {
  const parsed = parseEntries(entries)
  const tenants = new Set<string>(platform.tenantIds)
  const rawOf = new Map(entries.map((entry) => [entry.streamId, entry.raw ?? '']))
  const strangers = parsed.events.filter(({ event }) => !tenants.has(event.tenantId))
  const unknown = strangers.map(({ streamId, event }): UnreadableEntry => ({
    streamId,
    raw: rawOf.get(streamId) ?? '',
    problem: `no such tenant [tenant:${event.tenantId}]`,
  }))
  return {
    events: parsed.events.filter(({ event }) => tenants.has(event.tenantId)),
    unreadable: [...parsed.unreadable, ...unknown],
  }
}

async function lockCursor(tx: Transaction, after: string): Promise<void> {
  await tx.$executeRaw`INSERT INTO projector_cursor (name, stream_id, updated_at) VALUES (${CURSOR}, ${STREAM_START}, now())
    ON CONFLICT (name) DO NOTHING`
  const rows = await tx.$queryRaw<{ stream_id: string }[]>`
    SELECT stream_id FROM projector_cursor WHERE name = ${CURSOR} FOR UPDATE`
  const found = rows[0]?.stream_id
  if (found !== after) throw new CursorMovedError(`the cursor has moved [read:${after} found:${found ?? 'none'}]`)
}

async function moveCursor(tx: Transaction, entries: readonly StreamEntry[]): Promise<void> {
  const last = entries.at(-1)
  if (last === undefined) throw new InvariantError('a batch without entries moves no cursor')
  await tx.$executeRaw`UPDATE projector_cursor
    SET stream_id = ${last.streamId}, projected = projected + ${entries.length}, updated_at = now() WHERE name = ${CURSOR}`
}

function joined(a: BatchOutcome, b: BatchOutcome): BatchOutcome {
  const union = (x: readonly string[], y: readonly string[]): readonly string[] => [...new Set([...x, ...y])]
  return {
    tenantIds: union(a.tenantIds, b.tenantIds),
    agentIds: union(a.agentIds, b.agentIds),
    callIds: union(a.callIds, b.callIds),
    recordingsDue: [...a.recordingsDue, ...b.recordingsDue],
    callersTouched: [...a.callersTouched, ...b.callersTouched],
    voicemailsDue: [...a.voicemailsDue, ...b.voicemailsDue],
  }
}

/** Prisma's messages end with what PostgreSQL said. */
const lastLine = (message: string): string => message.trim().split('\n').at(-1) ?? message
