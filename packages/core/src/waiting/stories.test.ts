import { expect, test } from 'vitest'
import { WaitingStory, waitingContext, type Experience } from '../testing/waiting-story.ts'

const CALLBACK = { key: '7', offerAfterMs: 40_000, attemptsMax: 3, retryAfterMs: 60_000, otherNumber: true } as const
const EVERYTHING: Experience = {
  position: { firstMs: 10_000, everyMs: 30_000, sayWait: true },
  messages: [
    { promptId: 'prm_papers', firstMs: 0, everyMs: 60_000, once: true },
    { promptId: 'prm_comfort', firstMs: 20_000, everyMs: 40_000, once: false },
  ],
  advert: { key: '5', promptId: 'prm_advert' },
  voicemail: { key: '8', boxId: 'vbx_one' },
  callback: CALLBACK,
}

const waiting = (experience: Experience = EVERYTHING, changes = {}): WaitingStory =>
  new WaitingStory(waitingContext(experience, changes)).tell({ kind: 'queue.entered' })

test('what a caller hears in the first minute and a half, in English', () => {
  expect(waiting().until(90).heard).toEqual([
    '0 [prm_papers]',
    '2 ♪',
    '10 You are number three in the queue. The expected wait is about two minutes.',
    '12 ♪',
    '20 [prm_comfort]',
    '22 ♪',
    '40 If you would like us to call you back, press seven You will keep your place in the queue.',
    '42 ♪',
    '45 You are number three in the queue. The expected wait is about two minutes.',
    '47 ♪',
    '60 [prm_comfort]',
    '62 ♪',
    '75 You are number three in the queue. The expected wait is about two minutes.',
    '77 ♪',
  ])
})

test.each([
  [1, 30_000, '您是下一位，请稍候。预计等待不到一分钟。'],
  [2, 120_000, '您目前排在第二位。预计等待大约两分钟。'],
  [12, 12 * 60_000, '您目前排在第十二位。预计等待大约十二分钟。'],
  [105, 3 * 3_600_000, '您目前排在第一百零五位。预计等待超过一小时。'],
  [3, null, '您目前排在第三位。'],
])('place %s and %s ms in Chinese: %s', (position, expectedMs, said) => {
  const story = waiting({ position: { firstMs: 5_000, everyMs: 60_000, sayWait: true } }, { locale: 'zh-CN' })
  story.place = { position, expectedMs }
  expect(story.until(6).heard.at(-1)?.replaceAll(' ', '')).toBe(`5${said}`)
})

test.each([
  [1, 60_000, 'You are next in line. The expected wait is about one minute.'],
  [22, 59_999, 'You are number twenty two in the queue. The expected wait is less than one minute.'],
])('place %s and %s ms in English: %s', (position, expectedMs, said) => {
  const story = waiting({ position: { firstMs: 5_000, everyMs: 60_000, sayWait: true } })
  story.place = { position, expectedMs }
  expect(story.until(6).heard.at(-1)).toBe(`5 ${said}`)
})

test('an engine that does not answer is not waited for', () => {
  const story = waiting({ position: { firstMs: 5_000, everyMs: 10_000, sayWait: true } })
  story.place = null
  story.until(14)
  expect(story.heard).toEqual(['0 ♪'])
  story.place = { position: 2, expectedMs: null }
  expect(story.until(16).heard.at(-1)).toBe('15 You are number two in the queue.')
})

test('by key the caller leaves for a callback at the number that calls, keeps the line until it is noted, and hears so', () => {
  const story = waiting({ callback: CALLBACK }).until(3).press('7').until(6).press('1')
  expect(story.heard.slice(1)).toEqual([
    '3 We will call you back at one three eight one two three four five six seven eight If this is right, press one. To give another number, press two. To go on waiting, press star.',
    '6 ♪',
  ])
  expect(story.asked).toEqual([{ kind: 'caller.chose', choice: { kind: 'callback', number: '13812345678' } }])
  story.tell({ kind: 'choice.accepted' }).until(20)
  expect(story.heard.at(-1)).toMatch(/^6 Thank you\. We will call you back/)
  expect(story.asked.at(-1)).toEqual({ kind: 'call.hangUp' })
  expect(story.state.phase).toBe('gone')
})

