import type { ReactNode } from 'react'
import { KINDS } from '../model/kinds-table.ts'
import { StepField } from './StepField.tsx'
import type { StepFieldProps } from './StepField.tsx'

/** The request within a step that is about something else: the check of a PIN. */
export function RequestFields({ at, ...props }: StepFieldProps & { readonly at: string }): ReactNode {
  return KINDS.http.fields
    .filter(({ path }) => path !== 'saves')
    .map((spec) => <StepField key={spec.path} {...props} fault={null} spec={{ ...spec, path: `${at}${spec.path}` }} />)
}
