import { runFlowTest } from '../src/ivr/bench/run-flow-test.ts'
import type { TestBench } from '../src/ivr/bench/bench-types.ts'
import { flowTestSchema, type FlowTest } from '../src/ivr/flow-test.ts'
import type { FlowNode } from '../src/ivr/flow.ts'
import { idOf } from '../src/testing/acd-builders.ts'
import { buildFlow, collect, hours, http, menu, play, queue, say } from '../src/testing/flow-builders.ts'
import { measurePerSecond, printMethod, printRate } from './measure.ts'

const ROUND = 2_000

const office = {
  hoursId: idOf('hours', 'office'),
  name: 'Office',
  timeZone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
  holidays: [],
  specialDays: [],
}

/** Greeting, hours, a menu, a number that is asked for, a request with the number, and what it answers said to the caller. */
const frontDesk = [
  play('greeting', { interruptible: true, next: 'open' }),
  hours('open', { onOpen: 'main', onClosed: 'closed' }),
  menu('main', { choices: { 1: 'repair', 3: 'number' }, attemptsMax: 2, onFailure: 'sorry' }),
  collect('number', { next: 'ask', onFailure: 'repair' }),
  http('ask', {
    url: 'https://crm.example/customers/{{customerNumber}}',
    saves: [{ path: 'customer.name', variable: 'customerName' }],
    retries: 1,
    onSuccess: 'hello',
    onFailure: 'repair',
    onTimeout: 'sorry',
  }),
  say('hello', { text: 'Hello {{customerName}}, your number is {{customerNumber:digits}}.', next: 'repair' }),
  queue('repair'),
  play('closed'),
  play('sorry'),
]

const benchWith = (more: readonly FlowNode[]): TestBench => ({
  flow: buildFlow(...frontDesk, ...more),
  flows: [],
  hours: [office],
  surveys: [],
  timeZone: 'Asia/Shanghai',
  promptLengths: {},
})

const test: FlowTest = flowTestSchema.parse({
  name: 'a customer who is known',
  at: '2026-03-02T12:00',
  acts: [{ kind: 'pressWrong' }, { kind: 'press', keys: '3' }, { kind: 'press', keys: '1234#' }],
  http: [
    { nodeId: 'ask', answer: { kind: 'failed' } },
    { nodeId: 'ask', answer: { kind: 'answered', status: 200, body: '{"customer":{"name":"Wang"}}' } },
  ],
  expect: {
    path: { mode: 'exact', nodeIds: ['greeting', 'open', 'main', 'number', 'ask', 'hello', 'repair'] },
    outcome: { kind: 'queued', queueId: 'que_repair' },
    variables: { customerNumber: '1234', customerName: 'Wang' },
    hears: ['prm_greeting', 'prm_main', 'prm_invalid', 'Hello'],
  },
})

function play2000(bench: TestBench): () => number {
  return () => {
    for (let count = 0; count < ROUND; count++) {
      const { passed, failures } = runFlowTest(bench, test)
      if (!passed) throw new Error(`the test does not pass: ${JSON.stringify(failures)}`)
    }
    return ROUND
  }
}

printMethod(
  'Flow tests: whole calls played on the virtual clock. A caller presses a wrong key, then 3, then a number; a request fails and is tried again;\n' +
    'the answer is said and the call is queued. Path, outcome, variables and what was heard are compared. One core; the target is 2,000 calls a second.',
)
printRate(`a flow of ${String(frontDesk.length)} nodes`, measurePerSecond(play2000(benchWith([]))))
const others = Array.from({ length: 991 }, (_, index) => play(`other-${String(index)}`))
printRate('the same in a flow of 1,000 nodes', measurePerSecond(play2000(benchWith(others))))
