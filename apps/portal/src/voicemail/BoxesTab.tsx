import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Form, Input, InputNumber, Radio, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { RowActions } from '../configuration/form-parts.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { useRemoval } from '../configuration/use-removal.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ArchiveBox, BoxChoicesQuery, BoxesQuery, CreateBox, UpdateBox } from './documents.ts'
import type { BoxInput, BoxRow } from './documents.ts'

export function BoxesTab(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const mayEdit = usePermission('VOICEMAIL_MANAGE')
  const [{ data }, ask] = useQuery({ query: BoxesQuery, variables: { tenantId } })
  const [edited, setEdited] = useState<BoxRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveBox)
  const again = (): void => ask({ requestPolicy: 'network-only' })
  const removal = useRemoval<BoxRow>((box) => archive({ tenantId, boxId: box.id }), again)
  const rows = data?.tenant?.voicemailBoxes
  const columns: TableColumnsType<BoxRow> = [
    { title: t('setUp.name'), dataIndex: 'name' },
    {
      title: t('voicemail.addressee'),
      key: 'addressee',
      render: (_, { addressee }) => `${addressee.name} (${t(`voicemail.kind.${addressee.kind}`)})`,
    },
    { title: t('voicemail.greeting'), key: 'greeting', render: (_, { greeting }) => greeting.name },
    {
      title: t('voicemail.promise'),
      key: 'promise',
      align: 'right',
      render: (_, { promisedWithinMinutes: minutes }) =>
        minutes % 60 === 0 ? t('voicemail.hours', { count: minutes / 60 }) : t('voicemail.minutes', { count: minutes }),
    },
    { title: t('voicemail.openNow'), dataIndex: 'open', align: 'right', className: 'figures' },
    {
      key: 'actions',
      render: (_, box) => (
        <RowActions name={box.name} mayEdit={mayEdit} onOpen={() => setEdited(box)} onRemove={() => removal.ask(box)} />
      ),
    },
  ]
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-box">
      {t('voicemail.createBox')}
    </Button>
  ) : null
  return (
    <>
      <div className="row" style={{ justifyContent: 'flex-end', marginBottom: 12 }}>
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...(rows ?? [])]}
          loading={rows === undefined}
          locale={{
            emptyText: (
              <EmptyState title={t('voicemail.noBoxes')} advice={t('voicemail.noBoxesAdvice')} action={create} />
            ),
          }}
          data-testid="boxes"
        />
      </Card>
      <BoxDrawer
        box={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {removal.dialog}
    </>
  )
}

type Content = BoxInput & { readonly kind: 'GROUP' | 'AGENT' }
const NEW: Content = {
  kind: 'GROUP',
  name: '',
  greetingPromptId: '',
  lengthMaxSeconds: 120,
  promisedWithinMinutes: 240,
}

const contentOf = (box: BoxRow | 'new' | null): Content =>
  box === 'new' || box === null
    ? NEW
    : {
        kind: box.addressee.kind,
        name: box.name,
        ...(box.addressee.kind === 'GROUP' ? { groupId: box.addressee.id } : { agentId: box.addressee.id }),
        greetingPromptId: box.greeting.id,
        lengthMaxSeconds: box.lengthMaxSeconds,
        promisedWithinMinutes: box.promisedWithinMinutes,
      }

function BoxDrawer(props: {
  readonly box: BoxRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { box, mayEdit, onClose, onSaved } = props
  const [form] = Form.useForm<Content>()
  const kind = Form.useWatch((content: Partial<Content>) => content.kind, form) ?? contentOf(box).kind
  const [{ data }] = useQuery({ query: BoxChoicesQuery, variables: { tenantId }, pause: box === null })
  const [, create] = useMutation(CreateBox)
  const [, update] = useMutation(UpdateBox)
  const change = useChange()
  const options = (list: readonly { readonly id: string; readonly name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const save = async (): Promise<void> => {
    const { kind: chosen, groupId, agentId, ...rest } = { ...contentOf(box), ...form.getFieldsValue() }
    const input = { ...rest, ...(chosen === 'GROUP' ? { groupId: groupId ?? null } : { agentId: agentId ?? null }) }
    const isSaved = await change.save(
      () => (box === 'new' || box === null ? create({ tenantId, input }) : update({ tenantId, boxId: box.id, input })),
      form,
    )
    if (isSaved) onSaved()
  }
  return (
    <EditDrawer
      title={box === 'new' || box === null ? t('voicemail.createBox') : box.name}
      isOpen={box !== null}
      change={change}
      mayEdit={mayEdit}
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form
        key={box === 'new' || box === null ? 'new' : box.id}
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={contentOf(box)}
        data-testid="box-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t('voicemail.addressee')} extra={t('voicemail.addresseeHelp')}>
          <Radio.Group
            options={(['GROUP', 'AGENT'] as const).map((value) => ({ value, label: t(`voicemail.kind.${value}`) }))}
          />
        </Form.Item>
        {kind === 'GROUP' ? (
          <Form.Item name="groupId" label={t('voicemail.kind.GROUP')} required>
            <Select
              options={options(data?.tenant?.voicemailAddressees.groups)}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
        ) : (
          <Form.Item name="agentId" label={t('voicemail.kind.AGENT')} required>
            <Select
              options={options(data?.tenant?.voicemailAddressees.agents)}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
        )}
        <Form.Item name="greetingPromptId" label={t('voicemail.greeting')} extra={t('voicemail.greetingHelp')} required>
          <Select options={options(data?.configurationChoices.speech)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="lengthMaxSeconds" label={t('voicemail.lengthMax')} required>
          <InputNumber min={5} max={600} suffix={t('voicemail.secondsUnit')} style={{ width: 180 }} />
        </Form.Item>
        <Form.Item
          name="promisedWithinMinutes"
          label={t('voicemail.promise')}
          extra={t('voicemail.promiseHelp')}
          required
        >
          <InputNumber min={1} max={10_080} suffix={t('voicemail.minutesUnit')} style={{ width: 180 }} />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}
