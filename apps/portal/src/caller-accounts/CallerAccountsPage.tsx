import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Input, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { AccountDrawer } from './AccountDrawer.tsx'
import { CallerAccountsQuery, ExportCallerAccounts } from './documents.ts'
import type { AccountRow } from './documents.ts'
import { LinePrices } from './LinePrices.tsx'

const PAGE_SIZE = 25

/** Accounts of callers with value-added lines, and what the lines cost. */
export function CallerAccountsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<string | null>(null)
  const [{ data }, reload] = useQuery({
    query: CallerAccountsQuery,
    variables: { tenantId: tenant.id, search, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
    requestPolicy: 'cache-and-network',
  })
  const [, take] = useMutation(ExportCallerAccounts)
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const accounts = data?.tenant?.callerAccounts
  const download = async (): Promise<void> => {
    const answer = await take({ tenantId: tenant.id })
    const result = answer.data?.result
    if (result?.__typename === 'CallerAccountFile') downloadText('caller-accounts.csv', `\uFEFF${result.csv}`)
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.callerAccounts')}</h1>
        <span className="space" />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download()}>
          {t('accounts.export')}
        </Button>
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setOpened('new')}
          data-testid="new-account"
        >
          {t('accounts.add')}
        </Button>
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }} style={{ marginBottom: 16 }}>
        <div className="row" style={{ padding: 12, gap: 16 }}>
          <Input.Search
            allowClear
            placeholder={t('accounts.search')}
            aria-label={t('accounts.search')}
            style={{ maxWidth: 320 }}
            onSearch={(text) => {
              setSearch(text)
              setPage(1)
            }}
          />
          <span className="muted figures" role="status">
            {accounts === undefined ? '' : t('accounts.count', { count: accounts.totalCount })}
          </span>
        </div>
        <AccountTable
          rows={accounts?.rows}
          total={accounts?.totalCount ?? 0}
          page={page}
          onPage={setPage}
          onOpen={setOpened}
        />
      </Card>
      <LinePrices rows={data?.tenant?.linePrices} onChanged={again} />
      <AccountDrawer
        account={opened === 'new' ? 'new' : (accounts?.rows.find(({ id }) => id === opened) ?? null)}
        onClose={() => setOpened(null)}
        onSaved={() => {
          if (opened === 'new') setOpened(null)
          again()
        }}
      />
    </>
  )
}

type TableProps = {
  readonly rows: readonly AccountRow[] | undefined
  readonly total: number
  readonly page: number
  readonly onPage: (page: number) => void
  readonly onOpen: (id: string) => void
}

function AccountTable({ rows, total, page, onPage, onOpen }: TableProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Table
      rowKey="id"
      size="small"
      className="wide"
      loading={rows === undefined}
      dataSource={rows === undefined ? [] : [...rows]}
      pagination={{
        current: page,
        pageSize: PAGE_SIZE,
        total,
        showSizeChanger: false,
        hideOnSinglePage: true,
        onChange: onPage,
      }}
      locale={{ emptyText: <EmptyState title={t('accounts.none')} advice={t('accounts.noneAdvice')} /> }}
      data-testid="caller-accounts"
      columns={[
        {
          title: t('accounts.number'),
          key: 'number',
          className: 'figures',
          render: (_, { id, number }) => (
            <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(id)}>
              {number}
            </Button>
          ),
        },
        { title: t('accounts.name'), key: 'name', render: (_, { name }) => name || '–' },
        {
          title: t('accounts.state'),
          key: 'state',
          render: (_, { blocked }) => (
            <span className={`badge ${blocked ? 'bad' : 'good'}`}>
              {blocked ? t('accounts.blocked') : t('accounts.open')}
            </span>
          ),
        },
        {
          title: t('accounts.balance'),
          key: 'balance',
          align: 'right',
          className: 'figures',
          render: (_, { balance }) => formatMoney(balance),
        },
      ]}
    />
  )
}
