import { idSchema } from '@seatline/core'
import type { PromptId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import { adoptDraft, findDraft, forgetDraft, keepDraft, promptBytes, promptFile } from './draft-store.ts'
import type { DraftAddress, NewDraft } from './draft-store.ts'
import { describePromptUses } from './prompt-uses.ts'
import { PROMPT_KINDS, PROMPT_LOCALES } from './prompt-views.ts'
import type { PromptDraft, PromptUse, PromptView, StorageView } from './prompt-views.ts'
import * as repository from './repository.ts'
import { soundError } from './sound-faults.ts'
import { SPEED, SPOKEN_CHARACTERS_MAX, VOICE_NAMES } from './voices.ts'

type OfTenant = { readonly tenantId: TenantId }

export const listPrompts = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readPrompts(tx, tenantId)),
)

const readUses = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readUses(tx, tenantId)),
)

/** Where each prompt of a list is heard, read once for all of them. */
export function usesReader(): (scope: RequestScope, prompt: PromptView) => Promise<readonly PromptUse[]> {
  const known = new WeakMap<RequestScope, Map<TenantId, ReturnType<typeof readUses>>>()
  return async (scope, { id, tenantId }) => {
    const ofScope = known.get(scope) ?? new Map<TenantId, ReturnType<typeof readUses>>()
    known.set(scope, ofScope)
    const uses = ofScope.get(tenantId) ?? readUses(scope, { tenantId })
    ofScope.set(tenantId, uses)
    return (await uses).get(id) ?? []
  }
}

/** null when there is none, or none the viewer may see. */
export async function findPrompt(scope: RequestScope, id: string): Promise<PromptView | null> {
  const promptId = idSchema('prompt').safeParse(id)
  if (!promptId.success) return null
  const prompt = await scope.run((tx) => repository.findPrompt(tx, promptId.data))
  return prompt !== null && permits(scope.viewer, prompt.tenantId, 'configuration.view') ? prompt : null
}

/** For whoever looks at the tenant's configuration; null when the tenant has no such prompt. */
export const hearPrompt = authorized(
  'configuration.view',
  async (scope, { promptId }: OfTenant & { readonly promptId: PromptId }): Promise<PromptView | null> => {
    const prompt = await scope.run((tx) => repository.findPrompt(tx, promptId))
    return prompt?.tenantId === scope.tenant.id ? prompt : null
  },
)

export const storage = authorized('configuration.view', async (scope, { tenantId }: OfTenant): Promise<StorageView> => {
  const { recordingBytes, maxBytes } = await scope.run((tx) => repository.readStorageRoom(tx, tenantId))
  return { usedBytes: recordingBytes + (await promptBytes(scope.platform.promptsDir, tenantId)), maxBytes }
})

const draftAddress = ({ platform, viewer, tenant }: TenantScope): DraftAddress => ({
  promptsDir: platform.promptsDir,
  tenantId: tenant.id,
  subject: viewer.subject,
})

/** Who may make prompts here: asked before anything of an upload is read. */
export const mayMakePrompts = authorized('prompts.manage', (scope, _input: OfTenant): Promise<TenantScope> =>
  Promise.resolve(scope),
)

/** A file that was uploaded, or recorded in the browser, as callers would hear it. */
export const draftFromFile = authorized(
  'prompts.manage',
  async (
    scope,
    input: OfTenant & { readonly path: string } & Omit<NewDraft, 'sound' | 'text'>,
  ): Promise<PromptDraft> => {
    const made = await scope.platform.sounds.convert(input.tenantId, input.path)
    if (!made.ok) throw soundError(made.error, 'file')
    const { source, originalName } = input
    return keepDraft(draftAddress(scope), { sound: made.value, source, originalName, text: '' }, scope.platform.now())
  },
)

const spokenSchema = z.object({
  text: z
    .string()
    .trim()
    .min(1, 'Write what is to be said.')
    .max(SPOKEN_CHARACTERS_MAX, `Use at most ${String(SPOKEN_CHARACTERS_MAX)} characters.`),
  voice: z.enum(VOICE_NAMES),
  speed: z
    .number()
    .int()
    .min(SPEED.min, `The slowest is ${String(SPEED.min)} %.`)
    .max(SPEED.max, `The fastest is ${String(SPEED.max)} %.`),
})

/** A text as callers would hear it. */
export const draftFromText = authorized(
  'prompts.manage',
  async (scope, input: OfTenant & z.input<typeof spokenSchema>): Promise<PromptDraft> => {
    const words = parseInput(spokenSchema, input)
    const made = await scope.platform.sounds.speak(input.tenantId, words)
    if (!made.ok) throw soundError(made.error, 'text')
    const draft: NewDraft = { sound: made.value, source: 'speech', originalName: null, text: words.text }
    return keepDraft(draftAddress(scope), draft, scope.platform.now())
  },
)

/** null when there is none, or it is somebody else's. */
export const findOwnDraft = authorized(
  'prompts.manage',
  (scope, { draftId }: OfTenant & { readonly draftId: string }) => findDraft(draftAddress(scope), draftId),
)

const factsSchema = z.object({
  name: nameField(),
  kind: z.enum(PROMPT_KINDS),
  locale: z.enum(PROMPT_LOCALES),
  text: z
    .string()
    .trim()
    .max(SPOKEN_CHARACTERS_MAX, `Use at most ${String(SPOKEN_CHARACTERS_MAX)} characters.`),
})

export type PromptFacts = {
  readonly name: string
  readonly kind: string
  readonly locale: string
  /** What is said; null: what the draft was made of. */
  readonly text: string | null
}

