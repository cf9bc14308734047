import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { DAYS } from '../hours/days.ts'
import { setUpEn } from '../i18n/set-up-en.ts'
import type { Difference } from './documents.ts'

const isKnown = (field: string): field is keyof typeof setUpEn.versions.field =>
  Object.hasOwn(setUpEn.versions.field, field)

const TONES = { ADDED: 'good', REMOVED: 'bad', CHANGED: '' } as const

/** What became of each thing, setting by setting. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <div data-testid="differences">
      {differences.map(({ kind, id, name, change, fields }) => (
        <section key={`${kind}${id}`} style={{ marginBottom: 16 }}>
          <h3 style={{ margin: '0 0 6px', fontSize: 14 }}>
            {t(`versions.kind.${kind}`)} “{name}”{' '}
            <span className={`badge ${TONES[change]}`}>{t(`versions.change.${change}`)}</span>
          </h3>
          {change === 'REMOVED' ? null : (
            <dl className="differences">
              {fields.map(({ field, before, after }) => (
                <FieldDifference key={field} field={field} before={before} after={after} isNew={change === 'ADDED'} />
              ))}
            </dl>
          )}
        </section>
      ))}
    </div>
  )
}

type FieldProps = {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
  readonly isNew: boolean
}

function FieldDifference({ field, before, after, isNew }: FieldProps): ReactNode {
  const { t } = useTranslation()
  // A step of a menu has the name that the tenant gave it.
  const key = field.replaceAll('.', '_')
  const label = isKnown(key) ? t(`versions.field.${key}`) : field
  const inWords = (value: string | null): ReactNode =>
    value === null || value === '' ? <span className="muted">{t('versions.nothing')}</span> : readable(value)
  const readable = (value: string): string => {
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'setUp.yes' : 'setUp.no')
    return DAYS.reduce(
      (text, day) => text.replaceAll(`day${String(day)} `, `${t(`hoursSetup.shortDay.${day}`)} `),
      value,
    )
  }
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {isNew ? null : (
          <>
            <del>{inWords(before)}</del> <span aria-hidden>→</span>{' '}
          </>
        )}
        <ins>{inWords(after)}</ins>
      </dd>
    </>
  )
}
