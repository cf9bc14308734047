import { idSchema, LIFECYCLE } from '@seatline/core'
import { z } from 'zod'
import { announceAccessChange } from '../auth/access-changes.ts'
import type { Origin } from '../auth/request-scope.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { DatabaseScope, Transaction } from '../database/client.ts'
import type { Invitation, Tenant, User } from '../generated/prisma/client.ts'
import type { LogIn } from '../identity-admin/identity-admin.ts'
import { newId } from '../new-id.ts'
import type { Platform } from '../platform.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import { beginAgentWork } from './agent-row.ts'
import { invitationHash } from './invitation-token.ts'
import { keepVersions, sendVersions } from './keep-versions.ts'
import { PASSWORD_POLICY, passwordIssues } from './password-policy.ts'
import { takesCalls } from './roles-offered.ts'
import { invitationStateOf } from './rows.ts'

/** `password`: a new log-in, whose owner chooses a password. `logIn`: there is one with this e-mail address; its owner logs in with it. */
export type AcceptanceNeed = 'password' | 'logIn'

/** All that the holder of a token is told: who invites, and what is needed. */
export type OpenInvitation = {
  readonly tenant: { readonly name: string; readonly color: string }
  readonly email: string
  readonly name: string
  readonly locale: string
  readonly roles: readonly string[]
  readonly expiresAt: string
  readonly needs: AcceptanceNeed
  readonly passwordPolicy: typeof PASSWORD_POLICY
}

export async function lookAtInvitation(platform: Platform, token: string): Promise<OpenInvitation> {
  const found = await findOpen(platform, token)
  const { invitation, tenant } = found
  return {
    tenant: { name: tenant.kind === 'operator' ? tenant.name : tenant.brandName, color: tenant.brandColor },
    email: invitation.email,
    name: invitation.name,
    locale: invitation.locale.replace('_', '-'),
    roles: invitation.roles,
    expiresAt: invitation.expiresAt.toISOString(),
    needs: (await needOf(platform, invitation.email)).need,
    passwordPolicy: PASSWORD_POLICY,
  }
}

export type Acceptance = {
  readonly token: string
  /** Of one who chooses a password. */
  readonly name?: unknown
  readonly password?: unknown
  /** The subject of one who has logged in. */
  readonly subject: string | null
  readonly origin: Origin
}

const newPersonSchema = z.object({ name: nameField(), password: z.string('Choose a password.') })

/**
 * Makes the invited person one of the tenant. The log-in is made first, unusable, and is opened within the transaction that writes the rows: whatever fails
 * in between can be tried again with the same link.
 */
export async function acceptInvitation(platform: Platform, acceptance: Acceptance): Promise<void> {
  const found = await findOpen(platform, acceptance.token)
  const { need, logIn } = await needOf(platform, found.invitation.email)
  if (need === 'logIn') {
    if (logIn === null || acceptance.subject === null) throw refusal('logInNeeded', 'Log in first, then accept.')
    if (logIn.id !== acceptance.subject)
      throw refusal('otherPerson', 'You are logged in as somebody else. Log out, and log in as the one who is invited.')
    await enter(platform, { ...found, acceptance, subject: logIn.id, name: found.invitation.name, open: null })
    return
  }
  const { name, password } = parseInput(newPersonSchema, { name: acceptance.name, password: acceptance.password })
  const { email, locale } = found.invitation
  const issues = passwordIssues(password, { email, name })
  if (issues.length > 0) throw new InputRefusedError('Choose another password.', issues)
  const { identityAdmin } = platform
  const { id } = logIn ?? (await identityAdmin.create({ email, name, locale: locale.replace('_', '-') }))
  await identityAdmin.setPassword(id, password)
  await enter(platform, { ...found, acceptance, subject: id, name, open: () => identityAdmin.setEnabled(id, true) })
}

type Found = { readonly invitation: Invitation; readonly tenant: Tenant; readonly hash: string }

async function findOpen({ database, now }: Platform, token: string): Promise<Found> {
  const hash = invitationHash(token)
  const invitation =
    hash === null
      ? null
      : await database.withTenants({ tenantIds: [], invitation: hash }, (tx) =>
          tx.invitation.findUnique({ where: { tokenHash: hash } }),
        )
  if (hash === null || invitation === null) throw new NotFoundError('invitation')
  mustBeOpen(invitation, now())
  const tenant = await database.withTenants({ tenantIds: [invitation.tenantId] }, (tx) =>
    tx.tenant.findUniqueOrThrow({ where: { id: invitation.tenantId } }),
  )
  if (!LIFECYCLE[tenant.status].mayLogIn) throw refusal('closed', 'This company cannot be entered at the moment.')
  return { invitation, tenant, hash }
}

function mustBeOpen(invitation: Invitation, now: ReturnType<Platform['now']>): void {
  const state = invitationStateOf(invitation, now)
  if (state === 'accepted') throw refusal('accepted', 'This invitation has been accepted. Just log in.')
  if (state === 'withdrawn') throw refusal('withdrawn', 'This invitation was withdrawn.')
  if (state === 'expired') throw refusal('expired', 'This invitation has ended. Ask for it to be sent again.')
}

const refusal = (code: string, message: string): UserError => new UserError({ code: `invitation.${code}`, message })

/**
 * A log-in that is closed and belongs to nobody we know is one that an acceptance began to make: it is finished now. One that is closed and belongs to somebody
 * was closed by the identity provider's administrator, which no invitation undoes.
 */
