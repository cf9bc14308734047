import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { optionsOf, RemoveButton } from '../queue-setup/routing-parts.tsx'
import { SaveKnownCaller } from './documents.ts'
import type { CallerRow, CallersData } from './documents.ts'

type Fields = {
  readonly number: string
  readonly name: string
  readonly vipClass: number | null
  readonly memberNumber: string | null
  readonly designatedAgentId: string | null
  readonly ownerAgentId: string | null
  readonly region: string | null
  readonly pin: string
  readonly removePin: boolean
  readonly fields: { readonly name: string; readonly value: string }[]
}

export type CallerDrawerProps = {
  readonly caller: CallerRow | 'new' | null
  readonly known: CallersData | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** What is known of one caller. */
export function CallerDrawer({ caller, known, mayEdit, onClose, onSaved }: CallerDrawerProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Fields>()
  const [, send] = useMutation(SaveKnownCaller)
  const change = useChange()
  const save = async (): Promise<void> => {
    const { pin, removePin, ...rest } = { ...initialOf(caller), ...(form.getFieldsValue(true) as Partial<Fields>) }
    const input = {
      ...rest,
      tenantId: tenant.id,
      callerId: caller === 'new' || caller === null ? null : caller.id,
      pin: removePin ? '' : pin === '' ? null : pin,
    }
    if (await change.save(() => send({ input }), form)) onSaved()
  }
  const close = (): void => {
    change.clear()
    onClose()
  }
  const isNew = caller === 'new' || caller === null
  return (
    <EditDrawer
      title={isNew ? t('callers.add') : t('callers.editTitle', { name: caller.name || caller.number })}
      isOpen={caller !== null && known !== null}
      change={change}
      mayEdit={mayEdit}
      onClose={close}
      onSave={() => void save()}
    >
      <Form
        key={isNew ? 'new' : caller.id}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={initialOf(caller)}
        data-testid="caller-form"
      >
        <Form.Item name="name" label={t('callers.name')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="number" label={t('callers.number')} required>
          <Input maxLength={30} />
        </Form.Item>
        {known === null ? null : <Routing known={known} />}
        <Pin hasPin={!isNew && caller.hasPin} />
        <OwnFields />
      </Form>
    </EditDrawer>
  )
}

function Routing({ known }: { readonly known: CallersData }): ReactNode {
  const { t } = useTranslation()
  const agents = optionsOf(known.callerAgents)
  const grid = { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '0 16px' } as const
  return (
    <div style={grid}>
      <Form.Item name="vipClass" label={t('callers.vip')} extra={t('callers.vipMeaning')}>
        <Select
          allowClear
          placeholder={t('callers.noVip')}
          options={[1, 2, 3, 4, 5].map((value) => ({ value, label: t('routing.vip', { class: value }) }))}
        />
      </Form.Item>
      <Form.Item name="memberNumber" label={t('callers.member')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="designatedAgentId" label={t('callers.designated')} extra={t('callers.designatedMeaning')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={agents} />
      </Form.Item>
      <Form.Item name="ownerAgentId" label={t('callers.owner')} extra={t('callers.ownerMeaning')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={agents} />
      </Form.Item>
      <Form.Item name="region" label={t('callers.region')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('callers.regionByNumber')}
          options={known.callerRegions.map(({ name }) => ({ value: name, label: name }))}
        />
      </Form.Item>
    </div>
  )
}

function Pin({ hasPin }: { readonly hasPin: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="pin" label={t('callers.pin')} extra={hasPin ? t('callers.hasPin') : t('callers.pinHelp')}>
        <Input.Password autoComplete="new-password" maxLength={12} inputMode="numeric" style={{ maxWidth: 200 }} />
      </Form.Item>
      {hasPin ? (
        <Form.Item name="removePin" valuePropName="checked">
          <Checkbox>{t('callers.removePin')}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  )
}

function OwnFields(): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item label={t('callers.fields')} extra={t('callers.fieldsHelp')}>
      <Form.List name="fields">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
                <Form.Item name={[name, 'name']} style={{ width: 160 }}>
                  <Input aria-label={t('callers.fieldName')} placeholder={t('callers.fieldName')} />
                </Form.Item>
                <Form.Item name={[name, 'value']} style={{ flex: 1 }}>
                  <Input aria-label={t('callers.fieldValue')} placeholder={t('callers.fieldValue')} />
                </Form.Item>
                <RemoveButton onClick={() => remove(name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ name: '', value: '' })}>
              {t('callers.addField')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}

function initialOf(caller: CallerRow | 'new' | null): Fields {
  const known = caller === 'new' ? null : caller
  return {
    number: known?.number ?? '',
    name: known?.name ?? '',
    vipClass: known?.vipClass ?? null,
    memberNumber: known?.memberNumber ?? null,
    designatedAgentId: known?.designatedAgent?.id ?? null,
    ownerAgentId: known?.ownerAgent?.id ?? null,
    region: known?.region ?? null,
    pin: '',
    removePin: false,
    fields: (known?.fields ?? []).map(({ name, value }) => ({ name, value })),
  }
}
