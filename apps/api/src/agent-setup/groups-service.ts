import { idSchema, queueRoutingSchema } from '@seatline/core'
import type { AgentId, BranchId, GroupId, SkillId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorizedSetUp } from '../auth/authorized.ts'
import { membershipIn } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { nameField, parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { routingReferences } from '../queues/routing-references.ts'
import { queueFromRow } from '../tenants/rows.ts'
import { InputRefusedError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import { issuesOfNames } from './agent-input.ts'
import type { GroupView, SkillView } from './agent-views.ts'
import * as repository from './agents-repository.ts'

const SKILLS_MAX = 100
const GROUPS_MAX = 500
const nameSchema = z.object({ name: nameField(40) })

type OfTenant = { readonly tenantId: TenantId }
type GroupInput = OfTenant & {
  readonly name: string
  readonly branchId: BranchId | null
  readonly memberIds: readonly AgentId[]
  /** Of the members. */
  readonly leaderIds: readonly AgentId[]
}

export const listGroups = authorizedSetUp('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => readGroups(tx, tenantId)),
)

/** A new group, or another content of one. */
export const saveGroup = authorizedSetUp(
  'agents.manage',
  (scope, input: GroupInput & { readonly groupId: GroupId | null }) => {
    const { tenantId } = input
    const { name } = parseInput(nameSchema, input)
    const branchId = membershipIn(scope.viewer, tenantId)?.branchId ?? input.branchId
    return changeConfiguration(scope, async (tx) => {
      const before = input.groupId === null ? null : await groupOf(tx, tenantId, input.groupId)
      if (before === null && (await tx.agentGroup.count({ where: { tenantId, archivedAt: null } })) >= GROUPS_MAX)
        throw new LimitReachedError({ code: 'group.tooMany', message: `There can be ${String(GROUPS_MAX)} at most.` })
      refuseIfAny([...(await issuesOfNames(tx, tenantId, { branchId })), ...issuesOfLeaders(input)])
      const id = before?.id ?? newId('group')
      await tx.agentGroup.upsert({
        where: { tenantId_id: { tenantId, id } },
        create: { id, tenantId, name, branchId },
        update: { name, branchId },
      })
      await setMembers(tx, id, input)
      const group = await groupOf(tx, tenantId, id)
      return {
        value: group,
        action: before === null ? 'group.create' : 'group.update',
        subject: { id, name },
        before: before === null ? null : comparable(before),
        after: comparable(group),
        summary: `Group "${name}" ${before === null ? 'made' : 'changed'}`,
      }
    })
  },
)

export const archiveGroup = authorizedSetUp(
  'agents.manage',
  (scope, { tenantId, groupId }: OfTenant & { readonly groupId: GroupId }) =>
    changeConfiguration(scope, async (tx) => {
      const group = await groupOf(tx, tenantId, groupId)
      const archivedAt = new Date(scope.platform.now())
      await tx.agentGroup.update({ where: { tenantId_id: { tenantId, id: groupId } }, data: { archivedAt } })
      return {
        value: group,
        action: 'group.archive',
        subject: { id: groupId, name: group.name },
        before: comparable(group),
        after: null,
        summary: `Group "${group.name}" archived`,
      }
    }),
)

async function setMembers(tx: Transaction, groupId: GroupId, input: GroupInput): Promise<void> {
  const { tenantId, leaderIds } = input
  const ids = [...new Set(input.memberIds)]
  const known = await repository.readAgentsById(tx, tenantId, ids)
  if (known.length !== ids.length)
    throw new InputRefusedError('One of the members is gone.', [
      { field: 'memberIds', code: 'notFound', message: 'One of these agents is none of yours any more.' },
    ])
  const homes = await tx.agent.findMany({ where: { id: { in: ids } }, select: { id: true, tenantId: true } })
  await tx.agentGroupMember.deleteMany({ where: { tenantId, groupId } })
  await tx.agentGroupMember.createMany({
    data: homes.map((agent) => ({
      tenantId,
      groupId,
      agentTenantId: agent.tenantId,
      agentId: agent.id,
      leads: leaderIds.some((id) => id === agent.id),
    })),
  })
}

const issuesOfLeaders = ({ memberIds, leaderIds }: GroupInput) =>
  leaderIds.every((id) => memberIds.includes(id))
    ? []
    : [{ field: 'leaderIds', code: 'group.leaderNotMember', message: 'A leader must be a member of the group.' }]

async function readGroups(tx: Transaction, tenantId: TenantId, id?: GroupId): Promise<GroupView[]> {
  const rows = await tx.agentGroup.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    include: { members: { where: { tenantId }, include: { agent: { select: { name: true, active: true } } } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: idSchema('group').parse(row.id),
    name: row.name,
    branchId: row.branchId === null ? null : idSchema('branch').parse(row.branchId),
    members: row.members
      .map(({ agentId, agent, leads }) => ({ id: idSchema('agent').parse(agentId), ...agent, leads }))
      .toSorted((a, b) => Number(b.leads) - Number(a.leads) || a.name.localeCompare(b.name, 'en')),
  }))
}

async function groupOf(tx: Transaction, tenantId: TenantId, id: GroupId): Promise<GroupView> {
  const [group] = await readGroups(tx, tenantId, id)
  if (group === undefined) throw new NotFoundError('group')
  return group
}

const comparable = ({ name, branchId, members }: GroupView) => ({
  name,
  branchId,
  members: members.map((member) => member.name),
  leaders: members.filter(({ leads }) => leads).map((member) => member.name),
})

export const listSkills = authorizedSetUp('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => readSkills(tx, tenantId)),
)

/** A new skill, or another name of one. */
export const saveSkill = authorizedSetUp(
  'agents.manage',
  (scope, input: OfTenant & { readonly skillId: SkillId | null; readonly name: string }) => {
    const { tenantId } = input
    const { name } = parseInput(nameSchema, input)
    return changeConfiguration(scope, async (tx) => {
      const before = input.skillId === null ? null : await skillOf(tx, tenantId, input.skillId)
      if (before === null && (await tx.skill.count({ where: { tenantId, archivedAt: null } })) >= SKILLS_MAX)
        throw new LimitReachedError({ code: 'skill.tooMany', message: `There can be ${String(SKILLS_MAX)} at most.` })
      const id = before?.id ?? newId('skill')
      await tx.skill.upsert({
        where: { tenantId_id: { tenantId, id } },
        create: { id, tenantId, name },
        update: { name },
      })
      return {
        value: await skillOf(tx, tenantId, id),
        action: before === null ? 'skill.create' : 'skill.update',
        subject: { id, name },
        before: before === null ? null : { name: before.name },
        after: { name },
        summary: `Skill "${name}" ${before === null ? 'made' : 'renamed'}`,
      }
    })
  },
)

/** A skill that a queue asks for stays: its callers would wait for nobody. */
export const archiveSkill = authorizedSetUp(
  'agents.manage',
  (scope, { tenantId, skillId }: OfTenant & { readonly skillId: SkillId }) =>
    changeConfiguration(scope, async (tx) => {
      const skill = await skillOf(tx, tenantId, skillId)
      const askedBy = [
        ...new Set([...skill.queues.map(({ name }) => name), ...(await askedByStep(tx, tenantId, skillId))]),
      ]
      if (askedBy.length > 0)
        throw new InputRefusedError('The skill is needed.', [
          {
            field: 'skillId',
            code: 'skill.inUse',
            message: `These queues ask for it: ${askedBy.join(', ')}. Take it out there first.`,
          },
        ])
      const archivedAt = new Date(scope.platform.now())
      await tx.skill.update({ where: { tenantId_id: { tenantId, id: skillId } }, data: { archivedAt } })
      return {
        value: skill,
        action: 'skill.archive',
        subject: { id: skillId, name: skill.name },
        before: { name: skill.name, agents: skill.agentCount },
        after: null,
        summary: `Skill "${skill.name}" archived`,
      }
    }),
)

/** Queues that ask for a skill when a caller has waited a while. */
async function askedByStep(tx: Transaction, tenantId: TenantId, skillId: SkillId): Promise<readonly string[]> {
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } })
  return queues.flatMap(({ name, routing }) => {
    const references = routingReferences(queueRoutingSchema.parse(routing))
    return references.some(({ kind, id }) => kind === 'skill' && id === skillId) ? [name] : []
  })
}

async function readSkills(tx: Transaction, tenantId: TenantId, id?: SkillId): Promise<SkillView[]> {
  const rows = await tx.skill.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    include: {
      _count: { select: { agents: true } },
      queues: { where: { tenantId, queue: { archivedAt: null } }, include: { queue: true } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: idSchema('skill').parse(row.id),
    name: row.name,
    agentCount: row._count.agents,
    queues: row.queues.map(({ queue }) => queueFromRow(queue)),
  }))
}

async function skillOf(tx: Transaction, tenantId: TenantId, id: SkillId): Promise<SkillView> {
  const [skill] = await readSkills(tx, tenantId, id)
  if (skill === undefined) throw new NotFoundError('skill')
  return skill
}
