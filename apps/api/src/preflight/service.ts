import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CONFIG_VERSIONS, LIFECYCLE } from '@seatline/core'
import type { PreflightId, TenantId, TenantSnapshot } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { LIVE_CHANNEL } from '../live/live-feed.ts'
import { watch } from '../live/watch.ts'
import { newId } from '../new-id.ts'
import { UserError } from '../user-errors.ts'
import { look } from './look.ts'
import type { Check, PreflightRunView } from './preflight-views.ts'
import * as repository from './repository.ts'
import { tryCalls } from './try-calls.ts'

/** The longest that a run lasts; what runs longer was left by a process that ended. */
const LASTS_AT_MOST_MS = 300_000
const WAV_HEADER_BYTES = 44

type Named = { readonly tenantId: TenantId }

const readAll = authorized('preflight.run', (scope, { tenantId }: Named) =>
  scope.run((tx) => repository.readRuns(tx, tenantId)),
)
export const listRuns = (scope: RequestScope, tenantId: TenantId): Promise<PreflightRunView[]> =>
  readAll(scope, { tenantId })

/** Starts a preflight, or answers the one that runs: looks, then calls. Goes on after the answer; whoever watches is told of every check. */
export const startPreflight = authorized(
  'preflight.run',
  async (scope, { tenantId }: Named): Promise<PreflightRunView> => {
    const { platform } = scope
    const { run, snapshot, isNew } = await scope.run(async (tx) => {
      await repository.lockRuns(tx, tenantId)
      const now = platform.now()
      await repository.endAbandonedRuns(tx, tenantId, new Date(now - LASTS_AT_MOST_MS), new Date(now))
      const published = await repository.readSnapshot(tx, tenantId)
      if (published === null)
        throw new UserError({
          code: 'preflight.nothingPublished',
          message: 'There is nothing yet that could be tried.',
        })
      const running = (await repository.readRuns(tx, tenantId)).find(({ status }) => status === 'running')
      if (running !== undefined) return { run: running, snapshot: published, isNew: false }
      const id = newId('preflight')
      await repository.createRun(tx, { id, tenantId, at: new Date(now), by: scope.viewer.person.id })
      const subject = { id, name: scope.tenant.name }
      await recordAudit(tx, scope, { tenantId, action: 'preflight.run', subject })
      const [made] = await repository.readRuns(tx, tenantId)
      if (made === undefined) throw new TypeError('a run that was just made is not there')
      return { run: made, snapshot: published, isNew: true }
    })
    if (isNew) void carryOut(scope, run.id, snapshot)
    return run
  },
)

/** Never rejects: what goes wrong ends the run as failed. */
async function carryOut(scope: TenantScope, id: PreflightId, snapshot: TenantSnapshot): Promise<void> {
  const { platform, tenant } = scope
  const checks = new Map<string, Check>()
  const tell = saver(scope, id, checks)
  try {
    await tell(await lookAt(scope, snapshot))
    const { calls } = LIFECYCLE[snapshot.status]
    if (calls === 'all' || calls === 'test')
      await tryCalls({
        line: platform.preflight,
        snapshot,
        now: platform.now(),
        progress: (sipCallId) => scope.run((tx) => repository.readProgress(tx, tenant.id, sipCallId)),
        tell,
      })
    await tell([], true)
  } catch (error) {
    platform.log.error({ err: error, tenantId: tenant.id, preflightId: id }, 'a preflight broke off')
    await tell([], true).catch(() => undefined)
  }
}

type Tell = (changed: readonly Check[], isOver?: boolean) => Promise<void>

/** Keeps what is known so far, in the order in which it was first told, one write at a time. */
function saver(scope: TenantScope, id: PreflightId, checks: Map<string, Check>): Tell {
  const { platform, tenant } = scope
  let turn: Promise<void> = Promise.resolve()
  return (changed, isOver = false) => {
    for (const check of changed) checks.set(check.id, check)
    const all = [...checks.values()]
    const passed = all.every(({ state }) => state === 'ok' || state === 'warning')
    const saved = turn.then(async () => {
      await scope.run((tx) =>
        repository.saveRun(tx, {
          id,
          tenantId: tenant.id,
          checks: all,
          status: isOver ? (passed ? 'passed' : 'failed') : 'running',
          finishedAt: isOver ? new Date(platform.now()) : null,
        }),
      )
      await platform.redis.publish(LIVE_CHANNEL, JSON.stringify({ tenantIds: [tenant.id] }))
    })
    turn = saved.catch(() => undefined)
    return saved
  }
}

async function lookAt(scope: TenantScope, snapshot: TenantSnapshot): Promise<readonly Check[]> {
  const { platform, tenant } = scope
  const sent = await platform.redis.hget(CONFIG_VERSIONS, tenant.id)
  const people = await scope.run((tx) => repository.readPeople(tx, tenant.id, new Date(platform.now())))
  return look({
    snapshot,
    sentVersion: sent === null ? null : Number(sent),
    missingFiles: await missingFiles(platform.promptsDir, snapshot),
    ...people,
  })
}

async function missingFiles(promptsDir: string, snapshot: TenantSnapshot): Promise<ReadonlySet<string>> {
  const missing = new Set<string>()
  for (const { promptId, file } of snapshot.prompts) {
    const found = await stat(join(promptsDir, file)).catch(() => null)
    if (found === null || found.size <= WAV_HEADER_BYTES) missing.add(promptId)
  }
  return missing
}

/** The newest run, as it goes on. */
export async function watchRuns(
  scope: RequestScope,
  tenantId: TenantId,
): Promise<AsyncIterable<{ readonly runs: readonly PreflightRunView[] }>> {
  const { platform } = scope
  const read = async (): Promise<{ readonly runs: readonly PreflightRunView[] }> => ({
    runs: await listRuns(await scope.renew(), tenantId),
  })
  await read()
  return watch({
    feed: platform.live,
    concerns: (change) => change.tenantIds.includes(tenantId),
    read,
    beat: (value) => value,
    until: scope.expiresAt,
    now: platform.now,
  })
}
