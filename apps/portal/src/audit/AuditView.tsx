import { ReloadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { choiceOf, filterOf, isFiltered, paramsOf } from './audit-filter.ts'
import type { AuditChoice } from './audit-filter.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditTable } from './AuditTable.tsx'
import type { AuditChoices } from './documents.ts'
import { ExportAudit } from './ExportAudit.tsx'
import { useAudit } from './use-audit.ts'
import type { AuditOf } from './use-audit.ts'

type AuditViewProps = {
  readonly kind: AuditOf['kind']
  readonly tenantId: string | null
  readonly timeZone: string
  readonly choices: AuditChoices
}

/** The acts of a tenant or of the platform under a filter, which stands in the address. */
export function AuditView({ kind, tenantId, timeZone, choices }: AuditViewProps): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const choice = useMemo(() => choiceOf(search), [search])
  const filter = useMemo(() => filterOf(choice, timeZone), [choice, timeZone])
  const of: AuditOf = kind === 'tenant' ? { kind, tenantId: tenantId ?? '' } : { kind, tenantId: choice.client }
  const pages = useAudit(of, filter)
  const setChoice = (chosen: AuditChoice | null): void =>
    setSearch(chosen === null ? {} : paramsOf(chosen), { replace: true })
  return (
    <div className="stack">
      <AuditFilters choice={choice} setChoice={setChoice} choices={choices} />
      {pages.failed && <Alert type="error" showIcon title={t('audit.failed')} />}
      <AuditTable
        pages={pages}
        timeZone={timeZone}
        chooseClient={kind === 'tenant' ? null : (client) => setChoice({ ...choice, client })}
        extra={
          <div className="row">
            <Button icon={<ReloadOutlined aria-hidden />} onClick={pages.reload} loading={pages.loading}>
              {t('audit.reload')}
            </Button>
            <ExportAudit of={of} filter={filter} timeZone={timeZone} />
          </div>
        }
        empty={
          isFiltered(choice) ? (
            <EmptyState title={t('audit.noneMatch')} advice={t('audit.noneMatchAdvice')} />
          ) : (
            <EmptyState title={t('audit.none')} advice={t('audit.noneAdvice')} />
          )
        }
      />
    </div>
  )
}
