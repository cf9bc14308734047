import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useMaySetUp } from '../configuration/use-may-set-up.ts'
import { OnCallTab } from '../on-call/OnCallTab.tsx'
import { AgentsTab } from './AgentsTab.tsx'
import { TeamQuery } from './documents.ts'
import type { Team } from './documents.ts'
import { GroupsTab } from './GroupsTab.tsx'
import { SkillsTab } from './SkillsTab.tsx'

const TABS = ['agents', 'groups', 'skills', 'onCall'] as const
const NO_TEAM: Team = { id: '', queues: [], agentGroups: [], skills: [] }

/** Who takes the company's calls, in which groups, and how well. */
export function AgentsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = useMaySetUp('AGENTS_MANAGE')
  const [search, setSearch] = useSearchParams()
  const [{ data }, reload] = useQuery({ query: TeamQuery, variables: { tenantId: tenant.id } })
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'agents'
  const team = data?.tenant ?? NO_TEAM
  const shared = { team, mayEdit, onTeamChanged: () => reload({ requestPolicy: 'network-only' }) }
  const content = {
    agents: <AgentsTab {...shared} />,
    groups: <GroupsTab {...shared} />,
    skills: <SkillsTab {...shared} />,
    onCall: <OnCallTab queues={team.queues} mayEdit={mayEdit} />,
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.agents')}</h1>
      </div>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => setSearch(key === 'agents' ? {} : { tab: key })}
        items={TABS.map((key) => ({ key, label: t(`agentSetup.tab.${key}`), children: content[key] }))}
      />
    </>
  )
}
