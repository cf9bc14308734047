import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PromptId, TenantId } from '@seatline/core'
import { newId } from '../new-id.ts'
import { composeHoldMusic } from '../seed/hold-music.ts'
import { encodeMonoWav, wavDurationMs } from '../seed/mono-wav.ts'
import { speak } from '../seed/speak.ts'
import type { TemplatePrompt } from './templates/template-prompts.ts'
import type { TemplateLocale } from './templates/template.ts'

/** A prompt with its file, for which no row is there yet. */
export type MadePrompt = TemplatePrompt & {
  readonly promptId: PromptId
  /** Relative to the prompt directory. */
  readonly file: string
  readonly durationMs: number
  readonly sizeBytes: number
  readonly sha256: string
}

/** What was said once is kept by the hash of voice and text. */
const SPOKEN = '.spoken'
/** Names the tenants whose files are being made: what a crash leaves is found by it. */
const MAKING = '.making'
const ABANDONED_AFTER_MS = 10 * 60_000
const AT_ONCE = 3
const SPEECH_VERSION = 1

/** Makes the client's prompt files. Until `keep` or `discard` is called for them they are marked as being made. */
export async function makePromptFiles(
  promptsDir: string,
  tenantId: TenantId,
  wanted: { readonly prompts: readonly TemplatePrompt[]; readonly locale: TemplateLocale },
): Promise<readonly MadePrompt[]> {
  await mkdir(join(promptsDir, MAKING), { recursive: true })
  await writeFile(join(promptsDir, MAKING, tenantId), '')
  await mkdir(join(promptsDir, tenantId), { recursive: true })
  const made: MadePrompt[] = []
  for (let from = 0; from < wanted.prompts.length; from += AT_ONCE)
    made.push(
      ...(await Promise.all(
        wanted.prompts
          .slice(from, from + AT_ONCE)
          .map((prompt) => makePromptFile(promptsDir, tenantId, { prompt, locale: wanted.locale })),
      )),
    )
  return made
}

/** The rows are there: the files are theirs. */
export const keepPromptFiles = (promptsDir: string, tenantId: TenantId): Promise<void> =>
  rm(join(promptsDir, MAKING, tenantId), { force: true })

/** The rows never came about. */
export async function discardPromptFiles(promptsDir: string, tenantId: TenantId): Promise<void> {
  await rm(join(promptsDir, tenantId), { recursive: true, force: true })
  await keepPromptFiles(promptsDir, tenantId)
}

/** Takes away what attempts left that were cut off; `isThere` says for which tenants there are rows after all. */
export async function sweepPromptFiles(
  promptsDir: string,
  now: number,
  isThere: (tenantId: TenantId) => Promise<boolean>,
): Promise<readonly string[]> {
  const marks = await readdir(join(promptsDir, MAKING)).catch(() => [])
  const swept: string[] = []
  for (const name of marks) {
    const tenantId = name as TenantId
    const marked = await stat(join(promptsDir, MAKING, name)).catch(() => null)
    if (marked === null || now - marked.mtimeMs < ABANDONED_AFTER_MS) continue
    if (await isThere(tenantId)) await keepPromptFiles(promptsDir, tenantId)
    else {
      await discardPromptFiles(promptsDir, tenantId)
      swept.push(name)
    }
  }
  return swept
}

type Wanted = { readonly prompt: TemplatePrompt; readonly locale: TemplateLocale }

async function makePromptFile(promptsDir: string, tenantId: TenantId, wanted: Wanted): Promise<MadePrompt> {
  const promptId = newId('prompt')
  const file = join(tenantId, `${promptId}.wav`)
  const spoken = await spokenFile(promptsDir, wanted)
  await copyFile(spoken, join(promptsDir, file))
  const wav = await readFile(spoken)
  return {
    ...wanted.prompt,
    promptId,
    file,
    durationMs: wavDurationMs(wav.length),
    sizeBytes: wav.length,
    sha256: createHash('sha256').update(wav).digest('hex'),
  }
}

async function spokenFile(promptsDir: string, { prompt, locale }: Wanted): Promise<string> {
  const voice = locale === 'zh-CN' ? 'cmn' : 'en'
  const said = prompt.kind === 'music' ? ['music'] : [voice, prompt.text]
  const name = createHash('sha256')
    .update(JSON.stringify([SPEECH_VERSION, ...said]))
    .digest('hex')
  const path = join(promptsDir, SPOKEN, `${name}.wav`)
  if (await stat(path).catch(() => null)) return path
  await mkdir(join(promptsDir, SPOKEN), { recursive: true })
  const wav = prompt.kind === 'music' ? encodeMonoWav(composeHoldMusic()) : await speak([{ voice, text: prompt.text }])
  // Two who make the same one at once both end with a whole file.
  const part = `${path}.${randomBytes(6).toString('hex')}.part`
  await writeFile(part, wav)
  await rename(part, path)
  return path
}
