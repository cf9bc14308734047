import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { usePlatformPermission } from '../app/use-operator.ts'
import { formatMoney } from '../ui/money.ts'
import { CreditNoteMutation, FinaliseMutation, SendMutation, VoidMutation } from './act-documents.ts'
import type { Invoice } from './documents.ts'

export type InvoiceActsProps = {
  readonly invoice: Invoice
  readonly onDone: () => void
  /** Of the note that was written. */
  readonly onWritten: (invoiceId: string) => void
}

type Dialog = 'void' | 'credit'
type Outcome = { readonly __typename: string; readonly code?: string }

/** What may come next for a document; what its state does not allow is not offered. */
export function InvoiceActs({ invoice, onDone, onWritten }: InvoiceActsProps): ReactNode {
  const { t } = useTranslation()
  const mayAct = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [refused, setRefused] = useState(false)
  const [{ fetching: isFinalising }, finalise] = useMutation(FinaliseMutation)
  const [{ fetching: isSending }, send] = useMutation(SendMutation)
  if (!mayAct) return null
  const { status, kind } = invoice
  const input = { tenantId: invoice.tenantId, invoiceId: invoice.id }
  const told = (outcome: Outcome | undefined): void => {
    setRefused(outcome?.__typename !== 'Invoice')
    onDone()
  }
  const isOpen = status === 'FINAL' || status === 'SENT' || status === 'OVERDUE' || status === 'PARTLY_PAID'
  return (
    <>
      {status === 'DRAFT' && (
        <Button
          type="primary"
          loading={isFinalising}
          onClick={() => void finalise({ input }).then(({ data }) => told(data?.finaliseInvoice))}
        >
          {t('finance.act.finalise')}
        </Button>
      )}
      {status === 'FINAL' && (
        <Button
          type="primary"
          loading={isSending}
          onClick={() => void send({ input }).then(({ data }) => told(data?.sendInvoice))}
          data-testid="send-invoice"
        >
          {t('finance.act.send')}
        </Button>
      )}
      {kind !== 'CREDIT_NOTE' && (isOpen || status === 'PAID') && (
        <Button onClick={() => setDialog('credit')} data-testid="write-credit-note">
          {t('finance.act.credit')}
        </Button>
      )}
      {isOpen && (
        <Button danger onClick={() => setDialog('void')}>
          {t('finance.act.void')}
        </Button>
      )}
      {refused && <Alert type="error" showIcon title={t('finance.act.refused')} />}
      {dialog === 'void' && <VoidDialog input={input} onClose={() => setDialog(null)} told={told} />}
      {dialog === 'credit' && (
        <CreditDialog
          invoice={invoice}
          onClose={() => setDialog(null)}
          onWritten={(id) => {
            onDone()
            onWritten(id)
          }}
        />
      )}
    </>
  )
}

type DocumentInput = { readonly tenantId: string; readonly invoiceId: string }

function VoidDialog(props: {
  readonly input: DocumentInput
  readonly onClose: () => void
  readonly told: (outcome: Outcome | undefined) => void
}): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const [{ fetching }, makeVoid] = useMutation(VoidMutation)
  const submit = async ({ reason }: { readonly reason: string }): Promise<void> => {
    const { data } = await makeVoid({ input: { ...props.input, reason } })
    props.onClose()
    props.told(data?.voidInvoice)
  }
  return (
    <Modal
      open
      title={t('finance.act.void')}
      okText={t('finance.act.void')}
      cancelText={t('finance.act.cancel')}
      okButtonProps={{ danger: true, loading: fetching }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p>{t('finance.act.voidAdvice')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <ReasonField />
      </Form>
    </Modal>
  )
}

function ReasonField(): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="reason"
      label={t('finance.reason')}
      rules={[{ required: true, whitespace: true, message: t('finance.act.reasonNeeded') }]}
    >
      <Input.TextArea rows={2} maxLength={500} />
    </Form.Item>
  )
}

type CreditForm = { readonly reason: string; readonly lineIds?: string[] }

function CreditDialog(props: {
  readonly invoice: Invoice
  readonly onClose: () => void
  readonly onWritten: (invoiceId: string) => void
}): ReactNode {
  const { t } = useTranslation()
  const { invoice } = props
  const [form] = Form.useForm<CreditForm>()
  const [refused, setRefused] = useState(false)
  const [{ fetching }, write] = useMutation(CreditNoteMutation)
  const submit = async ({ reason, lineIds = [] }: CreditForm): Promise<void> => {
    const lines = invoice.lines
      .filter(({ lineId }) => lineIds.includes(lineId))
      .map(({ lineId, amount }) => ({ lineId, amount: amount.amount }))
    const input = { tenantId: invoice.tenantId, invoiceId: invoice.id, reason, lines }
    const answer = (await write({ input })).data?.writeCreditNote
    if (answer?.__typename === 'Invoice') {
      props.onClose()
      props.onWritten(answer.id)
    } else setRefused(true)
  }
  return (
    <Modal
      open
      title={t('finance.act.credit')}
      okText={t('finance.act.write')}
      cancelText={t('finance.act.cancel')}
      okButtonProps={{ loading: fetching }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p>{t('finance.act.creditAdvice')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item name="lineIds" label={t('finance.act.creditLines')}>
          <Select
            mode="multiple"
            placeholder={t('finance.act.wholeDocument')}
            options={invoice.lines
              .filter(({ amount }) => !/^-|^0\.0+$/.test(amount.amount))
              .map((line) => ({
                value: line.lineId,
                label: `${t(`finance.chargeKinds.${line.kind}`)} ${line.subject} · ${formatMoney(line.amount)}`,
              }))}
          />
        </Form.Item>
        <ReasonField />
      </Form>
      {refused && <Alert type="error" showIcon title={t('finance.act.refused')} />}
    </Modal>
  )
}
