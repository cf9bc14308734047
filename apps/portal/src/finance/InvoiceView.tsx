import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Table } from 'antd'
import { Fragment, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { useChargeWords } from './charge-words.ts'
import { InvoiceFileQuery, InvoiceQuery } from './documents.ts'
import type { Invoice, InvoiceLine } from './documents.ts'
import { downloadFile } from './download-file.ts'
import { InvoiceActs } from './InvoiceActs.tsx'
import { InvoiceLineParts } from './InvoiceLineParts.tsx'
import { lastDay } from './months.ts'
import { StatusTag } from './StatusTag.tsx'

export type InvoiceViewProps = {
  readonly tenantId: string
  readonly invoiceId: string
  /** Whether finance's acts are offered: on the operator's pages. */
  readonly acts: boolean
  readonly onBack: () => void
  readonly onOpen: (invoiceId: string) => void
}

/** A document with all that it says; every line opens to what it was made from. */
export function InvoiceView(props: InvoiceViewProps): ReactNode {
  const { t } = useTranslation()
  const { tenantId, invoiceId } = props
  const [{ data, fetching, error }, reload] = useQuery({
    query: InvoiceQuery,
    variables: { tenantId, invoiceId },
    requestPolicy: 'cache-and-network',
  })
  const tenant = data?.tenant
  const invoice = tenant?.invoice ?? null
  if (invoice === null || tenant === null || tenant === undefined) {
    if (error !== undefined) return <Alert type="error" showIcon title={t('finance.failed')} />
    if (fetching) return <PageSkeleton />
    return <EmptyState title={t('finance.noInvoice')} advice={t('finance.noInvoiceAdvice')} />
  }
  return (
    <>
      <div className="page-head">
        <Button icon={<ArrowLeftOutlined aria-hidden />} aria-label={t('finance.back')} onClick={props.onBack} />
        <h1>
          {t(`finance.kinds.${invoice.kind}`)} {invoice.number ?? ''}
        </h1>
        <StatusTag status={invoice.status} />
        <span className="space" />
        {props.acts && (
          <InvoiceActs
            invoice={invoice}
            onDone={() => reload({ requestPolicy: 'network-only' })}
            onWritten={props.onOpen}
          />
        )}
        <Downloads tenantId={tenantId} invoiceId={invoiceId} />
      </div>
      <div className="stack">
        <Figures invoice={invoice} />
        <Parties invoice={invoice} onOpen={props.onOpen} />
        <Card size="small" title={t('finance.lines')} styles={{ body: { padding: 0 } }}>
          <Lines invoice={invoice} tenantId={tenantId} timeZone={tenant.timeZone} />
        </Card>
        <Taxes invoice={invoice} />
      </div>
    </>
  )
}

function Downloads({ tenantId, invoiceId }: { readonly tenantId: string; readonly invoiceId: string }): ReactNode {
  const { t, i18n } = useTranslation()
  const client = useClient()
  const [busy, setBusy] = useState<string | null>(null)
  const load = async (format: 'PDF' | 'XLSX' | 'CSV'): Promise<void> => {
    setBusy(format)
    const answer = await client.query(
      InvoiceFileQuery,
      { tenantId, invoiceId, format, locale: i18n.language },
      { requestPolicy: 'network-only' },
    )
    setBusy(null)
    const file = answer.data?.tenant?.invoiceFile
    if (file !== undefined) downloadFile(file)
  }
  return (
    <>
      {(['PDF', 'XLSX', 'CSV'] as const).map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined aria-hidden />}
          loading={busy === format}
          onClick={() => void load(format)}
          data-testid={`download-${format}`}
        >
          {t(`finance.formats.${format}`)}
        </Button>
      ))}
    </>
  )
}

function Figures({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="metrics">
      <Metric
        label={t('finance.payable')}
        meaning={t('finance.define.payable')}
        value={formatMoney(invoice.payable)}
        testId="invoice-payable"
      />
      <Metric
        label={t('finance.open')}
        meaning={t('finance.define.open')}
        tone={invoice.status === 'OVERDUE' ? 'error' : 'plain'}
        value={formatMoney(invoice.open)}
      />
      <Metric
        label={t('finance.dueOn')}
        meaning={t('finance.define.dueOn')}
        value={<span className="metric-text">{invoice.dueOn ?? '–'}</span>}
      />
    </div>
  )
}

