import { Alert, Checkbox, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { CreateAgent, PeopleWithoutAgentQuery, UpdateAgent } from './documents.ts'
import type { AgentInput, AgentRow, Team } from './documents.ts'

type AgentDrawerProps = {
  readonly agent: AgentRow | 'new' | null
  readonly team: Team
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Content = Omit<AgentInput, 'tenantId'>

const GRADES = ['STANDARD', 'PROFESSIONAL', 'LEADER'] as const

export function AgentDrawer({ agent, team, mayEdit, onClose, onSaved }: AgentDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<Content>()
  const [, create] = useMutation(CreateAgent)
  const [, update] = useMutation(UpdateAgent)
  const change = useChange()
  const isNew = agent === 'new' || agent === null
  const isShared = !isNew && agent.shared
  const initial = initialOf(agent)
  const save = async (): Promise<void> => {
    const { userId, ...content } = { ...initial, ...(form.getFieldsValue(true) as Partial<Content>) }
    const isSaved = await change.save(
      () =>
        isNew
          ? create({ input: { ...content, tenantId, userId: userId ?? null } })
          : update({ input: { ...content, tenantId, agentId: agent.id } }),
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
      title={isNew ? t('agentSetup.create') : t('agentSetup.editTitle', { name: agent.name })}
      isOpen={agent !== null}
      change={change}
      mayEdit={mayEdit && !isShared}
      onClose={close}
      onSave={() => void save()}
    >
      {isShared && <Alert type="info" showIcon title={t('agentSetup.sharedMeaning')} style={{ marginBottom: 16 }} />}
      <Form
        key={isNew ? 'new' : agent.id}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit || isShared}
        initialValues={initial}
        data-testid="agent-form"
      >
        {isNew ? <PersonField isOpen={agent === 'new'} /> : <LogIn agent={agent} />}
        <Form.Item name="name" label={t('agentSetup.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <div className="two-columns" style={{ gridTemplateColumns: '1fr 1fr' }}>
          <Form.Item name="employeeNumber" label={t('agentSetup.employeeNumber')}>
            <Input maxLength={20} />
          </Form.Item>
          <Form.Item name="grade" label={t('agentSetup.grade')} required extra={t('agentSetup.gradeHelp')}>
            <Select options={GRADES.map((value) => ({ value, label: t(`agentSetup.gradeName.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="emergencyOnly" valuePropName="checked" style={{ marginBottom: 4 }}>
          <Checkbox>{t('agentSetup.emergencyOnly')}</Checkbox>
        </Form.Item>
        <Form.Item name="expert" valuePropName="checked">
          <Checkbox>{t('agentSetup.expert')}</Checkbox>
        </Form.Item>
        {team.queues.length > 0 && (
          <Form.Item name="queueIds" label={t('agentSetup.queues')}>
            <Select mode="multiple" options={team.queues.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
      </Form>
    </EditDrawer>
  )
}

/** Whose log-in the agent has; the name follows the person. */
function PersonField({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const form = Form.useFormInstance<Content>()
  const [{ data }] = useQuery({
    query: PeopleWithoutAgentQuery,
    variables: { tenantId },
    pause: !isOpen,
    requestPolicy: 'cache-and-network',
  })
  const people = data?.tenant?.peopleWithoutAgent ?? []
  return (
    <Form.Item name="userId" label={t('agentSetup.person')} extra={t('agentSetup.personHelp')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('agentSetup.deskPhone')}
        onChange={(id: string | undefined) => {
          const person = people.find((each) => each.id === id)
          if (person !== undefined) form.setFieldValue('name', person.name)
        }}
        options={people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
      />
    </Form.Item>
  )
}

function LogIn({ agent }: { readonly agent: AgentRow }): ReactNode {
  const { t } = useTranslation()
  if (agent.shared) return null
  return (
    <Form.Item label={t('agentSetup.logIn')}>
      {agent.logIn?.email ?? <span className="muted">{t('agentSetup.deskPhone')}</span>}
    </Form.Item>
  )
}

const initialOf = (agent: AgentRow | 'new' | null): Content =>
  agent === 'new' || agent === null
    ? {
        userId: null,
        name: '',
        grade: 'PROFESSIONAL',
        employeeNumber: '',
        branchId: null,
        emergencyOnly: false,
        expert: false,
        queueIds: [],
      }
    : {
        userId: null,
        name: agent.name,
        grade: agent.grade,
        employeeNumber: agent.employeeNumber ?? '',
        branchId: agent.branchId,
        emergencyOnly: agent.emergencyOnly,
        expert: agent.expert,
        queueIds: agent.queues.map(({ id }) => id),
      }
