import { Alert, Button, Card, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { Defined } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { OwnPaymentsQuery, SetCollection, StartMethodSetUp, TopUpBalance } from './documents.ts'
import type { SavedMethod } from './documents.ts'
import { PAGE_SIZE, PaymentTable } from './PaymentTable.tsx'

/** What the client has paid, by what it pays, and what it has left. */
export function PaymentsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayPay = usePermission('PAYMENTS_MANAGE')
  const [page, setPage] = useState(1)
  const [paying, setPaying] = useState(false)
  const [{ data }, reload] = useQuery({
    query: OwnPaymentsQuery,
    variables: { tenantId: tenant.id, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
    requestPolicy: 'cache-and-network',
  })
  const own = data?.tenant ?? null
  const online = own?.canPayOnline === true
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.payments')}</h1>
        <span className="space" />
        {mayPay && online && (
          <Button type="primary" onClick={() => setPaying(true)}>
            {t('payments.topUp')}
          </Button>
        )}
      </div>
      <div className="row" style={{ gap: 16, alignItems: 'stretch', marginBottom: 16 }}>
        <Card size="small" style={{ minWidth: 240, minHeight: 96 }}>
          <Defined meaning={t('payments.creditMeaning')}>{t('payments.credit')}</Defined>
          <div className="figures" style={{ fontSize: 24 }} data-testid="credit">
            {own === null ? '–' : formatMoney(own.creditBalance)}
          </div>
        </Card>
        <Card size="small" style={{ flex: 1, minHeight: 96 }}>
          {own === null ? null : online ? (
            <Method
              method={own.paymentMethod}
              mayPay={mayPay}
              onChanged={() => reload({ requestPolicy: 'network-only' })}
            />
          ) : (
            <Alert type="info" showIcon title={t('payments.transferOnly')} />
          )}
        </Card>
      </div>
      <Card size="small" title={t('payments.history')} styles={{ body: { padding: 0 } }}>
        <PaymentTable
          rows={own?.payments.rows}
          total={own?.payments.totalCount ?? 0}
          page={page}
          onPage={setPage}
          timeZone={tenant.timeZone}
          ofAll={false}
        />
      </Card>
      <TopUp tenantId={tenant.id} currency={tenant.currency} isOpen={paying} onClose={() => setPaying(false)} />
    </>
  )
}

type MethodProps = { readonly method: SavedMethod | null; readonly mayPay: boolean; readonly onChanged: () => void }

function Method({ method, mayPay, onChanged }: MethodProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const change = useChange()
  const [, start] = useMutation(StartMethodSetUp)
  const [, setCollection] = useMutation(SetCollection)
  const setUp = async (): Promise<void> => {
    const { data } = await start({ tenantId: tenant.id })
    if (data?.result.__typename === 'PaymentMethodSetUp') window.location.assign(data.result.url)
    else await change.save(() => Promise.resolve({ data }))
  }
  const collect = async (enabled: boolean): Promise<void> => {
    if (await change.save(() => setCollection({ tenantId: tenant.id, enabled }))) onChanged()
  }
  return (
    <>
      <Faults faults={change.faults} />
      <div className="row" style={{ gap: 16 }}>
        <strong>{t('payments.method')}</strong>
        <span className="figures">
          {method === null ? t('payments.noMethod') : `${method.label} •••• ${method.last4}`}{' '}
          {method === null || method.ends === '' ? null : (
            <span className="muted">{t('payments.ends', { ends: method.ends })}</span>
          )}
        </span>
        <span className="space" />
        {mayPay && (
          <Button onClick={() => void setUp()}>{method === null ? t('payments.setUp') : t('payments.change')}</Button>
        )}
      </div>
      <p className="muted">{t('payments.methodAdvice')}</p>
      {method !== null && (
        <label className="row" style={{ gap: 8 }}>
          <Switch
            size="small"
            checked={method.collects}
            disabled={!mayPay}
            onChange={(enabled) => void collect(enabled)}
          />
          {t('payments.collect')}
        </label>
      )}
    </>
  )
}

type TopUpProps = {
  readonly tenantId: string
  readonly currency: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

function TopUp({ tenantId, currency, isOpen, onClose }: TopUpProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ readonly amount: string }>()
  const change = useChange()
  const [, topUp] = useMutation(TopUpBalance)
  const go = async (): Promise<void> => {
    const { amount } = await form.validateFields()
    await change.save(async () => {
      const answer = await topUp({ tenantId, amount })
      const result = answer.data?.result
      if (result?.__typename === 'Payment' && result.hostedUrl !== null) window.location.assign(result.hostedUrl)
      return answer
    }, form)
  }
  return (
    <Modal
      open={isOpen}
      title={t('payments.topUpTitle')}
      okText={t('payments.toPage')}
      cancelText={t('payments.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      onOk={() => void go()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Form form={form} layout="vertical" preserve={false}>
        <Form.Item
          name="amount"
          label={t('payments.amountOf', { currency })}
          rules={[{ required: true, message: t('payments.amount') }]}
        >
          <Input inputMode="decimal" maxLength={20} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
