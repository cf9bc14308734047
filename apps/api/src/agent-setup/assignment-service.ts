import type { AgentId, GroupId, QueueId, SkillId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorizedPlatform, authorizedSetUp, enterTenant } from '../auth/authorized.ts'
import { announceAccessChange } from '../auth/access-changes.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InvalidInputError, NotFoundError, UserError } from '../user-errors.ts'
import { issuesOfNames, proficiencyField } from './agent-input.ts'
import type { AgentSetupView } from './agent-views.ts'
import * as repository from './agents-repository.ts'
import { all, comparable, ownAgents } from './agents-service.ts'

/** Agents changed by one request. */
const AGENTS_MAX = 500
/** Cells of the matrix changed by one request. */
const CELLS_MAX = 2_000

type OfTenant = { readonly tenantId: TenantId }
type SkillLevel = { readonly skillId: SkillId; readonly proficiency: number }
type Assignment = OfTenant & {
  readonly agentIds: readonly AgentId[]
  readonly addQueueIds: readonly QueueId[]
  readonly removeQueueIds: readonly QueueId[]
  readonly addGroupIds: readonly GroupId[]
  readonly removeGroupIds: readonly GroupId[]
  readonly setSkills: readonly SkillLevel[]
  readonly removeSkillIds: readonly SkillId[]
}

const levelsSchema = z.object({ setSkills: z.array(z.object({ proficiency: proficiencyField })) })

/** The same for many agents at once. Groups and skills also of shared agents; queues of the tenant's own. */
export const assignAgents = authorizedSetUp('agents.manage', async (scope, input: Assignment) => {
  parseInput(levelsSchema, input)
  const agentIds = uniqueAgents(input.agentIds)
  const made = await changeConfiguration(scope, async (tx) => {
    const touchesQueues = input.addQueueIds.length + input.removeQueueIds.length > 0
    const before = await (touchesQueues ? ownAgents : all)(tx, input.tenantId, agentIds)
    refuseIfAny(
      await issuesOfNames(tx, input.tenantId, {
        queueIds: input.addQueueIds,
        groupIds: input.addGroupIds,
        skillIds: input.setSkills.map(({ skillId }) => skillId),
      }),
    )
    const homes = await homesOf(tx, agentIds)
    for (const agent of homes) await assign(tx, input, agent)
    return summaryOf('assign', before, await all(tx, input.tenantId, agentIds))
  })
  await announce(scope, agentIds)
  return made
})

type Home = { readonly id: string; readonly tenantId: string }

/** The home is part of the rows and of nothing that is told. */
const homesOf = (tx: Transaction, ids: readonly AgentId[]): Promise<Home[]> =>
  tx.agent.findMany({ where: { id: { in: [...ids] } }, select: { id: true, tenantId: true } })

async function assign(tx: Transaction, input: Assignment, agent: Home): Promise<void> {
  const { tenantId } = input
  const row = { tenantId, agentTenantId: agent.tenantId, agentId: agent.id }
  const own = { tenantId, agentId: agent.id }
  await tx.agentQueue.deleteMany({ where: { ...own, queueId: { in: [...input.removeQueueIds] } } })
  await tx.agentGroupMember.deleteMany({ where: { ...own, groupId: { in: [...input.removeGroupIds] } } })
  await tx.agentSkill.deleteMany({ where: { ...own, skillId: { in: [...input.removeSkillIds] } } })
  await tx.agentQueue.createMany({
    skipDuplicates: true,
    data: input.addQueueIds.map((queueId) => ({ ...row, queueId })),
  })
  await tx.agentGroupMember.createMany({
    skipDuplicates: true,
    data: input.addGroupIds.map((groupId) => ({ ...row, groupId })),
  })
  for (const level of input.setSkills) await setLevel(tx, row, level)
}

async function setLevel(
  tx: Transaction,
  row: { readonly tenantId: string; readonly agentTenantId: string; readonly agentId: string },
  { skillId, proficiency }: SkillLevel,
): Promise<void> {
  const { tenantId, agentId } = row
  await tx.agentSkill.upsert({
    where: { tenantId_skillId_agentId: { tenantId, skillId, agentId } },
    create: { ...row, skillId, proficiency },
    update: { proficiency },
  })
}

type Cell = { readonly agentId: AgentId; readonly skillId: SkillId; readonly proficiency: number | null }
const cellsSchema = z.object({
  cells: z
    .array(z.object({ proficiency: proficiencyField.nullable() }))
    .max(CELLS_MAX, `Change ${String(CELLS_MAX)} at once at most.`),
})

