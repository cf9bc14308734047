import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import type { InvoiceRow } from './documents.ts'
import { StatusTag } from './StatusTag.tsx'

export type InvoiceTableProps = {
  readonly rows: readonly InvoiceRow[]
  readonly totalCount: number
  readonly loading: boolean
  readonly withClient: boolean
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  readonly onPrevious: () => void
  readonly onNext: () => void
  readonly onOpen: (row: InvoiceRow) => void
}

const FIGURES = { align: 'right', className: 'figures' } as const

/** Documents, newest first, a page at a time. */
export function InvoiceTable(props: InvoiceTableProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Table
        rowKey="id"
        size="small"
        className="wide"
        pagination={false}
        loading={props.loading}
        dataSource={[...props.rows]}
        locale={{ emptyText: <EmptyState title={t('finance.noInvoices')} advice={t('finance.noInvoicesAdvice')} /> }}
        columns={[
          {
            title: t('finance.number'),
            key: 'number',
            className: 'figures',
            render: (_, row) => (
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => props.onOpen(row)}>
                {row.number ?? t('finance.status.DRAFT')}
              </Button>
            ),
          },
          ...(props.withClient ? [{ title: t('finance.client'), dataIndex: 'tenantName' }] : []),
          { title: t('finance.kind'), key: 'kind', render: (_, row) => t(`finance.kinds.${row.kind}`) },
          { title: t('finance.state'), key: 'status', render: (_, row) => <StatusTag status={row.status} /> },
          { title: t('finance.month'), key: 'month', className: 'figures', render: (_, row) => row.month ?? '–' },
          { title: t('finance.dueOn'), key: 'due', className: 'figures', render: (_, row) => row.dueOn ?? '–' },
          { title: t('finance.payable'), key: 'payable', ...FIGURES, render: (_, row) => formatMoney(row.payable) },
          { title: t('finance.open'), key: 'open', ...FIGURES, render: (_, row) => formatMoney(row.open) },
        ]}
        data-testid="invoices"
      />
      <div className="row" style={{ justifyContent: 'flex-end', padding: 10 }}>
        <span className="muted figures">{t('finance.documentsCount', { total: props.totalCount })}</span>
        <Button disabled={!props.hasPrevious} onClick={props.onPrevious}>
          {t('bill.before')}
        </Button>
        <Button disabled={!props.hasNext} onClick={props.onNext}>
          {t('bill.after')}
        </Button>
      </div>
    </>
  )
}
