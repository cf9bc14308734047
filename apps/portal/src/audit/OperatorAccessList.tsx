import { Alert, Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { OperatorAccessQuery } from './documents.ts'
import type { OperatorAccess } from './documents.ts'

type OperatorAccessListProps = {
  readonly tenantId: string
  readonly timeZone: string
  readonly showActs: (sessionId: string) => void
}

/** When someone of the operator worked here as the administrator, why, and what they did. */
export function OperatorAccessList({ tenantId, timeZone, showActs }: OperatorAccessListProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const [{ data, error }] = useQuery({
    query: OperatorAccessQuery,
    variables: { tenantId },
    requestPolicy: 'cache-and-network',
  })
  const sessions = data?.tenant?.operatorAccess
  const columns: TableColumnsType<OperatorAccess> = [
    {
      title: t('audit.started'),
      key: 'started',
      className: 'figures',
      render: (_, session) => format.full(session.startedAt),
    },
    {
      title: t('audit.until'),
      key: 'until',
      className: 'figures',
      render: (_, session) => <Until session={session} full={format.full} />,
    },
    { title: t('audit.who'), dataIndex: 'personName' },
    { title: t('actAs.reason'), dataIndex: 'reason' },
    {
      key: 'acts',
      align: 'right',
      render: (_, session) => (
        <Button size="small" onClick={() => showActs(session.id)}>
          {t('audit.showActs')}
        </Button>
      ),
    },
  ]
  if (error !== undefined) return <Alert type="error" showIcon title={t('audit.failed')} />
  return (
    <div className="stack">
      <span className="muted">{t('audit.operatorAccessMeaning')}</span>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={sessions === undefined ? [] : [...sessions]}
          loading={sessions === undefined}
          pagination={false}
          className="wide"
          locale={{
            emptyText:
              sessions === undefined ? (
                <div style={{ height: 200 }} />
              ) : (
                <EmptyState title={t('audit.noAccess')} advice={t('audit.noAccessAdvice')} />
              ),
          }}
          data-testid="operator-access"
        />
      </Card>
    </div>
  )
}

type UntilProps = { readonly session: OperatorAccess; readonly full: (iso: string) => string }

function Until({ session, full }: UntilProps): ReactNode {
  const { t } = useTranslation()
  if (session.isOpen) return <span className="badge warn">{t('audit.running')}</span>
  if (session.endedAt !== null) return full(session.endedAt)
  return (
    <>
      {full(session.expiresAt)} <span className="muted">({t('audit.expired')})</span>
    </>
  )
}
