import type { ReactNode } from 'react'

/** What is wrong with a field, said at the field. */
export const FaultText = ({ text, id }: { readonly text: string | null; readonly id?: string }): ReactNode =>
  text === null ? null : (
    <span className="flow-fault" id={id}>
      {text}
    </span>
  )
