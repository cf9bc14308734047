import { Button, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { PaymentView } from './documents.ts'

export const PAGE_SIZE = 25

export type PaymentTableProps = {
  readonly rows: readonly PaymentView[] | undefined
  readonly total: number
  readonly page: number
  readonly onPage: (page: number) => void
  readonly timeZone: string
  /** The operator sees whose they are. */
  readonly ofAll: boolean
  readonly actions?: (payment: PaymentView) => ReactNode
}

const TONES: Partial<Readonly<Record<PaymentView['status'], string>>> = {
  SUCCEEDED: 'good',
  FAILED: 'bad',
  DISPUTED: 'bad',
  PENDING: 'warn',
}

/** Payments, latest first, with the invoices that they paid. */
export function PaymentTable(props: PaymentTableProps): ReactNode {
  const { rows } = props
  const { t } = useTranslation()
  return (
    <Table
      rowKey="id"
      size="small"
      className="wide"
      columns={useColumns(props)}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={{
        current: props.page,
        pageSize: PAGE_SIZE,
        total: props.total,
        showSizeChanger: false,
        hideOnSinglePage: true,
        onChange: props.onPage,
      }}
      locale={{
        emptyText:
          rows === undefined ? (
            <div style={{ height: 160 }} />
          ) : (
            <EmptyState title={t('payments.none')} advice={t('payments.noneAdvice')} />
          ),
      }}
      data-testid="payments"
    />
  )
}

function useColumns({ timeZone, ofAll, actions }: PaymentTableProps): TableColumnsType<PaymentView> {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  return [
    {
      title: t('payments.date'),
      key: 'date',
      className: 'figures',
      render: (_, { receivedOn, createdAt }) => receivedOn ?? format.full(createdAt),
    },
    ...(ofAll
      ? [
          {
            title: t('payments.client'),
            key: 'client',
            render: (_: unknown, row: PaymentView) => row.tenantName ?? '–',
          },
        ]
      : []),
    { title: t('payments.way'), key: 'way', render: (_, { way }) => t(`payments.ways.${way}`) },
    { title: t('payments.reference'), key: 'reference', render: (_, { reference }) => reference || '–' },
    { title: t('payments.payer'), key: 'payer', render: (_, { payer }) => payer || '–' },
    {
      title: t('payments.status'),
      key: 'status',
      render: (_, { status }) => (
        <span className={`badge ${TONES[status] ?? ''}`}>{t(`payments.statuses.${status}`)}</span>
      ),
    },
    {
      title: t('payments.invoices'),
      key: 'invoices',
      render: (_, { invoices }) =>
        invoices.length === 0 ? t('payments.asCredit') : invoices.map(({ number }) => number).join(', '),
    },
    {
      title: t('payments.asked'),
      key: 'asked',
      align: 'right',
      className: 'figures',
      render: (_, { asked }) => formatMoney(asked),
    },
    {
      title: <Defined meaning={t('payments.netMeaning')}>{t('payments.net')}</Defined>,
      key: 'net',
      align: 'right',
      className: 'figures',
      render: (_, { net }) => formatMoney(net),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, payment) =>
        actions === undefined
          ? payment.hostedUrl !== null && (
              <Button type="link" href={payment.hostedUrl} target="_blank" rel="noreferrer">
                {t('payments.pay')}
              </Button>
            )
          : actions(payment),
    },
  ]
}
