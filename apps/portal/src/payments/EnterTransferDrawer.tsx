import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EnterTransfer, PayersQuery } from './documents.ts'

type Fields = {
  readonly tenantId: string
  readonly amount: string
  readonly currency: string
  readonly receivedOn: string
  readonly reference: string
  readonly payer: string
  readonly note: string
}
const EMPTY: Partial<Fields> = { currency: 'CNY', payer: '', note: '' }

type DrawerProps = { readonly isOpen: boolean; readonly onClose: () => void; readonly onDone: () => void }

/** A transfer that somebody saw at the bank. */
export function EnterTransferDrawer({ isOpen, onClose, onDone }: DrawerProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const change = useChange()
  const [, send] = useMutation(EnterTransfer)
  const save = async (): Promise<void> => {
    const input = { ...EMPTY, ...(form.getFieldsValue(true) as Fields) }
    if (await change.save(() => send({ input }), form)) onDone()
  }
  return (
    <EditDrawer
      title={t('payments.enter')}
      isOpen={isOpen}
      change={change}
      mayEdit
      onClose={onClose}
      onSave={() => void save()}
    >
      <p className="muted">{t('payments.enterAdvice')}</p>
      <Form form={form} layout="vertical" preserve={false} initialValues={EMPTY} data-testid="transfer-form">
        <Form.Item name="tenantId" label={t('payments.client')} required>
          <ClientSelect />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 120px', gap: '0 16px' }}>
          <Form.Item name="amount" label={t('payments.amount')} required>
            <Input inputMode="decimal" maxLength={20} />
          </Form.Item>
          <Form.Item name="currency" label=" " colon={false}>
            <Select options={['CNY', 'GBP', 'EUR', 'USD', 'JPY'].map((value) => ({ value, label: value }))} />
          </Form.Item>
        </div>
        <Form.Item name="receivedOn" label={t('payments.receivedOn')} required>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="reference" label={t('payments.reference')} extra={t('payments.referenceHelp')} required>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="payer" label={t('payments.payer')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="note" label={t('payments.note')}>
          <Input maxLength={300} />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}

type SelectProps = { readonly value?: string; readonly onChange?: (tenantId: string) => void; readonly id?: string }

/** Whose money it is. */
export function ClientSelect(props: SelectProps): ReactNode {
  const [{ data }] = useQuery({ query: PayersQuery })
  return (
    <Select
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      options={data?.console.rows.map(({ tenantId, name }) => ({ value: tenantId, label: name })) ?? []}
    />
  )
}
