import { flowTestSchema } from '@seatline/core'
import type { TenantSnapshot, TestBench } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized, authorizedUnconfined } from '../auth/authorized.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { LimitReachedError, NotFoundError } from '../user-errors.ts'
import { checkFlow } from './check-flow.ts'
import { parseContent } from './content.ts'
import type { DraftFault, FlowCheck, FlowContent, FlowTestOutcome, FlowTestView } from './flow-views.ts'
import { benchOf, play } from './play.ts'
import { handSchema, playByHand } from './play-by-hand.ts'
import type { HandPlayed } from './play-by-hand.ts'
import { readFlows, readTests } from './repository.ts'
import type { FlowKey, OpenFlow } from './repository.ts'
import { PROBE } from './publish-service.ts'
import { presentFlow, refuseClosed } from './service.ts'
import type { OfFlow, OfTenant } from './service.ts'
import { readSurroundings } from './surroundings.ts'

const TESTS_MAX = 500

export const listFlowTests = authorizedUnconfined(
  'configuration.view',
  (scope, { tenantId, flowId }: OfFlow): Promise<readonly FlowTestView[]> =>
    scope.run((tx) => readTests(tx, { tenantId, id: flowId })),
)

export type SaveTestInput = OfFlow & { readonly testId: string | null; readonly script: unknown }

export const saveFlowTest = authorized('flows.manage', (scope, input: SaveTestInput): Promise<FlowTestView> => {
  refuseClosed(scope)
  const script = parseInput(flowTestSchema, input.script)
  const { tenantId, flowId, testId } = input
  const key = { tenantId, id: flowId }
  const data = { name: script.name, script: script as unknown as Prisma.InputJsonObject }
  return withClearConflicts(() =>
    scope.run(async (tx) => {
      const { view } = await presentFlow(tx, key)
      const tests = await readTests(tx, key)
      const before = tests.find(({ id }) => id === testId)
      if (testId !== null && before === undefined) throw new NotFoundError('test')
      if (testId === null && tests.length >= TESTS_MAX)
        throw new LimitReachedError({ code: 'flow.tooManyTests', message: `A flow has ${String(TESTS_MAX)} at most.` })
      const id = testId ?? newId('flowTest')
      if (testId === null)
        await tx.flowTest.create({ data: { id, tenantId, flowId, position: tests.length + 1, ...data } })
      else await tx.flowTest.update({ where: { tenantId_id: { tenantId, id } }, data })
      await recordAudit(tx, scope, {
        tenantId,
        action: testId === null ? 'flowTest.create' : 'flowTest.update',
        subject: { id, name: `${view.name}: ${script.name}` },
        before: (before?.script as unknown as Prisma.InputJsonObject | undefined) ?? null,
        after: data.script,
      })
      return { id, name: script.name, script }
    }),
  )
})

export const deleteFlowTest = authorized(
  'flows.manage',
  (scope, { tenantId, flowId, testId }: OfFlow & { readonly testId: string }): Promise<FlowTestView> => {
    refuseClosed(scope)
    const key = { tenantId, id: flowId }
    return scope.run(async (tx) => {
      const { view } = await presentFlow(tx, key)
      const before = (await readTests(tx, key)).find(({ id }) => id === testId)
      if (before === undefined) throw new NotFoundError('test')
      await tx.flowTest.delete({ where: { tenantId_id: { tenantId, id: testId } } })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'flowTest.delete',
        subject: { id: testId, name: `${view.name}: ${before.name}` },
        before: before.script,
        after: null,
      })
      return before
    })
  },
)

type OfDrawing = OfFlow & { readonly drawing: FlowContent | null }

/** What is wrong with what is drawn; `drawing` where that is not saved yet. */
export const checkDrawing = authorizedUnconfined(
  'configuration.view',
  (scope, input: OfDrawing): Promise<readonly DraftFault[]> =>
    scope.run(async (tx) => (await opened(tx, input)).checked.faults),
)

/** Plays every test of the flow against what is drawn. Empty as long as that can not be played at all. */
export const runFlowTests = authorizedUnconfined(
  'configuration.view',
  (scope, input: OfDrawing): Promise<readonly FlowTestOutcome[]> =>
    scope.run(async (tx) => {
      const { bench, key } = await opened(tx, input)
      if (bench === null) return []
      return (await readTests(tx, key)).map(({ id, script }) => ({ testId: id, result: play(bench, script) }))
    }),
)

/** Plays a call by hand: null as long as what is drawn can not be played at all. */
export const playCall = authorizedUnconfined(
  'configuration.view',
  (scope, { script, ...input }: OfDrawing & { readonly script: unknown }): Promise<HandPlayed | null> => {
    const hand = parseInput(handSchema, script)
    return scope.run(async (tx) => {
      const { bench } = await opened(tx, input)
      return bench === null ? null : playByHand(bench, hand)
    })
  },
)

export const drawingOf = (input: unknown): FlowContent => parseContent(input)

async function opened(tx: Transaction, { tenantId, flowId, drawing }: OfDrawing) {
  const key: FlowKey = { tenantId, id: flowId }
  const { view, content } = await presentFlow(tx, key)
  const snapshot = await readSurroundings(tx, tenantId)
  const checked = checkFlow(drawing ?? content, { ...PROBE, flowId, name: view.name }, snapshot)
  return { key, checked, bench: playable(checked, snapshot) }
}

/** What can be played: every step can be read, and callers begin somewhere. */
function playable({ flow, faults }: ReturnType<typeof checkFlow>, snapshot: TenantSnapshot | null): TestBench | null {
  if (flow === null || snapshot === null || faults.some(({ code }) => code === 'flow.entryMissing')) return null
  return benchOf(flow, snapshot)
}

/** Of every flow of the list: faults and tests. */
export const checkFlows = authorized(
  'configuration.view',
  (scope, { tenantId }: OfTenant): Promise<ReadonlyMap<string, FlowCheck>> =>
    scope.run(async (tx) => {
      const snapshot = await readSurroundings(tx, tenantId)
      const flows = await readFlows(tx, tenantId)
      const checks = new Map<string, FlowCheck>()
      for (const flow of flows) checks.set(flow.view.id, await checkOf(tx, flow, snapshot))
      return checks
    }),
)

async function checkOf(
  tx: Transaction,
  { view, content }: OpenFlow,
  snapshot: TenantSnapshot | null,
): Promise<FlowCheck> {
  const checked = checkFlow(content, { ...PROBE, flowId: view.id, name: view.name }, snapshot)
  const tests = await readTests(tx, { tenantId: view.tenantId, id: view.id })
  const bench = playable(checked, snapshot)
  return {
    faults: checked.faults,
    testsCount: tests.length,
    testsPassed: bench === null ? 0 : tests.filter(({ script }) => play(bench, script).passed).length,
  }
}
