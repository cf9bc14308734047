import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idSchema } from '@seatline/core'
import type { Instant, PromptId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { newId } from '../new-id.ts'
import { PROMPT_SOURCES } from './prompt-views.ts'
import type { PromptDraft, PromptSource } from './prompt-views.ts'
import type { Sound } from './sound-workshop.ts'

/** Drafts lie beside the prompts, so that every API process has them and making one a prompt is a rename. */
const FOLDER = 'drafts'
/** Nobody listens to a draft for that long. */
const FORGOTTEN_MS = 24 * 3_600_000

const noteSchema = z.object({
  /** Whose draft it is: nobody else of the tenant hears what somebody tries out. */
  subject: z.string(),
  source: z.enum(PROMPT_SOURCES),
  text: z.string(),
  originalName: z.string().nullable(),
  durationMs: z.number().int(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
})

export type DraftAddress = {
  readonly promptsDir: string
  readonly tenantId: TenantId
  readonly subject: string
}

export type NewDraft = {
  readonly sound: Sound
  readonly source: PromptSource
  readonly text: string
  readonly originalName: string | null
}

/** Keeps a sound until its maker has listened to it. Drafts of the tenant that were forgotten go. */
export async function keepDraft(at: DraftAddress, draft: NewDraft, now: Instant): Promise<PromptDraft> {
  const folder = join(at.promptsDir, at.tenantId, FOLDER)
  await mkdir(folder, { recursive: true })
  await removeForgotten(folder, now)
  const id = newId('prompt')
  const { sound, ...rest } = draft
  const facts = {
    ...rest,
    durationMs: sound.durationMs,
    sizeBytes: sound.wav.length,
    sha256: createHash('sha256').update(sound.wav).digest('hex'),
  }
  await writeWhole(join(folder, `${id}.wav`), sound.wav)
  await writeWhole(join(folder, `${id}.json`), JSON.stringify({ ...facts, subject: at.subject }))
  return { id, tenantId: at.tenantId, ...facts }
}

/** null when there is none, or it is somebody else's. */
export async function findDraft(at: DraftAddress, draftId: string): Promise<PromptDraft | null> {
  const id = idSchema('prompt').safeParse(draftId)
  if (!id.success) return null
  const note = await readNote(join(at.promptsDir, at.tenantId, FOLDER, `${id.data}.json`))
  if (note?.subject !== at.subject) return null
  const { subject: _, ...facts } = note
  return { id: id.data, tenantId: at.tenantId, ...facts }
}

/** Relative to the prompts' directory. */
export const draftFile = (tenantId: TenantId, draftId: PromptId): string => join(tenantId, FOLDER, `${draftId}.wav`)

/** Where a draft's sound will be as a prompt: a name that no prompt has had before, so that what older versions play stays. */
export const promptFile = (tenantId: TenantId, draftId: PromptId): string => join(tenantId, `${draftId}.wav`)

/** Makes the draft's sound a prompt's, at once and whole; `undo` takes that back. null when it is one already. */
export async function adoptDraft(
  promptsDir: string,
  draft: PromptDraft,
): Promise<{ readonly undo: () => Promise<void> } | null> {
  const from = join(promptsDir, draftFile(draft.tenantId, draft.id))
  const to = join(promptsDir, promptFile(draft.tenantId, draft.id))
  try {
    await rename(from, to)
  } catch (error) {
    return nullWhenMissing(error)
  }
  return { undo: () => rename(to, from) }
}

/** After `adoptDraft`, when the prompt is there. */
export const forgetDraft = (promptsDir: string, draft: PromptDraft): Promise<void> =>
  rm(join(promptsDir, draft.tenantId, FOLDER, `${draft.id}.json`), { force: true })

/** All sounds of a tenant on disk, those that only older versions play included. */
export async function promptBytes(promptsDir: string, tenantId: TenantId): Promise<number> {
  const folder = join(promptsDir, tenantId)
  const names = await readdir(folder).catch(emptyWhenMissing)
  const sizes = await Promise.all(
    names.filter((name) => name.endsWith('.wav')).map(async (name) => (await stat(join(folder, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function removeForgotten(folder: string, now: Instant): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(nullWhenMissing)
    if (found !== null && now - found.mtimeMs > FORGOTTEN_MS) await rm(path, { force: true })
  }
}

async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  const text = await readFile(path, 'utf8').catch(nullWhenMissing)
  return text === null ? null : noteSchema.parse(JSON.parse(text))
}

/** Nobody sees half a file. */
async function writeWhole(path: string, content: Buffer | string): Promise<void> {
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}

function nullWhenMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}

function emptyWhenMissing(error: unknown): string[] {
  if (isMissing(error)) return []
  throw error
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
