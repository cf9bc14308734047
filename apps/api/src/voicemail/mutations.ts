import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import * as boxes from './boxes-service.ts'
import * as messages from './messages-service.ts'
import { ContactOutcomeRef, Voicemail, VoicemailBox, VoicemailStateRef } from './schema.ts'

const VoicemailBoxInput = builder.inputType('VoicemailBoxInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    groupId: t.id({ description: 'The group that gets the messages, or an agent.' }),
    agentId: t.id(),
    greetingPromptId: t.id({ required: true, description: 'What callers hear before the tone.' }),
    lengthMaxSeconds: t.int({ required: true }),
    promisedWithinMinutes: t.int({ required: true }),
    branchId: t.id(),
  }),
})

const AssignVoicemailInput = builder.inputType('AssignVoicemailInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    voicemailId: t.id({ required: true }),
    agentId: t.id({ description: 'Left out: back to all who may.' }),
  }),
})
const HearVoicemailInput = builder.inputType('HearVoicemailInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), voicemailId: t.id({ required: true }) }),
})
const VoicemailAttemptInput = builder.inputType('VoicemailAttemptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    voicemailId: t.id({ required: true }),
    outcome: t.field({ type: ContactOutcomeRef, required: true }),
    note: t.string({ required: true }),
  }),
})
const SettleVoicemailInput = builder.inputType('SettleVoicemailInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    voicemailId: t.id({ required: true }),
    state: t.field({ type: VoicemailStateRef, required: true }),
    note: t.string({ required: true }),
  }),
})

const tenantOf = (tenantId: string) => parseId(idSchema('tenant'), 'tenantId', tenantId)
const boxOf = (boxId: string) => parseId(idSchema('voicemailBox'), 'boxId', boxId)
const keyOf = (input: { readonly tenantId: string; readonly voicemailId: string }) => ({
  tenantId: tenantOf(input.tenantId),
  voicemailId: parseId(idSchema('voicemail'), 'voicemailId', input.voicemailId),
})
const boxInput = (input: typeof VoicemailBoxInput.$inferInput): boxes.BoxInput => ({
  ...input,
  groupId: input.groupId ?? null,
  agentId: input.agentId ?? null,
  branchId: input.branchId ?? null,
})

builder.mutationFields((t) => ({
  createVoicemailBox: t.field({
    type: VoicemailBox,
    errors: administrationErrors('CreateVoicemailBox'),
    args: {
      tenantId: t.arg.id({ required: true }),
      input: t.arg({ type: VoicemailBoxInput, required: true }),
    },
    resolve: (_root, { tenantId, input }, { scope }) =>
      boxes.createBox(scope, { tenantId: tenantOf(tenantId), input: boxInput(input) }),
  }),
  updateVoicemailBox: t.field({
    type: VoicemailBox,
    errors: administrationErrors('UpdateVoicemailBox'),
    args: {
      tenantId: t.arg.id({ required: true }),
      boxId: t.arg.id({ required: true }),
      input: t.arg({ type: VoicemailBoxInput, required: true }),
    },
    resolve: (_root, { tenantId, boxId, input }, { scope }) =>
      boxes.updateBox(scope, { tenantId: tenantOf(tenantId), boxId: boxOf(boxId), input: boxInput(input) }),
  }),
  archiveVoicemailBox: t.field({
    type: VoicemailBox,
    errors: administrationErrors('ArchiveVoicemailBox'),
    args: { tenantId: t.arg.id({ required: true }), boxId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, boxId }, { scope }) =>
      boxes.archiveBox(scope, { tenantId: tenantOf(tenantId), boxId: boxOf(boxId) }),
  }),
}))

builder.mutationFields((t) => ({
  assignVoicemail: t.field({
    type: Voicemail,
    errors: administrationErrors('AssignVoicemail'),
    args: { input: t.arg({ type: AssignVoicemailInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      messages.assignMessage(scope, {
        ...keyOf(input),
        agentId:
          input.agentId === null || input.agentId === undefined
            ? null
            : parseId(idSchema('agent'), 'agentId', input.agentId),
      }),
  }),
  hearVoicemail: t.field({
    type: Voicemail,
    description: 'Says that the message was listened to.',
    errors: administrationErrors('HearVoicemail'),
    args: { input: t.arg({ type: HearVoicemailInput, required: true }) },
    resolve: (_root, { input }, { scope }) => messages.hearMessage(scope, keyOf(input)),
  }),
  recordVoicemailAttempt: t.field({
    type: Voicemail,
    description: 'What came of an attempt to call back. Three attempts at most; reached settles it.',
    errors: administrationErrors('RecordVoicemailAttempt'),
    args: { input: t.arg({ type: VoicemailAttemptInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      messages.recordAttempt(scope, { ...keyOf(input), outcome: input.outcome, note: input.note }),
  }),
  settleVoicemail: t.field({
    type: Voicemail,
    description: 'Settles it without a call, or opens it again.',
    errors: administrationErrors('SettleVoicemail'),
    args: { input: t.arg({ type: SettleVoicemailInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      messages.settleMessage(scope, { ...keyOf(input), state: input.state, note: input.note }),
  }),
}))
