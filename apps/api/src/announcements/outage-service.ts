import { localTimeAt, recoverySentence } from '@seatline/core'
import type { Instant, PromptId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { adoptDraft, forgetDraft, keepDraft } from '../prompts/draft-store.ts'
import type { PromptDraft } from '../prompts/prompt-views.ts'
import * as prompts from '../prompts/repository.ts'
import { refuseWithoutRoom, soundOf } from '../prompts/service.ts'
import { soundError } from '../prompts/sound-faults.ts'
import { SPEED, VOICE_NAMES } from '../prompts/voices.ts'
import type { AnnouncementView } from './announcement-views.ts'
import { announceIn } from './service.ts'

/** What is said in an outage is short. */
const CHARACTERS_MAX = 600

const wordsSchema = z.object({
  name: nameField(60),
  text: z
    .string()
    .trim()
    .min(1, 'Write what callers are told.')
    .max(CHARACTERS_MAX, `Use at most ${String(CHARACTERS_MAX)} characters.`),
  voice: z.enum(VOICE_NAMES),
})

export type OutageInput = {
  readonly tenantId: TenantId
  readonly name: string
  readonly text: string
  readonly voice: (typeof VOICE_NAMES)[number]
  readonly didIds: readonly string[]
  readonly regions: readonly string[]
  readonly topics: readonly string[]
  readonly endsAt: Instant | null
  readonly expectedRecoveryAt: Instant | null
  /** The text ends with when it is expected to be over. */
  readonly sayRecovery: boolean
  readonly thenHangUp: boolean
}

/** From words to what callers hear, in one step: the text is spoken, becomes a prompt, and is announced from now on. */
export const announceOutage = authorized(
  'announcements.manage',
  async (scope, input: OutageInput): Promise<AnnouncementView> => {
    const words = parseInput(wordsSchema, input)
    const draft = await spoken(scope, { ...words, text: [words.text, recovery(scope, input)].join(' ').trim() })
    const { promptsDir } = scope.platform
    const adopted = await adoptDraft(promptsDir, draft)
    try {
      const announced = await announceIn(scope, async (tx) => ({
        tenantId: input.tenantId,
        name: words.name,
        promptId: await promptOf(tx, scope, { name: words.name, voice: words.voice, draft }),
        didIds: input.didIds,
        regions: input.regions,
        topics: input.topics,
        startsAt: null,
        endsAt: input.endsAt,
        expectedRecoveryAt: input.expectedRecoveryAt,
        enabled: true,
        thenHangUp: input.thenHangUp,
      }))
      await forgetDraft(promptsDir, draft)
      return announced
    } catch (error) {
      await adopted?.undo()
      throw error
    }
  },
)

function recovery({ tenant }: TenantScope, { sayRecovery, expectedRecoveryAt, voice }: OutageInput): string {
  if (!sayRecovery || expectedRecoveryAt === null) return ''
  return recoverySentence(expectedRecoveryAt, tenant.timeZone, voice === 'mandarin' ? 'zh-CN' : 'en') ?? ''
}

async function spoken(scope: TenantScope, { text, voice }: z.infer<typeof wordsSchema>): Promise<PromptDraft> {
  const { platform, tenant, viewer } = scope
  const made = await platform.sounds.speak(tenant.id, { text, voice, speed: SPEED.usual })
  if (!made.ok) throw soundError(made.error, 'text')
  return keepDraft(
    { promptsDir: platform.promptsDir, tenantId: tenant.id, subject: viewer.subject },
    { sound: made.value, source: 'speech', originalName: null, text },
    platform.now(),
  )
}

async function promptOf(
  tx: Transaction,
  scope: TenantScope,
  made: { readonly name: string; readonly voice: OutageInput['voice']; readonly draft: PromptDraft },
): Promise<PromptId> {
  await refuseWithoutRoom(tx, scope, made.draft)
  const prompt = await prompts.createPrompt(tx, {
    id: newId('prompt'),
    tenantId: scope.tenant.id,
    name: `${made.name} ${stampOf(scope)}`,
    kind: 'speech',
    locale: made.voice === 'mandarin' ? 'zh-CN' : 'en',
    text: made.draft.text,
    ...soundOf(made.draft),
  })
  return prompt.id
}

/** Outages of one kind come again; what was said each time keeps a name of its own. */
function stampOf({ tenant, platform }: TenantScope): string {
  const local = localTimeAt(tenant.timeZone, platform.now())
  const seconds = String(Math.floor(platform.now() / 1_000) % 60).padStart(2, '0')
  if (local === null) return String(platform.now())
  const clock = [Math.floor(local.minuteOfDay / 60), local.minuteOfDay % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${local.date} ${clock.join(':')}:${seconds}`
}
