import { Button, Card, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useOperator, usePlatformPermission } from '../app/use-operator.ts'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { AllPaymentsQuery, BookingsQuery, TryTaskAgain } from './documents.ts'
import type { Booking, PaymentView, Trouble } from './documents.ts'
import { EnterTransferDrawer } from './EnterTransferDrawer.tsx'
import { ImportStatementDialog } from './ImportStatementDialog.tsx'
import { PaymentActs } from './PaymentActs.tsx'
import type { PaymentAct } from './PaymentActs.tsx'
import { PAGE_SIZE, PaymentTable } from './PaymentTable.tsx'

/** Payments of all clients: what came to the bank, what nobody is found for, what has to be given back. */
export function PlatformPaymentsPage(): ReactNode {
  const { t } = useTranslation()
  const operator = useOperator()
  const mayManage = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const [page, setPage] = useState(1)
  const [act, setAct] = useState<PaymentAct | null>(null)
  const [open, setOpen] = useState<'enter' | 'import' | null>(null)
  const [{ data }, reload] = useQuery({
    query: AllPaymentsQuery,
    variables: { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
    requestPolicy: 'cache-and-network',
  })
  const [{ data: bank }, reloadBank] = useQuery({
    query: BookingsQuery,
    variables: { offset: 0, limit: 100 },
    requestPolicy: 'cache-and-network',
  })
  const again = (): void => {
    reload({ requestPolicy: 'network-only' })
    reloadBank({ requestPolicy: 'network-only' })
    setAct(null)
    setOpen(null)
  }
  const troubles = data?.paymentTroubles ?? []
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.platformPayments')}</h1>
        <span className="space" />
        {mayManage && (
          <>
            <Button onClick={() => setOpen('import')}>{t('payments.import')}</Button>
            <Button type="primary" onClick={() => setOpen('enter')} data-testid="enter-transfer">
              {t('payments.enter')}
            </Button>
          </>
        )}
      </div>
      {troubles.length > 0 && <Troubles rows={troubles} mayManage={mayManage} onDone={again} />}
      <Card size="small" title={t('payments.unmatched')} styles={{ body: { padding: 0 } }} style={{ marginBottom: 16 }}>
        <Unmatched rows={bank?.bankBookings.rows} mayManage={mayManage} onAct={setAct} />
      </Card>
      <Card size="small" title={t('payments.history')} styles={{ body: { padding: 0 } }}>
        <PaymentTable
          rows={data?.payments.rows}
          total={data?.payments.totalCount ?? 0}
          page={page}
          onPage={setPage}
          timeZone={operator.tenant.timeZone}
          ofAll
          actions={(payment) => (mayManage ? <RowActs payment={payment} onAct={setAct} /> : null)}
        />
      </Card>
      <EnterTransferDrawer isOpen={open === 'enter'} onClose={() => setOpen(null)} onDone={again} />
      <ImportStatementDialog
        isOpen={open === 'import'}
        template={bank?.bankStatementTemplate ?? ''}
        currency={operator.tenant.currency}
        onClose={() => setOpen(null)}
        onDone={again}
      />
      <PaymentActs act={act} onClose={() => setAct(null)} onDone={again} />
    </>
  )
}

function RowActs({
  payment,
  onAct,
}: {
  readonly payment: PaymentView
  readonly onAct: (act: PaymentAct) => void
}): ReactNode {
  const { t } = useTranslation()
  const mayRefund = Number(payment.refundable.amount) > 0
  return (
    <>
      {mayRefund && (
        <Button type="link" size="small" onClick={() => onAct({ kind: 'refund', payment })}>
          {t('payments.refund')}
        </Button>
      )}
      {payment.way === 'BANK_TRANSFER' && payment.status === 'SUCCEEDED' && (
        <Button type="link" size="small" onClick={() => onAct({ kind: 'reverse', payment })}>
          {t('payments.reverse')}
        </Button>
      )}
    </>
  )
}

type UnmatchedProps = {
  readonly rows: readonly Booking[] | undefined
  readonly mayManage: boolean
  readonly onAct: (act: PaymentAct) => void
}

function Unmatched({ rows, mayManage, onAct }: UnmatchedProps): ReactNode {
  const { t, i18n } = useTranslation()
  const reasonOf = (reason: string): string =>
    i18n.exists(`payments.reasons.${reason}`) ? t(`payments.reasons.${reason}` as 'payments.reasons.currency') : reason
  return (
    <Table
      rowKey="id"
      size="small"
      className="wide"
      loading={rows === undefined}
      dataSource={rows === undefined ? [] : [...rows]}
      pagination={false}
      locale={{ emptyText: <EmptyState title={t('payments.noUnmatched')} advice={t('payments.noUnmatchedAdvice')} /> }}
      data-testid="unmatched"
      columns={[
        { title: t('payments.date'), dataIndex: 'day', className: 'figures' },
        { title: t('payments.payer'), dataIndex: 'payer' },
        { title: t('payments.text'), dataIndex: 'text' },
        { title: t('payments.reference'), dataIndex: 'reference', className: 'figures' },
        { title: t('payments.why'), key: 'why', render: (_, { reason }) => reasonOf(reason) },
        {
          title: t('payments.amount'),
          key: 'amount',
          align: 'right',
          className: 'figures',
          render: (_, { amount }) => formatMoney(amount),
        },
        {
          key: 'actions',
          align: 'right',
          render: (_, booking) =>
            mayManage && (
              <>
                <Button type="link" size="small" onClick={() => onAct({ kind: 'assign', booking })}>
                  {t('payments.assign')}
                </Button>
                <Button type="link" size="small" onClick={() => onAct({ kind: 'setAside', booking })}>
                  {t('payments.setAside')}
                </Button>
              </>
            ),
        },
      ]}
    />
  )
}

type TroublesProps = { readonly rows: readonly Trouble[]; readonly mayManage: boolean; readonly onDone: () => void }

function Troubles({ rows, mayManage, onDone }: TroublesProps): ReactNode {
  const { t } = useTranslation()
  const change = useChange()
  const [, tryAgain] = useMutation(TryTaskAgain)
  const run = async (id: string): Promise<void> => {
    if (await change.save(() => tryAgain({ id }))) onDone()
  }
  return (
    <Card size="small" title={t('payments.troubles')} style={{ marginBottom: 16 }}>
      <p className="muted">{t('payments.troublesAdvice')}</p>
      <ul>
        {rows.map(({ id, kind, problem, canTryAgain }) => (
          <li key={id}>
            <code>{kind}</code> {problem}{' '}
            {mayManage && canTryAgain && (
              <Button type="link" size="small" onClick={() => void run(id)}>
                {t('payments.tryAgain')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
