import { Alert, Button, Card, Segmented, Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { operatorPagePath } from '../app/pages.ts'
import { ClientSelect } from '../inventory/ClientSelect.tsx'
import type { ResultOf } from '../graphql/graphql.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { useAccountWords } from './charge-words.ts'
import { LedgerQuery } from './documents.ts'
import { StatementView } from './StatementView.tsx'
import { usePages } from './use-pages.ts'

const PAGE = 50
const invoicePath = (tenantId: string, invoiceId: string): string =>
  `${operatorPagePath('platformInvoices')}?of=${tenantId}&invoice=${invoiceId}`

/** The ledger of all clients, or one client's account. */
export function AccountsPage(): ReactNode {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const client = search.get('client')
  const view = search.get('view') ?? 'ledger'
  const go = (changes: Readonly<Record<string, string | null>>): void => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    setSearch(next)
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.accounts')}</h1>
        <span className="space" />
        <div style={{ width: 240 }}>
          <ClientSelect
            allowClear
            placeholder={t('finance.everyClient')}
            value={client}
            onChange={(chosen) => go({ client: chosen })}
          />
        </div>
        <Segmented
          aria-label={t('pages.accounts')}
          value={view}
          onChange={(value) => go({ view: value })}
          options={[
            { value: 'ledger', label: t('finance.ledger') },
            { value: 'statement', label: t('finance.statement') },
          ]}
        />
      </div>
      {view === 'ledger' ? (
        <Ledger client={client} />
      ) : client === null ? (
        <EmptyState title={t('finance.chooseClient')} advice={t('finance.chooseClientAdvice')} />
      ) : (
        <StatementView tenantId={client} onOpen={(id) => void navigate(invoicePath(client, id))} />
      )}
    </>
  )
}

type Entry = ResultOf<typeof LedgerQuery>['ledger']['edges'][number]['node']
type Posted = Entry['postings'][number]['amount']

/** A posting below zero stands on the credit side. */
const isCredit = ({ amount }: Posted): boolean => amount.startsWith('-')
const positive = ({ amount, currency }: Posted): Posted => ({ amount: amount.replace('-', ''), currency })

/** What was booked, newest first, each entry with its postings: they add up to nothing. */
function Ledger({ client }: { readonly client: string | null }): ReactNode {
  const { t } = useTranslation()
  const words = useAccountWords()
  const pages = usePages(client ?? '')
  const [{ data, fetching, error }] = useQuery({
    query: LedgerQuery,
    variables: { filter: { tenantId: client }, first: PAGE, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const list = data?.ledger
  const side = (name: 'debit' | 'credit', isOn: (amount: Posted) => boolean) => ({
    title: <Defined meaning={t(`finance.define.${name}`)}>{t(`finance.${name}`)}</Defined>,
    key: name,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, row: Entry) => (
      <ul className="plain-list">
        {row.postings.map(({ account, amount }, index) => (
          <li key={`${account}${String(index)}`}>{isOn(amount) ? formatMoney(positive(amount)) : '\u00a0'}</li>
        ))}
      </ul>
    ),
  })
  if (error !== undefined) return <Alert type="error" showIcon title={t('finance.failed')} />
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey="id"
        className="wide"
        pagination={false}
        loading={fetching}
        dataSource={(list?.edges ?? []).map(({ node }) => node)}
        locale={{ emptyText: <EmptyState title={t('finance.noEntries')} advice={t('finance.noEntriesAdvice')} /> }}
        columns={[
          { title: t('bill.day'), dataIndex: 'day', className: 'figures' },
          { title: t('finance.client'), dataIndex: 'tenantName' },
          { title: t('finance.entry'), key: 'kind', render: (_, row) => t(`finance.entries.${row.kind}`) },
          {
            title: t('finance.reference'),
            key: 'memo',
            render: (_, row) =>
              row.invoiceId === null ? row.memo : <Link to={invoicePath(row.tenantId, row.invoiceId)}>{row.memo}</Link>,
          },
          {
            title: t('finance.postings'),
            key: 'postings',
            render: (_, row) => (
              <ul className="plain-list">
                {row.postings.map(({ account }, index) => (
                  <li key={`${account}${String(index)}`}>{words(account)}</li>
                ))}
              </ul>
            ),
          },
          side('debit', (amount) => !isCredit(amount)),
          side('credit', isCredit),
        ]}
        data-testid="ledger"
      />
      <div className="row" style={{ justifyContent: 'flex-end', padding: 10 }}>
        <span className="muted figures">{t('finance.entriesCount', { total: list?.totalCount ?? 0 })}</span>
        <Button disabled={!pages.hasPrevious} onClick={pages.previous}>
          {t('bill.before')}
        </Button>
        <Button
          disabled={list?.pageInfo.hasNextPage !== true}
          onClick={() => pages.next(list?.pageInfo.endCursor ?? null)}
        >
          {t('bill.after')}
        </Button>
      </div>
    </Card>
  )
}
