import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { DEFAULT_QUEUE_ROUTING } from '@seatline/core'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { ChoicesQuery } from '../configuration/documents.ts'
import type { Choice, Choices } from '../configuration/documents.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { CreateQueue, UpdateQueue } from './documents.ts'
import type { QueueInput, QueueRow } from './documents.ts'
import { RoutingTabs } from './RoutingTabs.tsx'

export type QueueDrawerProps = {
  readonly queue: QueueRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function QueueDrawer({ queue, mayEdit, onClose, onSaved }: QueueDrawerProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<QueueInput>()
  const [, create] = useMutation(CreateQueue)
  const [, update] = useMutation(UpdateQueue)
  const [{ data }] = useQuery({
    query: ChoicesQuery,
    variables: { tenantId: tenant.id },
    pause: queue === null,
    requestPolicy: 'cache-and-network',
  })
  const change = useChange()
  const choices = data?.configurationChoices
  const save = async (): Promise<void> => {
    const input = { ...initialOf(queue, choices?.music ?? []), ...form.getFieldsValue(true) } as QueueInput
    const variables = { tenantId: tenant.id, input }
    const isSaved = await change.save(
      () => (queue === 'new' || queue === null ? create(variables) : update({ ...variables, queueId: queue.id })),
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
      title={
        queue === 'new' || queue === null ? t('queueSetup.create') : t('queueSetup.editTitle', { name: queue.name })
      }
      isOpen={queue !== null && choices !== undefined}
      width={860}
      change={change}
      mayEdit={mayEdit}
      onClose={close}
      onSave={() => void save()}
    >
      <Form
        key={queue === 'new' || queue === null ? 'new' : queue.id}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={initialOf(queue, choices?.music ?? [])}
        data-testid="queue-form"
      >
        {choices === undefined ? null : <RoutingTabs choices={choices} general={<General choices={choices} />} />}
      </Form>
    </EditDrawer>
  )
}

function General({ choices }: { readonly choices: Choices }): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="name" label={t('setUp.name')} required>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="description" label={t('queueSetup.description')}>
        <Input.TextArea rows={2} />
      </Form.Item>
      <Times />
      <Form.Item name="musicPromptId" label={t('queueSetup.music')} required>
        <Select options={optionsOf(choices.music)} />
      </Form.Item>
      <Form.Item name="record" label={t('queueSetup.record')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {choices.branches.length === 0 ? null : (
        <Form.Item name="branchId" label={t('setUp.branch')}>
          <Select allowClear placeholder={t('setUp.wholeCompany')} options={optionsOf(choices.branches)} />
        </Form.Item>
      )}
      <Skills skills={choices.skills} />
    </>
  )
}

function Times(): ReactNode {
  const { t } = useTranslation()
  const unit = { suffix: t('setUp.seconds'), style: { width: '100%' } }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr', gap: 16 }}>
      <Form.Item name="ringTimeoutSeconds" label={t('queueSetup.ringTimeout')} required>
        <InputNumber {...unit} />
      </Form.Item>
      <Form.Item name="wrapUpSeconds" label={t('queueSetup.wrapUp')} required>
        <InputNumber {...unit} />
      </Form.Item>
      <Form.Item name="serviceLevelSeconds" label={t('queueSetup.serviceLevel')} required>
        <InputNumber {...unit} />
      </Form.Item>
    </div>
  )
}

function Skills({ skills }: { readonly skills: readonly Choice[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item
      label={t('queueSetup.skills')}
      extra={skills.length === 0 ? t('queueSetup.noSkills') : t('queueSetup.skillsHelp')}
    >
      <Form.List name="requiredSkills">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
                <Form.Item name={[name, 'skillId']} style={{ flex: 1, minWidth: 180 }}>
                  <Select options={optionsOf(skills)} aria-label={t('queueSetup.skill')} />
                </Form.Item>
                <Form.Item name={[name, 'proficiencyMin']}>
                  <InputNumber prefix={t('queueSetup.proficiencyMin')} aria-label={t('queueSetup.proficiencyMin')} />
                </Form.Item>
                <Button
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('setUp.remove')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={skills.length === 0}
              onClick={() => add({ skillId: skills[0]?.id, proficiencyMin: 1 })}
            >
              {t('queueSetup.addSkill')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}

const optionsOf = (choices: readonly Choice[]) => choices.map(({ id, name }) => ({ value: id, label: name }))

function initialOf(queue: QueueRow | 'new' | null, music: readonly Choice[]): Partial<QueueInput> {
  if (queue === 'new' || queue === null)
    return {
      name: '',
      description: '',
      ringTimeoutSeconds: 20,
      wrapUpSeconds: 30,
      serviceLevelSeconds: 20,
      record: true,
      musicPromptId: music[0]?.id ?? '',
      branchId: null,
      requiredSkills: [],
      routing: structuredClone(DEFAULT_QUEUE_ROUTING),
    }
  return {
    name: queue.name,
    description: queue.description,
    ringTimeoutSeconds: queue.ringTimeoutSeconds,
    wrapUpSeconds: queue.wrapUpSeconds,
    serviceLevelSeconds: queue.serviceLevelSeconds,
    record: queue.record,
    musicPromptId: queue.music.id,
    branchId: queue.branch?.id ?? null,
    requiredSkills: queue.requiredSkills.map(({ skill, proficiencyMin }) => ({ skillId: skill.id, proficiencyMin })),
    routing: structuredClone(queue.routing),
  }
}
