import { instant } from '@seatline/core'
import type { FlowVersionId, Instant, TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { coded } from '../configuration/coded-message.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { z } from 'zod'
import { checkFlow } from './check-flow.ts'
import type { FlowContent, FlowView, KeptTest } from './flow-views.ts'
import { benchOf, play } from './play.ts'
import { findVersion, readTests } from './repository.ts'
import type { FlowKey, OpenFlow } from './repository.ts'
import { changed, draftChanged, presentFlow, refuseClosed, viewOf } from './service.ts'
import type { OfFlow } from './service.ts'
import { readSurroundings } from './surroundings.ts'

type PublishInput = OfFlow & { readonly revision: number; readonly note: string; readonly at: Instant | null }
type VersionInput = OfFlow & { readonly flowVersionId: FlowVersionId; readonly at: Instant | null }

/** A year ahead nobody knows what is there. */
const AHEAD_MS_MAX = 366 * 86_400_000
const noteSchema = z.object({ note: z.string().trim().max(300, coded('text.tooLong', 'Use at most 300 characters.')) })

/** What is drawn becomes a version, which never changes; callers hear it from the next call on, or from `at`. Refused with every fault and every failing test. */
export const publishFlow = authorized('flows.manage', (scope, input: PublishInput): Promise<FlowView> => {
  const { note } = parseInput(noteSchema, { note: input.note })
  const key = { tenantId: input.tenantId, id: input.flowId }
  const make = async (tx: Transaction): Promise<{ readonly flow: OpenFlow; readonly versionId: FlowVersionId }> => {
    await lock(tx, key)
    const flow = await presentFlow(tx, key)
    if (flow.view.revision !== input.revision) throw draftChanged(flow.view)
    const tests = await provenTests(tx, key, flow)
    return { flow, versionId: await keepVersion(tx, scope, { key, content: flow.content, note, tests }) }
  }
  if (input.at !== null) {
    const { at } = input
    return later(scope, key, at, async (tx) => (await make(tx)).versionId)
  }
  return changeConfiguration(scope, async (tx) => {
    const { flow, versionId } = await make(tx)
    await lead(tx, key, versionId, { forgetDraft: true })
    const view = await viewOf(tx, key)
    return changed('publish', view, {
      before: { version: flow.view.published?.number ?? null },
      after: { version: view.published?.number ?? null, note },
    })
  })
})

/** Callers hear an earlier version again, from the next call on or from `at`. What is drawn stays. */
export const publishFlowVersion = authorized('flows.manage', (scope, input: VersionInput): Promise<FlowView> => {
  const key = { tenantId: input.tenantId, id: input.flowId }
  const wanted = async (tx: Transaction): Promise<FlowVersionId> => {
    const version = await findVersion(tx, { tenantId: key.tenantId, id: input.flowVersionId, flowId: key.id })
    if (version === null) throw new NotFoundError('version')
    await refuseFaulty(tx, key, version)
    return version.id
  }
  if (input.at !== null) return later(scope, key, input.at, wanted)
  return changeConfiguration(scope, async (tx) => {
    await lock(tx, key)
    const before = await viewOf(tx, key)
    await lead(tx, key, await wanted(tx), { forgetDraft: false })
    const view = await viewOf(tx, key)
    return changed('rollBack', view, {
      before: { version: before.published?.number ?? null },
      after: { version: view.published?.number ?? null },
    })
  })
})

export const cancelFlowSchedule = authorized(
  'flows.manage',
  (scope, { tenantId, flowId }: OfFlow): Promise<FlowView> => {
    refuseClosed(scope)
    const key = { tenantId, id: flowId }
    return scope.run(async (tx) => {
      const { scheduled, name } = await viewOf(tx, key)
      if (scheduled === null)
        throw new UserError({ code: 'flow.notScheduled', message: 'Nothing is waiting to be published.' })
      await tx.flow.update({ where: { tenantId_id: key }, data: { scheduledVersionId: null, scheduledAt: null } })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'flow.cancelSchedule',
        subject: { id: flowId, name },
        before: { version: scheduled.version.number, at: new Date(scheduled.at).toISOString() },
        after: null,
      })
      return viewOf(tx, key)
    })
  },
)

