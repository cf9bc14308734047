import { Alert, Button, Card, Progress, Table, Tag } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { operatorPagePath, tenantPagePath } from '../app/pages.ts'
import { usePlatformPermission } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { ClosingsQuery, StartClosingMutation } from './act-documents.ts'
import type { Closing } from './act-documents.ts'
import { MonthPicker } from './MonthPicker.tsx'

const LOOK_MS = 1_000
const STEP_COLORS = { WAITING: 'default', DRAFTED: 'blue', BLOCKED: 'red', FINAL: 'success' } as const

/** The month before this one: the one that is usually closed. */
function lastMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
}

/** Closes a month, and shows while it goes on which client is how far and what keeps it. */
export function ClosingPage(): ReactNode {
  const { t } = useTranslation()
  const mayClose = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? lastMonth()
  const [refused, setRefused] = useState<string | null>(null)
  const [{ data, error }, reload] = useQuery({
    query: ClosingsQuery,
    variables: { month },
    requestPolicy: 'cache-and-network',
  })
  const [{ fetching }, start] = useMutation(StartClosingMutation)
  const closing = data?.closings.find((each) => each.month === month) ?? null
  const isRunning = closing !== null && closing.finishedAt === null
  const isDone = closing !== null && !isRunning && closing.finalCount === closing.clientsCount
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => reload({ requestPolicy: 'network-only' }), LOOK_MS)
    return () => clearInterval(timer)
  }, [isRunning, reload])
  const begin = async (): Promise<void> => {
    const answer = (await start({ month })).data?.startClosing
    setRefused(answer?.__typename === 'Closing' ? null : t('finance.closing.refused'))
    reload({ requestPolicy: 'network-only' })
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.closing')}</h1>
        <span className="space" />
        <MonthPicker value={month} onChange={(chosen) => setSearch({ month: chosen })} />
        {mayClose && !isDone && (
          <Button type="primary" loading={fetching} onClick={() => void begin()} data-testid="start-closing">
            {closing === null ? t('finance.closing.start') : t('finance.closing.goOn')}
          </Button>
        )}
      </div>
      <div className="stack">
        {refused !== null && <Alert type="error" showIcon title={refused} />}
        {error !== undefined && <Alert type="error" showIcon title={t('finance.failed')} />}
        {closing === null ? (
          <EmptyState title={t('finance.closing.none')} advice={t('finance.closing.noneAdvice')} />
        ) : (
          <ClosingState closing={closing} />
        )}
      </div>
    </>
  )
}

function ClosingState({ closing }: { readonly closing: Closing }): ReactNode {
  const { t } = useTranslation()
  const { clientsCount, finalCount, blockedCount, finishedAt } = closing
  const percent = clientsCount === 0 ? 100 : Math.floor((finalCount * 100) / clientsCount)
  const counts = { done: finalCount, all: clientsCount, blocked: blockedCount }
  return (
    <>
      <Card size="small">
        <Progress
          percent={percent}
          status={blockedCount > 0 ? 'exception' : finishedAt === null ? 'active' : 'success'}
          aria-label={t('pages.closing')}
        />
        <p className="muted" style={{ marginBottom: 0 }} aria-live="polite" data-testid="closing-state">
          {t('finance.closing.state', counts)}
        </p>
      </Card>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="tenantId"
          className="wide"
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={closing.clients.toSorted(blockedFirst)}
          columns={[
            { title: t('finance.client'), dataIndex: 'tenantName' },
            {
              title: t('finance.state'),
              key: 'step',
              render: (_, row) => <Tag color={STEP_COLORS[row.step]}>{t(`finance.closing.step.${row.step}`)}</Tag>,
            },
            {
              title: t('finance.closing.problems'),
              key: 'findings',
              render: (_, row) =>
                row.findings.length === 0 ? (
                  '–'
                ) : (
                  <ul className="plain-list">
                    {row.findings.map(({ code, count, blocks }) => (
                      <li key={code}>
                        <Link to={tenantPagePath(row.tenantId, 'bill')}>
                          {blocks ? <Tag color="red">{t('finance.closing.blocks')}</Tag> : null}
                          {t(`finance.closing.finding.${code}`)} ({count})
                        </Link>
                      </li>
                    ))}
                  </ul>
                ),
            },
            {
              title: t('finance.closing.documents'),
              key: 'invoices',
              render: (_, row) => (
                <ul className="plain-list">
                  {row.documents.map(({ id, number }) => (
                    <li key={id}>
                      <Link to={`${operatorPagePath('platformInvoices')}?of=${row.tenantId}&invoice=${id}`}>
                        {number ?? t('finance.status.DRAFT')}
                      </Link>
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              title: t('finance.payable'),
              key: 'payable',
              align: 'right',
              className: 'figures',
              render: (_, row) => (
                <ul className="plain-list">
                  {row.documents.map(({ id, payable }) => (
                    <li key={id}>{formatMoney(payable)}</li>
                  ))}
                </ul>
              ),
            },
          ]}
          data-testid="closing-clients"
        />
      </Card>
    </>
  )
}

const ORDER = { BLOCKED: 0, WAITING: 1, DRAFTED: 2, FINAL: 3 } as const
const blockedFirst = (a: Closing['clients'][number], b: Closing['clients'][number]): number =>
  ORDER[a.step] - ORDER[b.step] || a.tenantName.localeCompare(b.tenantName)
