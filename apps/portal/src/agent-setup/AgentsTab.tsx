import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Card, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { AgentDrawer } from './AgentDrawer.tsx'
import type { TabProps } from './tab-props.ts'
import { AgentsTable } from './AgentsTable.tsx'
import { AssignDrawer } from './AssignDrawer.tsx'
import { SetAgentsActive } from './documents.ts'
import type { AgentRow } from './documents.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { ShareDrawer } from './ShareDrawer.tsx'
import { PAGE_SIZE, useAgents } from './use-agents.ts'
import type { AgentPages } from './use-agents.ts'

type Open = 'assign' | 'share' | 'import' | null

export function AgentsTab({ team, mayEdit, onTeamChanged }: TabProps): ReactNode {
  const { t } = useTranslation()
  const pages = useAgents()
  const [edited, setEdited] = useState<AgentRow | 'new' | null>(null)
  const [open, setOpen] = useState<Open>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [turned, setTurned] = useState<readonly AgentRow[]>([])
  const rows = pages.rows ?? []
  const picked = rows.filter(({ id }) => chosen.includes(id))
  const again = (): void => {
    setEdited(null)
    setOpen(null)
    setTurned([])
    pages.reload()
    onTeamChanged()
  }
  return (
    <div className="stack">
      <div className="row">
        <Filters pages={pages} team={team} />
        <span style={{ flex: 1 }} />
        <ExportButton rows={rows} />
        {mayEdit && (
          <>
            <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpen('import')} data-testid="import-agents">
              {t('agentSetup.import')}
            </Button>
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setEdited('new')}
              data-testid="new-agent"
            >
              {t('agentSetup.create')}
            </Button>
          </>
        )}
      </div>
      {mayEdit && <Bulk picked={picked} onOpen={setOpen} onTurn={setTurned} />}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <AgentsTable
          rows={pages.rows}
          mayEdit={mayEdit}
          isFiltered={pages.isFiltered}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={setEdited}
          onTurn={(agent) => setTurned([agent])}
        />
        <Range pages={pages} />
      </Card>
      <AgentDrawer agent={edited} team={team} mayEdit={mayEdit} onClose={() => setEdited(null)} onSaved={again} />
      <AssignDrawer
        agents={open === 'assign' ? picked : null}
        team={team}
        onClose={() => setOpen(null)}
        onSaved={again}
      />
      <ShareDrawer agents={open === 'share' ? picked : null} onClose={() => setOpen(null)} onSaved={again} />
      <ImportDialog isOpen={open === 'import'} onClose={() => setOpen(null)} onImported={again} />
      <ActiveDialog agents={turned} onClose={() => setTurned([])} onDone={again} />
    </div>
  )
}

function Filters({ pages, team }: { readonly pages: AgentPages; readonly team: TabProps['team'] }): ReactNode {
  const { t } = useTranslation()
  const { filter, set } = pages
  const choice = (key: string, label: string, value: string | null | undefined, list: readonly Named[]): ReactNode => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 130 }}
      value={value ?? null}
      onChange={(next: string | undefined) => set(key, next ?? null)}
      options={list.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t('agentSetup.search')}
        placeholder={t('agentSetup.search')}
        defaultValue={filter.search ?? ''}
        style={{ width: 200 }}
        onSearch={(text) => set('find', text.trim())}
        data-testid="find-agent"
      />
      {team.queues.length > 0 && choice('queue', t('agentSetup.queues'), filter.queueId, team.queues)}
      {choice('group', t('agentSetup.groups'), filter.groupId, team.agentGroups)}
      {choice('skill', t('agentSetup.skills'), filter.skillId, team.skills)}
      {choice('active', t('agentSetup.state'), filter.active === null ? null : filter.active === true ? 'yes' : 'no', [
        { id: 'yes', name: t('agentSetup.active') },
        { id: 'no', name: t('agentSetup.inactive') },
      ])}
    </>
  )
}
type Named = { readonly id: string; readonly name: string }

type BulkProps = {
  readonly picked: readonly AgentRow[]
  readonly onOpen: (open: Open) => void
  readonly onTurn: (agents: readonly AgentRow[]) => void
}

