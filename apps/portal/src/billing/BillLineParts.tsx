import { Alert, Button, Skeleton, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { formatDuration } from '../ui/duration.ts'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { BilledCallsQuery, BilledSeatDaysQuery } from './documents.ts'
import type { BillLine } from './documents.ts'
import { explainCall, explainLine } from './line-explanation.ts'

/** The API counts a page once for each line of the bill: more than this would be refused as too much at once. */
const PAGE = 20

export type BillLinePartsProps = {
  readonly line: BillLine
  readonly tenantId: string
  readonly month: string
  readonly timeZone: string
}

/** What a line is made of: its seat days, or its calls. */
export function BillLineParts(props: BillLinePartsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div>
      <p className="muted" style={{ marginTop: 0 }}>
        {explainLine(t, props.line)}
      </p>
      {props.line.kind === 'SEATS' ? <SeatDays {...props} /> : <BilledCallsTable {...props} />}
    </div>
  )
}

/** In place of the parts while they come, or when they do not. */
function Parts({ failed }: { readonly failed: boolean }): ReactNode {
  const { t } = useTranslation()
  return failed ? (
    <Alert type="error" showIcon title={t('failure.billParts')} />
  ) : (
    <Skeleton active title={false} paragraph={{ rows: 4 }} />
  )
}

function SeatDays({ line, tenantId, month }: BillLinePartsProps): ReactNode {
  const { t } = useTranslation()
  const [{ data, error }] = useQuery({ query: BilledSeatDaysQuery, variables: { tenantId, month } })
  const bill = data?.tenant?.bill
  const found = bill?.__typename === 'Bill' ? bill.lines.find((candidate) => candidate.id === line.id) : undefined
  if (found === undefined) return <Parts failed={error !== undefined} />
  return (
    <Table
      size="small"
      rowKey="day"
      pagination={false}
      dataSource={found.seatDays.edges.map((edge) => edge.node)}
      columns={[
        { title: t('bill.day'), dataIndex: 'day', className: 'figures' },
        { title: t('bill.seats'), dataIndex: 'seats', align: 'right', className: 'figures' },
        {
          title: t('price.amount'),
          key: 'amount',
          align: 'right',
          className: 'figures',
          render: (_, day) => formatMoney(day.amount),
        },
      ]}
      data-testid="seat-days"
    />
  )
}

function BilledCallsTable({ line, tenantId, month, timeZone }: BillLinePartsProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const [cursors, setCursors] = useState<readonly string[]>([])
  const [{ data, fetching, error }] = useQuery({
    query: BilledCallsQuery,
    variables: { tenantId, month, first: PAGE, after: cursors.at(-1) ?? null },
    requestPolicy: 'cache-and-network',
  })
  const bill = data?.tenant?.bill
  const found = bill?.__typename === 'Bill' ? bill.lines.find((candidate) => candidate.id === line.id) : undefined
  if (found === undefined) return <Parts failed={error !== undefined} />
  const { calls } = found
  const end = calls.pageInfo.endCursor
  return (
    <>
      <Table
        size="small"
        rowKey="callId"
        pagination={false}
        loading={fetching}
        className="wide"
        dataSource={calls.edges.map((edge) => edge.node)}
        columns={[
          {
            title: t('call.arrived'),
            key: 'at',
            className: 'figures',
            render: (_, call) => (
              <Link to={`${tenantPagePath(tenantId, 'calls')}?call=${call.callId}`}>{format.full(call.at)}</Link>
            ),
          },
          { title: t('call.ani'), key: 'ani', className: 'figures', render: (_, { call }) => call?.ani ?? '–' },
          { title: t('call.dnis'), key: 'dnis', className: 'figures', render: (_, { call }) => call?.dnis ?? '–' },
          {
            title: t('call.duration'),
            key: 'duration',
            align: 'right',
            className: 'figures',
            render: (_, call) => formatDuration(call.durationMs),
          },
          { title: t('bill.billedSeconds'), dataIndex: 'billableSeconds', align: 'right', className: 'figures' },
          { title: t('bill.howCome'), key: 'howCome', render: (_, call) => explainCall(t, line, call) },
          {
            title: t('price.amount'),
            key: 'amount',
            align: 'right',
            className: 'figures',
            render: (_, call) => formatMoney(call.amount),
          },
        ]}
        data-testid="billed-calls"
      />
      <div className="row" style={{ justifyContent: 'flex-end', paddingTop: 10 }}>
        <span className="muted figures">{t('bill.callsInLine', { total: calls.totalCount })}</span>
        <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
          {t('bill.before')}
        </Button>
        <Button
          disabled={!calls.pageInfo.hasNextPage || end === null}
          onClick={() => {
            if (end !== null) setCursors([...cursors, end])
          }}
        >
          {t('bill.after')}
        </Button>
      </div>
    </>
  )
}
