import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import type {
  DraftFault,
  FlowChange,
  FlowCheck,
  FlowTestOutcome,
  FlowTestView,
  FlowVersionContent,
  FlowVersionView,
  FlowView,
} from './flow-views.ts'
import type { FlowSecretView } from './secrets-service.ts'
import type { OpenFlow } from './repository.ts'

export const FlowVersion = builder.objectRef<FlowVersionView>('FlowVersion').implement({
  description: 'A flow as it was published, or is to be. It never changes.',
  fields: (t) => ({
    id: t.exposeID('id'),
    number: t.exposeInt('number'),
    note: t.exposeString('note'),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
    createdBy: t.exposeString('createdBy', { nullable: true, description: 'Null: made when the company was set up.' }),
    isPublished: t.exposeBoolean('isPublished', { description: 'Callers hear it.' }),
    stepsCount: t.exposeInt('stepsCount'),
    testsCount: t.int({ resolve: ({ tests }) => tests.length }),
    testsPassed: t.int({ resolve: ({ tests }) => tests.filter(({ passed }) => passed).length }),
  }),
})

export const FlowVersionDrawing = builder.objectRef<FlowVersionContent>('FlowVersionDrawing').implement({
  description: 'A version with everything that is drawn in it.',
  fields: (t) => ({
    version: t.field({ type: FlowVersion, resolve: (version) => version }),
    entryNodeId: t.exposeString('entryNodeId'),
    nodes: t.field({ type: 'JSON', resolve: ({ nodes }) => nodes }),
    layout: t.field({ type: 'JSON', resolve: ({ layout }) => layout }),
    tests: t.field({ type: 'JSON', resolve: ({ tests }) => tests }),
  }),
})

const FlowSchedule = builder
  .objectRef<{ readonly version: FlowVersionView; readonly at: number }>('FlowSchedule')
  .implement({
    fields: (t) => ({
      version: t.field({ type: FlowVersion, resolve: ({ version }) => version }),
      at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    }),
  })

export const Flow = builder.objectRef<FlowView>('Flow').implement({
  description: 'What callers are led through. What is drawn is heard by nobody until it is published.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    published: t.field({ type: FlowVersion, nullable: true, resolve: ({ published }) => published }),
    scheduled: t.field({ type: FlowSchedule, nullable: true, resolve: ({ scheduled }) => scheduled }),
    draftDiffers: t.exposeBoolean('draftDiffers', { description: 'What is drawn is not what callers hear.' }),
    draftAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ draftAt }) => draftAt }),
    draftBy: t.exposeString('draftBy', { nullable: true }),
    revision: t.exposeInt('revision', {
      description: 'Of what is drawn: whoever saves names the one it was drawn on.',
    }),
    stepsCount: t.exposeInt('stepsCount'),
    numbers: t.exposeStringList('numbers', { description: 'Numbers whose callers come here.' }),
  }),
})

export const FlowDrawing = builder.objectRef<OpenFlow>('FlowDrawing').implement({
  description: 'A flow as it is drawn now. Its steps have the form of flowNodeSchema, as far as they are finished.',
  fields: (t) => ({
    flow: t.field({ type: Flow, resolve: ({ view }) => view }),
    entryNodeId: t.string({ resolve: ({ content }) => content.entryNodeId }),
    nodes: t.field({ type: 'JSON', resolve: ({ content }) => content.nodes }),
    layout: t.field({
      type: 'JSON',
      description: 'Where each step stands; what has no place is laid out by the screen.',
      resolve: ({ content }) => content.layout,
    }),
  }),
})

export const FlowFault = builder.objectRef<DraftFault>('FlowFault').implement({
  description: 'What is wrong with a flow: which step, which of its fields, what it is.',
  fields: (t) => ({
    nodeId: t.exposeString('nodeId', { description: 'Empty: the flow as a whole.' }),
    field: t.exposeString('field', { nullable: true }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    severity: t.exposeString('severity', {
      description: '`error` keeps the flow from being published, `warning` does not.',
    }),
  }),
})

export const FlowState = builder.objectRef<FlowCheck & { readonly flow: FlowView }>('FlowState').implement({
  description: 'A flow in the list: whether it could be published, and how its tests come out.',
  fields: (t) => ({
    flow: t.field({ type: Flow, resolve: ({ flow }) => flow }),
    faults: t.field({ type: [FlowFault], resolve: ({ faults }) => faults }),
    testsCount: t.exposeInt('testsCount'),
    testsPassed: t.exposeInt('testsPassed'),
  }),
})

export const FlowTest = builder.objectRef<FlowTestView>('FlowTest').implement({
  description: 'A call that is played against what is drawn before it may be published.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    script: t.field({ type: 'JSON', description: 'As flowTestSchema describes it.', resolve: ({ script }) => script }),
  }),
})

export const FlowTestRun = builder.objectRef<FlowTestOutcome>('FlowTestRun').implement({
  fields: (t) => ({
    testId: t.exposeID('testId'),
    passed: t.boolean({ resolve: ({ result }) => result.passed }),
    result: t.field({ type: 'JSON', description: 'FlowTestResult of the core.', resolve: ({ result }) => result }),
  }),
})

const ChangeKind = enumOf('FlowChangeKind', ['added', 'removed', 'changed'])
export const FlowDifference = builder.objectRef<FlowChange>('FlowDifference').implement({
  description: 'One thing that is different between two drawings.',
  fields: (t) => ({
    change: t.field({ type: ChangeKind, resolve: ({ change }) => change }),
    nodeId: t.exposeString('nodeId', { description: 'Empty: the flow as a whole.' }),
    label: t.exposeString('label'),
    kind: t.exposeString('kind'),
    field: t.exposeString('field', { nullable: true, description: 'Null: the whole step.' }),
    before: t.exposeString('before', { nullable: true }),
    after: t.exposeString('after', { nullable: true }),
  }),
})

export const FlowSecret = builder.objectRef<FlowSecretView>('FlowSecret').implement({
  description: 'What an HTTP step knows and nobody reads: used as {{secret:NAME}}.',
  fields: (t) => ({
    name: t.exposeString('name'),
    updatedAt: t.field({ type: 'DateTime', resolve: ({ updatedAt }) => updatedAt }),
    updatedBy: t.exposeString('updatedBy', { nullable: true }),
  }),
})
