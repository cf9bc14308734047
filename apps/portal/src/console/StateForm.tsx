import { Button, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { nextStatuses } from './console-view.ts'
import type { Status } from './console-view.ts'
import { ChangeStatus } from './documents.ts'
import type { ConsoleTenant } from './documents.ts'

type Fields = { readonly status: Status; readonly reason?: string }

/** The next step of the client's life, with the reason that the client reads. */
export function StateForm(props: { readonly tenant: ConsoleTenant; readonly onSaved: () => void }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const change = useChange()
  const [form] = Form.useForm<Fields>()
  const { tenant, onSaved } = props
  const next = nextStatuses(tenant.status)
  if (next.length === 0) return <p className="muted">{t('console.ended')}</p>
  const save = async ({ status, reason = '' }: Fields): Promise<void> => {
    const wish = { tenantId: tenant.tenantId, status, reason }
    if (await change.save(() => client.mutation(ChangeStatus, wish).toPromise(), form)) onSaved()
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ status: next[0] }}
      onFinish={(fields) => void save(fields)}
    >
      <Faults faults={change.faults} />
      <Form.Item name="status" label={t('console.newState')}>
        <Select
          style={{ width: 240 }}
          options={next.map((value) => ({ value, label: t(`tenantStatus.${value}`) }))}
          data-testid="new-state"
        />
      </Form.Item>
      <Form.Item name="reason" label={t('console.reason')} extra={t('console.reasonNote')}>
        <Input.TextArea rows={2} maxLength={500} data-testid="state-reason" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isSaving} data-testid="change-state">
        {t('console.changeState')}
      </Button>
    </Form>
  )
}
