import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatDuration } from '../ui/duration.ts'
import { useTimeFormat } from '../ui/time-format.ts'

const INPUTS = [
  'downMs',
  'wholeMs',
  'callsRefused',
  'incidentIds',
  'down',
  'answeredWithin',
  'answeredAndAbandoned',
  'thresholdMs',
  'threshold',
  'abandoned',
  'answered',
  'waitedMs',
  'satisfied',
  'answers',
  'caseId',
  'takenMs',
] as const

/** Counts behind a measured figure, as they were kept. `inputs` is JSON. */
export function MeasureInputs(props: { readonly inputs: string; readonly timeZone: string }): ReactNode {
  const { t } = useTranslation()
  const time = useTimeFormat(props.timeZone)
  const given = JSON.parse(props.inputs) as Record<string, unknown>
  const said = (name: (typeof INPUTS)[number], value: unknown): string => {
    if (name === 'threshold') return t('measureInput.byQueue')
    if (name === 'down')
      return spansOf(value)
        .map(([from, until]) => `${time.full(from)} – ${time.full(until)}`)
        .join(', ')
    if (Array.isArray(value)) return value.join(', ')
    return name.endsWith('Ms') ? formatDuration(Number(value)) : String(value)
  }
  return (
    <ul className="plain-list figures">
      {INPUTS.filter((name) => name in given && !(Array.isArray(given[name]) && given[name].length === 0)).map(
        (name) => (
          <li key={name}>
            <span className="muted">{t(`measureInput.${name}`)}</span> {said(name, given[name])}
          </li>
        ),
      )}
    </ul>
  )
}

/** `from/until`, each. */
const spansOf = (value: unknown): readonly (readonly [string, string])[] =>
  (Array.isArray(value) ? value : []).map((text) => {
    const [from = '', until = ''] = String(text).split('/')
    return [from, until] as const
  })
