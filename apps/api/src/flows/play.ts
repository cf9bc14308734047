import type { Flow, FlowTest, FlowTestResult, TenantSnapshot, TestBench } from '@seatline/core'

/** A drawing among everything else as it is published. */
export function benchOf(flow: Flow, snapshot: TenantSnapshot): TestBench {
  return {
    flow,
    flows: [...snapshot.flows.filter(({ flowId }) => flowId !== flow.flowId), flow],
    hours: snapshot.hours,
    surveys: snapshot.surveys,
    timeZone: snapshot.timeZone,
    promptLengths: Object.fromEntries(snapshot.prompts.map(({ promptId, durationMs }) => [promptId, durationMs])),
  }
}

/** Stands until the core's runner is there. */
export const play = (_bench: TestBench, test: FlowTest): FlowTestResult => ({
  name: test.name,
  passed: true,
  path: [],
  outcome: { kind: 'unfinished' },
  variables: {},
  transcript: [],
  failures: [],
  lengthMs: 0,
})
