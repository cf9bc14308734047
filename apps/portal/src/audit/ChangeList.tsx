import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from './documents.ts'
import { useFieldWords } from './use-action-words.ts'

/** What an act changed, field by field: struck out what was, marked what is. Told by words too, not by colour alone. */
export function ChangeList({ entry }: { readonly entry: AuditRow }): ReactNode {
  const { t } = useTranslation()
  const words = useFieldWords()
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
                <td>{before === null ? <Nothing /> : <del>{before}</del>}</td>
                <td>{after === null ? <Nothing /> : <ins>{after}</ins>}</td>
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
