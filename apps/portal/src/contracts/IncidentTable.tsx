import { Card, Table, Tag } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { IncidentData, StandingData } from './documents.ts'
import { TierTag } from './TierTag.tsx'

export type IncidentTableProps = {
  readonly incidents: readonly IncidentData[]
  readonly timeZone: string
  readonly withClient?: boolean
  readonly action?: (incident: IncidentData) => ReactNode
  readonly extra?: ReactNode
}

/** Incidents with their times, and the promised time running. */
export function IncidentTable({ incidents, timeZone, withClient, action, extra }: IncidentTableProps): ReactNode {
  const { t } = useTranslation()
  const time = useTimeFormat(timeZone)
  const when = (value: string | null): string => (value === null ? '–' : time.full(value))
  const columns: TableColumnsType<IncidentData> = [
    {
      title: t('incident.title'),
      key: 'title',
      render: (_, row) => (
        <>
          <strong>{row.title}</strong>
          <div className="muted">
            {t(`incidentSeverity.${row.severity}`)}
            {row.alarmId === null ? '' : ` · ${t('incident.fromAlarm')}`}
          </div>
          {row.cause === '' ? null : <div>{row.cause}</div>}
        </>
      ),
    },
    ...(withClient === true ? [{ title: t('contract.client'), dataIndex: 'tenantName', key: 'client' }] : []),
    { title: t('incident.opened'), key: 'opened', className: 'figures', render: (_, row) => when(row.openedAt) },
    { title: t('incident.noticed'), key: 'noticed', className: 'figures', render: (_, row) => when(row.noticedAt) },
    {
      title: t('incident.responded'),
      key: 'responded',
      className: 'figures',
      render: (_, row) => when(row.respondedAt),
    },
    { title: t('incident.resolved'), key: 'resolved', className: 'figures', render: (_, row) => when(row.resolvedAt) },
    {
      title: t('incident.promises'),
      key: 'standings',
      render: (_, row) => row.standings.map((standing) => <Standing key={standing.indicator} standing={standing} />),
    },
    ...(action === undefined ? [] : [{ key: 'action', render: (_: unknown, row: IncidentData) => action(row) }]),
  ]
  return (
    <Card size="small" title={t('contract.tabIncidents')} extra={extra} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        className="wide"
        columns={columns}
        dataSource={[...incidents]}
        pagination={incidents.length > 20 ? { pageSize: 20 } : false}
        data-testid="incidents"
        locale={{ emptyText: <EmptyState title={t('incident.none')} advice={t('incident.noneAdvice')} /> }}
      />
    </Card>
  )
}

/** One promise of a case: what it took, or the time that is left. */
export function Standing({ standing }: { readonly standing: StandingData }): ReactNode {
  const { t } = useTranslation()
  const { indicator, tier, tookMinutes, dueAt, decidedAt } = standing
  return (
    <div className="row" style={{ gap: 6 }}>
      <span>{t(`serviceIndicator.${indicator}`)}</span>
      {decidedAt === null ? (
        <Countdown dueAt={dueAt} />
      ) : (
        <>
          <span className="figures muted">{t('incident.took', { minutes: tookMinutes })}</span>
          <TierTag tier={tier} />
        </>
      )}
    </div>
  )
}

function Countdown({ dueAt }: { readonly dueAt: string }): ReactNode {
  const { t } = useTranslation()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const left = Date.parse(dueAt) - now
  return (
    <Tag color={left < 0 ? 'red' : 'blue'} className="figures">
      {left < 0
        ? t('incident.late', { time: formatDuration(-left) })
        : t('incident.due', { time: formatDuration(left) })}
    </Tag>
  )
}
