import { Button, Card, Form, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { FormDialog } from './DeskDialogs.tsx'
import { MakeStatement, ResellersQuery, SaveReseller } from './documents.ts'
import type { DeskContract, ResellerData } from './documents.ts'

type TabProps = { readonly mayEdit: boolean; readonly clients: readonly DeskContract[] }

/** Who collects from clients or has a commission of them, and what is owed for each month. */
export function ResellerTab({ mayEdit, clients }: TabProps): ReactNode {
  const { t } = useTranslation()
  const [{ data }, read] = useQuery({ query: ResellersQuery, requestPolicy: 'cache-and-network' })
  const [edited, setEdited] = useState<ResellerData | 'new' | null>(null)
  const [, makeStatement] = useMutation(MakeStatement)
  const change = useChange()
  const again = (): void => read({ requestPolicy: 'network-only' })
  const statementOf = async ({ id }: ResellerData): Promise<void> => {
    const before = new Date()
    before.setUTCDate(0)
    const variables = { resellerId: id, month: before.toISOString().slice(0, 7), currency: 'CNY' }
    if (await change.save(() => makeStatement(variables))) again()
  }
  const columns: TableColumnsType<ResellerData> = [
    { title: t('reseller.name'), key: 'name', render: (_, row) => <strong>{row.name}</strong> },
    { title: t('reseller.role'), key: 'role', render: (_, row) => t(`resellerRole.${row.role}`) },
    { title: t('reseller.basis'), key: 'basis', render: (_, row) => t(`resellerBasis.${row.basis}`) },
    { title: t('reseller.percent'), dataIndex: 'percent', align: 'right', className: 'figures' },
    {
      title: t('reseller.clients'),
      key: 'clients',
      render: (_, row) => row.clients.map((each) => each.tenantName).join(', '),
    },
    {
      key: 'actions',
      render: (_, row) =>
        mayEdit ? (
          <span className="row" style={{ gap: 8 }}>
            <Button size="small" onClick={() => setEdited(row)}>
              {t('reseller.edit')}
            </Button>
            <Button size="small" loading={change.isSaving} onClick={() => void statementOf(row)}>
              {t('reseller.statement')}
            </Button>
          </span>
        ) : null,
    },
  ]
  return (
    <Card
      size="small"
      title={t('contract.tabResellers')}
      styles={{ body: { padding: 0 } }}
      extra={
        mayEdit ? (
          <Button size="small" type="primary" onClick={() => setEdited('new')} data-testid="new-reseller">
            {t('reseller.enter')}
          </Button>
        ) : null
      }
    >
      <Faults faults={change.faults} />
      <Table
        rowKey="id"
        size="small"
        className="wide"
        scroll={{ x: 'max-content' }}
        columns={columns}
        dataSource={data === undefined ? [] : [...data.resellers]}
        loading={data === undefined}
        pagination={false}
        data-testid="resellers"
        expandable={{
          expandedRowRender: (row) => <Statements reseller={row} />,
          columnTitle: <span className="visually-hidden">{t('reseller.statements')}</span>,
        }}
        locale={{ emptyText: <EmptyState title={t('reseller.none')} advice={t('reseller.noneAdvice')} /> }}
      />
      <ResellerDialog reseller={edited} clients={clients} onClose={() => setEdited(null)} onDone={again} />
    </Card>
  )
}

function Statements({ reseller }: { readonly reseller: ResellerData }): ReactNode {
  const { t } = useTranslation()
  if (reseller.statements.length === 0) return <span className="muted">{t('reseller.noStatements')}</span>
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={[...reseller.statements]}
      columns={[
        { title: t('contract.month'), dataIndex: 'month', className: 'figures' },
        {
          title: t('reseller.turnover'),
          key: 'turnover',
          align: 'right',
          className: 'figures',
          render: (_, row) => formatMoney(row.turnover),
        },
        {
          title: t('reseller.share'),
          key: 'share',
          align: 'right',
          className: 'figures',
          render: (_, row) => formatMoney(row.share),
        },
        {
          title: t('reseller.owed'),
          key: 'owed',
          align: 'right',
          className: 'figures',
          render: (_, row) => formatMoney(row.owedToOperator),
        },
      ]}
    />
  )
}

type Fields = {
  readonly name: string
  readonly contactEmail: string
  readonly role: ResellerData['role']
  readonly basis: ResellerData['basis']
  readonly percent: string
  readonly clients: readonly string[]
}
const ROLES = ['COLLECTS', 'COMMISSION'] as const
const BASES = ['PAID_INVOICES', 'CHARGES'] as const

function ResellerDialog(props: {
  readonly reseller: ResellerData | 'new' | null
  readonly clients: readonly DeskContract[]
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { reseller, clients, onClose, onDone } = props
  const [form] = Form.useForm<Fields>()
  const [, saveReseller] = useMutation(SaveReseller)
  const change = useChange()
  const known = reseller === 'new' ? null : reseller
  const today = new Date().toISOString().slice(0, 10)
  const save = async (): Promise<void> => {
    const { clients: chosen, ...fields } = form.getFieldsValue()
    const input = {
      ...fields,
      id: known?.id ?? null,
      clients: chosen.map((tenantId) => {
        const before = known?.clients.find((each) => each.tenantId === tenantId)
        return { tenantId, from: before?.from ?? today, until: before?.until ?? null }
      }),
    }
    if (!(await change.save(() => saveReseller({ input }), form))) return
    onClose()
    onDone()
  }
  const names = new Map(clients.map(({ tenantId, tenantName }) => [tenantId, tenantName ?? tenantId]))
  return (
    <FormDialog
      isOpen={reseller !== null}
      title={known?.name ?? t('reseller.enter')}
      form={form}
      initial={{
        name: known?.name ?? '',
        contactEmail: known?.contactEmail ?? '',
        role: known?.role ?? 'COMMISSION',
        basis: known?.basis ?? 'PAID_INVOICES',
        percent: known?.percent ?? '',
        clients: known?.clients.map(({ tenantId }) => tenantId) ?? [],
      }}
      change={change}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('reseller.name')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="contactEmail" label={t('reseller.email')}>
        <Input />
      </Form.Item>
      <Form.Item name="role" label={t('reseller.role')}>
        <Select options={ROLES.map((value) => ({ value, label: t(`resellerRole.${value}`) }))} />
      </Form.Item>
      <Form.Item name="basis" label={t('reseller.basis')}>
        <Select options={BASES.map((value) => ({ value, label: t(`resellerBasis.${value}`) }))} />
      </Form.Item>
      <Form.Item name="percent" label={t('reseller.percent')}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="clients" label={t('reseller.clients')}>
        <Select mode="multiple" options={[...names].map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </FormDialog>
  )
}