async function needOf(
  { database, identityAdmin }: Platform,
  email: string,
): Promise<{ readonly need: AcceptanceNeed; readonly logIn: LogIn | null }> {
  const logIn = await identityAdmin.findByEmail(email)
  if (logIn === null) return { need: 'password', logIn }
  if (logIn.enabled) return { need: 'logIn', logIn }
  const user = await database.withTenants({ tenantIds: [], subject: logIn.id }, (tx) =>
    tx.user.findUnique({ where: { subject: logIn.id } }),
  )
  if (user !== null) throw refusal('blocked', 'This log-in is closed. Ask whoever looks after log-ins to open it.')
  return { need: 'password', logIn }
}

type Entering = Found & {
  readonly acceptance: Acceptance
  readonly subject: string
  readonly name: string
  readonly open: (() => Promise<void>) | null
}

async function enter(platform: Platform, entering: Entering): Promise<void> {
  const { invitation, tenant, hash, subject, acceptance } = entering
  const tenantId = idSchema('tenant').parse(tenant.id)
  const wall = await wallOf(platform, { tenantId, hash, subject })
  const versions = await platform.database.withTenants(wall, async (tx) => {
    await tx.$executeRaw`SELECT FROM invitation WHERE id = ${invitation.id} FOR UPDATE`
    mustBeOpen(await tx.invitation.findUniqueOrThrow({ where: { id: invitation.id } }), platform.now())
    const user = await keepUser(tx, entering)
    await keepMemberships(tx, invitation, user)
    const isServing = await keepAgent(tx, invitation, user)
    await tx.invitation.update({
      where: { id: invitation.id },
      data: { acceptedAt: new Date(platform.now()), acceptedUserId: user.id },
    })
    await audit(tx, { platform, invitation, user, origin: acceptance.origin })
    const kept = await keepVersions(
      tx,
      { platform },
      {
        tenantIds: isServing ? [tenantId] : [],
        action: 'invitation.accept',
        summary: `${user.name} takes calls from now on`,
        by: user.id,
      },
    )
    await entering.open?.()
    return kept
  })
  await announceAccessChange(platform, { subjects: [subject], tenantIds: [tenantId] })
  await sendVersions({ platform }, versions)
}

/** Sees the tenant, and the person wherever the person is something: an agent of another tenant stays that one's agent. */
async function wallOf(
  { database }: Platform,
  who: { readonly tenantId: string; readonly hash: string; readonly subject: string },
): Promise<DatabaseScope> {
  const { tenantId, hash, subject } = who
  const user = await database.withTenants({ tenantIds: [tenantId], subject }, (tx) =>
    tx.user.findUnique({ where: { subject } }),
  )
  if (user === null) return { tenantIds: [tenantId], invitation: hash, subject }
  const rows = await database.withTenants({ tenantIds: [], userId: user.id }, (tx) =>
    tx.membership.findMany({ where: { userId: user.id }, select: { tenantId: true } }),
  )
  const tenantIds = [...new Set([tenantId, user.tenantId, ...rows.map((row) => row.tenantId)])]
  return { tenantIds, invitation: hash, subject, userId: user.id }
}

async function keepUser(tx: Transaction, { invitation, subject, name }: Entering): Promise<User> {
  const { tenantId, email, locale } = invitation
  const known = await tx.user.findUnique({ where: { subject } })
  if (known !== null) return known
  const home = { tenantId_email: { tenantId, email } }
  // The identity provider was set up anew, or the log-in was: the same person under another subject.
  if ((await tx.user.findUnique({ where: home })) !== null)
    return tx.user.update({ where: home, data: { subject, name } })
  return tx.user.create({ data: { id: newId('user'), tenantId, subject, name, email, locale } })
}

async function keepMemberships(tx: Transaction, { tenantId, roles, branchId }: Invitation, user: User): Promise<void> {
  await tx.membership.createMany({
    data: roles.map((role) => ({ id: newId('membership'), tenantId, userId: user.id, role, branchId })),
    skipDuplicates: true,
  })
}

/** Whether the media plane has to learn of an agent. */
async function keepAgent(tx: Transaction, invitation: Invitation, user: User): Promise<boolean> {
  if (!takesCalls(invitation.roles)) return false
  const { branchId, grade, employeeNumber, queueIds } = invitation
  const tenantId = idSchema('tenant').parse(invitation.tenantId)
  const agent = await beginAgentWork(tx, {
    tenantId,
    userId: user.id,
    name: user.name,
    branchId,
    grade,
    employeeNumber,
  })
  const queues = await tx.queue.findMany({ where: { tenantId, id: { in: queueIds }, archivedAt: null } })
  await tx.agentQueue.createMany({
    data: queues.map((queue) => ({ tenantId, agentTenantId: agent.tenantId, agentId: agent.id, queueId: queue.id })),
    skipDuplicates: true,
  })
  return queues.length > 0
}

type Accepted = {
  readonly platform: Platform
  readonly invitation: Invitation
  readonly user: User
  readonly origin: Origin
}

/** The person's own act, before there is a viewer to write it down for. */
async function audit(tx: Transaction, { platform, invitation, user, origin }: Accepted): Promise<void> {
  const { tenantId, email, roles } = invitation
  await tx.auditEvent.create({
    data: {
      id: newId('audit'),
      tenantId,
      at: new Date(platform.now()),
      actorUserId: user.id,
      actorName: user.name,
      action: 'invitation.accept',
      subjectId: user.id,
      subjectName: user.name,
      after: { email, roles },
      address: origin.address,
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
    },
  })
}
