import { Alert, Button, Card, DatePicker, Table, Tabs, Tag } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { useOperator, usePlatformPermission } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CarriersTab } from './CarriersTab.tsx'
import { ComparisonCard } from './ComparisonCard.tsx'
import { ReconciliationsQuery, RequestCheckMutation } from './reconciliation-documents.ts'
import type { Check } from './reconciliation-documents.ts'
import { lastDay } from './months.ts'

const STATE_COLORS = { WAITING: 'default', RUNNING: 'blue', DONE: 'success', FAILED: 'red' } as const
const LOOK_MS = 2_000

/** Calls, rated entries and carriers' records against each other. */
export function ReconciliationPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.reconciliation')}</h1>
      </div>
      <Tabs
        activeKey={search.get('tab') ?? 'checks'}
        onChange={(tab) => setSearch({ tab })}
        items={[
          { key: 'checks', label: t('finance.checks'), children: <Checks /> },
          { key: 'carriers', label: t('finance.carriers'), children: <CarriersTab /> },
        ]}
      />
    </>
  )
}

function Checks(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const { timeZone } = useOperator().tenant
  const format = useTimeFormat(timeZone)
  const [{ data, fetching, error }, reload] = useQuery({
    query: ReconciliationsQuery,
    requestPolicy: 'cache-and-network',
  })
  const checks = data?.reconciliations ?? []
  const isRunning = checks.some(({ state }) => state === 'WAITING' || state === 'RUNNING')
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => reload({ requestPolicy: 'network-only' }), LOOK_MS)
    return () => clearInterval(timer)
  }, [isRunning, reload])
  const chosen = checks.find(({ id }) => id === search.get('check')) ?? checks.find(({ state }) => state === 'DONE')
  if (error !== undefined) return <Alert type="error" showIcon title={t('finance.failed')} />
  return (
    <div className="stack">
      <NewCheck
        onAsked={(check) => setSearch({ tab: 'checks', check })}
        reload={() => reload({ requestPolicy: 'network-only' })}
      />
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="id"
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
          loading={fetching && data === undefined}
          dataSource={[...checks]}
          locale={{ emptyText: <EmptyState title={t('finance.noChecks')} advice={t('finance.noChecksAdvice')} /> }}
          columns={[
            {
              title: t('finance.period'),
              key: 'days',
              className: 'figures',
              render: (_, row: Check) => (
                <Button
                  type="link"
                  size="small"
                  style={{ padding: 0 }}
                  aria-current={row.id === chosen?.id}
                  onClick={() => setSearch({ tab: 'checks', check: row.id })}
                >
                  {row.from} – {lastDay(row.until)}
                </Button>
              ),
            },
            {
              title: t('finance.state'),
              key: 'state',
              render: (_, row) => <Tag color={STATE_COLORS[row.state]}>{t(`finance.checkState.${row.state}`)}</Tag>,
            },
            {
              title: t('finance.askedBy'),
              key: 'by',
              render: (_, row) => t(row.isNightly ? 'finance.nightly' : 'finance.onDemand'),
            },
            {
              title: t('finance.finishedAt'),
              key: 'at',
              className: 'figures',
              render: (_, row) => (row.finishedAt === null ? '–' : format.full(row.finishedAt)),
            },
          ]}
          data-testid="checks"
        />
      </Card>
      {typeof chosen?.problem === 'string' && <Alert type="error" showIcon title={chosen.problem} />}
      {chosen?.comparisons.map((comparison) => (
        <ComparisonCard
          key={`${chosen.id}${comparison.carrierId ?? ''}${comparison.currency}`}
          checkId={chosen.id}
          comparison={comparison}
        />
      ))}
    </div>
  )
}

function NewCheck(props: { readonly onAsked: (checkId: string) => void; readonly reload: () => void }): ReactNode {
  const { t } = useTranslation()
  const mayAsk = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const yesterday = dayjs().subtract(1, 'day')
  const [days, setDays] = useState<readonly [Dayjs, Dayjs]>([yesterday, yesterday])
  const [{ fetching }, request] = useMutation(RequestCheckMutation)
  const [problem, setProblem] = useState<string | null>(null)
  if (!mayAsk) return null
  const ask = async (): Promise<void> => {
    const [from, to] = days
    const { data } = await request({ from: from.format('YYYY-MM-DD'), until: to.add(1, 'day').format('YYYY-MM-DD') })
    const answer = data?.requestReconciliation
    setProblem(answer?.__typename === 'Reconciliation' ? null : t('finance.checkRefused'))
    if (answer?.__typename === 'Reconciliation') {
      props.onAsked(answer.id)
      props.reload()
    }
  }
  return (
    <div className="row">
      <DatePicker.RangePicker
        allowClear={false}
        value={[...days]}
        maxDate={dayjs()}
        aria-label={t('finance.period')}
        onChange={(chosen) => {
          const [from, to] = chosen ?? []
          if (from && to) setDays([from, to])
        }}
      />
      <Button type="primary" loading={fetching} onClick={() => void ask()} data-testid="run-check">
        {t('finance.runCheck')}
      </Button>
      {problem !== null && <Alert type="error" showIcon title={problem} />}
    </div>
  )
}
