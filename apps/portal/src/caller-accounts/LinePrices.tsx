import { Button, Card, Form, Input, InputNumber, Modal, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { Defined } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { SetLinePrice } from './documents.ts'
import type { LinePriceRow } from './documents.ts'

type PricesProps = { readonly rows: readonly LinePriceRow[] | undefined; readonly onChanged: () => void }

/** What callers of each number pay from their accounts. */
export function LinePrices({ rows, onChanged }: PricesProps): ReactNode {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<LinePriceRow | null>(null)
  return (
    <Card
      size="small"
      title={<Defined meaning={t('accounts.pricesMeaning')}>{t('accounts.prices')}</Defined>}
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey="didId"
        size="small"
        loading={rows === undefined}
        dataSource={rows === undefined ? [] : [...rows]}
        pagination={false}
        data-testid="line-prices"
        columns={[
          {
            title: t('accounts.line'),
            key: 'line',
            className: 'figures',
            render: (_, { number, label }) => `${number} ${label}`,
          },
          {
            title: t('accounts.perCall'),
            key: 'call',
            align: 'right',
            className: 'figures',
            render: (_, { perCall }) => (perCall === null ? t('accounts.free') : formatMoney(perCall)),
          },
          {
            title: t('accounts.perMinute'),
            key: 'minute',
            align: 'right',
            className: 'figures',
            render: (_, { perMinute }) => (perMinute === null ? t('accounts.free') : formatMoney(perMinute)),
          },
          {
            title: t('accounts.increment'),
            key: 'increment',
            className: 'figures',
            render: (_, { increment }) => increment ?? '–',
          },
          {
            title: t('accounts.warn'),
            key: 'warn',
            className: 'figures',
            render: (_, { warnSeconds }) =>
              warnSeconds === null ? '–' : t('accounts.warnSeconds', { count: warnSeconds }),
          },
          {
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <Button type="link" size="small" onClick={() => setEdited(row)}>
                {t('accounts.setPrice')}
              </Button>
            ),
          },
        ]}
      />
      <PriceDialog
        row={edited}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          onChanged()
        }}
      />
    </Card>
  )
}

type Fields = {
  readonly perCall: string
  readonly perMinute: string
  readonly increment: string
  readonly warnSeconds: number
}
type DialogProps = { readonly row: LinePriceRow | null; readonly onClose: () => void; readonly onSaved: () => void }

function PriceDialog({ row, onClose, onSaved }: DialogProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Fields>()
  const change = useChange()
  const [, send] = useMutation(SetLinePrice)
  const initial: Fields = {
    perCall: row?.perCall?.amount ?? '0',
    perMinute: row?.perMinute?.amount ?? '0',
    increment: row?.increment ?? '60/60',
    warnSeconds: row?.warnSeconds ?? 30,
  }
  const save = async (): Promise<void> => {
    if (row === null) return
    const input = {
      tenantId: tenant.id,
      didId: row.didId,
      ...initial,
      ...(form.getFieldsValue(true) as Partial<Fields>),
    }
    if (await change.save(() => send({ input }), form)) onSaved()
  }
  return (
    <Modal
      open={row !== null}
      title={`${t('accounts.setPrice')}: ${row?.number ?? ''}`}
      okText={t('payments.save')}
      cancelText={t('payments.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      onOk={() => void save()}
      onCancel={() => {
        change.clear()
        onClose()
      }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Form key={row?.didId ?? ''} form={form} layout="vertical" preserve={false} initialValues={initial}>
        <Form.Item name="perCall" label={`${t('accounts.perCall')} (${tenant.currency})`}>
          <Input inputMode="decimal" maxLength={16} />
        </Form.Item>
        <Form.Item name="perMinute" label={`${t('accounts.perMinute')} (${tenant.currency})`}>
          <Input inputMode="decimal" maxLength={16} />
        </Form.Item>
        <Form.Item name="increment" label={t('accounts.increment')} extra={t('accounts.incrementHelp')}>
          <Input maxLength={9} />
        </Form.Item>
        <Form.Item name="warnSeconds" label={t('accounts.warn')}>
          <InputNumber min={0} max={300} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
