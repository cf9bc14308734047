import { describe, expect, it } from 'vitest'
import { idOf } from '../../testing/acd-builders.ts'
import { buildFlow, collect, hangUp, hours, http, menu, pin, play, queue, say } from '../../testing/flow-builders.ts'
import { flowTestSchema, type FlowTestInput } from '../flow-test.ts'
import type { Flow } from '../flow.ts'
import { BenchCall } from './bench-call.ts'
import type { FlowTestResult, TestBench } from './bench-types.ts'
import { runFlowTest } from './run-flow-test.ts'

const frontDesk = buildFlow(
  play('greeting', { interruptible: true, next: 'open' }),
  hours('open', { onOpen: 'main', onClosed: 'closed' }),
  menu('main', { choices: { 1: 'repair', 3: 'number' }, attemptsMax: 2, onFailure: 'sorry' }),
  collect('number', { next: 'ask', onFailure: 'repair' }),
  http('ask', {
    url: 'https://crm.example/customers/{{customerNumber}}',
    saves: [{ path: 'name', variable: 'customerName' }],
    retries: 1,
    onSuccess: 'hello',
    onFailure: 'repair',
    onTimeout: 'sorry',
  }),
  say('hello', { text: 'Hello {{customerName}}, your number is {{customerNumber:digits}}.', next: 'repair' }),
  queue('repair'),
  play('closed'),
  play('sorry'),
)
const office = {
  hoursId: idOf('hours', 'office'),
  name: 'Office',
  timeZone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
  holidays: [],
  specialDays: [],
}
const bench = (flow: Flow = frontDesk): TestBench => ({
  flow,
  flows: [flow],
  hours: [office],
  surveys: [],
  timeZone: 'Asia/Shanghai',
  promptLengths: { [idOf('prompt', 'greeting')]: 2_000 },
})
const MONDAY_NOON = '2026-03-02T12:00'

const run = (test: Partial<FlowTestInput>, flow?: Flow): FlowTestResult =>
  runFlowTest(bench(flow), flowTestSchema.parse({ name: 'test', at: MONDAY_NOON, expect: {}, ...test }))
const failuresOf = ({ failures }: FlowTestResult): readonly string[] =>
  failures.map(({ code, place, expected, got }) => `${code} ${place}: ${expected} | ${got}`)

