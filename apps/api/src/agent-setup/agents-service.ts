import type { AgentId, BranchId, QueueId, TenantId, UserId } from '@seatline/core'
import { announceAccessChange } from '../auth/access-changes.ts'
import { authorizedSetUp } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError, UserError } from '../user-errors.ts'
import { agentSchema, issueOfEmployeeNumber, issueOfPerson, issuesOfNames } from './agent-input.ts'
import type { AgentContent } from './agent-input.ts'
import type { AgentFilter, AgentPage, AgentSetupView } from './agent-views.ts'
import { allowPhone, revokePhone } from '../people/revoke-phone.ts'
import * as repository from './agents-repository.ts'
import { keepForServedClients, sendToClients } from './served-clients.ts'

export const AGENTS_PAGE_MAX = 200

type OfTenant = { readonly tenantId: TenantId }
type Input = OfTenant & AgentContent & { readonly queueIds: readonly QueueId[] }

export const listAgents = authorizedSetUp(
  'configuration.view',
  async (
    scope,
    input: OfTenant & { readonly filter: AgentFilter; readonly offset: number; readonly limit: number },
  ): Promise<AgentPage> => {
    const { tenantId, limit, offset } = input
    if (limit < 0 || limit > AGENTS_PAGE_MAX)
      throw new InvalidInputError('limit', `Ask for ${String(AGENTS_PAGE_MAX)} at most.`)
    if (offset < 0) throw new InvalidInputError('offset', 'The first one is 0.')
    const page = await scope.run((tx) => repository.readAgents(tx, tenantId, input))
    return scope.tenant.kind === 'operator' ? { ...page, rows: await withServed(scope, page.rows) } : page
  },
)

/** Which clients they serve is the operator's to know. */
async function withServed(scope: TenantScope, rows: readonly AgentSetupView[]): Promise<readonly AgentSetupView[]> {
  const home = scope.tenant.id
  const ids = rows.map(({ id }) => id)
  const wall = { tenantIds: [home], operator: true, userId: scope.viewer.person.id }
  const served = await scope.runIn(wall, (tx) => repository.readServedClients(tx, home, ids))
  return rows.map((row) => ({ ...row, serves: served.get(row.id) ?? [] }))
}

export const listPeopleWithoutAgent = authorizedSetUp('agents.manage', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readPeopleWithoutAgent(tx, tenantId)),
)

/** With a person, or without one: then the agent answers at a desk phone. */
export const createAgent = authorizedSetUp(
  'agents.manage',
  async (scope, input: Input & { readonly userId: UserId | null }) => {
    const { tenantId, userId, queueIds } = input
    const branchId = ownBranch(scope) ?? input.branchId
    const content = { ...parseInput(agentSchema, input), branchId }
    const made = await changeConfiguration(scope, async (tx) => {
      refuseIfAny([
        ...(await issueOfEmployeeNumber(tx, { tenantId, employeeNumber: content.employeeNumber, exceptId: null })),
        ...(await issueOfPerson(tx, tenantId, userId)),
        ...(await issuesOfNames(tx, tenantId, { queueIds, branchId })),
      ])
      const id = newId('agent')
      await tx.agent.create({ data: { id, tenantId, userId, ...content } })
      await setQueues(tx, { tenantId, id }, queueIds)
      if (userId !== null) await letWork(tx, { tenantId, userId })
      const agent = await one(tx, tenantId, id)
      return changed('create', agent, { before: null, after: comparable(agent) })
    })
    if (userId !== null) await announce(scope, [made.id])
    return made
  },
)

export const updateAgent = authorizedSetUp(
  'agents.manage',
  async (scope, input: Input & { readonly agentId: AgentId }) => {
    const { tenantId, agentId, queueIds } = input
    const content = { ...parseInput(agentSchema, input), branchId: ownBranch(scope) ?? input.branchId }
    let clients: readonly TenantId[] = []
    const made = await changeConfiguration(scope, async (tx) => {
      const before = await ownAgent(tx, tenantId, agentId)
      const { employeeNumber, branchId } = content
      refuseIfAny([
        ...(await issueOfEmployeeNumber(tx, { tenantId, employeeNumber, exceptId: agentId })),
        ...(await issuesOfNames(tx, tenantId, { queueIds, branchId })),
      ])
      await tx.agent.update({ where: { tenantId_id: { tenantId, id: agentId } }, data: content })
      await setQueues(tx, { tenantId, id: agentId }, queueIds)
      const agent = await one(tx, tenantId, agentId)
      clients = await tellClients(tx, scope, [agent], 'agent.update')
      return changed('update', agent, { before: comparable(before), after: comparable(agent) })
    })
    await sendToClients(scope, clients)
    await announce(scope, [agentId])
    return made
  },
)

