import type { Translate } from '../i18n/use-translation.ts'
import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { ClientSelect } from '../inventory/ClientSelect.tsx'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { PlatformInvoicesQuery } from './documents.ts'
import type { InvoiceRow } from './documents.ts'
import { InvoiceTable } from './InvoiceTable.tsx'
import { InvoiceView } from './InvoiceView.tsx'
import { usePages } from './use-pages.ts'
import { MonthPicker } from './MonthPicker.tsx'

const PAGE = 50
const EXPORT_PAGE = 200
const STATUSES = ['DRAFT', 'FINAL', 'SENT', 'PARTLY_PAID', 'PAID', 'OVERDUE', 'VOID'] as const
const KINDS = ['INVOICE', 'CREDIT_NOTE', 'DEBIT_NOTE'] as const

/** The documents of all clients; the address holds the filters and which one is open, so that it can be sent to somebody. */
export function PlatformInvoicesPage(): ReactNode {
  const [search, setSearch] = useSearchParams()
  const invoiceId = search.get('invoice')
  const tenantId = search.get('of')
  const change = (changes: Readonly<Record<string, string | null>>): void => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name)
      else next.set(name, value)
    }
    setSearch(next)
  }
  if (invoiceId !== null && tenantId !== null)
    return (
      <InvoiceView
        tenantId={tenantId}
        invoiceId={invoiceId}
        acts
        onBack={() => change({ invoice: null, of: null })}
        onOpen={(id) => change({ invoice: id })}
      />
    )
  return <InvoiceList search={search} change={change} />
}

type ListProps = {
  readonly search: URLSearchParams
  readonly change: (changes: Readonly<Record<string, string | null>>) => void
}

function InvoiceList({ search, change }: ListProps): ReactNode {
  const { t } = useTranslation()
  const filter = filterOf(search)
  const pages = usePages(search.toString())
  const [{ data, fetching, error }] = useQuery({
    query: PlatformInvoicesQuery,
    variables: { filter, first: PAGE, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const list = data?.platformInvoices
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.platformInvoices')}</h1>
        <span className="space" />
        <ExportList search={search} />
      </div>
      <Filters search={search} change={change} />
      {error === undefined ? (
        <Card size="small" styles={{ body: { padding: 0 } }}>
          <InvoiceTable
            withClient
            rows={(list?.edges ?? []).map(({ node }) => node)}
            totalCount={list?.totalCount ?? 0}
            loading={fetching}
            hasPrevious={pages.hasPrevious}
            hasNext={list?.pageInfo.hasNextPage === true}
            onPrevious={pages.previous}
            onNext={() => pages.next(list?.pageInfo.endCursor ?? null)}
            onOpen={(row) => change({ invoice: row.id, of: row.tenantId })}
          />
        </Card>
      ) : (
        <Alert type="error" showIcon title={t('finance.failed')} />
      )}
    </>
  )
}

function filterOf(search: URLSearchParams) {
  const status = STATUSES.find((each) => each === search.get('status'))
  const kind = KINDS.find((each) => each === search.get('kind'))
  return {
    tenantId: search.get('client'),
    statuses: status === undefined ? [] : [status],
    kinds: kind === undefined ? [] : [kind],
    month: search.get('month'),
    search: search.get('q'),
  }
}

function Filters({ search, change }: ListProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="row" style={{ marginBottom: 12 }}>
      <Input.Search
        allowClear
        style={{ width: 240 }}
        defaultValue={search.get('q') ?? ''}
        placeholder={t('finance.searchInvoices')}
        aria-label={t('finance.searchInvoices')}
        onSearch={(q) => change({ q: q.trim() })}
      />
      <div style={{ width: 220 }}>
        <ClientSelect
          allowClear
          placeholder={t('finance.everyClient')}
          value={search.get('client')}
          onChange={(client) => change({ client })}
        />
      </div>
      <Select
        allowClear
        style={{ width: 150 }}
        aria-label={t('finance.state')}
        placeholder={t('finance.state')}
        value={search.get('status')}
        onChange={(status: string | undefined) => change({ status: status ?? null })}
        options={STATUSES.map((value) => ({ value, label: t(`finance.status.${value}`) }))}
      />
      <Select
        allowClear
        style={{ width: 150 }}
        aria-label={t('finance.kind')}
        placeholder={t('finance.kind')}
        value={search.get('kind')}
        onChange={(kind: string | undefined) => change({ kind: kind ?? null })}
        options={KINDS.map((value) => ({ value, label: t(`finance.kinds.${value}`) }))}
      />
      <MonthPicker mayBeEmpty value={search.get('month') ?? ''} onChange={(month) => change({ month })} />
    </div>
  )
}

/** Every document that fits the filters, as a file. */
function ExportList({ search }: { readonly search: URLSearchParams }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const save = async (): Promise<void> => {
    const rows: InvoiceRow[] = []
    for (let after: string | null = null; ;) {
      const variables = { filter: filterOf(search), first: EXPORT_PAGE, after }
      const answer: Awaited<ReturnType<typeof readPage>> = await readPage(variables)
      if (answer === undefined) break
      rows.push(...answer.edges.map(({ node }) => node))
      after = answer.pageInfo.endCursor
      if (!answer.pageInfo.hasNextPage || after === null) break
    }
    downloadText(
      'invoices.csv',
      toCsv(
        headerOf(t),
        rows.map((row) => cellsOf(row, t)),
      ),
    )
  }
  const readPage = async (variables: { filter: ReturnType<typeof filterOf>; first: number; after: string | null }) =>
    (await client.query(PlatformInvoicesQuery, variables, { requestPolicy: 'network-only' })).data?.platformInvoices
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
      {t('finance.exportCsv')}
    </Button>
  )
}

const headerOf = (t: Translate): string[] => [
  t('finance.number'),
  t('finance.client'),
  t('finance.kind'),
  t('finance.state'),
  t('finance.month'),
  t('finance.issuedOn'),
  t('finance.dueOn'),
  t('finance.payable'),
  t('finance.open'),
  t('finance.currency'),
]
const cellsOf = (row: InvoiceRow, t: Translate): string[] => [
  row.number ?? '',
  row.tenantName,
  t(`finance.kinds.${row.kind}`),
  t(`finance.status.${row.status}`),
  row.month ?? '',
  row.issuedOn ?? '',
  row.dueOn ?? '',
  row.payable.amount,
  row.open.amount,
  row.payable.currency,
]