/** Cells of the matrix; null takes the skill away. */
export const setAgentSkills = authorizedSetUp(
  'agents.manage',
  (scope, input: OfTenant & { readonly cells: readonly Cell[] }) => {
    parseInput(cellsSchema, input)
    const { tenantId, cells } = input
    const agentIds = uniqueAgents(cells.map(({ agentId }) => agentId))
    return changeConfiguration(scope, async (tx) => {
      const before = await all(tx, tenantId, agentIds)
      const skillIds = cells.flatMap(({ skillId, proficiency }) => (proficiency === null ? [] : [skillId]))
      refuseIfAny(await issuesOfNames(tx, tenantId, { skillIds }))
      const homes = new Map((await homesOf(tx, agentIds)).map((home) => [home.id, home.tenantId]))
      for (const { agentId, skillId, proficiency } of cells) {
        const row = { tenantId, agentTenantId: homes.get(agentId) ?? tenantId, agentId }
        if (proficiency === null) await tx.agentSkill.deleteMany({ where: { tenantId, agentId, skillId } })
        else await setLevel(tx, row, { skillId, proficiency })
      }
      return summaryOf('setSkills', before, await all(tx, tenantId, agentIds))
    })
  },
)

type Sharing = {
  readonly tenantId: TenantId
  readonly agentIds: readonly AgentId[]
  readonly addQueueIds: readonly QueueId[]
  readonly removeQueueIds: readonly QueueId[]
}

/** Agents of the operator's for a client's queues: needs both, so the operator alone does it. */
export const assignSharedAgents = authorizedPlatform('platform.manageTenants', async (scope, input: Sharing) => {
  const { tenantId, addQueueIds, removeQueueIds } = input
  const home = scope.operatorTenantId
  const agentIds = uniqueAgents(input.agentIds)
  const entered = await enterTenant(scope, tenantId)
  if (entered.tenant.kind === 'operator')
    throw new InvalidInputError('tenantId', 'Choose a client: the operator has no queues.')
  const wall = { tenantIds: [tenantId, home], userId: scope.viewer.person.id }
  const client: TenantScope = { ...entered, run: (work) => scope.runIn(wall, work) }
  const shareAll = async (tx: Transaction) => {
    const agents = await agentsToShare(tx, { home, tenantId, agentIds })
    refuseIfAny(await issuesOfNames(tx, tenantId, { queueIds: addQueueIds }, () => 'addQueueIds'))
    await tx.agentQueue.deleteMany({
      where: { tenantId, agentId: { in: agentIds }, queueId: { in: [...removeQueueIds] } },
    })
    await tx.agentQueue.createMany({
      skipDuplicates: true,
      data: agents.flatMap(({ id }) =>
        addQueueIds.map((queueId) => ({ tenantId, agentTenantId: home, agentId: id, queueId })),
      ),
    })
    const names = agents.map(({ name }) => name).join(', ')
    return {
      value: agents,
      action: 'agent.share',
      subject: { id: null, name: names.slice(0, 200) },
      before: null,
      after: { agents: agents.map(({ name }) => name), added: [...addQueueIds], removed: [...removeQueueIds] },
      summary: `Shared agents: ${names}`.slice(0, 200),
    }
  }
  await changeConfiguration(client, shareAll, { inEveryStatus: true })
  await announce(client, agentIds)
  return scope.run(async (tx) => {
    const rows = await repository.readAgentsById(tx, home, agentIds)
    const served = await repository.readServedClients(tx, home, agentIds)
    return rows.map((row) => ({ ...row, serves: served.get(row.id) ?? [] }))
  })
})

async function agentsToShare(
  tx: Transaction,
  wanted: { readonly home: TenantId; readonly tenantId: TenantId; readonly agentIds: readonly AgentId[] },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { home, tenantId, agentIds } = wanted
  const agents = await tx.agent.findMany({ where: { tenantId: home, id: { in: [...agentIds] } } })
  if (agents.length !== agentIds.length) throw new NotFoundError('agent')
  const dedicated = agents.find((agent) => agent.dedicatedTenantId !== null && agent.dedicatedTenantId !== tenantId)
  if (dedicated !== undefined)
    throw new UserError({ code: 'agent.dedicated', message: `${dedicated.name} works for another client alone.` })
  return agents
}

function uniqueAgents(ids: readonly AgentId[]): AgentId[] {
  const unique = [...new Set(ids)]
  if (unique.length > AGENTS_MAX)
    throw new InvalidInputError('agentIds', `Change ${String(AGENTS_MAX)} agents at once at most.`)
  if (unique.length === 0) throw new InvalidInputError('agentIds', 'Choose at least one agent.')
  return unique
}

const announce = (scope: TenantScope, agentIds: readonly AgentId[]): Promise<void> =>
  announceAccessChange(scope.platform, { subjects: [], tenantIds: [scope.tenant.id], agentIds })

function summaryOf(verb: string, before: readonly AgentSetupView[], after: readonly AgentSetupView[]) {
  const names = after.map(({ name }) => name).join(', ')
  const [only] = after
  return {
    value: after,
    action: `agent.${verb}`,
    subject: { id: after.length === 1 && only !== undefined ? only.id : null, name: names.slice(0, 200) },
    before: before.map(comparable),
    after: after.map(comparable),
    summary: `Agents changed: ${names}`.slice(0, 200),
  }
}
