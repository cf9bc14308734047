import { join } from 'node:path'
import type { Transaction } from '../database/client.ts'
import { surveyDefinitionSchema } from '../surveys/survey-views.ts'
import type { SurveyDefinition } from '../surveys/survey-views.ts'
import type { DemoClient, Utterance } from './demo-clients.ts'
import { promptId } from './demo-flow.ts'
import { wavDurationMs } from './mono-wav.ts'
import { readIfThere, writeWhole } from './seed-prompts.ts'
import { speak } from './speak.ts'

const NOTHING_TWICE = { skipDuplicates: true } as const
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

type DemoMessage = {
  readonly id: string
  readonly ani: string
  /** So long before the first start. */
  readonly agoMs: number
  readonly said: readonly Utterance[]
}
type DemoKey = readonly [key: string, score: number, satisfied: boolean, labelEn: string, labelZh: string]
type Demo = {
  readonly box: {
    readonly id: string
    readonly name: string
    readonly groupId: string
    readonly promisedWithinMs: number
  }
  readonly messages: readonly DemoMessage[]
  readonly survey: string
  readonly keys: readonly DemoKey[]
  readonly reasons: readonly (readonly [key: string, reasonKey: string, labelEn: string, labelZh: string])[]
  /** After the calls of this queue. */
  readonly asksAfter: string
}

const FIVE_POINTS: readonly DemoKey[] = [
  ['1', 5, true, 'Satisfied', '满意'],
  ['2', 3, true, 'All right', '一般'],
  ['3', 1, false, 'Not satisfied', '不满意'],
]

const DEMOS: Readonly<Record<string, Demo>> = {
  heating: {
    box: { id: 'vbx_heating-night', name: '夜间留言', groupId: 'grp_heating-day', promisedWithinMs: 4 * HOUR_MS },
    messages: [
      {
        id: 'vml_heating-1',
        ani: '13910001234',
        agoMs: 5 * HOUR_MS,
        said: [
          {
            voice: 'cmn',
            text: '您好，我是幸福小区三号楼的王女士，家里暖气从昨晚开始就不热了，请尽快派人来看一下，谢谢。',
          },
        ],
      },
      {
        id: 'vml_heating-2',
        ani: '13820005678',
        agoMs: 40 * MINUTE_MS,
        said: [{ voice: 'cmn', text: '我想问一下今年的采暖费可以分期缴纳吗？请给我回个电话。' }],
      },
    ],
    survey: '服务评价',
    keys: FIVE_POINTS,
    reasons: [
      ['1', 'waited', 'Waited too long', '等待太久'],
      ['2', 'unsolved', 'Not solved', '问题没有解决'],
      ['3', 'manner', 'Manner', '服务态度'],
    ],
    asksAfter: 'que_heating-billing',
  },
  travel: {
    box: { id: 'vbx_travel-desk', name: 'Booking desk', groupId: 'grp_travel-desk', promisedWithinMs: 2 * HOUR_MS },
    messages: [
      {
        id: 'vml_travel-1',
        ani: '+447946000881',
        agoMs: 3 * HOUR_MS,
        said: [
          {
            voice: 'en',
            text: 'Good evening, this is Ada Brown. My booking is four four one seven. The ferry to Patras is an hour late, and I would like to move the sleeper to tomorrow. Please call me back.',
          },
        ],
      },
      {
        id: 'vml_travel-2',
        ani: '+447946000882',
        agoMs: 25 * MINUTE_MS,
        said: [
          {
            voice: 'en',
            text: 'Hello, do you have a family compartment from Vienna to Rome on the second of December? Thank you.',
          },
        ],
      },
    ],
    survey: 'How did we do?',
    keys: FIVE_POINTS,
    reasons: [
      ['1', 'waited', 'Waited too long', '等待太久'],
      ['2', 'unsolved', 'Still open', '问题没有解决'],
      ['3', 'other', 'Something else', '其他'],
    ],
    asksAfter: 'que_travel-changes',
  },
  clinic: {
    box: { id: 'vbx_clinic-desk', name: 'Front desk', groupId: 'grp_clinic-desk', promisedWithinMs: 3 * HOUR_MS },
    messages: [
      {
        id: 'vml_clinic-1',
        ani: '13701112222',
        agoMs: 50 * MINUTE_MS,
        said: [
          {
            voice: 'en',
            text: 'This is Paul Meyer. I would like to move my appointment on Monday to the afternoon, please.',
          },
        ],
      },
    ],
    survey: 'Visit',
    keys: [
      ['1', 5, true, 'Satisfied', '满意'],
      ['2', 1, false, 'Not satisfied', '不满意'],
    ],
    reasons: [
      ['1', 'waited', 'Waited too long', '等待太久'],
      ['2', 'other', 'Something else', '其他'],
    ],
    asksAfter: 'que_clinic-results',
  },
}

