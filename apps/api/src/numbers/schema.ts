import { idSchema, NUMBER_KINDS, NUMBER_STATES } from '@seatline/core'
import { parseMicros } from '@seatline/billing'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { InvalidInputError } from '../user-errors.ts'
import './import-schema.ts'
import type {
  NumberChangeView,
  NumberCountView,
  NumberHolderView,
  NumberTargetView,
  NumberView,
} from './number-views.ts'
import * as service from './service.ts'

export const NumberKind = enumOf(
  'NumberKind',
  NUMBER_KINDS,
  'TOLL_FREE: 400 and 800. SHORT_CODE: 95 and 96. SUB_NUMBER: a short code with further digits. LOCAL: an ordinary line.',
)
export const NumberState = enumOf('NumberState', NUMBER_STATES, 'RETURNED: rests before somebody else may have it.')

const NumberHolder = builder.objectRef<NumberHolderView>('NumberHolder').implement({
  description: 'Whom a number is issued to, and what it points to there.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    didId: t.exposeID('didId'),
    label: t.exposeString('label'),
    flowId: t.exposeID('flowId'),
    flowName: t.exposeString('flowName'),
  }),
})

const NumberChange = builder.objectRef<NumberChangeView>('NumberChange').implement({
  description: 'A step in the life of a number.',
  fields: (t) => ({
    at: t.field({ type: 'DateTime', resolve: (change) => change.at }),
    from: t.field({ type: NumberState, nullable: true, resolve: (change) => change.from }),
    to: t.field({ type: NumberState, resolve: (change) => change.to }),
    tenantName: t.exposeString('tenantName', { nullable: true }),
    by: t.exposeString('by', { nullable: true, description: 'null: by itself.' }),
    note: t.exposeString('note'),
  }),
})

const InventoryNumber = builder.objectRef<NumberView>('InventoryNumber').implement({
  description: "A number of the operator's stock.",
  fields: (t) => ({
    id: t.exposeID('id'),
    number: t.exposeString('number'),
    kind: t.field({ type: NumberKind, resolve: (number) => number.kind }),
    parentNumber: t.string({
      nullable: true,
      description: 'The short code that it extends.',
      resolve: (number) => number.parent?.number ?? null,
    }),
    state: t.field({ type: NumberState, resolve: (number) => number.state }),
    stateSince: t.field({ type: 'DateTime', resolve: (number) => number.stateSince }),
    quarantineEndsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When a returned number may be used again.',
      resolve: (number) => number.quarantineEndsAt,
    }),
    reservedFor: t.exposeString('reservedFor'),
    reservedUntil: t.field({ type: 'DateTime', nullable: true, resolve: (number) => number.reservedUntil }),
    holder: t.field({ type: NumberHolder, nullable: true, resolve: (number) => number.holder }),
    carrier: t.exposeString('carrier'),
    monthlyFee: t.field({ type: Money, resolve: (number) => number.monthlyFee }),
    canBeCalledBack: t.exposeBoolean('canBeCalledBack', { description: 'Only then it may be shown as caller id.' }),
    note: t.exposeString('note'),
    history: t.field({
      type: [NumberChange],
      description: 'Newest first.',
      resolve: (number, _args, { scope }) => service.numberHistory(scope, number.id),
    }),
  }),
})

const NumberCount = builder.objectRef<NumberCountView>('NumberCount').implement({
  description: 'How many numbers of a kind stand how, and what they cost a month.',
  fields: (t) => ({
    kind: t.field({ type: NumberKind, resolve: (count) => count.kind }),
    state: t.field({ type: NumberState, resolve: (count) => count.state }),
    count: t.exposeInt('count'),
    monthlyFee: t.field({ type: Money, resolve: (count) => count.monthlyFee }),
  }),
})

const NumberTarget = builder.objectRef<NumberTargetView>('NumberTarget').implement({
  description: 'A published menu that a number can point to.',
  fields: (t) => ({ flowId: t.exposeID('flowId'), name: t.exposeString('name') }),
})

const NumberFilter = builder.inputType('NumberFilter', {
  fields: (t) => ({
    search: t.string({ description: 'Digits of the number, or words of carrier, note, prospect or tenant.' }),
    kinds: t.field({ type: [NumberKind] }),
    states: t.field({ type: [NumberState] }),
    tenantId: t.id({ description: 'Issued to this tenant.' }),
    parentId: t.id({ description: 'Extends this short code.' }),
  }),
})

