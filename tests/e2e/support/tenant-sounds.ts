import { join } from 'node:path'
import type { TenantSnapshot } from '@seatline/core'
import type { KnownSounds } from './prompt-match.ts'
import { readWav } from './wav.ts'

/** The sounds of a tenant as callers of one queue know them: `greeting`, `menu`, `music`, and the others by their id. */
export async function soundsOf(snapshot: TenantSnapshot, queueId: string, promptsDir: string): Promise<KnownSounds> {
  const nodes = snapshot.flows[0]?.nodes ?? []
  const roles = new Map<string | undefined, string>([
    [nodes.find((node) => node.kind === 'play')?.promptId, 'greeting'],
    [nodes.find((node) => node.kind === 'menu')?.promptId, 'menu'],
    [snapshot.queues.find((queue) => queue.queueId === queueId)?.musicPromptId, 'music'],
  ])
  const read = snapshot.prompts.map(async ({ promptId, file }) => {
    const [sound] = await readWav(join(promptsDir, file))
    if (sound === undefined) throw new Error(`the prompt has no channel [prompt:${promptId}]`)
    return [roles.get(promptId) ?? promptId, sound] as const
  })
  return Object.fromEntries(await Promise.all(read))
}
