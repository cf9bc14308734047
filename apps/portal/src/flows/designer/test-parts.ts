import type { FlowTestInput } from '@seatline/core'
import type { FlowChoices } from '../documents.ts'
import type { Drawing } from '../model/step.ts'

export type TestDialogProps = {
  readonly flowId: string
  readonly testId: string | null
  readonly script: FlowTestInput
  readonly choices: FlowChoices
  readonly drawing: Drawing
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** Of the test that is written: what it holds, and a way to put another value at a path of it. */
export type Part = { readonly script: FlowTestInput; readonly put: (path: string, value: unknown) => void }
