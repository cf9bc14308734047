import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { idSchema } from '@seatline/core'
import { Tenant } from '../tenants/schema.ts'
import { CODE_KINDS } from './code-views.ts'
import type { CodeView } from './code-views.ts'
import * as service from './service.ts'

const CodeKind = enumOf('CodeKind', CODE_KINDS, 'REASON: why an agent is not ready. DISPOSITION: how a call came out.')

const Code = builder.objectRef<CodeView>('Code').implement({
  description: 'A word of a list that agents choose from, as those who keep the list see it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.field({ type: CodeKind, resolve: (code) => code.kind }),
    name: t.exposeString('name'),
    position: t.exposeInt('position'),
    archived: t.exposeBoolean('archived', { description: 'Not offered any more; what was said with it keeps it.' }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  codes: t.field({
    type: [Code],
    description: 'In the order to show them; archived ones last.',
    args: { kind: t.arg({ type: CodeKind, required: true }) },
    resolve: ({ id }, { kind }, { scope }) => service.listCodes(scope, { tenantId: id, kind }),
  }),
}))

type Place = { readonly tenantId: string; readonly id: string; readonly kind: CodeView['kind'] }

const tenantOf = (input: { readonly tenantId: string }) => parseId(idSchema('tenant'), 'tenantId', input.tenantId)
const placeOf = ({ kind, id, ...input }: Place) => ({
  tenantId: tenantOf(input),
  kind,
  id: kind === 'reason' ? parseId(idSchema('reason'), 'id', id) : parseId(idSchema('disposition'), 'id', id),
})

const CreateCodeInput = builder.inputType('CreateCodeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    kind: t.field({ type: CodeKind, required: true }),
    name: t.string({ required: true }),
  }),
})
const RenameCodeInput = builder.inputType('RenameCodeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    kind: t.field({ type: CodeKind, required: true }),
    id: t.id({ required: true }),
    name: t.string({ required: true }),
  }),
})
const ArchiveCodeInput = builder.inputType('ArchiveCodeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    kind: t.field({ type: CodeKind, required: true }),
    id: t.id({ required: true }),
    archived: t.boolean({ required: true }),
  }),
})
const OrderCodesInput = builder.inputType('OrderCodesInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    kind: t.field({ type: CodeKind, required: true }),
    ids: t.idList({ required: true, description: 'Every code in use, each once.' }),
  }),
})

const OrderedCodes = builder.objectRef<{ readonly codes: readonly CodeView[] }>('OrderedCodes').implement({
  fields: (t) => ({ codes: t.field({ type: [Code], resolve: (ordered) => ordered.codes }) }),
})

builder.mutationFields((t) => ({
  createCode: t.field({
    type: Code,
    errors: administrationErrors('CreateCode'),
    args: { input: t.arg({ type: CreateCodeInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.createCode(scope, { ...input, tenantId: tenantOf(input) }),
  }),
  renameCode: t.field({
    type: Code,
    errors: administrationErrors('RenameCode'),
    args: { input: t.arg({ type: RenameCodeInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.renameCode(scope, { ...placeOf(input), name: input.name }),
  }),
  setCodeArchived: t.field({
    type: Code,
    description: 'Offered no more, or again. A code is never deleted.',
    errors: administrationErrors('SetCodeArchived'),
    args: { input: t.arg({ type: ArchiveCodeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.setCodeArchived(scope, { ...placeOf(input), archived: input.archived }),
  }),
  orderCodes: t.field({
    type: OrderedCodes,
    errors: administrationErrors('OrderCodes'),
    args: { input: t.arg({ type: OrderCodesInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      codes: await service.orderCodes(scope, { ...input, tenantId: tenantOf(input) }),
    }),
  }),
}))
