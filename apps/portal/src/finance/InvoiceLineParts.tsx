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
import { useChargeWords } from './charge-words.ts'
import { LineMeasure } from './LineMeasure.tsx'
import { LineDaysQuery, RatedCallsQuery } from './documents.ts'
import type { InvoiceLine } from './documents.ts'

export type InvoiceLinePartsProps = {
  readonly line: InvoiceLine
  readonly invoiceId: string
  readonly tenantId: string
  readonly timeZone: string
}

/** What a line was made from: its calls, its days, the lines that it is of, or its record. */
export function InvoiceLineParts(props: InvoiceLinePartsProps): ReactNode {
  const { t } = useTranslation()
  const words = useChargeWords()
  const { line } = props
  const { evidence } = line
  return (
    <div>
      <p className="muted" style={{ marginTop: 0 }}>
        {[
          ...(line.planVersion === null ? [] : [t('finance.planVersion', { version: line.planVersion })]),
          ...words.details(line),
        ].join(' · ')}
      </p>
      {evidence.kind === 'usage' && <Calls {...props} />}
      {evidence.kind === 'days' && <Days {...props} />}
      {evidence.kind === 'lines' && <p>{t('finance.ofLines', { lines: evidence.lineIds.length })}</p>}
      {evidence.kind === 'serviceLevel' && (
        <LineMeasure line={line} tenantId={props.tenantId} timeZone={props.timeZone} />
      )}
      {evidence.kind === 'record' && <CallLinks tenantId={props.tenantId} callIds={evidence.callIds} />}
    </div>
  )
}

function CallLinks(props: { readonly tenantId: string; readonly callIds: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  if (props.callIds.length === 0) return <p>{t('finance.byRecord')}</p>
  return (
    <ul>
      {props.callIds.map((callId) => (
        <li key={callId}>
          <Link to={`${tenantPagePath(props.tenantId, 'calls')}?call=${callId}`}>{callId}</Link>
        </li>
      ))}
    </ul>
  )
}

const FIGURES = { align: 'right', className: 'figures' } as const

function Days({ line, invoiceId, tenantId }: InvoiceLinePartsProps): ReactNode {
  const { t } = useTranslation()
  const [{ data, error }] = useQuery({ query: LineDaysQuery, variables: { tenantId, invoiceId } })
  const found = data?.tenant?.invoice?.lines.find(({ lineId }) => lineId === line.lineId)
  if (found === undefined) return <Parts failed={error !== undefined} />
  return (
    <Table
      size="small"
      rowKey="date"
      pagination={false}
      dataSource={found.evidence.days.edges.map(({ node }) => node)}
      columns={[
        { title: t('bill.day'), dataIndex: 'date', className: 'figures' },
        { title: t('bill.quantity'), dataIndex: 'count', ...FIGURES },
        { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, day) => formatMoney(day.amount) },
      ]}
      data-testid="line-days"
    />
  )
}

function Parts({ failed }: { readonly failed: boolean }): ReactNode {
  const { t } = useTranslation()
  return failed ? (
    <Alert type="error" showIcon title={t('failure.billParts')} />
  ) : (
    <Skeleton active title={false} paragraph={{ rows: 4 }} />
  )
}

const PAGE = 20

/** The calls of a line; each opens to its record, where signalling, media times and price stand together. */
function Calls({ line, tenantId, timeZone }: InvoiceLinePartsProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const [offset, setOffset] = useState(0)
  const { from, until } = line.evidence
  const [{ data, fetching, error }] = useQuery({
    query: RatedCallsQuery,
    variables: {
      tenantId,
      from: from ?? '',
      until: until ?? '',
      usageKey: line.evidence.usageKey,
      offset,
      first: PAGE,
    },
    pause: from === null || until === null,
  })
  const page = data?.tenant?.ratedCalls
  if (page === undefined) return <Parts failed={error !== undefined} />
  return (
    <>
      <Table
        size="small"
        rowKey="callId"
        className="wide"
        pagination={false}
        loading={fetching}
        dataSource={[...page.rows]}
        columns={[
          {
            title: t('call.arrived'),
            key: 'at',
            className: 'figures',
            render: (_, call) => (
              <Link to={`${tenantPagePath(tenantId, 'calls')}?call=${call.callId}`}>{format.full(call.startedAt)}</Link>
            ),
          },
          { title: t('call.ani'), dataIndex: 'calling', className: 'figures' },
          { title: t('call.dnis'), dataIndex: 'called', className: 'figures' },
          {
            title: t('call.duration'),
            key: 'duration',
            ...FIGURES,
            render: (_, call) => formatDuration(call.durationMs),
          },
          { title: t('bill.billedSeconds'), dataIndex: 'billableSeconds', ...FIGURES },
          { title: t('finance.rate'), dataIndex: 'rate', className: 'figures' },
          { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, call) => formatMoney(call.amount) },
        ]}
        data-testid="line-calls"
      />
      <div className="row" style={{ justifyContent: 'flex-end', paddingTop: 10 }}>
        <span className="muted figures">{t('bill.callsInLine', { total: page.totalCount })}</span>
        <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
          {t('bill.before')}
        </Button>
        <Button disabled={offset + PAGE >= page.totalCount} onClick={() => setOffset(offset + PAGE)}>
          {t('bill.after')}
        </Button>
      </div>
    </>
  )
}
