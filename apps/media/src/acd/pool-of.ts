import type { AgentAttributes, AgentId, PoolId, TenantSnapshot } from '@seatline/core'

type Tenants = readonly Pick<TenantSnapshot, 'tenantId' | 'poolId' | 'agents' | 'groups'>[]

/** The pool an agent works in: tenants that share agents are in one. Null: no tenant has the agent. */
export function poolOfAgent(tenants: Tenants, agentId: AgentId): PoolId | null {
  return tenants.find(({ agents }) => agents.some((agent) => agent.agentId === agentId))?.poolId ?? null
}

/** What the agent is to each of these tenants, in the order of their ids. */
export function attributesOf(tenants: Tenants, agentId: AgentId): readonly AgentAttributes[] {
  return tenants
    .flatMap(({ tenantId, agents, groups }) => {
      const agent = agents.find((each) => each.agentId === agentId)
      if (agent === undefined) return []
      const { skills, emergencyOnly, expert } = agent
      const groupIds = groups.filter(({ agentIds }) => agentIds.includes(agentId)).map(({ groupId }) => groupId)
      return [{ tenantId, skills, groupIds, emergencyOnly, expert }]
    })
    .toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1))
}
