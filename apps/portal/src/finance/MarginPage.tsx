import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Segmented, Table } from 'antd'
import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { approximateAmount, formatMoney } from '../ui/money.ts'
import { MarginQuery } from './reconciliation-documents.ts'
import { daysOfMonth } from './months.ts'
import { MonthPicker } from './MonthPicker.tsx'

const MoneyChart = lazy(() => import('./MoneyChart.tsx').then((chart) => ({ default: chart.MoneyChart })))
const BY = ['TENANT', 'TRUNK', 'DESTINATION'] as const
const FIGURES = { align: 'right', className: 'figures' } as const

/** What calls brought in, cost and left, of a month. */
export function MarginPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? new Date().toISOString().slice(0, 7)
  const by = BY.find((each) => each === search.get('by')) ?? 'TENANT'
  const [{ data, fetching, error }] = useQuery({
    query: MarginQuery,
    variables: { ...daysOfMonth(month), by },
    requestPolicy: 'cache-and-network',
  })
  const margin = data?.margin
  const currencies = [...new Set((margin?.days ?? []).map(({ revenue }) => revenue.currency))]
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.margin')}</h1>
        <span className="space" />
        <MonthPicker value={month} onChange={(chosen) => setSearch({ by, month: chosen })} />
        <Segmented
          aria-label={t('finance.groupedBy')}
          value={by}
          onChange={(value) => setSearch({ by: value, month })}
          options={BY.map((value) => ({ value, label: t(`finance.by.${value}`) }))}
        />
        <Button
          icon={<DownloadOutlined aria-hidden />}
          disabled={margin === undefined}
          onClick={() => downloadText(`margin-${month}.csv`, margin?.csv ?? '')}
        >
          {t('finance.exportCsv')}
        </Button>
      </div>
      {error !== undefined && <Alert type="error" showIcon title={t('finance.failed')} />}
      <div className="stack">
        {currencies.map((currency) => {
          const own = (margin?.days ?? []).filter(({ revenue }) => revenue.currency === currency)
          const of = (name: string, color: string, key: 'revenue' | 'cost' | 'margin') => ({
            name: `${name} ${currency}`,
            color,
            values: own.map((day) => approximateAmount(day[key])),
            texts: own.map((day) => formatMoney(day[key])),
          })
          return (
            <Card size="small" key={currency}>
              <Suspense fallback={<div className="chart" />}>
                <MoneyChart
                  label={`${t('finance.marginWord')} ${currency}`}
                  categories={own.map(({ day }) => day.slice(5))}
                  series={[
                    of(t('finance.revenue'), '#0f5bb5', 'revenue'),
                    of(t('finance.cost'), '#b5690f', 'cost'),
                    of(t('finance.marginWord'), '#2f7d4f', 'margin'),
                  ]}
                />
              </Suspense>
            </Card>
          )
        })}
        <Card size="small" styles={{ body: { padding: 0 } }}>
          <Table
            size="small"
            rowKey={(row) => `${row.key}${row.revenue.currency}`}
            className="wide"
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            loading={fetching}
            dataSource={[...(margin?.rows ?? [])]}
            locale={{ emptyText: <EmptyState title={t('finance.noMargin')} advice={t('finance.noMarginAdvice')} /> }}
            columns={[
              {
                title: t(`finance.by.${by}`),
                key: 'name',
                render: (_, row) => (row.name === '' ? t('finance.unknownDestination') : row.name),
              },
              { title: t('finance.calls'), dataIndex: 'callsCount', ...FIGURES },
              { title: t('call.duration'), key: 'ms', ...FIGURES, render: (_, row) => formatDuration(row.durationMs) },
              { title: t('finance.revenue'), key: 'revenue', ...FIGURES, render: (_, row) => formatMoney(row.revenue) },
              { title: t('finance.cost'), key: 'cost', ...FIGURES, render: (_, row) => formatMoney(row.cost) },
              {
                title: <Defined meaning={t('finance.define.margin')}>{t('finance.marginWord')}</Defined>,
                key: 'margin',
                ...FIGURES,
                render: (_, row) => <strong>{formatMoney(row.margin)}</strong>,
              },
              {
                title: <Defined meaning={t('finance.define.withoutCost')}>{t('finance.withoutCost')}</Defined>,
                dataIndex: 'withoutCostCount',
                ...FIGURES,
              },
            ]}
            data-testid="margin"
          />
        </Card>
      </div>
    </>
  )
}
