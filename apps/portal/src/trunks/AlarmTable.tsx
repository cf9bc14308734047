import { Card, Table, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useOperator } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { TrunkAlarm } from './documents.ts'

const KINDS = ['capacity', 'gatewayDown', 'gatewayFailing'] as const

/** What is wrong with the trunks, and what was. */
export function AlarmTable({ alarms }: { readonly alarms: readonly TrunkAlarm[] }): ReactNode {
  const { t } = useTranslation()
  const { full } = useTimeFormat(useOperator().tenant.timeZone)
  const words = ({ kind, gateway, calls, capacity, failures }: TrunkAlarm): string => {
    const known = KINDS.find((each) => kind === `trunk.${each}`)
    if (known === undefined) return kind
    return t(`trunks.alarm.${known}`, {
      gateway: gateway ?? '',
      calls: calls ?? 0,
      capacity: capacity ?? 0,
      failures: failures ?? 0,
    })
  }
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        data-testid="trunk-alarms"
        dataSource={[...alarms]}
        pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: <EmptyState title={t('trunks.noAlarms')} advice={t('trunks.noAlarmsAdvice')} /> }}
        columns={[
          { title: t('trunks.trunk'), dataIndex: 'trunkName' },
          { title: t('trunks.what'), key: 'what', render: (_, alarm) => words(alarm) },
          {
            title: t('trunks.raised'),
            key: 'raised',
            className: 'figures',
            render: (_, alarm) => full(alarm.raisedAt),
          },
          {
            title: t('trunks.cleared'),
            key: 'cleared',
            className: 'figures',
            render: (_, { clearedAt }) =>
              clearedAt === null ? <Tag color="red">{t('trunks.lasts')}</Tag> : full(clearedAt),
          },
        ]}
      />
    </Card>
  )
}
