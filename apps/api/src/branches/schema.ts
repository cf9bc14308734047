import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import type { BranchPartsView, BranchPartView, BranchView } from './branch-views.ts'
import * as service from './service.ts'

export const Branch = builder.objectRef<BranchView>('Branch').implement({
  description: 'A part of a tenant that sees itself only.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    isArchived: t.exposeBoolean('isArchived'),
  }),
})

const BranchPart = builder.objectRef<BranchPartView<string>>('BranchPart').implement({
  description: 'Something that may belong to a branch.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    branchId: t.exposeID('branchId', { nullable: true, description: 'null: the head office.' }),
  }),
})

const BranchParts = builder.objectRef<BranchPartsView>('BranchParts').implement({
  description: 'Everything in use that may belong to a branch.',
  fields: (t) => ({
    queues: t.field({ type: [BranchPart], resolve: (parts) => parts.queues }),
    numbers: t.field({ type: [BranchPart], resolve: (parts) => parts.numbers }),
    agents: t.field({ type: [BranchPart], resolve: (parts) => parts.agents }),
    people: t.field({ type: [BranchPart], resolve: (parts) => parts.people }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  branches: t.field({
    type: [Branch],
    description: 'By name; for one who is confined to a branch that one.',
    resolve: ({ id }, _args, { scope }) => service.listBranches(scope, { tenantId: id }),
  }),
  branchParts: t.field({
    type: BranchParts,
    resolve: ({ id }, _args, { scope }) => service.listParts(scope, { tenantId: id }),
  }),
}))

const CreateBranchInput = builder.inputType('CreateBranchInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), name: t.string({ required: true }) }),
})
const RenameBranchInput = builder.inputType('RenameBranchInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    branchId: t.id({ required: true }),
    name: t.string({ required: true }),
  }),
})
const ArchiveBranchInput = builder.inputType('ArchiveBranchInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), branchId: t.id({ required: true }) }),
})
const MoveToBranchInput = builder.inputType('MoveToBranchInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    branchId: t.id({ description: 'null: to the head office.' }),
    queueIds: t.idList(),
    numberIds: t.idList(),
    agentIds: t.idList(),
    personIds: t.idList(),
  }),
})

const tenantIn = (input: { readonly tenantId: string }) => parseId(idSchema('tenant'), 'tenantId', input.tenantId)
const branchIn = (input: { readonly tenantId: string; readonly branchId: string }) => ({
  tenantId: tenantIn(input),
  branchId: parseId(idSchema('branch'), 'branchId', input.branchId),
})

builder.mutationFields((t) => ({
  createBranch: t.field({
    type: Branch,
    errors: administrationErrors('CreateBranch'),
    args: { input: t.arg({ type: CreateBranchInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.createBranch(scope, { tenantId: tenantIn(input), name: input.name }),
  }),
  renameBranch: t.field({
    type: Branch,
    errors: administrationErrors('RenameBranch'),
    args: { input: t.arg({ type: RenameBranchInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.renameBranch(scope, { ...branchIn(input), name: input.name }),
  }),
  archiveBranch: t.field({
    type: Branch,
    description: 'Closes an empty branch for good.',
    errors: administrationErrors('ArchiveBranch'),
    args: { input: t.arg({ type: ArchiveBranchInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.archiveBranch(scope, branchIn(input)),
  }),
  moveToBranch: t.field({
    type: BranchParts,
    description: 'Gives queues, numbers, agents and people to a branch, or back to the head office.',
    errors: administrationErrors('MoveToBranch'),
    args: { input: t.arg({ type: MoveToBranchInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.moveToBranch(scope, {
        tenantId: tenantIn(input),
        branchId:
          input.branchId === null || input.branchId === undefined
            ? null
            : parseId(idSchema('branch'), 'branchId', input.branchId),
        queueIds: (input.queueIds ?? []).map((id) => parseId(idSchema('queue'), 'queueIds', id)),
        numberIds: (input.numberIds ?? []).map((id) => parseId(idSchema('did'), 'numberIds', id)),
        agentIds: (input.agentIds ?? []).map((id) => parseId(idSchema('agent'), 'agentIds', id)),
        personIds: (input.personIds ?? []).map((id) => parseId(idSchema('user'), 'personIds', id)),
      }),
  }),
}))
