import { Button, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { AcknowledgeAlarm, AlarmsQuery } from './documents.ts'
import type { ConsoleAlarm } from './documents.ts'

export type AlarmListProps = {
  /** null: of all clients. */
  readonly tenantId: string | null
  readonly timeZone: string
  readonly onChanged: () => void
}

/** Alarms, the newest first; those that nobody has acknowledged can be. */
export function AlarmList({ tenantId, timeZone, onChanged }: AlarmListProps): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const change = useChange()
  const format = useTimeFormat(timeZone)
  const [{ data, fetching }, read] = useQuery({
    query: AlarmsQuery,
    variables: { tenantId, openOnly: tenantId === null },
    requestPolicy: 'cache-and-network',
  })
  const acknowledge = async (alarm: ConsoleAlarm): Promise<void> => {
    await change.save(() =>
      client.mutation(AcknowledgeAlarm, { tenantId: alarm.tenantId, alarmId: alarm.id }).toPromise(),
    )
    read({ requestPolicy: 'network-only' })
    onChanged()
  }
  const columns: TableColumnsType<ConsoleAlarm> = [
    { key: 'at', className: 'figures', render: (_, alarm) => format.full(alarm.raisedAt) },
    ...(tenantId === null ? [{ key: 'tenant', dataIndex: 'tenantName' }] : []),
    {
      key: 'kind',
      render: (_, alarm) => (
        <>
          <strong>{alarm.kind}</strong> <span className="muted">{detailText(alarm.detail)}</span>
        </>
      ),
    },
    {
      key: 'acknowledge',
      align: 'right',
      render: (_, alarm) =>
        alarm.acknowledgedAt === null ? (
          <Button size="small" onClick={() => void acknowledge(alarm)} data-testid={`acknowledge-${alarm.id}`}>
            {t('console.acknowledge')}
          </Button>
        ) : (
          <span className="muted">{t('console.acknowledged')}</span>
        ),
    },
  ]
  return (
    <>
      <Faults faults={change.faults} />
      <Table
        rowKey="id"
        size="small"
        showHeader={false}
        columns={columns}
        dataSource={[...(data?.consoleAlarms ?? [])]}
        loading={fetching && data === undefined}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        locale={{ emptyText: <EmptyState title={t('console.noAlarms')} advice={t('console.noAlarmsAdvice')} /> }}
        data-testid="alarms"
      />
    </>
  )
}

/** `{"used":5}` is read as "used 5". */
function detailText(json: string): string {
  const detail: unknown = JSON.parse(json)
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}
