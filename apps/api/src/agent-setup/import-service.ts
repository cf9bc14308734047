import { idSchema } from '@seatline/core'
import type { AgentId, GroupId, QueueId, SkillId, TenantId } from '@seatline/core'
import { authorizedSetUp } from '../auth/authorized.ts'
import { announceAccessChange } from '../auth/access-changes.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { readAgentFile } from './agent-csv.ts'
import type { AgentLine } from './agent-csv.ts'
import type { ImportIssue, ImportReport } from './agent-views.ts'
import { readAgentsById } from './agents-repository.ts'
import { setQueues, tellClients } from './agents-service.ts'
import { sendToClients } from './served-clients.ts'

type Import = { readonly tenantId: TenantId; readonly csv: string; readonly tryOnly: boolean }

/** Agents from a file, told apart by their numbers: whole or not at all, with all that is wrong line by line. `tryOnly` says what would happen. */
export const importAgents = authorizedSetUp('agents.manage', async (scope, input: Import): Promise<ImportReport> => {
  const { tenantId, csv, tryOnly } = input
  const { lines, issues } = readAgentFile(csv)
  const names = await scope.run((tx) => namesOf(tx, tenantId))
  const found = [...issues, ...lines.flatMap((line) => unknownNames(line, names))].toSorted((a, b) => a.line - b.line)
  const present = await scope.run((tx) => presentAgents(tx, tenantId, lines))
  const updated = lines.filter(({ employeeNumber }) => present.has(employeeNumber)).length
  const report = { created: lines.length - updated, updated, issues: found }
  if (tryOnly || found.length > 0) return { ...report, kept: false }
  return keep(scope, { tenantId, lines, names, report })
})

type Names = {
  readonly queues: ReadonlyMap<string, QueueId>
  readonly groups: ReadonlyMap<string, GroupId>
  readonly skills: ReadonlyMap<string, SkillId>
}
type Work = {
  readonly tenantId: TenantId
  readonly lines: readonly AgentLine[]
  readonly names: Names
  readonly report: Omit<ImportReport, 'kept'>
}

async function keep(scope: TenantScope, { tenantId, lines, names, report }: Work): Promise<ImportReport> {
  const touched: AgentId[] = []
  let clients: readonly TenantId[] = []
  const value = await changeConfiguration(scope, async (tx) => {
    const present = await presentAgents(tx, tenantId, lines)
    for (const line of lines) touched.push(await keepLine(tx, { tenantId, line, names, present }))
    clients = await tellClients(tx, scope, await readAgentsById(tx, tenantId, touched), 'agent.import')
    return {
      value: { ...report, kept: true },
      action: 'agent.import',
      subject: { id: null, name: `${String(lines.length)} agents` },
      before: null,
      after: { created: report.created, updated: report.updated, agents: lines.map(({ name }) => name) },
      summary: `${String(lines.length)} agents imported`,
    }
  })
  await sendToClients(scope, clients)
  await announceAccessChange(scope.platform, { subjects: 'everybody', tenantIds: [tenantId], agentIds: touched })
  return value
}

async function keepLine(
  tx: Transaction,
  work: {
    readonly tenantId: TenantId
    readonly line: AgentLine
    readonly names: Names
    readonly present: ReadonlyMap<string, AgentId>
  },
): Promise<AgentId> {
  const { tenantId, line, names, present } = work
  const { employeeNumber, name } = line
  const id = present.get(employeeNumber) ?? newId('agent')
  const given = {
    name,
    ...(line.grade === null ? {} : { grade: line.grade }),
    ...(line.active === null ? {} : { active: line.active }),
  }
  await tx.agent.upsert({
    where: { tenantId_id: { tenantId, id } },
    create: { id, tenantId, employeeNumber, ...given },
    update: given,
  })
  const row = { tenantId, agentTenantId: tenantId, agentId: id }
  if (line.queues !== null) await setQueues(tx, { tenantId, id }, idsOf(line.queues, names.queues))
  if (line.groups !== null) {
    const groupIds = idsOf(line.groups, names.groups)
    await tx.agentGroupMember.deleteMany({ where: { tenantId, agentId: id, groupId: { notIn: groupIds } } })
    await tx.agentGroupMember.createMany({
      skipDuplicates: true,
      data: groupIds.map((groupId) => ({ ...row, groupId })),
    })
  }
  if (line.skills !== null) {
    const levels = line.skills.flatMap(({ name: skill, proficiency }) =>
      idsOf([skill], names.skills).map((skillId) => ({ ...row, skillId, proficiency })),
    )
    await tx.agentSkill.deleteMany({ where: { tenantId, agentId: id } })
    await tx.agentSkill.createMany({ data: levels, skipDuplicates: true })
  }
  return id
}

const keyOf = (name: string): string => name.trim().toLowerCase()
const idsOf = <T>(names: readonly string[], known: ReadonlyMap<string, T>): T[] =>
  names.flatMap((name) => known.get(keyOf(name)) ?? [])

async function namesOf(tx: Transaction, tenantId: TenantId): Promise<Names> {
  const inUse = { where: { tenantId, archivedAt: null }, select: { id: true, name: true } }
  const [queues, groups, skills] = [
    await tx.queue.findMany(inUse),
    await tx.agentGroup.findMany(inUse),
    await tx.skill.findMany(inUse),
  ]
  return {
    queues: new Map(queues.map(({ id, name }) => [keyOf(name), idSchema('queue').parse(id)])),
    groups: new Map(groups.map(({ id, name }) => [keyOf(name), idSchema('group').parse(id)])),
    skills: new Map(skills.map(({ id, name }) => [keyOf(name), idSchema('skill').parse(id)])),
  }
}

async function presentAgents(
  tx: Transaction,
  tenantId: TenantId,
  lines: readonly AgentLine[],
): Promise<ReadonlyMap<string, AgentId>> {
  const numbers = lines.map(({ employeeNumber }) => employeeNumber)
  const rows = await tx.agent.findMany({ where: { tenantId, employeeNumber: { in: numbers } } })
  return new Map(rows.map(({ id, employeeNumber }) => [employeeNumber ?? '', idSchema('agent').parse(id)]))
}

function unknownNames(line: AgentLine, names: Names): readonly ImportIssue[] {
  const unknown = (field: string, list: readonly string[] | null, known: ReadonlyMap<string, string>) =>
    (list ?? [])
      .filter((name) => !known.has(keyOf(name)))
      .map((name) => ({
        line: line.line,
        field,
        code: 'notFound',
        message: `There is no "${name}" among the ${field}. Make it first, or correct the name.`,
      }))
  return [
    ...unknown('queues', line.queues, names.queues),
    ...unknown('groups', line.groups, names.groups),
    ...unknown('skills', line.skills?.map(({ name }) => name) ?? null, names.skills),
  ]
}
