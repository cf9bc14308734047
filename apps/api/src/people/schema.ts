import { idSchema } from '@seatline/core'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { parseId } from '../graphql/arguments.ts'
import { Role, SeatGrade } from '../tenants/schema.ts'
import * as invitations from './invitation-service.ts'
import * as people from './person-service.ts'
import { INVITATION_STATES } from './person-views.ts'
import type { InvitationView, PersonBranch, SentInvitationView, TenantPersonView } from './person-views.ts'

const tenantIdOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const personIdOf = (id: string) => parseId(idSchema('user'), 'personId', id)
const invitationIdOf = (id: string) => parseId(idSchema('invitation'), 'invitationId', id)

const Branch = builder.objectRef<PersonBranch>('PersonBranch').implement({
  description: 'The branch to which a person is confined.',
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const PersonAgent = builder.objectRef<NonNullable<TenantPersonView['agent']>>('PersonAgent').implement({
  description: 'The agent a person is.',
  fields: (t) => ({
    id: t.exposeID('id'),
    grade: t.field({ type: SeatGrade, resolve: (agent) => agent.grade }),
    employeeNumber: t.exposeString('employeeNumber', { nullable: true }),
  }),
})

const TenantPerson = builder.objectRef<TenantPersonView>('TenantPerson').implement({
  description: 'A person of a tenant, and what they are there.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    email: t.exposeString('email'),
    locale: t.exposeString('locale'),
    roles: t.field({ type: [Role], resolve: (person) => person.roles }),
    branch: t.field({
      type: Branch,
      nullable: true,
      description: 'null: the whole company.',
      resolve: (person) => person.branch,
    }),
    agent: t.field({
      type: PersonAgent,
      nullable: true,
      description: 'null for one who takes no calls.',
      resolve: (person) => person.agent,
    }),
    since: t.field({ type: 'DateTime', resolve: (person) => person.since }),
  }),
})

const InvitationState = enumOf('InvitationState', INVITATION_STATES)

const Invitation = builder.objectRef<InvitationView>('Invitation').implement({
  description: 'A person asked in by e-mail.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    email: t.exposeString('email'),
    name: t.exposeString('name'),
    locale: t.exposeString('locale'),
    roles: t.field({ type: [Role], resolve: (invitation) => invitation.roles }),
    branch: t.field({ type: Branch, nullable: true, resolve: (invitation) => invitation.branch }),
    grade: t.field({ type: SeatGrade, resolve: (invitation) => invitation.grade }),
    employeeNumber: t.exposeString('employeeNumber', { nullable: true }),
    queueIds: t.exposeIDList('queueIds'),
    state: t.field({ type: InvitationState, resolve: (invitation) => invitation.state }),
    createdAt: t.field({ type: 'DateTime', resolve: (invitation) => invitation.createdAt }),
    expiresAt: t.field({ type: 'DateTime', resolve: (invitation) => invitation.expiresAt }),
    sentAt: t.field({ type: 'DateTime', nullable: true, resolve: (invitation) => invitation.sentAt }),
    sendProblem: t.exposeString('sendProblem', {
      nullable: true,
      description: 'Why the mail could not be sent. Send it again, or pass the link on.',
    }),
  }),
})

const SentInvitation = builder.objectRef<SentInvitationView>('SentInvitation').implement({
  fields: (t) => ({
    invitation: t.field({ type: Invitation, resolve: (sent) => sent.invitation }),
    link: t.exposeString('link', {
      description: 'What the mail holds. It is known only now: it opens the door, so only its hash is kept.',
    }),
  }),
})

const PeopleFilter = builder.inputType('PeopleFilter', {
  fields: (t) => ({
    text: t.string({ description: 'Part of the name, e-mail address, employee number or branch.' }),
    role: t.field({ type: Role }),
  }),
})

