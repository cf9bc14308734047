import { Form, Input, Radio, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { momentOf, wallTimeOf } from '../ui/time-zone.ts'
import { CreateAnnouncement, UpdateAnnouncement } from './documents.ts'
import type { AnnouncementChoices, AnnouncementInput, AnnouncementRow } from './documents.ts'

type DrawerProps = {
  readonly announcement: AnnouncementRow | 'new' | null
  readonly choices: AnnouncementChoices
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Content = Omit<AnnouncementInput, 'tenantId'>

export function AnnouncementDrawer({ announcement, choices, mayEdit, onClose, onSaved }: DrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const [form] = Form.useForm<Content>()
  const [, create] = useMutation(CreateAnnouncement)
  const [, update] = useMutation(UpdateAnnouncement)
  const change = useChange(t('announcements.said'))
  const isNew = announcement === 'new' || announcement === null
  const initial = initialOf(announcement, timeZone)
  const save = async (): Promise<void> => {
    const written = { ...initial, ...(form.getFieldsValue(true) as Partial<Content>) }
    const input = {
      ...written,
      tenantId,
      startsAt: momentFrom(written.startsAt, timeZone),
      endsAt: momentFrom(written.endsAt, timeZone),
      expectedRecoveryAt: momentFrom(written.expectedRecoveryAt, timeZone),
    }
    const isSaved = await change.save(
      () => (isNew ? create({ input }) : update({ input: { ...input, id: announcement.id } })),
      form,
    )
    if (isSaved) onSaved()
  }
  const close = (): void => {
    change.clear()
    onClose()
  }
  return (
    <EditDrawer
      title={isNew ? t('announcements.create') : t('announcements.editTitle', { name: announcement.name })}
      isOpen={announcement !== null}
      change={change}
      mayEdit={mayEdit}
      onClose={close}
      onSave={() => void save()}
    >
      <Form
        key={isNew ? 'new' : announcement.id}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={initial}
        data-testid="announcement-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="promptId"
          label={t('announcements.prompt')}
          required
          extra={t(choices.prompts.length === 0 ? 'announcements.noPrompts' : 'announcements.promptHelp')}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={choices.prompts.map(({ id, name, text }) => ({
              value: id,
              label: text === '' ? name : `${name}: ${text}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="didIds" label={t('announcements.numbers')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('announcements.allNumbers')}
            options={choices.numbers.map(({ id, number, label }) => ({
              value: id,
              label: label === '' ? number : `${number} ${label}`,
            }))}
          />
        </Form.Item>
        <Audience choices={choices} />
        <div className="two-columns" style={{ gridTemplateColumns: '1fr 1fr' }}>
          <Form.Item name="startsAt" label={t('announcements.from')} extra={t('announcements.times', { timeZone })}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="endsAt" label={t('announcements.until')} extra={t('announcements.untilEmpty')}>
            <Input type="datetime-local" />
          </Form.Item>
        </div>
        <Form.Item name="expectedRecoveryAt" label={t('outage.recovery')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="thenHangUp" label={t('announcements.then')}>
          <Radio.Group
            options={[
              { value: false, label: t('announcements.goOn') },
              { value: true, label: t('announcements.hangUp') },
            ]}
          />
        </Form.Item>
        <Form.Item name="enabled" label={t('announcements.enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}

function initialOf(announcement: AnnouncementRow | 'new' | null, timeZone: string): Content {
  if (announcement === 'new' || announcement === null)
    return {
      name: '',
      promptId: '',
      didIds: [],
      regions: [],
      topics: [],
      startsAt: null,
      endsAt: null,
      expectedRecoveryAt: null,
      enabled: false,
      thenHangUp: false,
    }
  const { name, prompt, numbers, regions, topics, startsAt, endsAt, expectedRecoveryAt, enabled, thenHangUp } =
    announcement
  return {
    name,
    promptId: prompt.id,
    didIds: numbers.map(({ id }) => id),
    startsAt: startsAt === null ? null : wallTimeOf(startsAt, timeZone),
    endsAt: endsAt === null ? null : wallTimeOf(endsAt, timeZone),
    regions: [...regions],
    topics: [...topics],
    expectedRecoveryAt: expectedRecoveryAt === null ? null : wallTimeOf(expectedRecoveryAt, timeZone),
    enabled,
    thenHangUp,
  }
}

/** Who hears it: callers from some regions, and those who reach a topic. */
export function Audience({ choices }: { readonly choices: AnnouncementChoices }): ReactNode {
  const { t } = useTranslation()
  const options = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }))
  return (
    <>
      <Form.Item name="topics" label={t('outage.topics')} extra={t('outage.topicsHelp')}>
        <Select mode="multiple" allowClear options={options(choices.topics)} data-testid="topics" />
      </Form.Item>
      {choices.regions.length === 0 ? null : (
        <Form.Item name="regions" label={t('outage.regions')}>
          <Select mode="multiple" allowClear placeholder={t('outage.anyRegion')} options={options(choices.regions)} />
        </Form.Item>
      )}
    </>
  )
}

/** A field that was emptied holds an empty text. */
export const momentFrom = (wallTime: string | null | undefined, timeZone: string): string | null =>
  wallTime === null || wallTime === undefined || wallTime === '' ? null : momentOf(wallTime, timeZone)
