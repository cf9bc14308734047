import { Alert, Form, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { AssignAgents } from './documents.ts'
import type { AgentRow, Team } from './documents.ts'

type AssignDrawerProps = {
  readonly agents: readonly AgentRow[] | null
  readonly team: Team
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Wish = {
  readonly addQueueIds?: string[]
  readonly removeQueueIds?: string[]
  readonly addGroupIds?: string[]
  readonly removeGroupIds?: string[]
  readonly skillId?: string
  readonly proficiency?: number
}

/** The same for many agents at once. */
export function AssignDrawer({ agents, team, onClose, onSaved }: AssignDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<Wish>()
  const [, assign] = useMutation(AssignAgents)
  const change = useChange()
  const save = async (): Promise<void> => {
    const { skillId, proficiency = 5, ...lists } = form.getFieldsValue(true) as Wish
    const input = {
      ...lists,
      tenantId,
      agentIds: (agents ?? []).map(({ id }) => id),
      setSkills: skillId === undefined ? [] : [{ skillId, proficiency }],
    }
    if (await change.save(() => assign({ input }), form)) onSaved()
  }
  const several = (name: keyof Wish, label: string, list: readonly { id: string; name: string }[]): ReactNode =>
    list.length === 0 ? null : (
      <Form.Item name={name} label={label}>
        <Select mode="multiple" allowClear options={list.map((each) => ({ value: each.id, label: each.name }))} />
      </Form.Item>
    )
  return (
    <EditDrawer
      title={t('agentSetup.assignTitle', { count: agents?.length ?? 0 })}
      isOpen={agents !== null}
      change={change}
      mayEdit
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <p className="muted">{(agents ?? []).map(({ name }) => name).join(', ')}</p>
      {(agents ?? []).some(({ shared }) => shared) && (
        <Alert type="info" showIcon title={t('agentSetup.sharedMeaning')} style={{ marginBottom: 16 }} />
      )}
      <Form form={form} layout="vertical" preserve={false} data-testid="assign-form">
        {several('addQueueIds', t('agentSetup.addQueues'), team.queues)}
        {several('removeQueueIds', t('agentSetup.removeQueues'), team.queues)}
        {several('addGroupIds', t('agentSetup.addGroups'), team.agentGroups)}
        {several('removeGroupIds', t('agentSetup.removeGroups'), team.agentGroups)}
        {team.skills.length > 0 && (
          <div className="two-columns" style={{ gridTemplateColumns: '1fr 140px' }}>
            <Form.Item name="skillId" label={t('agentSetup.setSkill')}>
              <Select allowClear options={team.skills.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
            <Form.Item name="proficiency" label={t('agentSetup.proficiency')} initialValue={5}>
              <InputNumber min={1} max={10} precision={0} />
            </Form.Item>
          </div>
        )}
      </Form>
    </EditDrawer>
  )
}
