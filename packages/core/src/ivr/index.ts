export { flowNodeSchema, flowSchema } from './flow.ts'
export type { DtmfDigit, Flow, FlowNode, FlowNodeKind, NodeOf } from './flow.ts'
export {
  CONDITION_OPERATORS,
  HTTP_METHODS,
  conditionBranchSchema,
  httpRequestSchema,
  listBranchSchema,
  savedValueSchema,
  secretInputSchema,
} from './flow-parts.ts'
export type {
  ConditionBranch,
  ConditionOperator,
  HttpRequestFields,
  ListBranch,
  SavedValue,
  SecretInput,
  WantedSkill,
} from './flow-parts.ts'
export { surveySchema } from './survey.ts'
export type { Survey } from './survey.ts'
export {
  callerActSchema,
  flowExpectationSchema,
  flowOutcomeSchema,
  flowTestSchema,
  mockedHttpSchema,
} from './flow-test.ts'
export type { CallerAct, FlowExpectation, FlowOutcome, FlowTest, FlowTestInput, MockedHttp } from './flow-test.ts'
export { BenchCall } from './bench/bench-call.ts'
export { runFlowTest } from './bench/run-flow-test.ts'
export { describeOutcome } from './bench/expectation.ts'
export type {
  BenchSetup,
  BenchView,
  FlowTestResult,
  TestBench,
  TestFailure,
  TestFailureCode,
  TranscriptLine,
} from './bench/bench-types.ts'
export type {
  FlowPlace,
  IvrContext,
  IvrEffect,
  IvrInput,
  IvrInputKind,
  IvrState,
  IvrStep,
  IvrVariables,
  LookedUpCaller,
  PromptPart,
  IvrTransferTarget,
  RequestText,
} from './step-types.ts'
export { successorsOf } from './successors.ts'
export type { Successor } from './successors.ts'
export { NODES_WITHOUT_INPUT_MAX, goesOnAfterTalk, startIvr, stepIvr } from './interpreter.ts'
export { flowErrors, validateFlow } from './validate-flow.ts'
export { FLOW_FAULTS } from './validation/fault.ts'
export type { FlowFault, FlowFaultCode, FlowFaultSeverity, FlowSurroundings } from './validation/fault.ts'
export { variablesReadBy, variablesSetBy } from './validation/variables.ts'
export { diffFlows, isSameFlow } from './diff-flows.ts'
export type { FieldChange, FlowDiff, LinkChange, NodeChange } from './diff-flows.ts'
export { referencesOf } from './references.ts'
export type { Reference } from './references.ts'
export { textsOf } from './node-texts.ts'
export type { NodeText } from './node-texts.ts'
export { SUB_FLOWS_MAX } from './nodes/ways.ts'