/** Makes a prompt of a draft. */
export const createPrompt = authorized(
  'prompts.manage',
  async (scope, input: OfTenant & PromptFacts & { readonly draftId: string }): Promise<PromptView> => {
    const draft = await draftOf(scope, input.draftId)
    const facts = parseInput(factsSchema, { ...input, text: input.text ?? draft.text })
    return withDraft(scope, draft, () =>
      changeConfiguration(scope, async (tx) => {
        await refuseWithoutRoom(tx, scope, draft)
        const value = await repository.createPrompt(tx, {
          id: newId('prompt'),
          tenantId: scope.tenant.id,
          ...facts,
          ...soundOf(draft),
        })
        return {
          value,
          action: 'prompt.create',
          subject: { id: value.id, name: value.name },
          after: auditOf(value),
          summary: `Prompt "${value.name}" made`,
        }
      }),
    )
  },
)

/** Changes what a prompt is called, and with a draft what is heard; calls in progress and older versions keep the sound they know. */
export const updatePrompt = authorized(
  'prompts.manage',
  async (
    scope,
    input: OfTenant & PromptFacts & { readonly promptId: PromptId; readonly draftId: string | null },
  ): Promise<PromptView> => {
    const draft = input.draftId === null ? null : await draftOf(scope, input.draftId)
    return withDraft(scope, draft, () =>
      changeConfiguration(scope, async (tx) => {
        const before = await promptInUse(tx, scope, input.promptId)
        const facts = parseInput(factsSchema, { ...input, text: input.text ?? draft?.text ?? before.text })
        if (draft !== null) await refuseWithoutRoom(tx, scope, draft)
        const value = await repository.updatePrompt(tx, before.id, {
          ...facts,
          ...(draft === null ? {} : soundOf(draft)),
        })
        return {
          value,
          action: 'prompt.update',
          subject: { id: value.id, name: value.name },
          before: auditOf(before),
          after: auditOf(value),
          summary: draft === null ? `Prompt "${value.name}" changed` : `Prompt "${value.name}" has a new sound`,
        }
      }),
    )
  },
)

/** Takes a prompt out of use. Refused while callers hear it somewhere, with where. */
export const archivePrompt = authorized(
  'prompts.manage',
  (scope, { promptId }: OfTenant & { readonly promptId: PromptId }): Promise<PromptView> =>
    changeConfiguration(scope, async (tx) => {
      const before = await promptInUse(tx, scope, promptId)
      const uses = (await repository.readUses(tx, scope.tenant.id)).get(before.id) ?? []
      if (uses.length > 0)
        throw new UserError({
          code: 'prompt.inUse',
          message: `Callers hear this prompt in ${describePromptUses(uses)}. Choose another there first.`,
        })
      const value = await repository.archivePrompt(tx, before.id, new Date(scope.platform.now()))
      return {
        value,
        action: 'prompt.archive',
        subject: { id: value.id, name: value.name },
        before: auditOf(before),
        summary: `Prompt "${value.name}" removed`,
      }
    }),
)

async function draftOf(scope: TenantScope, draftId: string): Promise<PromptDraft> {
  const draft = await findDraft(draftAddress(scope), draftId)
  if (draft === null) throw draftMissing()
  return draft
}

function draftMissing(): InputRefusedError {
  const message = 'This sound is no longer there. Upload, record or speak it again.'
  return new InputRefusedError(message, [{ field: 'draftId', code: 'draft.missing', message }])
}

async function promptInUse(tx: Transaction, scope: TenantScope, id: PromptId): Promise<PromptView> {
  const prompt = await repository.findPrompt(tx, id)
  if (prompt === null || prompt.archived || prompt.tenantId !== scope.tenant.id) throw new NotFoundError('prompt')
  return prompt
}

/** The file is in its place before the configuration that names it is published, and back when there will be none. */
async function withDraft<T>(scope: TenantScope, draft: PromptDraft | null, change: () => Promise<T>): Promise<T> {
  if (draft === null) return change()
  const { promptsDir } = scope.platform
  const adopted = await adoptDraft(promptsDir, draft)
  if (adopted === null) throw draftMissing()
  try {
    const value = await change()
    await forgetDraft(promptsDir, draft)
    return value
  } catch (error) {
    await adopted.undo()
    throw error
  }
}

/** The draft's file lies among the prompts already when this is asked. */
export async function refuseWithoutRoom(tx: Transaction, scope: TenantScope, draft: PromptDraft): Promise<void> {
  const { platform, tenant } = scope
  await repository.lockPrompts(tx, tenant.id)
  const { recordingBytes, maxBytes } = await repository.readStorageRoom(tx, tenant.id)
  if (recordingBytes + (await promptBytes(platform.promptsDir, tenant.id)) <= maxBytes) return
  throw new LimitReachedError({
    code: 'storage.full',
    message: `There is no room for ${megabytes(draft.sizeBytes)} more: recordings and prompts may take ${megabytes(maxBytes)}. Ask the operator for more storage.`,
  })
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`

export const soundOf = (draft: PromptDraft) => ({
  source: draft.source,
  originalName: draft.originalName,
  file: promptFile(draft.tenantId, draft.id),
  durationMs: draft.durationMs,
  sizeBytes: draft.sizeBytes,
  sha256: draft.sha256,
})

const auditOf = ({ name, kind, locale, text, source, originalName, durationMs, file }: PromptView) => ({
  name,
  kind,
  locale,
  text,
  source,
  originalName,
  durationMs,
  file,
})
