import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Form, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { RowActions } from '../configuration/form-parts.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TabProps } from './tab-props.ts'
import { AgentsQuery, ArchiveAgentGroup, SaveAgentGroup } from './documents.ts'
import type { GroupRow } from './documents.ts'

export function GroupsTab({ team, mayEdit, onTeamChanged }: TabProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [edited, setEdited] = useState<GroupRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveAgentGroup)
  const removal = useRemoval<GroupRow>((group) => archive({ tenantId, groupId: group.id }), onTeamChanged)
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-group">
      {t('agentSetup.newGroup')}
    </Button>
  ) : null
  const names = (group: GroupRow, leads: boolean): string =>
    group.members
      .filter((member) => member.leads === leads)
      .map(({ name }) => name)
      .join(' · ') || '–'
  const columns: TableColumnsType<GroupRow> = [
    { title: t('setUp.name'), dataIndex: 'name' },
    { title: t('agentSetup.leaders'), key: 'leaders', render: (_, group) => names(group, true) },
    { title: t('agentSetup.members'), key: 'members', render: (_, group) => names(group, false) },
    {
      key: 'actions',
      align: 'right',
      render: (_, group) => (
        <RowActions
          name={group.name}
          mayEdit={mayEdit}
          onOpen={() => setEdited(group)}
          onRemove={() => removal.ask(group)}
        />
      ),
    },
  ]
  return (
    <div className="stack">
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={[...team.agentGroups]}
          pagination={false}
          className="wide"
          locale={{
            emptyText: <EmptyState title={t('agentSetup.noGroups')} advice={t('agentSetup.noGroupsAdvice')} />,
          }}
          data-testid="groups-table"
        />
      </Card>
      <GroupDrawer
        group={edited}
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

type GroupDrawerProps = {
  readonly group: GroupRow | 'new' | null
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Content = { readonly name: string; readonly memberIds: string[]; readonly leaderIds: string[] }

function GroupDrawer({ group, onClose, onSaved }: GroupDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<Content>()
  const [, saveGroup] = useMutation(SaveAgentGroup)
  const [{ data }] = useQuery({
    query: AgentsQuery,
    variables: { tenantId, filter: { active: true }, offset: 0, limit: 200 },
    pause: group === null,
  })
  const change = useChange()
  const isNew = group === 'new' || group === null
  const known = isNew ? [] : group.members
  const choices = new Map([...known, ...(data?.tenant?.agents.rows ?? [])].map(({ id, name }) => [id, name]))
  const optionsOf = (ids: readonly string[]) => ids.map((id) => ({ value: id, label: choices.get(id) ?? id }))
  const memberIds = Form.useWatch<string[] | undefined>('memberIds', form) ?? known.map(({ id }) => id)
  const initial: Content = {
    name: isNew ? '' : group.name,
    memberIds: known.map(({ id }) => id),
    leaderIds: known.filter(({ leads }) => leads).map(({ id }) => id),
  }
  const save = async (): Promise<void> => {
    const content = { ...initial, ...(form.getFieldsValue(true) as Partial<Content>) }
    const input = {
      ...content,
      leaderIds: content.leaderIds.filter((id) => content.memberIds.includes(id)),
      tenantId,
      ...(isNew ? {} : { groupId: group.id, branchId: group.branchId }),
    }
    if (await change.save(() => saveGroup({ input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={isNew ? t('agentSetup.newGroup') : t('agentSetup.groupTitle', { name: group.name })}
      isOpen={group !== null}
      change={change}
      mayEdit
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form
        key={isNew ? 'new' : group.id}
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={initial}
        data-testid="group-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="memberIds" label={t('agentSetup.members')}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={optionsOf([...choices.keys()])} />
        </Form.Item>
        <Form.Item name="leaderIds" label={t('agentSetup.leaders')} extra={t('agentSetup.leadersHelp')}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={optionsOf(memberIds)} />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}