builder.queryFields((t) => ({
  numberInventory: t.connection({
    type: InventoryNumber,
    description: "The operator's numbers in the order of their digits.",
    args: { filter: t.arg({ type: NumberFilter }) },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
    resolve: (_root, args, { scope }) => service.listNumbers(scope, { filter: args.filter ?? {}, page: args }),
  }),
  numberInventoryCsv: t.string({
    description: 'The list under a filter as CSV, which can be imported again.',
    args: { filter: t.arg({ type: NumberFilter }) },
    resolve: (_root, args, { scope }) => service.exportNumbers(scope, { filter: args.filter ?? {} }),
  }),
  inventoryNumber: t.field({
    type: InventoryNumber,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.findNumber(scope, parseId(idSchema('phoneNumber'), 'id', args.id)),
  }),
  numberCounts: t.field({
    type: [NumberCount],
    resolve: (_root, _args, { scope }) => service.countNumbers(scope, {}),
  }),
  numberTargets: t.field({
    type: [NumberTarget],
    description: "A tenant's menus that a number can point to.",
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.numberTargets(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', args.tenantId) }),
  }),
}))

const ReserveNumbersInput = builder.inputType('ReserveNumbersInput', {
  fields: (t) => ({
    numberIds: t.idList({ required: true }),
    reservedFor: t.string({ required: true, description: 'The prospect.' }),
    reservedUntil: t.field({ type: 'DateTime', description: 'Free again from then on; left out: until released.' }),
  }),
})
const ReleaseNumbersInput = builder.inputType('ReleaseNumbersInput', {
  fields: (t) => ({ numberIds: t.idList({ required: true }), note: t.string() }),
})
const IssueNumbersInput = builder.inputType('IssueNumbersInput', {
  fields: (t) => ({
    numberIds: t.idList({ required: true }),
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true, description: 'What callers hear: a published menu of the tenant.' }),
    label: t.string(),
  }),
})
const RepointNumberInput = builder.inputType('RepointNumberInput', {
  fields: (t) => ({ id: t.id({ required: true }), flowId: t.id({ required: true }), label: t.string() }),
})
const TakeBackNumberInput = builder.inputType('TakeBackNumberInput', {
  fields: (t) => ({ id: t.id({ required: true }), note: t.string() }),
})
const UpdateInventoryNumberInput = builder.inputType('UpdateInventoryNumberInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    carrier: t.string({ required: true }),
    monthlyFee: t.string({ required: true, description: 'Exact decimal text: 100 or 99.50' }),
    currency: t.string({ required: true }),
    canBeCalledBack: t.boolean({ required: true }),
    note: t.string({ required: true }),
  }),
})

/** An input without what was left out, so that schemas give their defaults. */
const given = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined))

builder.mutationFields((t) => ({
  reserveNumbers: t.field({
    type: [InventoryNumber],
    description: 'Keeps free numbers for a prospect, all of them or none.',
    errors: administrationErrors('ReserveNumbers'),
    args: { input: t.arg({ type: ReserveNumbersInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => [...(await service.reserveNumbers(scope, given(input)))],
  }),
  releaseNumbers: t.field({
    type: [InventoryNumber],
    description: 'Ends reservations, and quarantines that are over.',
    errors: administrationErrors('ReleaseNumbers'),
    args: { input: t.arg({ type: ReleaseNumbersInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => [...(await service.releaseNumbers(scope, given(input)))],
  }),
  issueNumbers: t.field({
    type: [InventoryNumber],
    description: 'Issues numbers to a tenant, all of them or none; they take calls within a second.',
    errors: administrationErrors('IssueNumbers'),
    args: { input: t.arg({ type: IssueNumbersInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => [...(await service.issueNumbers(scope, given(input)))],
  }),
  repointNumber: t.field({
    type: InventoryNumber,
    description: 'Points an issued number to another menu of its tenant.',
    errors: administrationErrors('RepointNumber'),
    args: { input: t.arg({ type: RepointNumberInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.repointNumber(scope, given(input)),
  }),
  takeBackNumber: t.field({
    type: InventoryNumber,
    description: 'Takes a number back: calls to it are not answered from now on.',
    errors: administrationErrors('TakeBackNumber'),
    args: { input: t.arg({ type: TakeBackNumberInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.takeBack(scope, given(input)),
  }),
  updateInventoryNumber: t.field({
    type: InventoryNumber,
    errors: administrationErrors('UpdateInventoryNumber'),
    args: { input: t.arg({ type: UpdateInventoryNumberInput, required: true }) },
    resolve: (_root, { input: { monthlyFee, ...input } }, { scope }) => {
      const fee = parseMicros(monthlyFee.trim())
      if (!fee.ok) throw new InvalidInputError('monthlyFee', 'The monthly fee is an amount such as 100 or 99.50.')
      return service.updateNumber(scope, { ...input, monthlyFeeMicros: fee.value })
    },
  }),
}))
