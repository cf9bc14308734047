import type { FlowExpectation, FlowOutcome } from '../flow-test.ts'
import type { IvrVariables } from '../step-types.ts'
import type { TestFailure, TranscriptLine } from './bench-types.ts'

type Came = {
  readonly path: readonly string[]
  readonly outcome: FlowOutcome
  readonly transcript: readonly TranscriptLine[]
  readonly variables: IvrVariables
}

/** Where what came differs from what was expected. */
export function compareWithExpectation(expect: FlowExpectation, came: Came): readonly TestFailure[] {
  return [
    ...(expect.path === null ? [] : comparePath(expect.path, came.path)),
    ...compareOutcome(expect.outcome, came),
    ...Object.entries(expect.variables).flatMap(([name, value]) => compareVariable(name, value, came)),
    ...missingInOrder(expect.hears, came.transcript),
  ]
}

/** The first step that differs: what follows it differs for that reason. */
function comparePath(
  { mode, nodeIds }: NonNullable<FlowExpectation['path']>,
  path: readonly string[],
): readonly TestFailure[] {
  if (mode === 'contains') return missingSteps(nodeIds, path)
  const length = mode === 'exact' ? Math.max(nodeIds.length, path.length) : nodeIds.length
  for (let index = 0; index < length; index++) {
    const [expected, got] = [nodeIds[index] ?? '', path[index] ?? '']
    if (expected !== got)
      return [
        {
          code: 'path.differs',
          place: `expect.path.nodeIds.${String(index)}`,
          nodeId: path[index] ?? null,
          expected,
          got,
        },
      ]
  }
  return []
}

/** In this order, with others between. */
function missingSteps(nodeIds: readonly string[], path: readonly string[]): readonly TestFailure[] {
  let from = 0
  for (const [index, expected] of nodeIds.entries()) {
    const found = path.indexOf(expected, from)
    if (found < 0)
      return [
        {
          code: 'path.differs',
          place: `expect.path.nodeIds.${String(index)}`,
          nodeId: expected,
          expected,
          got: path.join(' > '),
        },
      ]
    from = found + 1
  }
  return []
}

function compareOutcome(expected: FlowOutcome | null, { outcome, path }: Came): readonly TestFailure[] {
  if (expected === null || describeOutcome(expected) === describeOutcome(outcome)) return []
  return [
    {
      code: 'outcome.differs',
      place: 'expect.outcome',
      nodeId: path.at(-1) ?? null,
      expected: describeOutcome(expected),
      got: describeOutcome(outcome),
    },
  ]
}

/** `queued que_repair`, in one line. */
export function describeOutcome(outcome: FlowOutcome): string {
  switch (outcome.kind) {
    case 'queued':
      return `queued ${outcome.queueId}`
    case 'transferred':
      return `transferred ${outcome.target}`
    case 'voicemail':
      return `voicemail ${outcome.boxId}`
    case 'callback':
      return `callback ${outcome.queueId} ${outcome.number}`
    default:
      return outcome.kind
  }
}

function compareVariable(name: string, expected: string, { variables }: Came): readonly TestFailure[] {
  const got = Object.hasOwn(variables, name) ? (variables[name] ?? '') : ''
  return got === expected
    ? []
    : [{ code: 'variable.differs', place: `expect.variables.${name}`, nodeId: null, expected, got }]
}

function missingInOrder(hears: readonly string[], transcript: readonly TranscriptLine[]): readonly TestFailure[] {
  const heard = transcript.flatMap((line) => (line.kind === 'heard' ? [line] : []))
  let from = 0
  for (const [index, expected] of hears.entries()) {
    const found = heard.findIndex(
      ({ what, promptId }, at) => at >= from && (promptId === null ? what.includes(expected) : promptId === expected),
    )
    if (found < 0)
      return [
        {
          code: 'prompt.notHeard',
          place: `expect.hears.${String(index)}`,
          nodeId: null,
          expected,
          got: heard
            .slice(from)
            .map(({ what }) => what)
            .join(' / '),
        },
      ]
    from = found + 1
  }
  return []
}
