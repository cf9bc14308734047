import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Input, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { useOperator } from '../app/use-operator.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { UnissuedCsvQuery, UnissuedQuery } from './documents.ts'

const ROWS = 200

/** The numbers that nobody has, and what they cost meanwhile. */
export function UnissuedReport(): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useOperator().tenant
  const { day } = useTimeFormat(timeZone)
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? new Date().toISOString().slice(0, 7)
  const client = useClient()
  const [isLoading, setLoading] = useState(false)
  const [{ data, fetching }] = useQuery({ query: UnissuedQuery, variables: { month, first: ROWS, after: null } })
  const report = data?.unissuedNumbersReport
  const load = async (): Promise<void> => {
    setLoading(true)
    const answer = await client.query(UnissuedCsvQuery, { month }, { requestPolicy: 'network-only' })
    setLoading(false)
    if (answer.data !== undefined)
      downloadText(`unissued-${month}.csv`, `\uFEFF${answer.data.unissuedNumbersReport.csv}`)
  }
  const kindOf = (kind: string): string =>
    t(`inventory.reportKinds.${kind as 'tollFree' | 'shortCode' | 'subNumber' | 'local'}`)
  const money = { align: 'right', className: 'figures' } as const
  return (
    <div className="stack">
      <div className="row">
        <label>
          {t('inventory.month')}{' '}
          <Input
            type="month"
            value={month}
            style={{ width: 170 }}
            onChange={({ target }) => {
              if (/^\d{4}-\d{2}$/.test(target.value))
                setSearch({ tab: 'unissued', month: target.value }, { replace: true })
            }}
          />
        </label>
        <span className="muted">{report === undefined ? null : t('inventory.asOf', { day: day(report.until) })}</span>
        <span style={{ flex: 1 }} />
        <Button icon={<DownloadOutlined aria-hidden />} loading={isLoading} onClick={() => void load()}>
          {t('inventory.export')}
        </Button>
      </div>
      <Card size="small" title={t('inventory.byKind')} styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey={(row) => `${row.kind}${row.monthlyFee.currency}`}
          pagination={false}
          loading={fetching && report === undefined}
          dataSource={[...(report?.totals ?? [])]}
          columns={[
            { title: t('inventory.kind'), key: 'kind', render: (_, row) => kindOf(row.kind) },
            { title: t('inventory.count'), dataIndex: 'count', ...money },
            { title: t('inventory.monthlyFee'), key: 'fee', ...money, render: (_, row) => formatMoney(row.monthlyFee) },
            { title: t('inventory.feeOfMonth'), key: 'of', ...money, render: (_, row) => formatMoney(row.feeOfMonth) },
          ]}
        />
      </Card>
      <Card size="small" title={t('inventory.unissued')} styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="number"
          data-testid="unissued"
          pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
          loading={fetching && report === undefined}
          dataSource={(report?.numbers.edges ?? []).map(({ node }) => node)}
          locale={{
            emptyText: <EmptyState title={t('inventory.allIssued')} advice={t('inventory.allIssuedAdvice')} />,
          }}
          columns={[
            { title: t('inventory.number'), dataIndex: 'number', className: 'figures' },
            { title: t('inventory.kind'), key: 'kind', render: (_, row) => kindOf(row.kind) },
            { title: t('inventory.sinceWhen'), key: 'since', render: (_, row) => day(row.since) },
            { title: t('inventory.carrier'), dataIndex: 'carrier' },
            { title: t('inventory.unissuedDays'), dataIndex: 'unissuedDays', ...money },
            { title: t('inventory.monthlyFee'), key: 'fee', ...money, render: (_, row) => formatMoney(row.monthlyFee) },
            { title: t('inventory.feeOfMonth'), key: 'of', ...money, render: (_, row) => formatMoney(row.feeOfMonth) },
          ]}
        />
      </Card>
    </div>
  )
}