const InvitePersonInput = builder.inputType('InvitePersonInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    email: t.string({ required: true }),
    name: t.string({ required: true }),
    locale: t.string({ required: true, description: 'zh-CN or en: of the mail, and of the portal at first.' }),
    roles: t.field({ type: [Role], required: true }),
    branchId: t.id(),
    grade: t.field({ type: SeatGrade, required: true, defaultValue: 'professional' }),
    employeeNumber: t.string(),
    queueIds: t.idList({ required: true, defaultValue: [], description: 'For agents and experts: what they serve.' }),
  }),
})

const ChangePersonInput = builder.inputType('ChangePersonInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    personId: t.id({ required: true }),
    roles: t.field({ type: [Role], required: true, description: 'All of them, from now on.' }),
    branchId: t.id({ description: 'null: the whole company.' }),
    grade: t.field({ type: SeatGrade, description: 'For agents and experts; as it is when left out.' }),
  }),
})

builder.queryFields((t) => ({
  people: t.connection({
    type: TenantPerson,
    description: 'The people of a tenant, by name.',
    args: { tenantId: t.arg.id({ required: true }), filter: t.arg({ type: PeopleFilter }) },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
    resolve: (_root, args, { scope }) =>
      people.listPeople(scope, {
        tenantId: tenantIdOf(args.tenantId),
        filter: { text: args.filter?.text ?? null, role: args.filter?.role ?? null },
        page: args,
      }),
  }),
  person: t.field({
    type: TenantPerson,
    nullable: true,
    description: 'null for one who is nothing in the tenant.',
    args: { tenantId: t.arg.id({ required: true }), personId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      people.findPerson(scope, { tenantId: tenantIdOf(args.tenantId), personId: personIdOf(args.personId) }),
  }),
  invitations: t.field({
    type: [Invitation],
    description: 'The last 500, newest first.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => invitations.listInvitations(scope, tenantIdOf(args.tenantId)),
  }),
}))

builder.mutationFields((t) => ({
  invitePerson: t.field({
    type: SentInvitation,
    errors: administrationErrors('InvitePerson'),
    args: { input: t.arg({ type: InvitePersonInput, required: true }) },
    resolve: (_root, { input }, { scope }) => {
      const { tenantId, branchId = null, employeeNumber = null, ...fields } = input
      return invitations.invite(scope, {
        tenantId: tenantIdOf(tenantId),
        fields: { ...fields, branchId, employeeNumber },
      })
    },
  }),
  resendInvitation: t.field({
    type: SentInvitation,
    description: 'A new link; the one before is dead from now on.',
    errors: administrationErrors('ResendInvitation'),
    args: { tenantId: t.arg.id({ required: true }), invitationId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      invitations.resend(scope, {
        tenantId: tenantIdOf(args.tenantId),
        invitationId: invitationIdOf(args.invitationId),
      }),
  }),
  withdrawInvitation: t.field({
    type: Invitation,
    errors: administrationErrors('WithdrawInvitation'),
    args: { tenantId: t.arg.id({ required: true }), invitationId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      invitations.withdraw(scope, {
        tenantId: tenantIdOf(args.tenantId),
        invitationId: invitationIdOf(args.invitationId),
      }),
  }),
  changePerson: t.field({
    type: TenantPerson,
    errors: administrationErrors('ChangePerson'),
    args: { input: t.arg({ type: ChangePersonInput, required: true }) },
    resolve: (_root, { input }, { scope }) => {
      const { tenantId, personId, roles, branchId = null, grade = null } = input
      return people.changePerson(scope, {
        tenantId: tenantIdOf(tenantId),
        personId: personIdOf(personId),
        fields: { roles, branchId, grade },
      })
    },
  }),
  removePerson: t.field({
    type: TenantPerson,
    description:
      'Takes the person out of the tenant: rights, screens and phone end at once; a call in progress does not.',
    errors: administrationErrors('RemovePerson'),
    args: { tenantId: t.arg.id({ required: true }), personId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      people.removePerson(scope, { tenantId: tenantIdOf(args.tenantId), personId: personIdOf(args.personId) }),
  }),
}))