function Parties(props: { readonly invoice: Invoice; readonly onOpen: (invoiceId: string) => void }): ReactNode {
  const { t } = useTranslation()
  const { invoice, onOpen } = props
  const { billTo, fromDay, untilDay, correctsId } = invoice
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('finance.billTo'), billTo.name],
    [t('finance.taxId'), billTo.taxId],
    [t('finance.address'), billTo.address],
    [t('finance.servicePeriod'), fromDay === null || untilDay === null ? '' : `${fromDay} – ${lastDay(untilDay)}`],
    [t('finance.issuedOn'), invoice.issuedOn ?? ''],
    [t('finance.reason'), invoice.reason],
    [
      t('finance.corrects'),
      correctsId === null ? '' : <LinkButton onClick={() => onOpen(correctsId)}>{t('finance.openIt')}</LinkButton>,
    ],
    ...invoice.corrections.map(
      (note) =>
        [
          t(`finance.kinds.${note.kind}`),
          <LinkButton key={note.id} onClick={() => onOpen(note.id)}>
            {note.number ?? t('finance.status.DRAFT')} · {formatMoney(note.payable)}
          </LinkButton>,
        ] as const,
    ),
  ]
  return (
    <Card size="small">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value], index) => (
            <Fragment key={`${name}${String(index)}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </Card>
  )
}

function LinkButton(props: { readonly children: ReactNode; readonly onClick: () => void }): ReactNode {
  return (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={props.onClick}>
      {props.children}
    </Button>
  )
}

const FIGURES = { align: 'right', className: 'figures' } as const
type LinesProps = { readonly invoice: Invoice; readonly tenantId: string; readonly timeZone: string }

function Lines({ invoice, tenantId, timeZone }: LinesProps): ReactNode {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const named = search.get('line')
  return (
    <Table
      rowKey="lineId"
      size="small"
      className="wide"
      pagination={false}
      dataSource={[...invoice.lines]}
      expandable={{
        defaultExpandedRowKeys: named === null ? [] : [named],
        columnTitle: <span className="visually-hidden">{t('bill.openLine')}</span>,
        expandedRowRender: (line) => (
          <InvoiceLineParts line={line} invoiceId={invoice.id} tenantId={tenantId} timeZone={timeZone} />
        ),
      }}
      columns={[
        { title: t('finance.item'), key: 'item', render: (_, line: InvoiceLine) => <LineName line={line} /> },
        {
          title: t('finance.period'),
          key: 'period',
          className: 'figures',
          render: (_, line) =>
            line.fromDay === line.untilDay ? line.fromDay : `${line.fromDay} – ${lastDay(line.untilDay)}`,
        },
        {
          title: t('bill.quantity'),
          key: 'quantity',
          ...FIGURES,
          render: (_, line) => `${line.quantity} ${t(`finance.units.${line.unit}`)}`,
        },
        {
          title: t('bill.unitPrice'),
          key: 'unitPrice',
          ...FIGURES,
          render: (_, line) => (line.unitPrice === null ? '–' : formatMoney(line.unitPrice)),
        },
        { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, line) => formatMoney(line.amount) },
      ]}
      data-testid="invoice-lines"
    />
  )
}

function LineName({ line }: { readonly line: InvoiceLine }): ReactNode {
  const words = useChargeWords()
  const subject = words.subject(line)
  return (
    <>
      {words.kind(line.kind)}
      {subject === '' ? null : <span className="muted"> · {subject}</span>}
    </>
  )
}

function Taxes({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const { t } = useTranslation()
  const rows = [
    ...invoice.taxes.map((tax) => ({
      key: tax.category,
      name: `${t('finance.tax')} ${tax.percent}%`,
      base: formatMoney(tax.net),
      amount: formatMoney(tax.tax),
    })),
    { key: 'net', name: t('finance.net'), base: '', amount: formatMoney(invoice.net) },
    { key: 'rounding', name: t('finance.rounding'), base: '', amount: formatMoney(invoice.rounding) },
    { key: 'payable', name: t('finance.payable'), base: '', amount: formatMoney(invoice.payable) },
  ]
  return (
    <Card size="small" title={t('finance.sums')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('finance.item'), dataIndex: 'name' },
          { title: t('finance.taxBase'), dataIndex: 'base', ...FIGURES },
          { title: t('price.amount'), dataIndex: 'amount', ...FIGURES },
        ]}
      />
    </Card>
  )
}
