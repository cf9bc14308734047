import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { PROMPT_KINDS, PROMPT_SOURCES, PROMPT_USE_KINDS } from './prompt-views.ts'
import type {
  PromptDraft as PromptDraftView,
  PromptUse as PromptUseView,
  PromptView,
  StorageView,
} from './prompt-views.ts'
import * as service from './service.ts'
import { draftUrl, promptUrl } from './sound-urls.ts'
import { SPEED, VOICE_NAMES } from './voices.ts'

const PromptKind = enumOf('PromptKind', PROMPT_KINDS)
const PromptSource = enumOf(
  'PromptSource',
  PROMPT_SOURCES,
  'SPEECH: made from a text; UPLOAD: a file; RECORDING: spoken into the browser.',
)
const PromptUseKind = enumOf('PromptUseKind', PROMPT_USE_KINDS)
export const Voice = enumOf('Voice', VOICE_NAMES, 'Who says a text.')

const PromptUse = builder.objectRef<PromptUseView>('PromptUse').implement({
  description: 'Where callers hear a prompt; as long as there is one, the prompt can not be removed.',
  fields: (t) => ({
    kind: t.field({ type: PromptUseKind, resolve: (use) => use.kind }),
    name: t.exposeString('name', { description: 'Of the menu, queue or announcement; else empty.' }),
    detail: t.exposeString('detail', { description: 'The step of the menu; else empty.' }),
  }),
})

const usesOf = service.usesReader()

const Prompt = builder.objectRef<PromptView>('Prompt')
builder.node(Prompt, {
  id: { resolve: (prompt) => prompt.id },
  loadOne: (id, { scope }) => service.findPrompt(scope, id),
  description: 'Something that callers hear. Durations in milliseconds.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    kind: t.field({ type: PromptKind, resolve: (prompt) => prompt.kind }),
    text: t.exposeString('text', { description: 'What is said; empty when nobody wrote it down.' }),
    locale: t.exposeString('locale', { description: 'zh-CN or en' }),
    source: t.field({ type: PromptSource, resolve: (prompt) => prompt.source }),
    originalName: t.exposeString('originalName', { nullable: true, description: 'What the uploaded file was called.' }),
    durationMs: t.exposeInt('durationMs'),
    sizeBytes: t.exposeInt('sizeBytes'),
    createdAt: t.field({ type: 'DateTime', resolve: (prompt) => prompt.createdAt }),
    uses: t.field({ type: [PromptUse], resolve: (prompt, _args, { scope }) => usesOf(scope, prompt) }),
    audioUrl: t.string({
      description: 'Where the WAV can be fetched for some minutes, relative to the API; byte ranges work.',
      resolve: (prompt, _args, { scope }) => promptUrl(scope, prompt),
    }),
  }),
})

const PromptDraft = builder.objectRef<PromptDraftView>('PromptDraft').implement({
  description: 'A sound as callers would hear it, to be listened to before a prompt is made of it. Kept for a day.',
  fields: (t) => ({
    id: t.exposeID('id'),
    durationMs: t.exposeInt('durationMs'),
    sizeBytes: t.exposeInt('sizeBytes'),
    audioUrl: t.string({ resolve: (draft, _args, { scope }) => draftUrl(scope, draft) }),
  }),
})

const TenantStorage = builder.objectRef<StorageView>('TenantStorage').implement({
  description: 'What recordings and prompts take, in bytes.',
  fields: (t) => ({ usedBytes: t.exposeFloat('usedBytes'), maxBytes: t.exposeFloat('maxBytes') }),
})

builder.objectFields(Tenant, (t) => ({
  prompts: t.field({
    type: [Prompt],
    description: 'By name, without those that were removed.',
    resolve: ({ id }, _args, { scope }) => service.listPrompts(scope, { tenantId: id }),
  }),
  storage: t.field({
    type: TenantStorage,
    resolve: ({ id }, _args, { scope }) => service.storage(scope, { tenantId: id }),
  }),
}))

const SpeakPromptInput = builder.inputType('SpeakPromptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    text: t.string({ required: true }),
    voice: t.field({ type: Voice, required: true }),
    speed: t.int({ defaultValue: SPEED.usual, description: 'Per cent of the usual speed, 50 to 200.' }),
  }),
})

const CreatePromptInput = builder.inputType('CreatePromptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    draftId: t.id({ required: true }),
    name: t.string({ required: true }),
    kind: t.field({ type: PromptKind, required: true }),
    locale: t.string({ required: true, description: 'zh-CN or en' }),
    text: t.string({ description: 'What is said. Left out: the text that the draft was made of.' }),
  }),
})

const UpdatePromptInput = builder.inputType('UpdatePromptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    promptId: t.id({ required: true }),
    draftId: t.id({ description: 'The new sound. Left out: it sounds as before.' }),
    name: t.string({ required: true }),
    kind: t.field({ type: PromptKind, required: true }),
    locale: t.string({ required: true, description: 'zh-CN or en' }),
    text: t.string(),
  }),
})

const tenantIdOf = (input: { readonly tenantId: string }) => parseId(idSchema('tenant'), 'tenantId', input.tenantId)
const promptIdOf = (input: { readonly promptId: string }) => parseId(idSchema('prompt'), 'promptId', input.promptId)

builder.mutationFields((t) => ({
  speakPrompt: t.field({
    type: PromptDraft,
    description: 'Says a text, to be listened to. Files are uploaded to POST /prompts/drafts.',
    args: { input: t.arg({ type: SpeakPromptInput, required: true }) },
    errors: administrationErrors('SpeakPrompt'),
    resolve: (_root, { input }, { scope }) =>
      service.draftFromText(scope, { ...input, tenantId: tenantIdOf(input), speed: input.speed ?? SPEED.usual }),
  }),
  createPrompt: t.field({
    type: Prompt,
    args: { input: t.arg({ type: CreatePromptInput, required: true }) },
    errors: administrationErrors('CreatePrompt'),
    resolve: (_root, { input }, { scope }) =>
      service.createPrompt(scope, { ...input, tenantId: tenantIdOf(input), text: input.text ?? null }),
  }),
  updatePrompt: t.field({
    type: Prompt,
    description: 'Calls in progress and older versions keep the sound they know.',
    args: { input: t.arg({ type: UpdatePromptInput, required: true }) },
    errors: administrationErrors('UpdatePrompt'),
    resolve: (_root, { input }, { scope }) =>
      service.updatePrompt(scope, {
        ...input,
        tenantId: tenantIdOf(input),
        promptId: promptIdOf(input),
        draftId: input.draftId ?? null,
        text: input.text ?? null,
      }),
  }),
  archivePrompt: t.field({
    type: Prompt,
    description: 'Takes a prompt out of use. Refused (prompt.inUse) while callers hear it somewhere.',
    args: { tenantId: t.arg.id({ required: true }), promptId: t.arg.id({ required: true }) },
    errors: administrationErrors('ArchivePrompt'),
    resolve: (_root, args, { scope }) =>
      service.archivePrompt(scope, { tenantId: tenantIdOf(args), promptId: promptIdOf(args) }),
  }),
}))
