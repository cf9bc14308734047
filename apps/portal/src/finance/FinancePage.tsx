import { Alert, Card, Segmented, Table } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { operatorPagePath } from '../app/pages.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { approximateAmount, formatMoney } from '../ui/money.ts'
import { OverviewQuery } from './reconciliation-documents.ts'
import type { FinanceOverview } from './reconciliation-documents.ts'

const MoneyChart = lazy(() => import('./MoneyChart.tsx').then((chart) => ({ default: chart.MoneyChart })))
const FIGURES = { align: 'right', className: 'figures' } as const

/** How money stands, of all clients together: revenue by month, what is open, what is late. */
export function FinancePage(): ReactNode {
  const { t } = useTranslation()
  const [asChart, setAsChart] = useState(true)
  const [{ data, fetching, error }] = useQuery({ query: OverviewQuery, requestPolicy: 'cache-and-network' })
  const overview = data?.financeOverview
  const months = overview?.months ?? []
  const currencies = [...new Set(months.map(({ net }) => net.currency))]
  if (error !== undefined) return <Alert type="error" showIcon title={t('finance.failed')} />
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.finance')}</h1>
      </div>
      <div className="stack">
        <Receivables overview={overview} />
        <Card
          size="small"
          title={t('finance.byMonth')}
          styles={{ body: { padding: asChart && months.length > 0 ? 12 : 0 } }}
          extra={
            <Segmented
              aria-label={t('bill.view')}
              value={asChart ? 'chart' : 'table'}
              onChange={(view) => setAsChart(view === 'chart')}
              options={[
                { value: 'chart', label: t('bill.chart') },
                { value: 'table', label: t('bill.table') },
              ]}
            />
          }
        >
          {months.length > 0 && asChart ? (
            <Suspense fallback={<div className="chart" />}>
              {currencies.map((currency) => {
                const own = months.filter(({ net }) => net.currency === currency)
                return (
                  <MoneyChart
                    key={currency}
                    label={`${t('finance.revenue')} ${currency}`}
                    categories={own.map(({ month }) => month)}
                    series={[
                      {
                        name: `${t('finance.revenue')} ${currency}`,
                        color: '#0f5bb5',
                        values: own.map(({ net }) => approximateAmount(net)),
                        texts: own.map(({ net }) => formatMoney(net)),
                      },
                      {
                        name: `${t('finance.settled')} ${currency}`,
                        color: '#2f7d4f',
                        values: own.map(({ settled }) => approximateAmount(settled)),
                        texts: own.map(({ settled }) => formatMoney(settled)),
                      },
                    ]}
                  />
                )
              })}
            </Suspense>
          ) : (
            <Table
              size="small"
              rowKey={(row) => `${row.month}${row.net.currency}`}
              pagination={false}
              loading={fetching && overview === undefined}
              dataSource={months.toReversed()}
              locale={{ emptyText: <EmptyState title={t('finance.noMonths')} advice={t('finance.noMonthsAdvice')} /> }}
              columns={[
                {
                  title: t('finance.month'),
                  key: 'month',
                  className: 'figures',
                  render: (_, row) => (
                    <Link to={`${operatorPagePath('platformInvoices')}?month=${row.month}`}>{row.month}</Link>
                  ),
                },
                { title: t('finance.documents'), dataIndex: 'documentsCount', ...FIGURES },
                { title: t('finance.revenue'), key: 'net', ...FIGURES, render: (_, row) => formatMoney(row.net) },
                {
                  title: t('finance.payable'),
                  key: 'payable',
                  ...FIGURES,
                  render: (_, row) => formatMoney(row.payable),
                },
                {
                  title: t('finance.settled'),
                  key: 'settled',
                  ...FIGURES,
                  render: (_, row) => formatMoney(row.settled),
                },
              ]}
              data-testid="finance-months"
            />
          )}
        </Card>
      </div>
    </>
  )
}

function Receivables({ overview }: { readonly overview: FinanceOverview | undefined }): ReactNode {
  const { t } = useTranslation()
  const rows = overview?.receivables ?? []
  const invoices = operatorPagePath('platformInvoices')
  return (
    <div className="metrics">
      {rows.length === 0 && (
        <Metric label={t('finance.receivables')} meaning={t('finance.define.receivables')} value="–" />
      )}
      {rows.flatMap((row) => [
        <Metric
          key={`open${row.open.currency}`}
          label={t('finance.receivables')}
          meaning={t('finance.define.receivables')}
          value={formatMoney(row.open)}
          testId={`receivables-${row.open.currency}`}
        />,
        <Metric
          key={`late${row.open.currency}`}
          label={t('finance.overdue')}
          meaning={t('finance.define.overdue')}
          tone={row.overdueCount > 0 ? 'error' : 'plain'}
          value={
            row.overdueCount > 0 ? (
              <Link to={`${invoices}?status=OVERDUE`}>{formatMoney(row.overdue)}</Link>
            ) : (
              formatMoney(row.overdue)
            )
          }
        />,
      ])}
    </div>
  )
}
