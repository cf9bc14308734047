import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, DatePicker, Segmented, Table } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { serverClock } from '../app/clock.ts'
import { useTenant } from '../app/use-tenant.ts'
import { useChargeWords } from '../finance/charge-words.ts'
import type { ChargeWords } from '../finance/charge-words.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined, Metric } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { dayOf } from '../ui/time-zone.ts'
import { BillLineParts } from './BillLineParts.tsx'
import { BillQuery } from './documents.ts'
import type { Bill, BillLine } from './documents.ts'
import { explainLine } from './line-explanation.ts'

const BillChart = lazy(() => import('./BillChart.tsx').then((chart) => ({ default: chart.BillChart })))

/** What the operator charges the tenant for a month, down to each call and seat day. */
export function BillPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const thisMonth = dayOf(serverClock.now(), tenant.timeZone).slice(0, 7)
  const [month, setMonth] = useState(thisMonth)
  const [{ data, fetching, error }] = useQuery({
    query: BillQuery,
    variables: { tenantId: tenant.id, month },
    requestPolicy: 'cache-and-network',
  })
  const answer = data?.tenant?.bill ?? null
  const bill = answer?.__typename === 'Bill' && answer.month === month ? answer : null
  return (
    <>
      <div className="page-head">
        <h1>{month === thisMonth ? t('bill.monthToDate') : t('bill.title')}</h1>
        <span className="space" />
        <DatePicker
          picker="month"
          aria-label={t('bill.month')}
          allowClear={false}
          value={dayjs(`${month}-01`)}
          maxDate={dayjs(`${thisMonth}-01`)}
          onChange={(chosen) => setMonth(chosen?.format('YYYY-MM') ?? thisMonth)}
          data-testid="bill-month"
        />
        {bill !== null && <ExportBill bill={bill} />}
      </div>
      {answer?.__typename === 'NotFoundError' ? (
        <EmptyState title={t('bill.noPlan')} advice={t('bill.noPlanAdvice')} />
      ) : error !== undefined || (answer !== null && answer.__typename !== 'Bill') ? (
        <Alert type="error" showIcon title={t('failure.bill')} />
      ) : bill === null ? (
        fetching ? (
          <PageSkeleton />
        ) : (
          <EmptyState title={t('bill.none')} advice={t('bill.noneAdvice')} />
        )
      ) : (
        <BillContent bill={bill} tenantId={tenant.id} timeZone={tenant.timeZone} />
      )}
    </>
  )
}

type BillContentProps = { readonly bill: Bill; readonly tenantId: string; readonly timeZone: string }

function BillContent({ bill, tenantId, timeZone }: BillContentProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const [asChart, setAsChart] = useState(false)
  return (
    <div className="stack">
      <div className="metrics">
        <Metric
          label={t('bill.total')}
          meaning={t('define.billTotal')}
          value={formatMoney(bill.total)}
          testId="bill-total"
        />
        <Metric
          label={t('bill.until')}
          meaning={t('define.billUntil')}
          value={<span className="metric-text">{format.day(new Date(Date.parse(bill.until) - 1).toISOString())}</span>}
        />
        <Metric
          label={t('bill.plan')}
          meaning={t('define.billPlan')}
          value={<span className="metric-text">{bill.planName}</span>}
        />
      </div>
      <Card
        size="small"
        title={t('bill.lines')}
        styles={{ body: { padding: 0 } }}
        extra={
          <Segmented
            aria-label={t('bill.view')}
            value={asChart ? 'chart' : 'table'}
            onChange={(view) => setAsChart(view === 'chart')}
            options={[
              { value: 'table', label: t('bill.table') },
              { value: 'chart', label: t('bill.chart') },
            ]}
          />
        }
      >
        {asChart ? (
          <Suspense fallback={<div className="chart" />}>
            <BillChart bill={bill} />
          </Suspense>
        ) : (
          <BillLines bill={bill} tenantId={tenantId} timeZone={timeZone} />
        )}
      </Card>
    </div>
  )
}

function BillLines({ bill, tenantId, timeZone }: BillContentProps): ReactNode {
  const { t } = useTranslation()
  const words = useChargeWords()
  return (
    <Table
      rowKey="id"
      dataSource={[...bill.lines]}
      pagination={false}
      className="wide"
      locale={{ emptyText: <EmptyState title={t('bill.none')} advice={t('bill.noneAdvice')} /> }}
      expandable={{
        columnTitle: <span className="visually-hidden">{t('bill.openLine')}</span>,
        rowExpandable: (line) => line.kind !== 'SEATS' || line.seatsCount > 0,
        expandedRowRender: (line) => (
          <BillLineParts line={line} tenantId={tenantId} month={bill.month} timeZone={timeZone} />
        ),
      }}
      columns={[
        {
          title: t('bill.line'),
          key: 'line',
          render: (_, line: BillLine) => <Defined meaning={explainLine(t, line)}>{nameOf(words, line)}</Defined>,
        },
        {
          title: t('bill.quantity'),
          key: 'quantity',
          align: 'right',
          className: 'figures',
          render: (_, line) => <Quantity line={line} />,
        },
        {
          title: t('bill.unitPrice'),
          key: 'unitPrice',
          align: 'right',
          className: 'figures',
          render: (_, line) => <UnitPrice line={line} />,
        },
        {
          title: t('price.amount'),
          key: 'amount',
          align: 'right',
          className: 'figures',
          render: (_, line) => <strong data-testid={`line-${line.kind}`}>{formatMoney(line.amount)}</strong>,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} />
          <Table.Summary.Cell index={1} colSpan={3}>
            <strong>{t('price.total')}</strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={4} align="right">
            <strong className="figures">{formatMoney(bill.total)}</strong>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
      data-testid="bill-lines"
    />
  )
}

const nameOf = (words: ChargeWords, line: BillLine): string =>
  [words.kind(line.charge), words.subject(line)].filter((part) => part !== '').join(' · ')

function Quantity({ line }: { readonly line: BillLine }): ReactNode {
  const { t } = useTranslation()
  return `${line.quantity} ${t(`finance.units.${line.unit}`)}`
}

function UnitPrice({ line }: { readonly line: BillLine }): ReactNode {
  const { t } = useTranslation()
  if (line.unitPrice === null) return '–'
  const price = formatMoney(line.unitPrice)
  if (line.kind !== 'SEATS') return t('bill.perMinute', { price })
  return line.unit === 'SEAT_DAY' ? t('bill.perSeatMonth', { price }) : price
}

function ExportBill({ bill }: { readonly bill: Bill }): ReactNode {
  const { t } = useTranslation()
  const words = useChargeWords()
  const save = (): void => {
    const header = [
      t('bill.line'),
      t('bill.quantity'),
      t('bill.unit'),
      t('bill.unitPrice'),
      t('price.amount'),
      t('bill.currency'),
    ]
    const rows = bill.lines.map((line) => [
      nameOf(words, line),
      line.quantity,
      t(`finance.units.${line.unit}`),
      line.unitPrice?.amount ?? '',
      line.amount.amount,
      line.amount.currency,
    ])
    const total = [t('price.total'), '', '', '', bill.total.amount, bill.total.currency]
    downloadText(`bill-${bill.month}.csv`, toCsv(header, [...rows, total]))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={save} data-testid="export-bill">
      {t('bill.export')}
    </Button>
  )
}
