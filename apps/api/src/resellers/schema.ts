import { idSchema, instant } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import * as service from './service.ts'
import type { ResellerView, StatementLineView, StatementView } from './service.ts'

const RoleEnum = enumOf(
  'ResellerRole',
  service.RESELLER_ROLES,
  'Collects from the clients, or has a commission of them.',
)
const BasisEnum = enumOf(
  'ResellerBasis',
  service.RESELLER_BASES,
  'Of invoices that were paid, or of those that were issued.',
)

const Line = builder.objectRef<StatementLineView>('ResellerStatementLine').implement({
  fields: (t) => ({
    invoiceId: t.id({ resolve: (line) => line.itemId }),
    tenantId: t.exposeID('tenantId'),
    date: t.field({ type: 'Date', resolve: (line) => line.date }),
    amount: t.field({ type: Money, description: 'Before tax.', resolve: (line) => line.amount }),
    share: t.field({ type: Money, resolve: (line) => line.share }),
  }),
})
const Statement = builder.objectRef<StatementView>('ResellerStatement').implement({
  description: 'What is owed for a month; kept as it was made.',
  fields: (t) => ({
    id: t.exposeID('id'),
    month: t.exposeString('month'),
    percent: t.exposeString('percent'),
    turnover: t.field({ type: Money, resolve: (statement) => statement.turnover }),
    share: t.field({ type: Money, resolve: (statement) => statement.share }),
    owedToOperator: t.field({ type: Money, resolve: (statement) => statement.owedToOperator }),
    lines: t.field({ type: [Line], resolve: (statement) => statement.lines }),
    madeAt: t.field({ type: 'DateTime', resolve: (statement) => instant(statement.madeAt) }),
  }),
})
const Client = builder.objectRef<ResellerView['clients'][number]>('ResellerClient').implement({
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    from: t.field({ type: 'Date', resolve: (client) => client.from }),
    until: t.field({ type: 'Date', nullable: true, resolve: (client) => client.until }),
  }),
})
const Reseller = builder.objectRef<ResellerView>('Reseller').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    contactEmail: t.exposeString('contactEmail'),
    role: t.field({ type: RoleEnum, resolve: (reseller) => reseller.role }),
    basis: t.field({ type: BasisEnum, resolve: (reseller) => reseller.basis }),
    percent: t.exposeString('percent'),
    clients: t.field({ type: [Client], resolve: (reseller) => reseller.clients }),
    statements: t.field({ type: [Statement], resolve: (reseller) => reseller.statements }),
  }),
})

const ClientInput = builder.inputType('ResellerClientInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    from: t.field({ type: 'Date', required: true }),
    until: t.field({ type: 'Date' }),
  }),
})
const ResellerInput = builder.inputType('ResellerInput', {
  fields: (t) => ({
    id: t.id(),
    name: t.string({ required: true }),
    contactEmail: t.string({ required: true }),
    role: t.field({ type: RoleEnum, required: true }),
    basis: t.field({ type: BasisEnum, required: true }),
    percent: t.string({ required: true }),
    clients: t.field({ type: [ClientInput], required: true }),
  }),
})

builder.queryFields((t) => ({
  resellers: t.field({ type: [Reseller], resolve: (_root, _args, { scope }) => service.resellers(scope, null) }),
}))

builder.mutationFields((t) => ({
  saveReseller: t.field({
    type: Reseller,
    errors: administrationErrors('SaveReseller'),
    args: { input: t.arg({ type: ResellerInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.saveReseller(scope, {
        ...input,
        id: input.id ?? null,
        clients: input.clients.map(({ tenantId, from, until }) => ({
          tenantId: parseId(idSchema('tenant'), 'tenantId', tenantId),
          from,
          until: until ?? null,
        })),
      }),
  }),
  makeResellerStatement: t.field({
    type: Reseller,
    errors: administrationErrors('MakeResellerStatement'),
    args: {
      resellerId: t.arg.id({ required: true }),
      month: t.arg.string({ required: true }),
      currency: t.arg.string({ required: true }),
    },
    resolve: (_root, args, { scope }) => service.makeResellerStatement(scope, args),
  }),
}))