/** Who is taken off is signed out by the engine at once, after a call in progress; the seat is free, the history stays. */
export const setAgentsActive = authorizedSetUp(
  'agents.manage',
  async (scope, input: OfTenant & { readonly agentIds: readonly AgentId[]; readonly active: boolean }) => {
    const { tenantId, active } = input
    const agentIds = [...new Set(input.agentIds)]
    let clients: readonly TenantId[] = []
    const made = await changeConfiguration(scope, async (tx) => {
      const agents = await ownAgents(tx, tenantId, agentIds)
      await tx.agent.updateMany({ where: { tenantId, id: { in: agentIds } }, data: { active } })
      const verb = active ? 'activate' : 'deactivate'
      clients = await tellClients(tx, scope, agents, `agent.${verb}`)
      const names = agents.map(({ name }) => name)
      return {
        value: await repository.readAgentsById(tx, tenantId, agentIds),
        action: `agent.${verb}`,
        subject: { id: agentIds.length === 1 ? (agentIds[0] ?? null) : null, name: names.join(', ').slice(0, 200) },
        before: agents.map((agent) => ({ name: agent.name, active: agent.active })),
        after: names.map((name) => ({ name, active })),
        summary: `${active ? 'Activated' : 'Deactivated'}: ${names.join(', ')}`.slice(0, 200),
      }
    })
    await sendToClients(scope, clients)
    await announce(scope, agentIds)
    for (const agentId of agentIds) await (active ? allowPhone : revokePhone)(scope.platform, agentId)
    return made
  },
)

export async function tellClients(
  tx: Transaction,
  scope: TenantScope,
  agents: readonly AgentSetupView[],
  action: string,
): Promise<readonly TenantId[]> {
  const [first] = agents
  if (scope.tenant.kind !== 'operator' || first === undefined) return []
  const agent = {
    id: first.id,
    name: agents
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 200),
  }
  return keepForServedClients(
    tx,
    scope,
    agents.map(({ id }) => id),
    { action, agent },
  )
}

/** Screens of the agents themselves show the queues they may sign in for, and whether they are agents at all. */
const announce = (scope: TenantScope, agentIds: readonly AgentId[]): Promise<void> =>
  announceAccessChange(scope.platform, { subjects: 'everybody', tenantIds: [scope.tenant.id], agentIds })

/** Who is confined to a branch makes agents of that branch. */
const ownBranch = (scope: TenantScope): BranchId | null => membershipIn(scope.viewer, scope.tenant.id)?.branchId ?? null

export async function one(tx: Transaction, tenantId: TenantId, id: AgentId): Promise<AgentSetupView> {
  const [agent] = await repository.readAgentsById(tx, tenantId, [id])
  if (agent === undefined) throw new NotFoundError('agent')
  return agent
}

export async function all(
  tx: Transaction,
  tenantId: TenantId,
  ids: readonly AgentId[],
): Promise<readonly AgentSetupView[]> {
  const agents = await repository.readAgentsById(tx, tenantId, ids)
  if (ids.length === 0) throw new InvalidInputError('agentIds', 'Choose at least one agent.')
  if (agents.length !== ids.length) throw new NotFoundError('agent')
  return agents
}

/** What is a shared agent's own is not this tenant's to change. */
export async function ownAgents(
  tx: Transaction,
  tenantId: TenantId,
  ids: readonly AgentId[],
): Promise<readonly AgentSetupView[]> {
  const agents = await all(tx, tenantId, ids)
  const shared = agents.find((agent) => agent.shared)
  if (shared !== undefined)
    throw new UserError({
      code: 'agent.shared',
      message: `${shared.name} is shared: the operator says who serves which queue. Ask the operator; skills and groups you set yourself.`,
    })
  return agents
}

async function ownAgent(tx: Transaction, tenantId: TenantId, id: AgentId): Promise<AgentSetupView> {
  await ownAgents(tx, tenantId, [id])
  return one(tx, tenantId, id)
}

/** Of this tenant's queues; what an agent of the operator's serves elsewhere stays. */
export async function setQueues(
  tx: Transaction,
  agent: { readonly tenantId: TenantId; readonly id: AgentId },
  queueIds: readonly QueueId[],
): Promise<void> {
  const { tenantId, id: agentId } = agent
  await tx.agentQueue.deleteMany({ where: { tenantId, agentId, queueId: { notIn: [...queueIds] } } })
  await tx.agentQueue.createMany({
    skipDuplicates: true,
    data: queueIds.map((queueId) => ({ tenantId, agentTenantId: tenantId, agentId, queueId })),
  })
}

/** The right to take calls comes with being an agent. */
async function letWork(
  tx: Transaction,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<void> {
  const roles = await tx.membership.findMany({ where: { tenantId, userId } })
  if (roles.some(({ role }) => role === 'agent' || role === 'expert')) return
  await tx.membership.create({
    data: { id: newId('membership'), tenantId, userId, role: 'agent', branchId: roles[0]?.branchId ?? null },
  })
}

export const comparable = (agent: AgentSetupView) => ({
  name: agent.name,
  active: agent.active,
  grade: agent.grade,
  employeeNumber: agent.employeeNumber,
  branchId: agent.branchId,
  emergencyOnly: agent.emergencyOnly,
  expert: agent.expert,
  queues: agent.queues.map(({ name }) => name),
  groups: agent.groups.map(({ name }) => name),
  skills: agent.skills.map(({ name, proficiency }) => ({ name, proficiency })),
})

export const changed = (
  verb: string,
  agent: AgentSetupView,
  change: Required<Pick<Change<AgentSetupView>, 'before' | 'after'>>,
): Change<AgentSetupView> => ({
  value: agent,
  action: `agent.${verb}`,
  subject: { id: agent.id, name: agent.name },
  summary: `Agent "${agent.name}": ${verb}`,
  ...change,
})
