import { Form, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { ClientSelect } from '../inventory/ClientSelect.tsx'
import { CreateTrunk, UpdateTrunk } from './documents.ts'
import type { TrunkRow } from './documents.ts'

type Values = Omit<TrunkRow, 'id' | 'dedicatedTenantName' | 'failoverStatuses'> & {
  readonly failoverStatuses: readonly string[]
}

const NEW: Values = {
  name: '',
  direction: 'BOTH',
  enabled: true,
  sourceAddresses: [],
  gateways: [],
  concurrentCallsMax: 30,
  alarmPercent: 80,
  alarmFailures: 3,
  probed: true,
  priority: 100,
  codecs: ['PCMA', 'PCMU'],
  prefixes: [],
  stripDigits: 0,
  addDigits: '',
  callerIdRule: 'OWN_NUMBERS',
  fixedCallerId: null,
  setupTimeoutMs: 4_000,
  failoverStatuses: ['408', '500', '502', '503', '504'],
  dedicatedTenantId: null,
}

const valuesOf = ({ id: _, dedicatedTenantName: __, ...trunk }: TrunkRow): Values => ({
  ...trunk,
  failoverStatuses: trunk.failoverStatuses.map(String),
})

/** How a trunk is set up. */
export function TrunkDrawer(props: {
  readonly trunk: TrunkRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { trunk } = props
  const [form] = Form.useForm<Values>()
  const [, create] = useMutation(CreateTrunk)
  const [, update] = useMutation(UpdateTrunk)
  const change = useChange()
  const save = async (): Promise<void> => {
    if (trunk === null) return
    const values = { ...NEW, ...(await form.validateFields()) }
    const input = {
      ...values,
      sourceAddresses: [...values.sourceAddresses],
      gateways: [...values.gateways],
      codecs: [...values.codecs],
      prefixes: [...values.prefixes],
      failoverStatuses: values.failoverStatuses.map(Number),
    }
    const mutate = () => (trunk === 'new' ? create({ input }) : update({ id: trunk.id, input }))
    if (await change.save(mutate, form)) props.onSaved()
  }
  return (
    <EditDrawer
      title={trunk === null || trunk === 'new' ? t('trunks.create') : t('trunks.edit', { name: trunk.name })}
      isOpen={trunk !== null}
      change={change}
      mayEdit={props.mayEdit}
      width={640}
      onClose={() => {
        change.clear()
        props.onClose()
      }}
      onSave={() => void save()}
    >
      {trunk === null ? null : (
        <Form
          key={trunk === 'new' ? 'new' : trunk.id}
          form={form}
          layout="vertical"
          disabled={!props.mayEdit}
          initialValues={trunk === 'new' ? NEW : valuesOf(trunk)}
          preserve={false}
        >
          <TrunkFields />
        </Form>
      )}
    </EditDrawer>
  )
}

function TrunkFields(): ReactNode {
  const { t } = useTranslation()
  const figure = { precision: 0, style: { width: '100%' } } as const
  const words = { mode: 'tags' as const, open: false, tokenSeparators: [',', ' '], suffixIcon: null }
  return (
    <>
      <Form.Item name="name" label={t('trunks.name')}>
        <Input maxLength={60} />
      </Form.Item>
      <div className="form-grid" style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 16 }}>
        <Form.Item name="direction" label={t('trunks.direction')}>
          <Select
            options={(['INBOUND', 'OUTBOUND', 'BOTH'] as const).map((value) => ({
              value,
              label: t(`trunks.directions.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="enabled" label={t('trunks.enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="concurrentCallsMax" label={t('trunks.capacity')}>
          <InputNumber {...figure} />
        </Form.Item>
        <Form.Item name="priority" label={t('trunks.priority')} extra={t('trunks.priorityHelp')}>
          <InputNumber {...figure} />
        </Form.Item>
      </div>
      <Form.Item name="sourceAddresses" label={t('trunks.sourceAddresses')} extra={t('trunks.sourceAddressesHelp')}>
        <Select {...words} />
      </Form.Item>
      <Form.Item name="gateways" label={t('trunks.gateways')} extra={t('trunks.gatewaysHelp')}>
        <Select {...words} />
      </Form.Item>
      <Form.Item name="dedicatedTenantId" label={t('trunks.dedicatedTo')}>
        <ClientSelect allowClear placeholder={t('trunks.shared')} />
      </Form.Item>
      <Form.Item name="prefixes" label={t('trunks.prefixes')} extra={t('trunks.prefixesHelp')}>
        <Select {...words} />
      </Form.Item>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 16 }}>
        <Form.Item name="stripDigits" label={t('trunks.stripDigits')}>
          <InputNumber {...figure} />
        </Form.Item>
        <Form.Item name="addDigits" label={t('trunks.addDigits')}>
          <Input maxLength={16} />
        </Form.Item>
        <Form.Item name="callerIdRule" label={t('trunks.callerIdRule')}>
          <Select
            options={(['OWN_NUMBERS', 'FIXED'] as const).map((value) => ({
              value,
              label: t(`trunks.callerIdRules.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="fixedCallerId" label={t('trunks.fixedCallerId')}>
          <Input maxLength={21} />
        </Form.Item>
        <Form.Item name="codecs" label={t('trunks.codecs')}>
          <Select mode="multiple" options={['PCMA', 'PCMU'].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="setupTimeoutMs" label={t('trunks.setupTimeoutMs')}>
          <InputNumber {...figure} step={500} />
        </Form.Item>
        <Form.Item name="alarmPercent" label={t('trunks.alarmPercent')}>
          <InputNumber {...figure} />
        </Form.Item>
        <Form.Item name="alarmFailures" label={t('trunks.alarmFailures')}>
          <InputNumber {...figure} />
        </Form.Item>
      </div>
      <Form.Item name="failoverStatuses" label={t('trunks.failoverStatuses')}>
        <Select {...words} />
      </Form.Item>
      <Form.Item name="probed" label={t('trunks.probed')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}
