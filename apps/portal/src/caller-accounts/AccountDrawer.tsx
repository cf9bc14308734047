import { Button, Checkbox, Form, Input, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { BookOnCallerAccount, SaveCallerAccount } from './documents.ts'
import type { AccountRow } from './documents.ts'

type Fields = { readonly number: string; readonly name: string; readonly pin: string; readonly blocked: boolean }
export type AccountDrawerProps = {
  readonly account: AccountRow | 'new' | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** One account: whose it is, and what was paid in and charged. */
export function AccountDrawer({ account, onClose, onSaved }: AccountDrawerProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Fields>()
  const change = useChange()
  const [, send] = useMutation(SaveCallerAccount)
  const known = account === 'new' || account === null ? null : account
  const initial: Fields = {
    number: known?.number ?? '',
    name: known?.name ?? '',
    pin: '',
    blocked: known?.blocked ?? false,
  }
  const save = async (): Promise<void> => {
    const { pin, ...rest } = { ...initial, ...(form.getFieldsValue(true) as Partial<Fields>) }
    const input = { ...rest, tenantId: tenant.id, accountId: known?.id ?? null, pin: pin === '' ? null : pin }
    if (await change.save(() => send({ input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={known === null ? t('accounts.add') : t('accounts.edit', { number: known.number })}
      isOpen={account !== null}
      change={change}
      mayEdit
      width={640}
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form
        key={known?.id ?? 'new'}
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={initial}
        data-testid="account-form"
      >
        <Form.Item name="number" label={t('accounts.number')} extra={t('accounts.numberHelp')} required>
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="name" label={t('accounts.name')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="pin"
          label={t('accounts.pin')}
          extra={known === null ? t('accounts.pinHelp') : t('accounts.pinKept')}
          required={known === null}
        >
          <Input maxLength={12} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="blocked" valuePropName="checked">
          <Checkbox>{t('accounts.blocked')}</Checkbox>
        </Form.Item>
      </Form>
      {known === null ? null : <Entries account={known} onSaved={onSaved} />}
    </EditDrawer>
  )
}

/** A form of its own for each booking: what is sent twice with the same key counts once. */
const newKey = (): string => globalThis.crypto.randomUUID()

function Entries({ account, onSaved }: { readonly account: AccountRow; readonly onSaved: () => void }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const format = useTimeFormat(tenant.timeZone)
  const [form] = Form.useForm<{ readonly amount: string; readonly note: string }>()
  const [key, setKey] = useState(newKey)
  const change = useChange()
  const [, send] = useMutation(BookOnCallerAccount)
  const book = async (): Promise<void> => {
    const { amount = '', note = '' } = form.getFieldsValue(true) as { readonly amount?: string; readonly note?: string }
    if (
      !(await change.save(
        () => send({ input: { tenantId: tenant.id, accountId: account.id, amount, note, key } }),
        form,
      ))
    )
      return
    setKey(newKey())
    form.resetFields()
    onSaved()
  }
  return (
    <>
      <h3>
        {t('accounts.entries')} <span className="figures">{formatMoney(account.balance)}</span>
      </h3>
      <Faults faults={change.faults} />
      <Form form={form} layout="inline" onFinish={() => void book()} style={{ marginBottom: 8 }}>
        <Form.Item name="amount" label={t('accounts.amount')}>
          <Input inputMode="decimal" maxLength={20} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="note" label={t('accounts.note')}>
          <Input maxLength={200} />
        </Form.Item>
        <Button htmlType="submit" loading={change.isSaving}>
          {t('accounts.book')}
        </Button>
      </Form>
      <p className="muted">{t('accounts.bookAdvice')}</p>
      <Table
        rowKey="id"
        size="small"
        dataSource={[...account.entries]}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        locale={{ emptyText: t('accounts.noEntries') }}
        columns={[
          { title: t('accounts.when'), key: 'when', className: 'figures', render: (_, { at }) => format.full(at) },
          {
            title: t('accounts.what'),
            key: 'what',
            render: (_, { kind, note }) => `${t(`accounts.kinds.${kind}`)} ${note}`,
          },
          {
            title: t('accounts.amount'),
            key: 'amount',
            align: 'right',
            className: 'figures',
            render: (_, { amount }) => formatMoney(amount),
          },
          {
            title: t('accounts.after'),
            key: 'after',
            align: 'right',
            className: 'figures',
            render: (_, { balanceAfter }) => formatMoney(balanceAfter),
          },
        ]}
      />
    </>
  )
}
