import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spokenFile, textFile, VOCABULARY } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wavDurationMs } from '../seed/mono-wav.ts'
import { makeTexts, makeWords } from './speech-keeper.ts'

let promptsDir = ''
beforeAll(async () => {
  promptsDir = await mkdtemp(join(tmpdir(), 'seatline-words-'))
})
afterAll(() => rm(promptsDir, { recursive: true, force: true }))

test('every word of both languages is spoken once, without silence around it', async () => {
  expect(await makeWords(promptsDir)).toBe(Object.keys(VOCABULARY.en).length + Object.keys(VOCABULARY['zh-CN']).length)
  expect(await makeWords(promptsDir)).toBe(0)
  for (const locale of ['en', 'zh-CN'] as const) {
    const names = await readdir(join(promptsDir, '_spoken', locale))
    expect(names.toSorted()).toEqual(
      [...Object.keys(VOCABULARY[locale]), 'tone'].map((name) => `${name}.wav`).toSorted(),
    )
    const five = await readFile(join(promptsDir, spokenFile(locale, 'n5')))
    const lengthMs = wavDurationMs(five.length)
    expect(lengthMs).toBeGreaterThan(150)
    expect(lengthMs).toBeLessThan(1_000)
  }
})

test('the fixed texts of a published flow are spoken where calls look for them', async () => {
  const node = (nodeId: string, text: string, locale: string, next: string | null) => ({
    ...{ nodeId, label: nodeId, kind: 'say', text, locale, next },
  })
  const snapshot = JSON.stringify({
    ...{ v: 1, tenantId: 'ten_said', version: 1, publishedAt: 1, name: 'Said', locale: 'en', timeZone: 'UTC' },
    ...{ status: 'live', limits: { concurrentCallsMax: 1 }, fullPromptId: null, numbers: [], prompts: [], hours: [] },
    ...{ queues: [], agents: [] },
    flows: [
      {
        ...{ flowId: 'ivr_said', flowVersionId: 'ivv_said', name: 'Said', entryNodeId: 'a' },
        nodes: [
          node('a', 'Your order {{order:digits}} is on its way.', 'en', 'b'),
          node('b', '您的订单已发货', 'zh-CN', null),
        ],
      },
    ],
  })
  expect(await makeTexts(promptsDir, snapshot)).toBe(3)
  expect(await makeTexts(promptsDir, snapshot)).toBe(0)
  const file = textFile('ten_said' as TenantId, 'zh-CN', '您的订单已发货')
  expect(wavDurationMs((await readFile(join(promptsDir, file))).length)).toBeGreaterThan(500)
})
