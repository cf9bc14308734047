import { Form, Input, Switch, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useOperator } from '../app/use-operator.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { NumberHistoryQuery, UpdateNumber } from './documents.ts'
import type { NumberRow } from './documents.ts'

type Values = {
  readonly carrier: string
  readonly monthlyFee: string
  readonly currency: string
  readonly canBeCalledBack: boolean
  readonly note: string
}

/** One number: what is known of it, and its life. */
export function NumberDrawer(props: {
  readonly number: NumberRow | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { number } = props
  const [form] = Form.useForm<Values>()
  const [, update] = useMutation(UpdateNumber)
  const change = useChange()
  const save = async (): Promise<void> => {
    if (number === null) return
    const values = await form.validateFields()
    if (await change.save(() => update({ input: { id: number.id, ...values } }), form)) props.onSaved()
  }
  return (
    <EditDrawer
      title={number?.number ?? ''}
      isOpen={number !== null}
      change={change}
      mayEdit={props.mayEdit}
      onClose={() => {
        change.clear()
        props.onClose()
      }}
      onSave={() => void save()}
    >
      {number === null ? null : (
        <>
          <Form
            key={number.id}
            form={form}
            layout="vertical"
            disabled={!props.mayEdit}
            initialValues={{
              carrier: number.carrier,
              monthlyFee: number.monthlyFee.amount,
              currency: number.monthlyFee.currency,
              canBeCalledBack: number.canBeCalledBack,
              note: number.note,
            }}
          >
            <Form.Item name="carrier" label={t('inventory.carrier')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="monthlyFee" label={t('inventory.monthlyFee')}>
              <Input inputMode="decimal" />
            </Form.Item>
            <Form.Item name="currency" label={t('inventory.currency')}>
              <Input maxLength={3} style={{ width: 100 }} />
            </Form.Item>
            <Form.Item
              name="canBeCalledBack"
              label={t('inventory.canBeCalledBack')}
              extra={t('inventory.canBeCalledBackHelp')}
              valuePropName="checked"
            >
              <Switch />
            </Form.Item>
            <Form.Item name="note" label={t('inventory.note')}>
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          </Form>
          <h2>{t('inventory.history')}</h2>
          <History id={number.id} />
        </>
      )}
    </EditDrawer>
  )
}

function History({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useOperator().tenant
  const { full } = useTimeFormat(timeZone)
  const [{ data }] = useQuery({ query: NumberHistoryQuery, variables: { id }, requestPolicy: 'cache-and-network' })
  return (
    <Timeline
      items={(data?.inventoryNumber?.history ?? []).map(({ at, to, tenantName, by, note }) => ({
        key: `${at}${to}`,
        content: (
          <>
            <strong>{t(`inventory.states.${to}`)}</strong>
            {tenantName === null ? null : ` · ${tenantName}`}
            <div className="muted">
              {full(at)} · {by ?? t('inventory.byItself')}
              {note === '' ? null : ` · ${note}`}
            </div>
          </>
        ),
      }))}
    />
  )
}
