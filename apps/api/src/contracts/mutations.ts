import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import * as changes from './changes.ts'
import { ChangeOrderRef, ContractRef, IncidentRef, SeverityEnum, StepEnum } from './schema.ts'

const tenantIdOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

const CreateContractInput = builder.inputType('CreateContractInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    number: t.string({ required: true }),
    title: t.string({ required: true }),
    fromDay: t.field({ type: 'Date', required: true }),
    untilDay: t.field({ type: 'Date' }),
    terms: t.field({ type: 'JSON', required: true }),
  }),
})
const ChangeContractInput = builder.inputType('ChangeContractInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    contractId: t.id({ required: true }),
    validFrom: t.field({ type: 'Date', required: true }),
    terms: t.field({ type: 'JSON', required: true }),
    note: t.string({ required: true }),
  }),
})
const ContractNoticeInput = builder.inputType('ContractNoticeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    contractId: t.id({ required: true }),
    on: t.field({ type: 'Date', required: true }),
    by: t.string({ required: true }),
  }),
})
const OpenIncidentInput = builder.inputType('OpenIncidentInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    title: t.string({ required: true }),
    severity: t.field({ type: SeverityEnum, required: true }),
    openedAt: t.field({ type: 'DateTime', required: true, description: 'Of an alarm, the alarm’s time is taken.' }),
    alarmId: t.id(),
  }),
})
const MarkIncidentInput = builder.inputType('MarkIncidentInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    incidentId: t.id({ required: true }),
    step: t.field({ type: StepEnum, required: true }),
    at: t.field({ type: 'DateTime', required: true }),
    cause: t.string({ description: 'What it was, told to the client.' }),
  }),
})
const RequestChangeInput = builder.inputType('RequestChangeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    contractId: t.id({ required: true }),
    title: t.string({ required: true }),
    text: t.string({ required: true }),
  }),
})
const AnswerChangeInput = builder.inputType('AnswerChangeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    changeOrderId: t.id({ required: true }),
    approve: t.boolean({ required: true }),
    answer: t.string({ required: true }),
    effectiveOn: t.field({ type: 'Date' }),
    terms: t.field({ type: 'JSON' }),
    pricePlanId: t.id(),
    pricePlanVersion: t.int(),
  }),
})

builder.mutationFields((t) => ({
  createContract: t.field({
    type: ContractRef,
    errors: administrationErrors('CreateContract'),
    args: { input: t.arg({ type: CreateContractInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.createContract(scope, {
        ...input,
        tenantId: tenantIdOf(input.tenantId),
        untilDay: input.untilDay ?? null,
      }),
  }),
  changeContract: t.field({
    type: ContractRef,
    description: 'The next version, from a day on.',
    errors: administrationErrors('ChangeContract'),
    args: { input: t.arg({ type: ChangeContractInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.changeContract(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
  giveContractNotice: t.field({
    type: ContractRef,
    errors: administrationErrors('GiveContractNotice'),
    args: { input: t.arg({ type: ContractNoticeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.giveContractNotice(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
  openIncident: t.field({
    type: IncidentRef,
    errors: administrationErrors('OpenIncident'),
    args: { input: t.arg({ type: OpenIncidentInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.openIncident(scope, { ...input, tenantId: tenantIdOf(input.tenantId), alarmId: input.alarmId ?? null }),
  }),
  markIncident: t.field({
    type: IncidentRef,
    errors: administrationErrors('MarkIncident'),
    args: { input: t.arg({ type: MarkIncidentInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.markIncident(scope, { ...input, tenantId: tenantIdOf(input.tenantId), cause: input.cause ?? '' }),
  }),
}))

builder.mutationFields((t) => ({
  requestChange: t.field({
    type: ChangeOrderRef,
    errors: administrationErrors('RequestChange'),
    args: { input: t.arg({ type: RequestChangeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.requestChange(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
  answerChange: t.field({
    type: ChangeOrderRef,
    errors: administrationErrors('AnswerChange'),
    args: { input: t.arg({ type: AnswerChangeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.answerChange(scope, {
        ...input,
        tenantId: tenantIdOf(input.tenantId),
        effectiveOn: input.effectiveOn ?? null,
        pricePlanId: input.pricePlanId ?? null,
        pricePlanVersion: input.pricePlanVersion ?? null,
      }),
  }),
}))