/** Always there, so that nothing moves when the first agent is chosen. */
function Bulk({ picked, onOpen, onTurn }: BulkProps): ReactNode {
  const { t } = useTranslation()
  const { kind } = useTenant()
  const none = picked.length === 0
  return (
    <div className="row" data-testid="bulk">
      <span className="muted" style={{ minWidth: 90 }}>
        {t('agentSetup.chosen', { count: picked.length })}
      </span>
      <Button size="small" disabled={none} onClick={() => onOpen('assign')} data-testid="assign-agents">
        {t('agentSetup.assign')}
      </Button>
      {kind === 'OPERATOR' && (
        <Button size="small" disabled={none} onClick={() => onOpen('share')} data-testid="share-agents">
          {t('agentSetup.share')}
        </Button>
      )}
      <Button
        size="small"
        disabled={!picked.some(({ active, shared }) => active && !shared)}
        onClick={() => onTurn(picked.filter(({ active, shared }) => active && !shared))}
      >
        {t('agentSetup.deactivate')}
      </Button>
      <Button
        size="small"
        disabled={!picked.some(({ active, shared }) => !active && !shared)}
        onClick={() => onTurn(picked.filter(({ active, shared }) => !active && !shared))}
      >
        {t('agentSetup.activate')}
      </Button>
    </div>
  )
}

function Range({ pages }: { readonly pages: AgentPages }): ReactNode {
  const { t } = useTranslation()
  const { rows = [], offset, totalCount, set } = pages
  const last = offset + rows.length
  return (
    <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
      <span className="muted figures" role="status">
        {totalCount === 0 ? '' : t('agentSetup.range', { first: offset + 1, last, total: totalCount })}
      </span>
      <Button disabled={offset === 0} onClick={() => set('from', String(Math.max(0, offset - PAGE_SIZE)))}>
        {t('agentSetup.newer')}
      </Button>
      <Button disabled={last >= totalCount} onClick={() => set('from', String(offset + PAGE_SIZE))}>
        {t('agentSetup.older')}
      </Button>
    </div>
  )
}

type ActiveProps = { readonly agents: readonly AgentRow[]; readonly onClose: () => void; readonly onDone: () => void }

function ActiveDialog({ agents, onClose, onDone }: ActiveProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [, setActive] = useMutation(SetAgentsActive)
  const change = useChange()
  const active = agents[0]?.active !== true
  const turn = async (): Promise<void> => {
    const input = { tenantId, agentIds: agents.map(({ id }) => id), active }
    if (await change.save(() => setActive({ input }))) onDone()
  }
  const names = agents.map(({ name }) => name).join(', ')
  return (
    <Modal
      open={agents.length > 0}
      title={active ? `${t('agentSetup.activate')}: ${names}` : t('agentSetup.deactivateTitle', { names })}
      okText={t(active ? 'agentSetup.activate' : 'agentSetup.deactivate')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ danger: !active, loading: change.isSaving }}
      onOk={() => void turn()}
      onCancel={() => {
        change.clear()
        onClose()
      }}
    >
      <Faults faults={change.faults} />
      {active ? null : <p>{t('agentSetup.deactivateAdvice')}</p>}
    </Modal>
  )
}

/** In the form in which it can be imported again. */
function ExportButton({ rows }: { readonly rows: readonly AgentRow[] }): ReactNode {
  const { t } = useTranslation()
  const header = ['employeeNumber', 'name', 'grade', 'queues', 'groups', 'skills', 'active']
  const cells = (agent: AgentRow): string[] => [
    agent.employeeNumber ?? '',
    agent.name,
    agent.grade.toLowerCase(),
    agent.queues.map(({ name }) => name).join(';'),
    agent.groups.map(({ name }) => name).join(';'),
    agent.skills.map(({ name, proficiency }) => `${name}:${String(proficiency)}`).join(';'),
    agent.active ? 'yes' : 'no',
  ]
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      onClick={() => downloadText('agents.csv', toCsv(header, rows.map(cells)))}
    >
      {t('setUp.export')}
    </Button>
  )
}
