import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Segmented, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { toCsv } from '../ui/csv.ts'
import { DayChart } from '../ui/DayChart.tsx'
import { lastDays } from '../ui/day-range.ts'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined, Metric } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { SeatUseQuery } from './documents.ts'
import type { SeatUseData, ShareRow } from './documents.ts'

const SPANS = [1, 7, 31] as const
const GRADES = ['STANDARD', 'PROFESSIONAL', 'LEADER'] as const
const COLOURS = { STANDARD: '#0f5bb5', PROFESSIONAL: '#1c8a5f', LEADER: '#a4660b' } as const

/** How the client's seats are used: the peak of each hour, who was signed in, and its part of shared agents. */
export function SeatUsePage(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const [days, setDays] = useState<number>(7)
  const [{ data }] = useQuery({
    query: SeatUseQuery,
    variables: { tenantId, ...lastDays(timeZone, days) },
    requestPolicy: 'cache-and-network',
  })
  const answer = data?.tenant?.seatUse
  const use = answer?.__typename === 'SeatUse' ? answer : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.seatUse')}</h1>
        <span className="space" />
        <Segmented
          value={days}
          onChange={setDays}
          options={SPANS.map((value) => ({ value, label: t('messages.lastDays', { count: value }) }))}
        />
        {use === null ? null : <ExportUse use={use} />}
      </div>
      {use === null ? (
        <PageSkeleton />
      ) : use.hours.length + use.users.length + use.shares.length === 0 ? (
        <EmptyState title={t('seatUse.none')} advice={t('seatUse.noneAdvice')} />
      ) : (
        <div className="stack" data-testid="seat-use">
          <Figures use={use} />
          <Peaks use={use} />
          <Shares shares={use.shares} />
          <Users users={use.users} />
        </div>
      )}
    </>
  )
}

const totalOf = (row: ShareRow): number =>
  row.talkMs + row.holdMs + row.wrapUpMs + row.ringMs + row.idleMs + row.notReadyMs

function Figures({ use }: { readonly use: SeatUseData }): ReactNode {
  const { t } = useTranslation()
  const highest = use.hours.reduce((most, { peak }) => Math.max(most, peak), 0)
  const shared = use.shares.reduce((sum, row) => sum + totalOf(row), 0)
  return (
    <div className="metrics">
      <Metric label={t('seatUse.highest')} meaning={t('seatUse.peaksMeaning')} value={highest} testId="highest-peak" />
      <Metric label={t('seatUse.userDays')} meaning={t('seatUse.usersMeaning')} value={use.users.length} />
      <Metric label={t('seatUse.sharedHours')} meaning={t('seatUse.sharesMeaning')} value={formatDuration(shared)} />
    </div>
  )
}

function Peaks({ use }: { readonly use: SeatUseData }): ReactNode {
  const { t } = useTranslation()
  const keys = [...new Set(use.hours.map(({ day, hour }) => `${day} ${String(hour).padStart(2, '0')}:00`))]
  const grades = GRADES.filter((grade) => use.hours.some((row) => row.grade === grade))
  const peakAt = (key: string, grade: string): number =>
    use.hours.find((row) => row.grade === grade && `${row.day} ${String(row.hour).padStart(2, '0')}:00` === key)
      ?.peak ?? 0
  return (
    <Card size="small" title={<Defined meaning={t('seatUse.peaksMeaning')}>{t('seatUse.peaks')}</Defined>}>
      <DayChart
        days={keys}
        label={t('seatUse.peaks')}
        testId="peaks-chart"
        series={grades.map((grade) => ({
          name: t(`seatGrade.${grade}`),
          color: COLOURS[grade],
          values: keys.map((key) => peakAt(key, grade)),
        }))}
      />
    </Card>
  )
}

function Shares({ shares }: { readonly shares: readonly ShareRow[] }): ReactNode {
  const { t } = useTranslation()
  const time = (title: string, of: (row: ShareRow) => number): TableColumnsType<ShareRow>[number] => ({
    title,
    key: title,
    align: 'right',
    className: 'figures',
    render: (_, row) => formatDuration(of(row)),
  })
  return (
    <Card
      size="small"
      title={<Defined meaning={t('seatUse.sharesMeaning')}>{t('seatUse.shares')}</Defined>}
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey={(row) => `${row.day}/${row.agentId}`}
        size="small"
        className="wide"
        scroll={{ x: 'max-content' }}
        pagination={shares.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={[...shares]}
        data-testid="shares"
        columns={[
          { title: t('seatUse.day'), dataIndex: 'day', className: 'figures' },
          { title: t('seatUse.agent'), dataIndex: 'name' },
          { title: t('seatUse.grade'), key: 'grade', render: (_, row) => t(`seatGrade.${row.grade}`) },
          time(t('seatUse.talk'), (row) => row.talkMs),
          time(t('seatUse.hold'), (row) => row.holdMs),
          time(t('seatUse.wrapUp'), (row) => row.wrapUpMs),
          time(t('seatUse.ring'), (row) => row.ringMs),
          time(t('seatUse.idle'), (row) => row.idleMs),
          time(t('seatUse.notReady'), (row) => row.notReadyMs),
          time(t('seatUse.total'), totalOf),
        ]}
      />
    </Card>
  )
}

function Users({ users }: { readonly users: SeatUseData['users'] }): ReactNode {
  const { t } = useTranslation()
  return (
    <Card
      size="small"
      title={<Defined meaning={t('seatUse.usersMeaning')}>{t('seatUse.users')}</Defined>}
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey={(row) => `${row.day}/${row.agentId}`}
        size="small"
        pagination={users.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={[...users]}
        locale={{ emptyText: <EmptyState title={t('seatUse.noUsers')} advice={t('seatUse.noUsersAdvice')} /> }}
        columns={[
          { title: t('seatUse.day'), dataIndex: 'day', className: 'figures' },
          { title: t('seatUse.agent'), dataIndex: 'name' },
          { title: t('seatUse.grade'), key: 'grade', render: (_, row) => t(`seatGrade.${row.grade}`) },
          {
            title: t('seatUse.signedIn'),
            key: 'signedIn',
            align: 'right',
            className: 'figures',
            render: (_, row) => formatDuration(row.signedInMs),
          },
        ]}
      />
    </Card>
  )
}

function ExportUse({ use }: { readonly use: SeatUseData }): ReactNode {
  const { t } = useTranslation()
  const seconds = (ms: number): string => (ms / 1_000).toFixed(3)
  const save = (): void => {
    const head = [
      t('seatUse.day'),
      t('seatUse.agent'),
      t('seatUse.grade'),
      ...(['talk', 'hold', 'wrapUp', 'ring', 'idle', 'notReady', 'total'] as const).map(
        (key) => `${t(`seatUse.${key}`)} (s)`,
      ),
    ]
    const shares = use.shares.map((row) => [
      row.day,
      row.name,
      t(`seatGrade.${row.grade}`),
      ...[row.talkMs, row.holdMs, row.wrapUpMs, row.ringMs, row.idleMs, row.notReadyMs, totalOf(row)].map(seconds),
    ])
    const peaks = use.hours.map((row) => [
      `${row.day} ${String(row.hour).padStart(2, '0')}:00`,
      t('seatUse.peaks'),
      t(`seatGrade.${row.grade}`),
      String(row.peak),
    ])
    downloadText(`seat-use-${use.fromDay}-${use.toDay}.csv`, toCsv(head, [...shares, ...peaks]))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={save} data-testid="export-seat-use">
      {t('seatUse.export')}
    </Button>
  )
}
