import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Prisma } from '../generated/prisma/client.ts'
import { PROMPT_NAMES } from './demo-clients.ts'
import type { ClientPrompts, DemoClient, Utterance } from './demo-clients.ts'
import { promptId } from './demo-flow.ts'
import { composeHoldMusic } from './hold-music.ts'
import { encodeMonoWav, wavDurationMs } from './mono-wav.ts'
import { speak } from './speak.ts'

/** Makes the client's prompt files that are not there yet, and answers the rows that belong to them. */
export async function makePrompts(
  client: DemoClient,
  promptsDir: string,
): Promise<readonly Prisma.PromptUncheckedCreateInput[]> {
  const music = { name: 'music', kind: 'music', text: '' } as const
  const rows = [await makePrompt(client, promptsDir, music, () => Promise.resolve(encodeMonoWav(composeHoldMusic())))]
  for (const name of PROMPT_NAMES) {
    const utterances = client.prompts[name]
    const prompt = { name, kind: 'speech', text: textOf(utterances) } as const
    rows.push(await makePrompt(client, promptsDir, prompt, () => speak(utterances)))
  }
  return rows
}

const textOf = (utterances: readonly Utterance[]): string => utterances.map(({ text }) => text).join(' ')

async function makePrompt(
  client: DemoClient,
  promptsDir: string,
  prompt: { readonly name: keyof ClientPrompts | 'music'; readonly kind: 'speech' | 'music'; readonly text: string },
  record: () => Promise<Buffer>,
): Promise<Prisma.PromptUncheckedCreateInput> {
  const id = promptId(client, prompt.name)
  const file = join(client.tenantId, `${id}.wav`)
  const path = join(promptsDir, file)
  const wav = (await readIfThere(path)) ?? (await writeWhole(path, await record()))
  return {
    id,
    tenantId: client.tenantId,
    ...prompt,
    locale: client.locale,
    file,
    durationMs: wavDurationMs(wav.length),
    sizeBytes: wav.length,
    sha256: createHash('sha256').update(wav).digest('hex'),
  }
}

export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A seed that is broken off leaves no half prompt behind. */
export async function writeWhole(path: string, wav: Buffer): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, wav)
  await rename(`${path}.part`, path)
  return wav
}
