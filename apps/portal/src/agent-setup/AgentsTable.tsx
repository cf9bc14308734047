import { Button, Table, Tag, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTenant } from '../app/use-tenant.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { AgentRow } from './documents.ts'

type AgentsTableProps = {
  readonly rows: readonly AgentRow[] | undefined
  readonly mayEdit: boolean
  readonly isFiltered: boolean
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
  readonly onOpen: (agent: AgentRow) => void
  readonly onTurn: (agent: AgentRow) => void
}

export function AgentsTable(props: AgentsTableProps): ReactNode {
  const { rows, mayEdit, isFiltered, chosen, onChoose, onOpen, onTurn } = props
  const { t } = useTranslation()
  const { kind } = useTenant()
  const columns: TableColumnsType<AgentRow> = [
    {
      title: t('agentSetup.name'),
      key: 'name',
      render: (_, agent) => (
        <span className="row" style={{ flexWrap: 'nowrap' }}>
          <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(agent)} data-testid={`open-${agent.id}`}>
            {agent.name}
          </Button>
          {agent.shared && (
            <Tooltip title={t('agentSetup.sharedMeaning')}>
              <Tag color="blue">{t('agentSetup.shared')}</Tag>
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      title: t('agentSetup.employeeNumber'),
      key: 'number',
      className: 'figures',
      render: (_, agent) => agent.employeeNumber ?? '–',
    },
    { title: t('agentSetup.grade'), key: 'grade', render: (_, agent) => t(`agentSetup.gradeName.${agent.grade}`) },
    kind === 'OPERATOR'
      ? { title: t('agentSetup.serves'), key: 'serves', render: (_, agent) => <Serves agent={agent} /> }
      : { title: t('agentSetup.queues'), key: 'queues', render: (_, agent) => inWords(agent.queues) },
    { title: t('agentSetup.groups'), key: 'groups', render: (_, agent) => inWords(agent.groups) },
    {
      title: t('agentSetup.skills'),
      key: 'skills',
      render: (_, agent) =>
        agent.skills.map(({ name, proficiency }) => `${name} ${String(proficiency)}`).join(' · ') || '–',
    },
    {
      title: t('agentSetup.state'),
      key: 'state',
      render: (_, agent) => (
        <span className={agent.active ? 'badge good' : 'badge'}>
          <span className="badge-dot" />
          {t(agent.active ? 'agentSetup.active' : 'agentSetup.inactive')}
        </span>
      ),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, agent) =>
        mayEdit && !agent.shared ? (
          <Button
            size="small"
            onClick={() => onTurn(agent)}
            aria-label={`${t(agent.active ? 'agentSetup.deactivate' : 'agentSetup.activate')} ${agent.name}`}
          >
            {t(agent.active ? 'agentSetup.deactivate' : 'agentSetup.activate')}
          </Button>
        ) : null,
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={false}
      className="wide"
      {...(mayEdit
        ? {
            rowSelection: {
              selectedRowKeys: [...chosen],
              onChange: (keys: readonly unknown[]) => onChoose(keys.map(String)),
              getCheckboxProps: ({ name }: AgentRow) => ({ 'aria-label': name }),
            },
          }
        : {})}
      locale={{
        emptyText:
          rows === undefined ? (
            <div style={{ height: 240 }} />
          ) : isFiltered ? (
            <EmptyState title={t('agentSetup.noneMatch')} advice={t('agentSetup.noneMatchAdvice')} />
          ) : (
            <EmptyState title={t('agentSetup.none')} advice={t('agentSetup.noneAdvice')} />
          ),
      }}
      data-testid="agents-table"
    />
  )
}

function Serves({ agent }: { readonly agent: AgentRow }): ReactNode {
  const { t } = useTranslation()
  return (
    agent.serves
      .map(({ tenant, queueIds }) => t('agentSetup.servesCount', { tenant: tenant.name, count: queueIds.length }))
      .join(' · ') || '–'
  )
}

const inWords = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(' · ') || '–'
