import { Button, Checkbox, Form, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { SetLimits } from './documents.ts'
import type { ConsoleTenant } from './documents.ts'

const MEGABYTE = 1_048_576
const ATTRIBUTES = ['NO_OUTBOUND', 'NO_RECORDING', 'NO_TRANSFER_OUTSIDE'] as const

type Fields = {
  readonly concurrentCallsMax: number | null
  readonly callsPerSecondMax: number | null
  readonly apiRequestsPerMinuteMax: number | null
  readonly storageMegabytesMax: number | null
  readonly attributes: (typeof ATTRIBUTES)[number][]
}

export type LimitsFormProps = {
  readonly tenant: ConsoleTenant
  readonly mayEdit: boolean
  readonly onSaved: () => void
}

/** What the client may use at most, and what is switched off for it. */
export function LimitsForm({ tenant, mayEdit, onSaved }: LimitsFormProps): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const change = useChange()
  const [form] = Form.useForm<Fields>()
  const save = async (fields: Fields): Promise<void> => {
    const input = {
      tenantId: tenant.tenantId,
      concurrentCallsMax: fields.concurrentCallsMax ?? -1,
      callsPerSecondMax: fields.callsPerSecondMax,
      apiRequestsPerMinuteMax: fields.apiRequestsPerMinuteMax ?? -1,
      storageMegabytesMax: fields.storageMegabytesMax ?? -1,
      attributes: fields.attributes,
    }
    if (await change.save(() => client.mutation(SetLimits, { input }).toPromise(), form)) onSaved()
  }
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!mayEdit}
      requiredMark={false}
      initialValues={{
        concurrentCallsMax: tenant.concurrentCallsMax,
        callsPerSecondMax: tenant.callsPerSecondMax,
        apiRequestsPerMinuteMax: tenant.apiRequestsPerMinuteMax,
        storageMegabytesMax: Math.round(tenant.storageBytesMax / MEGABYTE),
        attributes: tenant.attributes,
      }}
      onFinish={(fields) => void save(fields)}
      data-testid="limits-form"
    >
      <Faults faults={change.faults} />
      {(['concurrentCallsMax', 'callsPerSecondMax', 'apiRequestsPerMinuteMax', 'storageMegabytesMax'] as const).map(
        (name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`console.${name}`)}
            {...(name === 'callsPerSecondMax' ? { extra: t('console.callsPerSecondNote') } : {})}
          >
            <InputNumber precision={0} style={{ width: 200 }} data-testid={name} />
          </Form.Item>
        ),
      )}
      <Form.Item name="attributes" label={t('console.attributes')}>
        <Checkbox.Group options={ATTRIBUTES.map((value) => ({ value, label: t(`attributeName.${value}`) }))} />
      </Form.Item>
      <p className="muted">{t('console.limitsNote')}</p>
      {mayEdit && (
        <Button type="primary" htmlType="submit" loading={change.isSaving} data-testid="save-limits">
          {t('console.saveLimits')}
        </Button>
      )}
    </Form>
  )
}
