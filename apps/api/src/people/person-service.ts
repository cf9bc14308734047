import type { Role, TenantId, UserId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { announceAccessChange } from '../auth/access-changes.ts'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { pageOf } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import { beginAgentWork, endAgentWork } from './agent-row.ts'
import type { EndedAgentWork } from './agent-row.ts'
import { branchIssues, roleIssues, rolesSchema } from './input.ts'
import type { RolesFields } from './input.ts'
import { keepVersions, sendVersions } from './keep-versions.ts'
import type { PeopleFilter, TenantPersonView } from './person-views.ts'
import { personTies } from './person-ties.ts'
import type { PersonTies } from './person-ties.ts'
import * as repository from './repository.ts'
import { revokePhone } from './revoke-phone.ts'
import { indispensableRole, takesCalls } from './roles-offered.ts'

type List = { readonly tenantId: TenantId; readonly filter: PeopleFilter; readonly page: PageArguments }

export const listPeople = authorized(
  'people.view',
  async (scope, { filter, page }: List): Promise<Page<TenantPersonView>> => {
    const people = await scope.run((tx) => repository.readPeople(tx, scope.tenant.id))
    return pageOf(people.filter(fits(filter)), page)
  },
)

const fits =
  ({ text, role }: PeopleFilter) =>
  (person: TenantPersonView): boolean => {
    const sought = text?.trim().toLowerCase() ?? ''
    const said = [person.name, person.email, person.agent?.employeeNumber ?? '', person.branch?.name ?? '']
    return (role === null || person.roles.includes(role)) && said.some((word) => word.toLowerCase().includes(sought))
  }

type Named = { readonly tenantId: TenantId; readonly personId: UserId }

export const findPerson = authorized('people.view', (scope, { personId }: Named) =>
  scope.run((tx) => repository.findPerson(tx, { tenantId: scope.tenant.id, userId: personId })),
)

/** Takes the person out of the tenant. What they may do here, and everything open on their screens, ends now. */
export const removePerson = authorized(
  'people.manage',
  async (scope, { personId }: Named): Promise<TenantPersonView> => {
    const { person, ties } = await mustFind(scope, personId)
    const ended = await scope.runIn(ties.wall, async (tx) => {
      await mustNotBeLast(tx, scope, person, { roles: [], branchId: null })
      const work = await endAgentWork(tx, { userId: personId, tenantId: scope.tenant.id })
      await tx.membership.deleteMany({ where: { tenantId: scope.tenant.id, userId: personId } })
      const left = work.leftAgentId === null ? [] : await endServing(tx, scope, { person, ties })
      await audit(tx, scope, { person, action: 'person.remove', after: null })
      return finish(tx, scope, { person, work, left })
    })
    await announce(scope, ties, ended)
    if (ties.tenantIds.every((id) => id === scope.tenant.id || ended.left.includes(id))) await endSessions(scope, ties)
    return person
  },
)

type Change = Named & { readonly fields: unknown }

/** What the person is here from now on; the branch is the same for all of it. */
export const changePerson = authorized('people.manage', async (scope, { personId, fields: given }: Change) => {
  const fields = parseInput(rolesSchema, given)
  const { person, ties } = await mustFind(scope, personId)
  const issues = await scope.run(async (tx) => [
    ...roleIssues(scope, fields.roles),
    ...(await branchIssues(tx, scope, fields.branchId)),
  ])
  if (issues.length > 0) throw new InputRefusedError('The person cannot be changed like that.', issues)
  const ended = await scope.runIn(ties.wall, async (tx) => {
    await mustNotBeLast(tx, scope, person, fields)
    await writeRoles(tx, scope, { person, fields })
    const work = await changeAgentWork(tx, scope, { person, fields })
    const left = work.leftAgentId === null ? [] : await endServing(tx, scope, { person, ties })
    const { roles, branchId, grade } = fields
    await audit(tx, scope, { person, action: 'person.changeRoles', after: { roles, branchId, grade } })
    return finish(tx, scope, { person, work, left })
  })
  await announce(scope, ties, ended)
  const changed = await scope.run((tx) => repository.findPerson(tx, { tenantId: scope.tenant.id, userId: personId }))
  if (changed === null) throw new NotFoundError('person')
  return changed
})

async function mustFind(
  scope: TenantScope,
  userId: UserId,
): Promise<{ readonly person: TenantPersonView; readonly ties: PersonTies }> {
  // With the viewer's own wall first: who is confined to a branch manages nobody of another.
  const person = await scope.run((tx) => repository.findPerson(tx, { tenantId: scope.tenant.id, userId }))
  const ties = person === null ? null : await personTies(scope, userId)
  if (person === null || ties === null) throw new NotFoundError('person')
  return { person, ties }
}

async function mustNotBeLast(
  tx: Transaction,
  scope: TenantScope,
  person: TenantPersonView,
  after: { readonly roles: readonly Role[]; readonly branchId: string | null },
): Promise<void> {
  await repository.lockPeople(tx, scope.tenant.id)
  const role = indispensableRole(scope.tenant.kind)
  const isOne = (roles: readonly Role[], branch: unknown): boolean => roles.includes(role) && branch === null
  if (!isOne(person.roles, person.branch) || isOne(after.roles, after.branchId)) return
  const others = await tx.membership.count({
    where: { tenantId: scope.tenant.id, role, branchId: null, userId: { not: person.id } },
  })
  if (others === 0)
    throw new LimitReachedError({
      code: 'person.lastAdmin',
      message: 'This is the last administrator of the whole company. Make somebody else one first.',
    })
}

type Written = { readonly person: TenantPersonView; readonly fields: RolesFields }

async function writeRoles(tx: Transaction, scope: TenantScope, { person, fields }: Written): Promise<void> {
  const of = { tenantId: scope.tenant.id, userId: person.id }
  const { roles, branchId } = fields
  await tx.membership.deleteMany({ where: { ...of, role: { notIn: roles } } })
  await tx.membership.updateMany({ where: of, data: { branchId } })
  await tx.membership.createMany({
    data: roles.map((role) => ({ id: newId('membership'), ...of, role, branchId })),
    skipDuplicates: true,
  })
}

async function changeAgentWork(
  tx: Transaction,
  scope: TenantScope,
  { person, fields }: Written,
): Promise<EndedAgentWork> {
  const where = { userId: person.id, tenantId: scope.tenant.id }
  if (!takesCalls(fields.roles)) return endAgentWork(tx, where)
  const grade = fields.grade ?? person.agent?.grade ?? 'professional'
  const made = { name: person.name, branchId: fields.branchId, employeeNumber: null, grade }
  const agent = await beginAgentWork(tx, { ...where, ...made })
  const served = { agentId: agent.id, tenantId: scope.tenant.id }
  const isServing = (await tx.agentQueue.findFirst({ where: served })) !== null
  return { agentId: null, leftAgentId: null, tenantIds: isServing ? [scope.tenant.id] : [] }
}

/** An agent serves other tenants for the employer: who leaves the employer leaves them too. Each is told in its own audit. */
async function endServing(
  tx: Transaction,
  scope: TenantScope,
  { person, ties }: { readonly person: TenantPersonView; readonly ties: PersonTies },
): Promise<TenantId[]> {
  const left: TenantId[] = []
  for (const tenantId of ties.tenantIds.filter((id) => id !== scope.tenant.id)) {
    const rows = await tx.membership.findMany({ where: { tenantId, userId: person.id } })
    const roles = rows.map((row) => row.role)
    if (!takesCalls(roles)) continue
    await tx.membership.deleteMany({ where: { tenantId, userId: person.id, role: { in: ['agent', 'expert'] } } })
    const { id, name } = person
    await recordAudit(tx, scope, {
      tenantId,
      action: 'person.remove',
      subject: { id, name },
      before: { roles },
      after: { roles: roles.filter((role) => !takesCalls([role])) },
    })
    if (roles.every((role) => takesCalls([role]))) left.push(tenantId)
  }
  return left
}

const audit = (
  tx: Transaction,
  scope: TenantScope,
  act: { readonly person: TenantPersonView; readonly action: string; readonly after: object | null },
): Promise<void> => {
  const { id, name, email, roles, branch } = act.person
  return recordAudit(tx, scope, {
    tenantId: scope.tenant.id,
    action: act.action,
    subject: { id, name },
    before: { email, roles, branchId: branch?.id ?? null },
    after: act.after === null ? null : { ...act.after },
  })
}

type Ended = {
  readonly work: EndedAgentWork
  /** Tenants in which the person is nothing any more, beside this one. */
  readonly left: readonly TenantId[]
  readonly versions: readonly TenantId[]
}

async function finish(
  tx: Transaction,
  scope: TenantScope,
  { person, work, left }: Omit<Ended, 'versions'> & { readonly person: TenantPersonView },
): Promise<Ended> {
  const versions = await keepVersions(tx, scope, {
    tenantIds: work.tenantIds,
    action: 'person.changeRoles',
    summary: `What ${person.name} does as an agent changed`,
    by: scope.viewer.person.id,
  })
  return { work, left, versions }
}

/** After the commit: every process forgets what it knew, the media plane learns the new agents, the phone is told. */
async function announce(scope: TenantScope, ties: PersonTies, { work, versions }: Ended): Promise<void> {
  const { platform } = scope
  const { agentId, leftAgentId } = work
  await announceAccessChange(platform, {
    subjects: [ties.subject],
    tenantIds: [...new Set([scope.tenant.id, ...ties.tenantIds])],
    agentIds: agentId === null ? [] : [agentId],
  })
  if (leftAgentId !== null) await revokePhone(platform, leftAgentId)
  await sendVersions(scope, versions)
}

/** The person is nothing anywhere: the log-in's sessions end. The API refuses the person in any case. */
async function endSessions({ platform }: RequestScope, { subject }: PersonTies): Promise<void> {
  await platform.identityAdmin
    .endSessions(subject)
    .catch((error: unknown) => platform.log.error({ err: error }, 'the sessions of one who left could not be ended'))
}
