import type { InvitationId, TenantId } from '@seatline/core'
import { LIFECYCLE } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { MailError } from '../mail/mailer.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { branchIssues, employeeNumberIssues, inviteSchema, queueIssues, roleIssues } from './input.ts'
import type { InviteFields } from './input.ts'
import { invitationMail } from './invitation-mail.ts'
import { INVITATION_MS, invitationHash, invitationLink, newInvitationToken } from './invitation-token.ts'
import type { InvitationView, SentInvitationView } from './person-views.ts'
import * as repository from './repository.ts'

const readAll = authorized('people.manage', (scope, { tenantId }: { readonly tenantId: TenantId }) =>
  scope.run((tx) => repository.readInvitations(tx, tenantId, scope.platform.now())),
)
export const listInvitations = (scope: RequestScope, tenantId: TenantId): Promise<InvitationView[]> =>
  readAll(scope, { tenantId })

type Invite = { readonly tenantId: TenantId; readonly fields: unknown }

/** The row comes first, then the mail: whatever becomes of the mail, the invitation is there and says so. */
export const invite = authorized(
  'people.manage',
  async (scope, { fields: given }: Invite): Promise<SentInvitationView> => {
    const fields = parseInput(inviteSchema, given)
    if (!LIFECYCLE[scope.tenant.status].mayLogIn)
      throw new UserError({
        code: 'tenant.notOpen',
        message: `While it is ${scope.tenant.status}, nobody can log in: invite people when it has been taken up.`,
      })
    const token = newInvitationToken()
    const invitation = await scope.run(async (tx) => {
      await repository.lockPeople(tx, scope.tenant.id)
      const issues = await inviteIssues(tx, scope, fields)
      if (issues.length > 0) throw new InputRefusedError('This person cannot be invited like that.', issues)
      return keepInvitation(tx, scope, { fields, token })
    })
    return send(scope, invitation, token)
  },
)

async function inviteIssues(tx: Transaction, scope: TenantScope, fields: InviteFields): Promise<InputIssue[]> {
  const { email } = fields
  const tenantId = scope.tenant.id
  const emailIssue = (code: string, message: string): InputIssue[] => [{ field: 'email', code, message }]
  const open = {
    tenantId,
    email,
    acceptedAt: null,
    withdrawnAt: null,
    expiresAt: { gt: new Date(scope.platform.now()) },
  }
  return [
    ...((await repository.findPersonByEmail(tx, { tenantId, email }))
      ? emailIssue('alreadyMember', 'This person is here already. Change their roles instead.')
      : []),
    ...((await tx.invitation.findFirst({ where: open })) === null
      ? []
      : emailIssue('alreadyInvited', 'This person has an open invitation. Send that again, or withdraw it first.')),
    ...roleIssues(scope, fields.roles),
    ...(await branchIssues(tx, scope, fields.branchId)),
    ...(await queueIssues(tx, scope, fields)),
    ...(await employeeNumberIssues(tx, scope, fields.employeeNumber)),
  ]
}

async function keepInvitation(
  tx: Transaction,
  scope: TenantScope,
  { fields, token }: { readonly fields: InviteFields; readonly token: string },
): Promise<InvitationView> {
  const now = scope.platform.now()
  const id = newId('invitation')
  await tx.invitation.create({
    data: {
      ...fields,
      id,
      tenantId: scope.tenant.id,
      locale: fields.locale === 'zh-CN' ? 'zh_CN' : 'en',
      tokenHash: invitationHash(token) ?? '',
      invitedBy: scope.viewer.person.id,
      createdAt: new Date(now),
      expiresAt: new Date(now + INVITATION_MS),
    },
  })
  const { email, roles, branchId, queueIds } = fields
  await recordAudit(tx, scope, {
    tenantId: scope.tenant.id,
    action: 'person.invite',
    subject: { id, name: fields.name },
    after: { email, roles, branchId, queueIds },
  })
  return found(await repository.findInvitation(tx, { tenantId: scope.tenant.id, id }, now))
}

type Named = { readonly tenantId: TenantId; readonly invitationId: InvitationId }

/** A new link, good for another week; the one before is dead from now on. */
export const resend = authorized(
  'people.manage',
  async (scope, { invitationId }: Named): Promise<SentInvitationView> => {
    const token = newInvitationToken()
    const expiresAt = new Date(scope.platform.now() + INVITATION_MS)
    const invitation = await scope.run(async (tx) => {
      await mustBeOpen(tx, scope, invitationId)
      await tx.invitation.update({
        where: { id: invitationId },
        data: { tokenHash: invitationHash(token) ?? '', expiresAt, sentAt: null, sendProblem: null },
      })
      return audited(tx, scope, { invitationId, action: 'invitation.resend' })
    })
    return send(scope, invitation, token)
  },
)

export const withdraw = authorized('people.manage', (scope, { invitationId }: Named): Promise<InvitationView> =>
  scope.run(async (tx) => {
    await mustBeOpen(tx, scope, invitationId)
    await tx.invitation.update({
      where: { id: invitationId },
      data: { withdrawnAt: new Date(scope.platform.now()) },
    })
    return audited(tx, scope, { invitationId, action: 'invitation.withdraw' })
  }),
)

async function mustBeOpen(tx: Transaction, scope: TenantScope, id: InvitationId): Promise<void> {
  await tx.$executeRaw`SELECT FROM invitation WHERE id = ${id} FOR UPDATE`
  const known = await repository.findInvitation(tx, { tenantId: scope.tenant.id, id }, scope.platform.now())
  if (known === null) throw new NotFoundError('invitation')
  if (known.state === 'accepted' || known.state === 'withdrawn')
    throw new UserError({
      code: `invitation.${known.state}`,
      message: known.state === 'accepted' ? 'This invitation has been accepted.' : 'This invitation was withdrawn.',
    })
}

async function audited(
  tx: Transaction,
  scope: TenantScope,
  act: { readonly invitationId: InvitationId; readonly action: string },
): Promise<InvitationView> {
  const where = { tenantId: scope.tenant.id, id: act.invitationId }
  const invitation = found(await repository.findInvitation(tx, where, scope.platform.now()))
  const { id, name, email } = invitation
  await recordAudit(tx, scope, {
    tenantId: scope.tenant.id,
    action: act.action,
    subject: { id, name },
    after: { email },
  })
  return invitation
}

/** Never rejects for the mail's sake: what went wrong is kept with the invitation, for whoever looks at it. */
async function send(scope: TenantScope, invitation: InvitationView, token: string): Promise<SentInvitationView> {
  const { platform, tenant } = scope
  const link = invitationLink(platform.portalUrl, token)
  const { id, email, name, locale } = invitation
  const brand = tenant.kind === 'operator' ? tenant.name : tenant.brand.name
  const mail = invitationMail({ to: email, name, locale, brand, color: tenant.brand.color, link })
  const sendProblem = await platform.mailer.send(mail).then(
    () => null,
    (error: unknown) => {
      platform.log.warn({ err: error, invitationId: id }, 'an invitation could not be sent')
      return error instanceof MailError ? error.message : 'The mail could not be sent.'
    },
  )
  const sentAt = sendProblem === null ? new Date(platform.now()) : null
  const kept = await scope.run(async (tx) => {
    await tx.invitation.updateMany({ where: { id, tenantId: tenant.id }, data: { sentAt, sendProblem } })
    return repository.findInvitation(tx, { tenantId: tenant.id, id }, platform.now())
  })
  return { invitation: found(kept), link }
}

function found(invitation: InvitationView | null): InvitationView {
  if (invitation === null) throw new NotFoundError('invitation')
  return invitation
}
