import type { BusinessHours } from '../contracts/snapshot.ts'
import type { DurationMs } from '../time.ts'
import type { IvrVariables } from './step-types.ts'
import type { Flow } from './flow.ts'
import type { FlowOutcome } from './flow-test.ts'
import type { Survey } from './survey.ts'

/** What a call on the test bench runs in: as published, or the draft with the rest as published. */
export type TestBench = {
  readonly flow: Flow
  readonly flows: readonly Flow[]
  readonly hours: readonly BusinessHours[]
  readonly surveys: readonly Survey[]
  readonly timeZone: string
  /** Lengths of prompts by id; others take 3 s, spoken text by its length. */
  readonly promptLengths: Readonly<Record<string, DurationMs>>
}

/** One line of what happened, `atMs` after the call's beginning. */
export type TranscriptLine = { readonly atMs: DurationMs } & (
  | { readonly kind: 'entered'; readonly flowId: string; readonly nodeId: string; readonly label: string }
  | { readonly kind: 'heard'; readonly what: string; readonly promptId: string | null; readonly cutShort: boolean }
  /** Keys of a PIN or a payment are dots. */
  | { readonly kind: 'pressed'; readonly keys: string }
  | {
      readonly kind: 'inputFailed'
      readonly nodeId: string
      readonly why: 'noInput' | 'invalid'
      readonly attempt: number
    }
  | { readonly kind: 'asked'; readonly what: 'http' | 'lookup' | 'pin'; readonly detail: string }
  | { readonly kind: 'answered'; readonly what: 'http' | 'lookup' | 'pin'; readonly detail: string }
  | { readonly kind: 'secret'; readonly isOn: boolean }
  | { readonly kind: 'survey'; readonly score: number; readonly satisfied: boolean; readonly reasonKey: string | null }
  | { readonly kind: 'talked'; readonly lengthMs: DurationMs }
  | { readonly kind: 'ended'; readonly outcome: FlowOutcome }
)

export type TestFailureCode =
  | 'path.differs'
  | 'path.missing'
  | 'outcome.differs'
  | 'variable.differs'
  | 'prompt.notHeard'
  | 'act.notReached'
  | 'http.notMocked'

/** What did not come as expected: `place` is the field of the test (`expect.path.nodeIds.2`). */
export type TestFailure = {
  readonly code: TestFailureCode
  readonly place: string
  readonly nodeId: string | null
  readonly expected: string
  readonly got: string
}

export type FlowTestResult = {
  readonly name: string
  readonly passed: boolean
  readonly path: readonly string[]
  readonly outcome: FlowOutcome
  readonly variables: IvrVariables
  readonly transcript: readonly TranscriptLine[]
  readonly failures: readonly TestFailure[]
  readonly lengthMs: DurationMs
}
