import type { BusinessHours } from '../../contracts/snapshot.ts'
import type { FlowId, SurveyId } from '../../ids.ts'
import type { DurationMs } from '../../time.ts'
import type { Flow } from '../flow.ts'
import type { FlowOutcome, FlowTest } from '../flow-test.ts'
import type { IvrState, IvrVariables } from '../step-types.ts'
import type { Survey } from '../survey.ts'

/** What a call on the test bench runs in: as published, or the draft with the rest as published. */
export type TestBench = {
  readonly flow: Flow
  readonly flows: readonly Flow[]
  readonly hours: readonly BusinessHours[]
  readonly surveys: readonly Survey[]
  readonly timeZone: string
  /** Lengths of prompts by id; others take 3 s, spoken text by its length. */
  readonly promptLengths: Readonly<Record<string, DurationMs>>
  /** Which queue asks which survey after the talk, by the queue's id. */
  readonly queueSurveys?: Readonly<Record<string, SurveyId>>
}

/** The call, without what the caller does in it. */
export type BenchSetup = Omit<FlowTest, 'name' | 'acts' | 'expect'>

/** One line of what happened, `atMs` after the call's beginning. */
export type TranscriptLine = { readonly atMs: DurationMs } & (
  | { readonly kind: 'entered'; readonly flowId: FlowId; readonly nodeId: string; readonly label: string }
  /** `what`: the prompt's id, or the words. */
  | { readonly kind: 'heard'; readonly what: string; readonly promptId: string | null; readonly cutShort: boolean }
  /** Keys of a PIN or a payment are dots. */
  | { readonly kind: 'pressed'; readonly keys: string }
  | {
      readonly kind: 'inputFailed'
      readonly nodeId: string
      readonly why: 'noInput' | 'invalid'
      readonly attempt: number
    }
  | { readonly kind: 'asked'; readonly what: AskedWhat; readonly detail: string }
  | { readonly kind: 'answered'; readonly what: AskedWhat; readonly detail: string }
  | { readonly kind: 'secret'; readonly isOn: boolean }
  | { readonly kind: 'survey'; readonly score: number; readonly satisfied: boolean; readonly reasonKey: string | null }
  | { readonly kind: 'talked'; readonly lengthMs: DurationMs }
  | { readonly kind: 'ended'; readonly outcome: FlowOutcome }
)
export type AskedWhat = 'http' | 'lookup' | 'pin' | 'transfer' | 'voicemail' | 'callback'

/** A call on the bench at this moment, for a screen. */
export type BenchView = {
  readonly atMs: DurationMs
  readonly flowId: FlowId
  readonly nodeId: string | null
  readonly phase: IvrState['phase']
  readonly variables: IvrVariables
  readonly transcript: readonly TranscriptLine[]
  /** A request that nobody has said the answer of. */
  readonly openRequest: { readonly nodeId: string; readonly method: string; readonly url: string } | null
  /** Null: the call goes on. */
  readonly outcome: FlowOutcome | null
}

export type TestFailureCode =
  'path.differs' | 'outcome.differs' | 'variable.differs' | 'prompt.notHeard' | 'act.notReached' | 'http.notMocked'

/** What did not come as expected: `place` is the field of the test (`expect.path.nodeIds.2`). */
export type TestFailure = {
  readonly code: TestFailureCode
  readonly place: string
  /** The node where it showed; null when no single one did. */
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