/** The worker publishes it when its time has come. */
function later(
  scope: TenantScope,
  key: FlowKey,
  at: Instant,
  versionOf: (tx: Transaction) => Promise<FlowVersionId>,
): Promise<FlowView> {
  refuseClosed(scope)
  const now = scope.platform.now()
  if (at <= now || at > now + AHEAD_MS_MAX)
    throw new InputRefusedError('This can not be the time.', [
      { field: 'at', code: 'flow.scheduleTime', message: 'Choose a time to come, within a year.' },
    ])
  return scope.run(async (tx) => {
    await lock(tx, key)
    const versionId = await versionOf(tx)
    await tx.flow.update({
      where: { tenantId_id: key },
      data: { scheduledVersionId: versionId, scheduledAt: new Date(at) },
    })
    const view = await viewOf(tx, key)
    await recordAudit(tx, scope, {
      tenantId: key.tenantId,
      action: 'flow.schedule',
      subject: { id: key.id, name: view.name },
      before: null,
      after: { version: view.scheduled?.version.number ?? null, at: new Date(at).toISOString() },
    })
    return view
  })
}

/** Two who publish one flow do it one after the other. */
async function lock(tx: Transaction, { tenantId, id }: FlowKey): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM flow WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
}

/** From now on callers go this way. What was to come at a later time is not forgotten. */
export async function lead(
  tx: Transaction,
  key: FlowKey,
  versionId: string,
  how: { readonly forgetDraft: boolean },
): Promise<void> {
  await tx.flow.update({
    where: { tenantId_id: key },
    data: {
      publishedVersionId: versionId,
      ...(how.forgetDraft ? { draft: Prisma.DbNull, draftRevision: { increment: 1 } } : {}),
    },
  })
}

type NewVersion = {
  readonly key: FlowKey
  readonly content: FlowContent
  readonly note: string
  readonly tests: readonly KeptTest[]
}

async function keepVersion(tx: Transaction, scope: TenantScope, version: NewVersion): Promise<FlowVersionId> {
  const { key, content, note, tests } = version
  const last = await tx.flowVersion.aggregate({
    where: { tenantId: key.tenantId, flowId: key.id },
    _max: { number: true },
  })
  const id = newId('flowVersion')
  await tx.flowVersion.create({
    data: {
      id,
      tenantId: key.tenantId,
      flowId: key.id,
      number: (last._max.number ?? 0) + 1,
      entryNodeId: content.entryNodeId,
      nodes: content.nodes as unknown as Prisma.InputJsonArray,
      layout: content.layout,
      note,
      tests: tests,
      createdAt: new Date(instant(scope.platform.now())),
      createdBy: scope.viewer.person.id,
    },
  })
  return id
}

async function provenTests(tx: Transaction, key: FlowKey, { content, view }: OpenFlow): Promise<readonly KeptTest[]> {
  const snapshot = await readSurroundings(tx, key.tenantId)
  const { flow, faults: found } = checkFlow(content, { ...PROBE, flowId: key.id, name: view.name }, snapshot)
  const faults = found.filter(({ severity }) => severity === 'error')
  const issues: InputIssue[] = faults.map(({ nodeId, field, code, message }) => ({
    field: ['nodes', nodeId, ...(field === null ? [] : [field])].join('.'),
    code,
    message,
  }))
  if (flow === null || snapshot === null || issues.length > 0) throw faulty(issues)
  const bench = benchOf(flow, snapshot)
  const tests = await readTests(tx, key)
  const results = tests.map((test) => ({ test, result: play(bench, test.script) }))
  const failing = results.filter(({ result }) => !result.passed)
  if (failing.length > 0)
    throw faulty(
      failing.map(({ test, result }) => ({
        field: `tests.${test.id}`,
        code: 'flow.testFails',
        message: `The test "${test.name}" does not pass: ${result.failures.map(({ code }) => code).join(', ')}.`,
      })),
    )
  return results.map(({ test, result }) => ({ name: test.name, script: test.script, passed: result.passed }))
}

async function refuseFaulty(tx: Transaction, key: FlowKey, content: FlowContent): Promise<void> {
  const naming = { ...PROBE, flowId: key.id, name: '' }
  const { faults: found } = checkFlow(content, naming, await readSurroundings(tx, key.tenantId))
  const faults = found.filter(({ severity }) => severity === 'error')
  if (faults.length > 0)
    throw faulty(
      faults.map(({ nodeId, field, code, message }) => ({
        field: ['nodes', nodeId, ...(field === null ? [] : [field])].join('.'),
        code,
        message,
      })),
    )
}

const faulty = (issues: readonly InputIssue[]): InputRefusedError =>
  new InputRefusedError('Callers would not get through this as it is.', issues)

/** What is not a version yet has no id; nothing looks at it. */
export const PROBE = { flowVersionId: 'ivv_draft' as FlowVersionId }
export type OfTenantFlow = { readonly tenantId: TenantId }
