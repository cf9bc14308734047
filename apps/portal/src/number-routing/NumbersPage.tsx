import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Form, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { ChoicesQuery } from '../configuration/documents.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { NumberRoutingQuery, RouteNumber } from './documents.ts'
import type { NumberRow } from './documents.ts'

/** The tenant's numbers, and the menu that each leads to. */
export function NumbersPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('NUMBERS_ROUTE')
  const [{ data }, reload] = useQuery({ query: NumberRoutingQuery, variables: { tenantId: tenant.id } })
  const [edited, setEdited] = useState<NumberRow | null>(null)
  const rows = data?.numberRouting
  const columns: TableColumnsType<NumberRow> = [
    {
      title: t('numberRouting.number'),
      key: 'number',
      className: 'figures',
      render: (_, row) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => setEdited(row)} data-testid={`open-${row.id}`}>
          {row.number}
        </Button>
      ),
    },
    { title: t('numberRouting.label'), dataIndex: 'label' },
    { title: t('numberRouting.flow'), key: 'flow', render: (_, row) => row.flow.name },
    { title: t('setUp.branch'), key: 'branch', render: (_, row) => row.branch?.name ?? t('setUp.wholeCompany') },
    {
      key: 'actions',
      align: 'right',
      render: (_, row) =>
        mayEdit ? (
          <Button size="small" onClick={() => setEdited(row)} aria-label={`${t('setUp.edit')} ${row.number}`}>
            {t('setUp.edit')}
          </Button>
        ) : null,
    },
  ]
  const exportRows = (): void => {
    const header = [t('numberRouting.number'), t('numberRouting.label'), t('numberRouting.flow'), t('setUp.branch')]
    const cells = (row: NumberRow): string[] => [row.number, row.label, row.flow.name, row.branch?.name ?? '']
    downloadText('numbers.csv', toCsv(header, (rows ?? []).map(cells)))
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.numbers')}</h1>
        <span className="space" />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={exportRows}>
          {t('setUp.export')}
        </Button>
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={rows === undefined ? [] : [...rows]}
          loading={rows === undefined}
          pagination={false}
          className="wide"
          locale={{
            emptyText:
              rows === undefined ? (
                <div style={{ height: 240 }} />
              ) : (
                <EmptyState title={t('numberRouting.none')} advice={t('numberRouting.noneAdvice')} />
              ),
          }}
          data-testid="numbers-table"
        />
      </Card>
      <NumberDrawer
        number={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          reload({ requestPolicy: 'network-only' })
        }}
      />
    </>
  )
}

type DrawerProps = {
  readonly number: NumberRow | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Routing = { readonly flowId: string; readonly label: string; readonly branchId?: string | null }

function NumberDrawer({ number, mayEdit, onClose, onSaved }: DrawerProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Routing>()
  const [, route] = useMutation(RouteNumber)
  const change = useChange()
  const [{ data }] = useQuery({
    query: ChoicesQuery,
    variables: { tenantId: tenant.id },
    pause: number === null,
    requestPolicy: 'cache-and-network',
  })
  const choices = data?.configurationChoices
  const save = async (didId: string): Promise<void> => {
    const { flowId, label, branchId } = form.getFieldsValue(true) as Routing
    const input = { flowId, label, branchId: branchId ?? null }
    if (await change.save(() => route({ tenantId: tenant.id, didId, input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={t('numberRouting.editTitle', { number: number?.number ?? '' })}
      isOpen={number !== null && choices !== undefined}
      change={change}
      mayEdit={mayEdit}
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => {
        if (number !== null) void save(number.id)
      }}
    >
      <Form
        key={number?.id ?? ''}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={{
          flowId: number?.flow.id,
          label: number?.label ?? '',
          branchId: number?.branch?.id ?? null,
        }}
      >
        <Form.Item name="flowId" label={t('numberRouting.flow')} required extra={t('numberRouting.effect')}>
          <Select options={(choices?.flows ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="label" label={t('numberRouting.label')}>
          <Input />
        </Form.Item>
        {(choices?.branches ?? []).length === 0 ? null : (
          <Form.Item name="branchId" label={t('setUp.branch')}>
            <Select
              allowClear
              placeholder={t('setUp.wholeCompany')}
              options={(choices?.branches ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
      </Form>
    </EditDrawer>
  )
}