export type SpokenMessage = { readonly id: string; readonly file: string; readonly durationMs: number }

const DIRECTORY = 'demo-messages'

/** Speaks the messages that are not there yet; none where recordings are kept elsewhere. */
export async function speakMessages(
  client: DemoClient,
  recordingsDir: string | null,
): Promise<readonly SpokenMessage[]> {
  if (recordingsDir === null) return []
  const spoken: SpokenMessage[] = []
  for (const { id, said } of DEMOS[client.slug]?.messages ?? []) {
    const file = join(client.tenantId, DIRECTORY, `${id}.wav`)
    const path = join(recordingsDir, file)
    const wav = (await readIfThere(path)) ?? (await writeWhole(path, await speak(said)))
    spoken.push({ id, file, durationMs: wavDurationMs(wav.length) })
  }
  return spoken
}

/** A box with messages that wait, one of them too long already; a survey that is asked after one queue's calls. */
export async function seedMessages(
  tx: Transaction,
  client: DemoClient,
  made: { readonly spoken: readonly SpokenMessage[]; readonly now: number },
): Promise<void> {
  const demo = DEMOS[client.slug]
  if (demo === undefined) return
  const { tenantId } = client
  await tx.voicemailBox.createMany({
    ...NOTHING_TWICE,
    data: { tenantId, ...demo.box, greetingPromptId: promptId(client, 'voicemail') },
  })
  const surveyId = `srv_${client.slug}`
  const { count } = await tx.survey.createMany({
    ...NOTHING_TWICE,
    data: { id: surveyId, tenantId, name: demo.survey, definition: definitionOf(client, demo) },
  })
  if (count > 0) await tx.queue.updateMany({ where: { tenantId, id: demo.asksAfter }, data: { surveyId } })
  await tx.voicemail.createMany({
    ...NOTHING_TWICE,
    data: demo.messages.flatMap(({ id, ani, agoMs }) => {
      const sound = made.spoken.find((each) => each.id === id)
      if (sound === undefined) return []
      const leftAt = made.now - agoMs
      return {
        id,
        tenantId,
        boxId: demo.box.id,
        callId: `cal_${id.replace('_', '-')}`,
        ani,
        leftAt: new Date(leftAt),
        promisedAt: new Date(leftAt + demo.box.promisedWithinMs),
        lengthMs: sound.durationMs,
        actualMs: sound.durationMs,
        recordingId: `rec_${id.replace('_', '-')}`,
        status: 'whole' as const,
        file: sound.file,
        finishedAt: new Date(leftAt),
      }
    }),
  })
}

const definitionOf = (client: DemoClient, { keys, reasons }: Demo): SurveyDefinition =>
  surveyDefinitionSchema.parse({
    questionPromptId: promptId(client, 'survey'),
    keys: keys.map(([key, score, satisfied, labelEn, labelZh]) => ({ key, score, satisfied, labelEn, labelZh })),
    reasons: {
      promptId: promptId(client, 'why'),
      keys: reasons.map(([key, reasonKey, labelEn, labelZh]) => ({ key, reasonKey, labelEn, labelZh })),
    },
    thanksPromptId: promptId(client, 'thanks'),
    timeoutMs: 6_000,
    attemptsMax: 2,
  })
