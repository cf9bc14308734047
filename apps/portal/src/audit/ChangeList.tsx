import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { AuditRow } from './documents.ts'
import { useFieldWords } from './use-action-words.ts'

type ChangeListProps = { readonly entry: AuditRow; readonly timeZone: string }

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** What an act changed, field by field: struck out what was, marked what is. Told by words too, not by colour alone. */
export function ChangeList({ entry, timeZone }: ChangeListProps): ReactNode {
  const { t } = useTranslation()
  const words = useFieldWords()
  const format = useTimeFormat(timeZone)
  const shown = (value: string): string => (INSTANT.test(value) ? format.full(value) : value)
  return (
    <div className="stack" style={{ gap: 10, padding: '4px 0 8px' }}>
      {entry.changes.length === 0 ? (
        <span className="muted">{t('audit.noChanges')}</span>
      ) : (
        <table className="changes" data-testid="audit-changes">
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              <th scope="col">{t('audit.before')}</th>
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {entry.changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{words(field)}</th>
                <td>{before === null ? <Nothing /> : <del>{shown(before)}</del>}</td>
                <td>{after === null ? <Nothing /> : <ins>{shown(after)}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <span className="muted">
        {entry.version !== null && `${t('audit.version', { version: entry.version })} · `}
        {t('audit.id')}: {entry.subjectId ?? '–'}
        {entry.userAgent !== null && ` · ${t('audit.browser')}: ${entry.userAgent}`}
      </span>
    </div>
  )
}

function Nothing(): ReactNode {
  const { t } = useTranslation()
  return <span className="muted">{t('audit.nothing')}</span>
}
