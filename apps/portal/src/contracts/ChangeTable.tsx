import { Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { ChangeData } from './documents.ts'
import { Standing } from './IncidentTable.tsx'

/** What was asked for and what was answered, and the time that is left to answer. */
export function ChangeTable(props: {
  readonly changes: readonly ChangeData[]
  readonly timeZone: string
  readonly withClient?: boolean
  readonly action?: (change: ChangeData) => ReactNode
  readonly extra?: ReactNode
}): ReactNode {
  const { changes, timeZone, withClient, action, extra } = props
  const { t } = useTranslation()
  const time = useTimeFormat(timeZone)
  const columns: TableColumnsType<ChangeData> = [
    {
      title: t('changeOrder.title'),
      key: 'title',
      render: (_, row) => (
        <>
          <strong>{row.title}</strong>
          <div className="muted">{row.text}</div>
        </>
      ),
    },
    ...(withClient === true ? [{ title: t('contract.client'), dataIndex: 'tenantName', key: 'client' }] : []),
    {
      title: t('changeOrder.requested'),
      key: 'requested',
      className: 'figures',
      render: (_, row) => t('changeOrder.by', { who: row.requestedBy, time: time.full(row.requestedAt) }),
    },
    { title: t('changeOrder.status'), key: 'status', render: (_, row) => t(`changeStatus.${row.status}`) },
    {
      title: t('incident.promises'),
      key: 'standing',
      render: (_, row) => (row.standing === null ? null : <Standing standing={row.standing} />),
    },
    { title: t('changeOrder.answer'), dataIndex: 'answer', key: 'answer' },
    {
      title: t('changeOrder.effectiveOn'),
      key: 'effectiveOn',
      className: 'figures',
      render: (_, row) => row.effectiveOn ?? '–',
    },
    ...(action === undefined ? [] : [{ key: 'action', render: (_: unknown, row: ChangeData) => action(row) }]),
  ]
  return (
    <Card size="small" title={t('contract.tabChanges')} extra={extra} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        className="wide"
        columns={columns}
        dataSource={[...changes]}
        pagination={false}
        data-testid="changes"
        locale={{ emptyText: <EmptyState title={t('changeOrder.none')} advice={t('changeOrder.noneAdvice')} /> }}
      />
    </Card>
  )
}
