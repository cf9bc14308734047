import type { Translate } from '../i18n/use-translation.ts'
import type { ReactNode } from 'react'

export function FaultList({ faults }: { readonly faults: readonly string[] }): ReactNode {
  return (
    <ul className="plain-list">
      {faults.map((fault) => (
        <li key={fault}>{fault}</li>
      ))}
    </ul>
  )
}

const FAULTS = [
  'quoteNotClosed',
  'quoteInField',
  'noHeader',
  'missingColumn',
  'wrongFieldCount',
  'notTime',
  'notNumber',
  'notDuration',
  'notPrice',
  'negativePrice',
  'required',
  'sameColumnTwice',
  'notTimeZone',
  'notCurrency',
  'notAllowed',
  'notDigits',
] as const

/** A fault of a file or a mapping in the reader's language; an unknown one by its code. */
export function faultText(t: Translate, code: string): string {
  const fault = FAULTS.find((each) => each === code)
  return fault === undefined ? code : t(`finance.fileFaults.${fault}`)
}
