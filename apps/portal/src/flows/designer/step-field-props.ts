import type { ReactNode } from 'react'
import type { FlowChoices } from '../documents.ts'
import type { FieldSpec } from '../model/kinds-table.ts'
import type { Drawing, Step } from '../model/step.ts'

export type StepFieldProps = {
  readonly spec: FieldSpec
  readonly step: Step
  readonly drawing: Drawing
  readonly choices: FlowChoices
  readonly mayEdit: boolean
  readonly fault: string | null
  readonly onChange: (step: Step, key: string) => void
}

/** A list may hold whole settings of its own kind (the request within a PIN's check): it is handed what draws one. */
export type ListFieldProps = StepFieldProps & { readonly drawField: (props: StepFieldProps) => ReactNode }
