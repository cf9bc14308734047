import { idSchema, instant } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { Beginning } from './first-content.ts'
import * as publish from './publish-service.ts'
import * as secrets from './secrets-service.ts'
import * as service from './service.ts'
import * as tests from './tests-service.ts'
import { Flow, FlowSecret, FlowTest } from './types.ts'

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
type KeyInput = { readonly tenantId: string; readonly flowId: string }
const flowOf = (input: KeyInput) => ({
  tenantId: tenantOf(input.tenantId),
  flowId: parseId(idSchema('flow'), 'flowId', input.flowId),
})
const timeOf = (at: number | null | undefined) => (at === null || at === undefined ? null : instant(at))

const CreateFlowInput = builder.inputType('CreateFlowInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    copyOfFlowId: t.id({ description: 'Begins as a copy of this one.' }),
    templateKey: t.string({ description: 'Begins as this template of industryTemplates; with neither: empty.' }),
  }),
})
const RenameFlowInput = builder.inputType('RenameFlowInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    name: t.string({ required: true }),
  }),
})
const FlowInput = builder.inputType('FlowInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), flowId: t.id({ required: true }) }),
})
const SaveFlowDraftInput = builder.inputType('SaveFlowDraftInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    revision: t.int({ required: true, description: 'The one it was drawn on.' }),
    entryNodeId: t.string({ required: true }),
    nodes: t.field({ type: 'JSON', required: true }),
    layout: t.field({ type: 'JSON', required: true }),
  }),
})
const DiscardFlowDraftInput = builder.inputType('DiscardFlowDraftInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    revision: t.int({ required: true }),
  }),
})
const PublishFlowInput = builder.inputType('PublishFlowInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    revision: t.int({ required: true, description: 'The one that was looked at.' }),
    note: t.string({ required: true, description: 'What is new; may be empty.' }),
    at: t.field({ type: 'DateTime', description: 'Left out: at once.' }),
  }),
})
const PublishFlowVersionInput = builder.inputType('PublishFlowVersionInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    flowVersionId: t.id({ required: true }),
    at: t.field({ type: 'DateTime', description: 'Left out: at once.' }),
  }),
})
const SaveFlowTestInput = builder.inputType('SaveFlowTestInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    testId: t.id({ description: 'Left out: a new one.' }),
    script: t.field({ type: 'JSON', required: true }),
  }),
})
const DeleteFlowTestInput = builder.inputType('DeleteFlowTestInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    flowId: t.id({ required: true }),
    testId: t.id({ required: true }),
  }),
})
const SetFlowSecretInput = builder.inputType('SetFlowSecretInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    value: t.string({ required: true, description: 'Written once, read back by nobody.' }),
  }),
})
const RemoveFlowSecretInput = builder.inputType('RemoveFlowSecretInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), name: t.string({ required: true }) }),
})

function beginningOf({ copyOfFlowId, templateKey }: typeof CreateFlowInput.$inferInput): Beginning {
  if (copyOfFlowId && templateKey)
    throw new InvalidInputError('templateKey', 'It begins as a copy or as a template, not as both.')
  if (copyOfFlowId) return { kind: 'copy', flowId: parseId(idSchema('flow'), 'copyOfFlowId', copyOfFlowId) }
  return templateKey ? { kind: 'template', key: templateKey } : { kind: 'empty' }
}
const testIdOf = (id: string) => parseId(idSchema('flowTest'), 'testId', id)

builder.mutationFields((t) => ({
  createFlow: t.field({
    type: Flow,
    errors: administrationErrors('CreateFlow'),
    args: { input: t.arg({ type: CreateFlowInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.createFlow(scope, { tenantId: tenantOf(input.tenantId), name: input.name, from: beginningOf(input) }),
  }),
  renameFlow: t.field({
    type: Flow,
    errors: administrationErrors('RenameFlow'),
    args: { input: t.arg({ type: RenameFlowInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.renameFlow(scope, { ...flowOf(input), name: input.name }),
  }),
  archiveFlow: t.field({
    type: Flow,
    errors: administrationErrors('ArchiveFlow'),
    args: { input: t.arg({ type: FlowInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.archiveFlow(scope, flowOf(input)),
  }),
  saveFlowDraft: t.field({
    type: Flow,
    description: 'flow.draftChanged: somebody else has saved meanwhile; nothing is overwritten.',
    errors: administrationErrors('SaveFlowDraft'),
    args: { input: t.arg({ type: SaveFlowDraftInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.saveFlowDraft(scope, { ...input, ...flowOf(input) }),
  }),
  discardFlowDraft: t.field({
    type: Flow,
    description: 'Back to what is published.',
    errors: administrationErrors('DiscardFlowDraft'),
    args: { input: t.arg({ type: DiscardFlowDraftInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.discardFlowDraft(scope, { ...flowOf(input), revision: input.revision }),
  }),
}))

builder.mutationFields((t) => ({
  publishFlow: t.field({
    type: Flow,
    description:
      'Makes a version of what is drawn. Refused with each fault (nodes.<step>.<field>) and each failing test (tests.<id>).',
    errors: administrationErrors('PublishFlow'),
    args: { input: t.arg({ type: PublishFlowInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      publish.publishFlow(scope, {
        ...flowOf(input),
        revision: input.revision,
        note: input.note,
        at: timeOf(input.at),
      }),
  }),
  publishFlowVersion: t.field({
    type: Flow,
    description: 'Goes back (or on) to a version that there is.',
    errors: administrationErrors('PublishFlowVersion'),
    args: { input: t.arg({ type: PublishFlowVersionInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      publish.publishFlowVersion(scope, {
        ...flowOf(input),
        flowVersionId: parseId(idSchema('flowVersion'), 'flowVersionId', input.flowVersionId),
        at: timeOf(input.at),
      }),
  }),
  cancelFlowSchedule: t.field({
    type: Flow,
    errors: administrationErrors('CancelFlowSchedule'),
    args: { input: t.arg({ type: FlowInput, required: true }) },
    resolve: (_root, { input }, { scope }) => publish.cancelFlowSchedule(scope, flowOf(input)),
  }),
}))

builder.mutationFields((t) => ({
  saveFlowTest: t.field({
    type: FlowTest,
    errors: administrationErrors('SaveFlowTest'),
    args: { input: t.arg({ type: SaveFlowTestInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      tests.saveFlowTest(scope, {
        ...flowOf(input),
        testId: input.testId ? testIdOf(input.testId) : null,
        script: input.script,
      }),
  }),
  deleteFlowTest: t.field({
    type: FlowTest,
    errors: administrationErrors('DeleteFlowTest'),
    args: { input: t.arg({ type: DeleteFlowTestInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      tests.deleteFlowTest(scope, { ...flowOf(input), testId: testIdOf(input.testId) }),
  }),
  setFlowSecret: t.field({
    type: FlowSecret,
    errors: administrationErrors('SetFlowSecret'),
    args: { input: t.arg({ type: SetFlowSecretInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      secrets.setFlowSecret(scope, { tenantId: tenantOf(input.tenantId), name: input.name, value: input.value }),
  }),
  removeFlowSecret: t.field({
    type: FlowSecret,
    errors: administrationErrors('RemoveFlowSecret'),
    args: { input: t.arg({ type: RemoveFlowSecretInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      secrets.removeFlowSecret(scope, { tenantId: tenantOf(input.tenantId), name: input.name }),
  }),
}))
