import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useQuery } from 'urql'
import { serverClock } from '../app/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { StatementFileQuery, StatementQuery } from './documents.ts'
import { downloadFile } from './download-file.ts'
import { daysOfMonth } from './months.ts'
import { MonthPicker } from './MonthPicker.tsx'

const FIGURES = { align: 'right', className: 'figures' } as const
const TWO_MONTHS_MS = 62 * 86_400_000
const monthAt = (at: number): string => new Date(at).toISOString().slice(0, 7)

/** A client's account between two months, with what is open by age. */
export function StatementView(props: {
  readonly tenantId: string
  readonly onOpen: (invoiceId: string) => void
}): ReactNode {
  const { t } = useTranslation()
  const now = serverClock.now()
  const [first, setFirst] = useState(monthAt(now - TWO_MONTHS_MS))
  const [last, setLast] = useState(monthAt(now))
  const span = { from: daysOfMonth(first).from, until: daysOfMonth(last < first ? first : last).until }
  const [{ data, fetching, error }] = useQuery({
    query: StatementQuery,
    variables: { tenantId: props.tenantId, ...span },
    requestPolicy: 'cache-and-network',
  })
  const statement = data?.tenant?.statement
  const month = (label: string, value: string, set: (month: string) => void): ReactNode => (
    <label>
      {label} <MonthPicker label={label} value={value} onChange={set} />
    </label>
  )
  return (
    <div className="stack">
      <div className="row">
        {month(t('finance.fromMonth'), first, setFirst)}
        {month(t('finance.toMonth'), last, setLast)}
        <span style={{ flex: 1 }} />
        <StatementDownloads tenantId={props.tenantId} span={span} />
      </div>
      {error !== undefined && <Alert type="error" showIcon title={t('finance.failed')} />}
      <div className="metrics">
        <Metric
          label={t('finance.opening')}
          meaning={t('finance.define.opening')}
          value={statement === undefined ? '–' : formatMoney(statement.opening)}
        />
        <Metric
          label={t('finance.closingBalance')}
          meaning={t('finance.define.closing')}
          value={statement === undefined ? '–' : formatMoney(statement.closing)}
        />
        {(statement?.aged ?? [])
          .filter(({ amount }) => !/^-?0\.0+$/.test(amount.amount))
          .map(({ band, amount }) => (
            <Metric
              key={band}
              label={t(`finance.bands.${band}`)}
              meaning={t('finance.define.aged')}
              tone={band === 'NOT_DUE' ? 'plain' : 'warning'}
              value={formatMoney(amount)}
            />
          ))}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="entryId"
          className="wide"
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          loading={fetching}
          dataSource={[...(statement?.entries ?? [])]}
          locale={{ emptyText: <EmptyState title={t('finance.noEntries')} advice={t('finance.noEntriesAdvice')} /> }}
          columns={[
            { title: t('bill.day'), dataIndex: 'day', className: 'figures' },
            { title: t('finance.entry'), key: 'kind', render: (_, row) => t(`finance.entries.${row.kind}`) },
            {
              title: t('finance.reference'),
              key: 'memo',
              render: (_, row) => <Reference memo={row.memo} invoiceId={row.invoiceId} onOpen={props.onOpen} />,
            },
            { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, row) => formatMoney(row.amount) },
            { title: t('finance.balance'), key: 'balance', ...FIGURES, render: (_, row) => formatMoney(row.balance) },
          ]}
          data-testid="statement"
        />
      </Card>
    </div>
  )
}

function Reference(props: {
  readonly memo: string
  readonly invoiceId: string | null
  readonly onOpen: (invoiceId: string) => void
}): ReactNode {
  const { invoiceId } = props
  if (invoiceId === null) return props.memo
  return (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => props.onOpen(invoiceId)}>
      {props.memo === '' ? invoiceId : props.memo}
    </Button>
  )
}

function StatementDownloads(props: {
  readonly tenantId: string
  readonly span: { readonly from: string; readonly until: string }
}): ReactNode {
  const { t, i18n } = useTranslation()
  const client = useClient()
  const load = async (format: 'PDF' | 'CSV'): Promise<void> => {
    const variables = { tenantId: props.tenantId, ...props.span, format, locale: i18n.language }
    const answer = await client.query(StatementFileQuery, variables, { requestPolicy: 'network-only' })
    const file = answer.data?.tenant?.statementFile
    if (file !== undefined) downloadFile(file)
  }
  return (
    <>
      {(['PDF', 'CSV'] as const).map((format) => (
        <Button key={format} icon={<DownloadOutlined aria-hidden />} onClick={() => void load(format)}>
          {t(`finance.formats.${format}`)}
        </Button>
      ))}
    </>
  )
}
