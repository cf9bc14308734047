import { Form, Input, Radio, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { Audience, momentFrom } from './AnnouncementDrawer.tsx'
import { AnnounceOutage } from './documents.ts'
import type { AnnouncementChoices, OutageInput } from './documents.ts'

const CHARACTERS_MAX = 600

/** From words to what callers hear, in one step. */
export function OutageDrawer(props: {
  readonly isOpen: boolean
  readonly choices: AnnouncementChoices
  readonly onClose: () => void
  readonly onSaved: () => void
}): ReactNode {
  const { t, i18n } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const { isOpen, choices, onClose, onSaved } = props
  const [form] = Form.useForm<OutageInput>()
  const [, announce] = useMutation(AnnounceOutage)
  const change = useChange(t('announcements.said'))
  const initial: Omit<OutageInput, 'tenantId'> = {
    name: '',
    text: '',
    voice: i18n.language === 'zh-CN' ? 'MANDARIN' : 'ENGLISH',
    didIds: [],
    topics: [],
    regions: [],
    endsAt: null,
    expectedRecoveryAt: null,
    sayRecovery: true,
    thenHangUp: false,
  }
  const save = async (): Promise<void> => {
    const written = { ...initial, ...(form.getFieldsValue(true) as Partial<OutageInput>) }
    const input = {
      ...written,
      tenantId,
      endsAt: momentFrom(written.endsAt, timeZone),
      expectedRecoveryAt: momentFrom(written.expectedRecoveryAt, timeZone),
    }
    if (await change.save(() => announce({ input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={t('outage.title')}
      isOpen={isOpen}
      change={change}
      mayEdit
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form form={form} layout="vertical" preserve={false} initialValues={initial} data-testid="outage-form">
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="text" label={t('outage.text')} extra={t('outage.textHelp')} required>
          <Input.TextArea maxLength={CHARACTERS_MAX} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="voice" label={t('outage.voice')}>
          <Radio.Group
            options={(['MANDARIN', 'ENGLISH'] as const).map((value) => ({ value, label: t(`outage.${value}`) }))}
          />
        </Form.Item>
        <Audience choices={choices} />
        <Form.Item name="didIds" label={t('announcements.numbers')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('announcements.allNumbers')}
            options={choices.numbers.map(({ id, number, label }) => ({
              value: id,
              label: `${number} ${label}`.trim(),
            }))}
          />
        </Form.Item>
        <div className="two-columns" style={{ gridTemplateColumns: '1fr 1fr' }}>
          <Form.Item
            name="expectedRecoveryAt"
            label={t('outage.recovery')}
            extra={t('announcements.times', { timeZone })}
          >
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="endsAt" label={t('announcements.until')} extra={t('announcements.untilEmpty')}>
            <Input type="datetime-local" />
          </Form.Item>
        </div>
        <Form.Item name="sayRecovery" label={t('outage.sayRecovery')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}
