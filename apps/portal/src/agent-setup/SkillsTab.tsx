import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Form, Input } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TabProps } from './tab-props.ts'
import { ArchiveSkill, SaveSkill } from './documents.ts'
import type { SkillRow } from './documents.ts'
import { SkillMatrix } from './SkillMatrix.tsx'

/** The skills that there are, and how well each agent has them. */
export function SkillsTab({ team, mayEdit, onTeamChanged }: TabProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [edited, setEdited] = useState<SkillRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveSkill)
  const removal = useRemoval<SkillRow>((skill) => archive({ tenantId, skillId: skill.id }), onTeamChanged)
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-skill">
      {t('agentSetup.newSkill')}
    </Button>
  ) : null
  return (
    <div className="stack">
      <div className="row">
        <span className="muted">{team.skills.length > 0 && mayEdit ? t('agentSetup.matrixHelp') : ''}</span>
        <span style={{ flex: 1 }} />
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        {team.skills.length === 0 ? (
          <EmptyState title={t('agentSetup.noSkills')} advice={t('agentSetup.noSkillsAdvice')} action={create} />
        ) : (
          <SkillMatrix skills={team.skills} mayEdit={mayEdit} onEdit={setEdited} onRemove={removal.ask} />
        )}
      </Card>
      <SkillDrawer
        skill={edited}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          onTeamChanged()
        }}
      />
      {removal.dialog}
    </div>
  )
}

type SkillDrawerProps = {
  readonly skill: SkillRow | 'new' | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

function SkillDrawer({ skill, onClose, onSaved }: SkillDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<{ name: string }>()
  const [, saveSkill] = useMutation(SaveSkill)
  const change = useChange()
  const isNew = skill === 'new' || skill === null
  const save = async (): Promise<void> => {
    const { name } = form.getFieldsValue(true) as { name?: string }
    const input = { tenantId, name: name ?? '', ...(isNew ? {} : { skillId: skill.id }) }
    if (await change.save(() => saveSkill({ input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={isNew ? t('agentSetup.newSkill') : t('agentSetup.skillTitle', { name: skill.name })}
      isOpen={skill !== null}
      change={change}
      mayEdit
      width={420}
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form
        key={isNew ? 'new' : skill.id}
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ name: isNew ? '' : skill.name }}
        onFinish={() => void save()}
        data-testid="skill-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={40} autoFocus />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}
