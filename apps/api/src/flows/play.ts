import { runFlowTest } from '@seatline/core'
import type { Flow, FlowTest, FlowTestResult, TenantSnapshot, TestBench } from '@seatline/core'

/** A drawing among everything else as it is published. */
export function benchOf(flow: Flow, snapshot: TenantSnapshot): TestBench {
  return {
    flow,
    flows: [...snapshot.flows.filter(({ flowId }) => flowId !== flow.flowId), flow],
    hours: snapshot.hours,
    surveys: snapshot.surveys,
    timeZone: snapshot.timeZone,
    queueSurveys: Object.fromEntries(
      snapshot.queues.flatMap(({ queueId, surveyId }) => (surveyId === null ? [] : [[queueId, surveyId] as const])),
    ),
    promptLengths: Object.fromEntries(snapshot.prompts.map(({ promptId, durationMs }) => [promptId, durationMs])),
  }
}

/** A whole call on the virtual clock. */
export const play = (bench: TestBench, test: FlowTest): FlowTestResult => runFlowTest(bench, test)
