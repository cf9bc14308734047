import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { KINDS } from '../model/kinds-table.ts'
import type { ListFieldProps } from './step-field-props.ts'

/** The request within a step that is about something else: the check of a PIN. */
export function RequestFields({ at, drawField, ...props }: ListFieldProps & { readonly at: string }): ReactNode {
  return KINDS.http.fields
    .filter(({ path }) => path !== 'saves')
    .map((spec) => (
      <Fragment key={spec.path}>
        {drawField({ ...props, fault: null, spec: { ...spec, path: `${at}${spec.path}` } })}
      </Fragment>
    ))
}