describe('a flow test', () => {
  it('passes when everything came as expected', () => {
    const result = run({
      acts: [
        { kind: 'press', keys: '3' },
        { kind: 'press', keys: '1234#' },
      ],
      http: [{ nodeId: 'ask', answer: { kind: 'answered', status: 200, body: '{"name":"Ms. Wang"}' } }],
      expect: {
        path: { mode: 'exact', nodeIds: ['greeting', 'open', 'main', 'number', 'ask', 'hello', 'repair'] },
        outcome: { kind: 'queued', queueId: idOf('queue', 'repair') },
        variables: { customerNumber: '1234', customerName: 'Ms. Wang' },
        hears: [idOf('prompt', 'greeting'), 'Hello', 'Ms. Wang', 'your number'],
      },
    })
    expect(failuresOf(result)).toEqual([])
    expect(result.passed).toBe(true)
  })

  it('says what differs, each with its place', () => {
    const result = run({
      acts: [{ kind: 'press', keys: '1' }],
      expect: {
        path: { mode: 'exact', nodeIds: ['greeting', 'open', 'main', 'number'] },
        outcome: { kind: 'hungUp' },
        variables: { customerNumber: '1234' },
        hears: [idOf('prompt', 'sorry')],
      },
    })
    expect(failuresOf(result)).toEqual([
      'path.differs expect.path.nodeIds.3: number | repair',
      'outcome.differs expect.outcome: hungUp | queued que_repair',
      'variable.differs expect.variables.customerNumber: 1234 | ',
      'prompt.notHeard expect.hears.0: prm_sorry | prm_greeting / prm_main',
    ])
  })

  it('knows the time of day and the day of the week', () => {
    const closed = { outcome: { kind: 'hungUp' as const }, path: { mode: 'contains' as const, nodeIds: ['closed'] } }
    for (const at of ['2026-03-02T08:59', '2026-03-02T18:00', '2026-03-01T12:00'])
      expect(failuresOf(run({ at, expect: closed }))).toEqual([])
    expect(run({ at: '2026-03-02T17:59' }).path).toContain('main')
  })

  it('lets callers say nothing, press wrong keys and hang up', () => {
    expect(run({ acts: [{ kind: 'saysNothing' }, { kind: 'press', keys: '1' }] }).path).toEqual([
      'greeting',
      'open',
      'main',
      'repair',
    ])
    expect(run({ acts: [{ kind: 'pressWrong' }, { kind: 'pressWrong' }] })).toMatchObject({
      outcome: { kind: 'hungUp' },
      path: ['greeting', 'open', 'main', 'sorry'],
    })
    const left = run({ acts: [{ kind: 'hangsUp', atNode: 'main', afterMs: 500 }] })
    expect(left.outcome).toEqual({ kind: 'callerLeft' })
    expect(left.lengthMs).toBe(2_500)
    expect(run({}).outcome).toEqual({ kind: 'hungUp' })
  })

  it('lets callers press over a prompt', () => {
    const result = run({ acts: [{ kind: 'press', keys: '1', during: 'prompt', afterMs: 800, atNode: 'main' }] })
    expect(result.lengthMs).toBe(2_800)
    expect(result.transcript.filter(({ kind }) => kind === 'heard')).toMatchObject([
      { cutShort: false },
      { what: 'prm_main', cutShort: true },
    ])
  })

  it('answers requests as it is told, try by try', () => {
    const acts = [
      { kind: 'press' as const, keys: '3' },
      { kind: 'press' as const, keys: '1234#' },
    ]
    const failed = { nodeId: 'ask', answer: { kind: 'failed' as const } }
    const fine = { nodeId: 'ask', answer: { kind: 'answered' as const, status: 200, body: '{"name":"Wang"}' } }
    expect(run({ acts, http: [failed, fine] }).path).toContain('hello')
    expect(run({ acts, http: [failed] }).path).not.toContain('hello')
    expect(run({ acts, http: [{ nodeId: 'ask', answer: { kind: 'timeout' } }] }).path).toContain('sorry')
    const slow = { ...fine, afterMs: 60_000 }
    expect(run({ acts, http: [slow] }).path).toContain('sorry')
    expect(failuresOf(run({ acts }))).toEqual(['http.notMocked http: ask | '])
  })

  it('fails when the caller never came to an act', () => {
    expect(failuresOf(run({ acts: [{ kind: 'press', keys: '1', atNode: 'number' }] }))).toEqual([
      'act.notReached acts.0: press | ',
    ])
  })

  it('ends by itself when a flow does not', () => {
    const round = buildFlow(menu('main', { choices: { 1: 'main' }, onFailure: 'main', attemptsMax: 1 }))
    expect(run({}, round).outcome).toEqual({ kind: 'failed' })
  })

  it('shows dots for the keys of a PIN', () => {
    const flow = buildFlow(pin('pin', { onVerified: 'repair' }), queue('repair'), hangUp('sorry'))
    const result = run({ acts: [{ kind: 'press', keys: '8642#' }], pins: ['correct'] }, flow)
    expect(result.outcome.kind).toBe('queued')
    expect(result.transcript.flatMap((line) => (line.kind === 'pressed' ? [line.keys] : []))).toEqual(
      Array(5).fill('•'),
    )
    expect(result.variables).toEqual({})
  })
})

describe('a call on the bench', () => {
  const setup = flowTestSchema.parse({ name: 'bench', at: MONDAY_NOON, expect: {} })
  const untilAsked = (call: BenchCall): void => {
    while (call.outcome === null && call.state.phase !== 'waitingDigit' && call.proceed());
  }

  it('is played by hand, and waits for the answers of services', () => {
    const call = new BenchCall(bench(), setup, { holdUnmocked: true })
    untilAsked(call)
    expect(call.view()).toMatchObject({ nodeId: 'main', phase: 'waitingDigit', outcome: null })
    call.press('3')
    untilAsked(call)
    for (const key of ['1', '2', '3', '#'] as const) call.press(key)
    expect(call.view().openRequest).toMatchObject({ nodeId: 'ask', url: 'https://crm.example/customers/123' })
    expect(call.proceed()).toBe(false)
    call.answer({ kind: 'answered', status: 200, body: '{"name":"Li"}' })
    while (call.proceed());
    expect(call.view()).toMatchObject({ outcome: { kind: 'queued' }, variables: { customerName: 'Li' } })
  })
})
