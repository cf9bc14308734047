import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { ChangeAnswer } from '../configuration/use-change.ts'
import { formatMoney } from '../ui/money.ts'
import { AssignBooking, RefundPayment, ReverseTransfer, SetBookingAside } from './documents.ts'
import type { Booking, PaymentView } from './documents.ts'
import { ClientSelect } from './EnterTransferDrawer.tsx'

/** What can be done with one payment or booking, after a question. */
export type PaymentAct =
  | { readonly kind: 'refund' | 'reverse'; readonly payment: PaymentView }
  | { readonly kind: 'assign' | 'setAside'; readonly booking: Booking }

type Fields = { readonly amount?: string; readonly reason?: string; readonly tenantId?: string }
type ActsProps = { readonly act: PaymentAct | null; readonly onClose: () => void; readonly onDone: () => void }

/** The question for each act: how much, whose, and why. */
export function PaymentActs({ act, onClose, onDone }: ActsProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const change = useChange()
  const send = useSend()
  const run = async (): Promise<void> => {
    if (act === null) return
    const fields = form.getFieldsValue(true) as Fields
    if (await change.save(() => send(act, fields), form)) onDone()
  }
  const close = (): void => {
    change.clear()
    onClose()
  }
  return (
    <Modal
      open={act !== null}
      title={act === null ? '' : t(`payments.${act.kind}Title`)}
      okText={act === null ? '' : t(`payments.${act.kind}`)}
      cancelText={t('payments.cancel')}
      okButtonProps={{ loading: change.isSaving, danger: act?.kind === 'refund' || act?.kind === 'reverse' }}
      onOk={() => void run()}
      onCancel={close}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      {act?.kind === 'reverse' && <p className="muted">{t('payments.reverseAdvice')}</p>}
      {act?.kind === 'refund' && (
        <p className="muted">{t('payments.refundAdvice', { amount: formatMoney(act.payment.refundable) })}</p>
      )}
      <Form form={form} layout="vertical" preserve={false}>
        {act?.kind === 'refund' && (
          <Form.Item name="amount" label={t('payments.amountOf', { currency: act.payment.asked.currency })} required>
            <Input inputMode="decimal" maxLength={20} />
          </Form.Item>
        )}
        {act?.kind === 'assign' ? (
          <Form.Item name="tenantId" label={t('payments.client')} required>
            <ClientSelect />
          </Form.Item>
        ) : (
          <Form.Item name="reason" label={t('payments.reason')} required>
            <Input maxLength={300} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}

type Answer = Promise<{ readonly data?: { readonly result: ChangeAnswer } | undefined }>

function useSend(): (act: PaymentAct, fields: Fields) => Answer {
  const [, refund] = useMutation(RefundPayment)
  const [, reverse] = useMutation(ReverseTransfer)
  const [, assign] = useMutation(AssignBooking)
  const [, setAside] = useMutation(SetBookingAside)
  return (act, { amount = '', reason = '', tenantId = '' }) => {
    switch (act.kind) {
      case 'refund':
        return refund({ paymentId: act.payment.id, amount, reason })
      case 'reverse':
        return reverse({ paymentId: act.payment.id, reason })
      case 'assign':
        return assign({ input: { bookingId: act.booking.id, tenantId } })
      case 'setAside':
        return setAside({ bookingId: act.booking.id, reason })
    }
  }
}
