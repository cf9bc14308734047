import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { choicesOf } from './choices.ts'
import { compareDrawings } from './compare-service.ts'
import { FlowChoices } from './choice-types.ts'
import * as secrets from './secrets-service.ts'
import * as service from './service.ts'
import * as tests from './tests-service.ts'
import {
  FlowDifference,
  FlowDrawing,
  FlowFault,
  FlowSecret,
  FlowState,
  FlowTest,
  FlowTestRun,
  FlowVersion,
  FlowVersionDrawing,
} from './types.ts'
import './mutations.ts'

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const flowOf = (args: { readonly tenantId: string; readonly flowId: string }) => ({
  tenantId: tenantOf(args.tenantId),
  flowId: parseId(idSchema('flow'), 'flowId', args.flowId),
})

/** What is on a screen and not saved yet. */
const Drawing = builder.inputType('FlowDrawingInput', {
  fields: (t) => ({
    entryNodeId: t.string({ required: true }),
    nodes: t.field({ type: 'JSON', required: true }),
  }),
})
const drawingOf = (drawing: typeof Drawing.$inferInput | null | undefined) =>
  drawing ? tests.drawingOf({ ...drawing, layout: {} }) : null

builder.queryFields((t) => ({
  flows: t.field({
    type: [FlowState],
    description: 'All flows of the company, with what is wrong with them.',
    args: { tenantId: t.arg.id({ required: true }) },
    complexity: 5,
    resolve: async (_root, args, { scope }) => {
      const tenantId = tenantOf(args.tenantId)
      const checks = await tests.checkFlows(scope, { tenantId })
      const flows = await service.listFlows(scope, { tenantId })
      return flows.map((flow) => ({ flow, ...(checks.get(flow.id) ?? { faults: [], testsCount: 0, testsPassed: 0 }) }))
    },
  }),
  flow: t.field({
    type: FlowDrawing,
    args: { tenantId: t.arg.id({ required: true }), flowId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.findFlow(scope, flowOf(args)),
  }),
  flowVersions: t.field({
    type: [FlowVersion],
    description: 'The newest first.',
    args: { tenantId: t.arg.id({ required: true }), flowId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.listFlowVersions(scope, flowOf(args)),
  }),
  flowVersion: t.field({
    type: FlowVersionDrawing,
    args: { tenantId: t.arg.id({ required: true }), flowVersionId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, flowVersionId }, { scope }) =>
      service.findFlowVersion(scope, {
        tenantId: tenantOf(tenantId),
        flowVersionId: parseId(idSchema('flowVersion'), 'flowVersionId', flowVersionId),
      }),
  }),
}))

builder.queryFields((t) => ({
  flowDifferences: t.field({
    type: [FlowDifference],
    description: 'What is different between two versions; a version that is left out stands for what is drawn now.',
    args: {
      tenantId: t.arg.id({ required: true }),
      flowId: t.arg.id({ required: true }),
      before: t.arg.id({ description: 'A version.' }),
      after: t.arg.id({ description: 'A version.' }),
    },
    resolve: (_root, { before, after, ...args }, { scope }) =>
      compareDrawings(scope, {
        ...flowOf(args),
        before: before ? parseId(idSchema('flowVersion'), 'before', before) : null,
        after: after ? parseId(idSchema('flowVersion'), 'after', after) : null,
      }),
  }),
  flowFaults: t.field({
    type: [FlowFault],
    description: 'What is wrong with what is drawn: on a screen, or as it was saved last.',
    args: {
      tenantId: t.arg.id({ required: true }),
      flowId: t.arg.id({ required: true }),
      drawing: t.arg({ type: Drawing }),
    },
    resolve: (_root, { drawing, ...args }, { scope }) =>
      tests.checkDrawing(scope, { ...flowOf(args), drawing: drawingOf(drawing) }),
  }),
}))

builder.queryFields((t) => ({
  flowTests: t.field({
    type: [FlowTest],
    args: { tenantId: t.arg.id({ required: true }), flowId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => tests.listFlowTests(scope, flowOf(args)),
  }),
  flowTestRuns: t.field({
    type: [FlowTestRun],
    description: 'Every test played against what is drawn; none as long as that can not be played.',
    args: {
      tenantId: t.arg.id({ required: true }),
      flowId: t.arg.id({ required: true }),
      drawing: t.arg({ type: Drawing }),
    },
    complexity: 10,
    resolve: (_root, { drawing, ...args }, { scope }) =>
      tests.runFlowTests(scope, { ...flowOf(args), drawing: drawingOf(drawing) }),
  }),
  flowBench: t.field({
    type: 'JSON',
    nullable: true,
    description:
      'Plays a call by hand on a virtual clock: what was done so far in, what is heard and where the caller is out; null as long as what is drawn can not be played.',
    args: {
      tenantId: t.arg.id({ required: true }),
      flowId: t.arg.id({ required: true }),
      drawing: t.arg({ type: Drawing }),
      script: t.arg({ type: 'JSON', required: true }),
    },
    resolve: (_root, { drawing, script, ...args }, { scope }) =>
      tests.playCall(scope, { ...flowOf(args), drawing: drawingOf(drawing), script }),
  }),
  flowSecrets: t.field({
    type: [FlowSecret],
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => secrets.listFlowSecrets(scope, { tenantId: tenantOf(tenantId) }),
  }),
  flowChoices: t.field({
    type: FlowChoices,
    description: 'What steps can point at, by name.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => choicesOf(scope, { tenantId: tenantOf(tenantId) }),
  }),
}))