test('another number is keyed in, said back, and taken; one that is too short is asked for again', () => {
  const story = waiting({ callback: CALLBACK }).press('72').until(1).press('123#')
  expect(story.heard.at(-1)).toMatch(/^1 This number is not complete\. Please key in/)
  story.press('01088886666#')
  expect(story.heard.at(-1)).toContain('zero one zero eight eight eight eight six six six six')
  story.press('1')
  expect(story.asked).toEqual([{ kind: 'caller.chose', choice: { kind: 'callback', number: '01088886666' } }])
})

test('a pause ends the number', () => {
  const story = waiting({ callback: CALLBACK }).press('72').press('88886666').until(10)
  expect(story.state.choice).toEqual({ kind: 'callback', number: '88886666' })
})

test('who withholds the number must key one in, and cannot where no other is taken', () => {
  const asked = waiting({ callback: CALLBACK }, { callerNumber: '' }).press('7')
  expect(asked.heard.at(-1)).toMatch(/Please key in the number/)
  const refused = waiting({ callback: { ...CALLBACK, otherNumber: false } }, { callerNumber: '' }).press('7')
  expect(refused.heard.at(-1)).toMatch(/not possible/)
  expect(refused.until(3).heard.at(-1)).toBe('2 ♪')
})

test('who answers nothing is asked once more, and then goes on waiting', () => {
  const story = waiting({ callback: CALLBACK }).press('7').until(30)
  expect(story.heard.map((line) => line.slice(0, 20))).toEqual([
    '0 ♪',
    '0 We will call you b',
    '8 We will call you b',
    '16 ♪',
  ])
  expect(story.state.phase).toBe('music')
})

test('star leads back to the music, out of the number as well', () => {
  expect(waiting({ callback: CALLBACK }).press('7*').state.phase).toBe('music')
  expect(waiting({ callback: CALLBACK }).press('7288*').state).toMatchObject({
    phase: 'music',
    digits: '',
    choice: null,
  })
})

test('a message is left by key; from then on the caller is the voicemail’s', () => {
  const story = waiting().until(11).press('8')
  expect(story.asked).toEqual([{ kind: 'caller.chose', choice: { kind: 'voicemail', boxId: 'vbx_one' } }])
  story.tell({ kind: 'choice.accepted' }).until(100)
  expect(story.heard.at(-1)).toBe('11 ♪')
  expect(story.state.phase).toBe('gone')
})

test('the advert plays when it is asked for, and cuts what is said', () => {
  const story = waiting().until(1).press('5').until(4)
  expect(story.heard).toEqual(['0 [prm_papers]', '1 [prm_advert]', '3 ♪'])
})

test('the engine’s offer is said soon, once', () => {
  const story = waiting({ voicemail: { key: '8', boxId: 'vbx_one' } }).until(5)
  story.tell({ kind: 'offer.due', offer: 'voicemail' }).tell({ kind: 'offer.due', offer: 'voicemail' }).until(60)
  expect(story.heard).toEqual(['0 ♪', '5 To leave a message, press eight', '7 ♪'])
})

test('from the moment an agent is found nothing is said, and what is said stops', () => {
  const story = waiting().until(11).tell({ kind: 'agent.found' }).until(60)
  expect(story.heard.slice(-2)).toEqual([
    '10 You are number three in the queue. The expected wait is about two minutes.',
    '11 ♪',
  ])
  story.tell({ kind: 'agent.lost' }).until(64)
  expect(story.heard.at(-1)).toBe('63 [prm_comfort]')
})

test('an agent who is found while the caller keys in a number ends the question', () => {
  const story = waiting({ callback: CALLBACK }).press('728').tell({ kind: 'agent.found' })
  expect(story.state).toMatchObject({ phase: 'ringing', digits: '', choice: null })
  expect(story.press('7#1').asked).toEqual([])
})

test('a choice that was on its way when the agent was found may still hold', () => {
  const story = waiting({ callback: CALLBACK })
    .press('71')
    .tell({ kind: 'agent.found' })
    .tell({ kind: 'choice.accepted' })
  expect(story.heard.at(-1)).toMatch(/Thank you/)
})

test.each(['refused', 'never answered'])('a choice that is %s leaves the caller waiting', (how) => {
  const story = waiting({ callback: CALLBACK }).press('71')
  if (how === 'refused') story.tell({ kind: 'choice.refused' })
  story.until(10)
  expect(story.heard.at(-2)).toMatch(/not possible/)
  expect(story.state.phase).toBe('music')
})

test('a queue without anything plays its music', () => {
  expect(waiting({}).until(600).heard).toEqual(['0 ♪'])
})
