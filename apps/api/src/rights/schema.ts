import type { ExplainedRight } from '@seatline/core'
import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { ActingAs, Permission, Role, Tenant } from '../tenants/schema.ts'
import type { BranchNameView, PersonRightsView, RightRowView, RightsHolderView } from './rights-views.ts'
import * as service from './service.ts'

const RightRow = builder.objectRef<RightRowView>('RightRow').implement({
  description: 'A row of the rights table: a permission, and the roles that carry it.',
  fields: (t) => ({
    permission: t.field({ type: Permission, resolve: (row) => row.permission }),
    rolesWith: t.field({ type: [Role], resolve: (row) => row.rolesWith }),
    isOfPlatform: t.exposeBoolean('isOfPlatform', { description: 'Concerns the platform; only the operator has it.' }),
    isOfHeadOffice: t.exposeBoolean('isOfHeadOffice', {
      description: 'Concerns the company as a whole; nobody who is confined to a branch has it.',
    }),
  }),
})

const BranchName = builder.objectRef<BranchNameView>('BranchName').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const RightsHolder = builder.objectRef<RightsHolderView>('RightsHolder').implement({
  description: 'Somebody who is something in the tenant.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    email: t.exposeString('email'),
    roles: t.field({ type: [Role], resolve: (holder) => holder.roles }),
    branch: t.field({ type: BranchName, nullable: true, resolve: (holder) => holder.branch }),
  }),
})

const HeldRight = builder.objectRef<ExplainedRight>('HeldRight').implement({
  description: 'Whether a person has a permission, and why.',
  fields: (t) => ({
    permission: t.field({ type: Permission, resolve: (right) => right.permission }),
    isHeld: t.exposeBoolean('isHeld'),
    byRoles: t.field({
      type: [Role],
      description: "The person's roles that carry it.",
      resolve: (right) => right.byRoles,
    }),
    byActingAs: t.exposeBoolean('byActingAs', {
      description: 'Held only while the person acts as the administrator.',
    }),
    isWithheldByBranch: t.exposeBoolean('isWithheldByBranch', {
      description: 'A role carries it, but the person is confined to a branch.',
    }),
    rolesWith: t.field({ type: [Role], description: 'Who could do it.', resolve: (right) => right.rolesWith }),
  }),
})

const PersonRights = builder.objectRef<PersonRightsView>('PersonRights').implement({
  description: 'What a person may do in the tenant, and why.',
  fields: (t) => ({
    personId: t.id({ resolve: (rights) => rights.person.id }),
    personName: t.string({ resolve: (rights) => rights.person.name }),
    roles: t.field({ type: [Role], resolve: (rights) => rights.roles }),
    branch: t.field({ type: BranchName, nullable: true, resolve: (rights) => rights.branch }),
    actingAs: t.field({ type: ActingAs, nullable: true, resolve: (rights) => rights.actAs }),
    rights: t.field({ type: [HeldRight], resolve: (rights) => rights.rights }),
  }),
})

builder.queryFields((t) => ({
  rightsTable: t.field({
    type: [RightRow],
    description: 'Every permission and who has it: what the server itself decides by.',
    resolve: () => service.rightsTable(),
  }),
}))

builder.objectFields(Tenant, (t) => ({
  ownRights: t.field({
    type: PersonRights,
    description: 'What the viewer may do in the tenant, and why.',
    resolve: ({ id }, _args, { scope }) => service.ownRights(scope, { tenantId: id }),
  }),
  rightsOf: t.field({
    type: PersonRights,
    args: { personId: t.arg.id({ required: true }) },
    resolve: ({ id }, { personId }, { scope }) =>
      service.rightsOf(scope, { tenantId: id, userId: parseId(idSchema('user'), 'personId', personId) }),
  }),
  rightsHolders: t.field({
    type: [RightsHolder],
    description: 'The people of the tenant by name, 200 at most.',
    args: { search: t.arg.string({ description: 'Part of the name or of the e-mail address.' }) },
    resolve: ({ id }, { search }, { scope }) => service.listHolders(scope, { tenantId: id, search: search ?? '' }),
  }),
}))
