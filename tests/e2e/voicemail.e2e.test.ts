/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stack } from '@seatline/stack'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility.ts'
import { apiOf } from './support/api.ts'
import type { Api } from './support/api.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { Desk, logIn } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { startRig } from './support/rig.ts'
import { Telephone } from './support/telephone.ts'
import { CALLER_TONE_HZ, hasTone, slice } from './support/tone.ts'
import { parseWav } from './support/wav.ts'

/**
 * Promise: what a caller says to one agent's box is on that agent's desk at sign-in, is heard in the browser, taken, tried and settled with the keyboard; nobody
 * hears it but the addressee and the superiors, and backlog and timeliness say what was done.
 */
const HEATING = 'ten_demo-heating'
const NUMBER = '4008001001'
const CALLER = '13900139077'
const BOX = '李伟专线留言'
const PATIENT = { timeout: 20_000 }
const SPOKEN_MS = 4_000
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']

let stack: Stack
let office: Computer
let admin: Page
const opened = new Cleanup()

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  office = await opened.own(startComputer(), (it) => it.close())
  admin = await (await office.seat({ locale: 'zh-CN' })).newPage()
  await admin.addInitScript(rememberPlayed)
  await logIn(admin, stack.urls.web, 'admin-heating')
})
afterAll(() => opened.run())

/** Keeps every sound that the page plays, wherever its element is. */
function rememberPlayed(): void {
  const played: HTMLMediaElement[] = []
  Object.assign(globalThis, { seatlinePlayed: played })
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the element it belongs to.
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    played.push(this)
    return play.call(this)
  }
}

/** How far the sound that plays aloud has come, in seconds; null when none does. */
const playedS = (page: Page): Promise<number | null> =>
  page.evaluate(() => {
    const { seatlinePlayed = [] } = globalThis as { seatlinePlayed?: readonly HTMLMediaElement[] }
    const sound = seatlinePlayed.at(-1)
    return sound === undefined || sound.muted || sound.volume === 0 ? null : sound.currentTime
  })

/** The part of the wave's canvases that is drawn on. */
const waveIsDrawn = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const canvases = [...(document.querySelector('.wave > div')?.shadowRoot?.querySelectorAll('canvas') ?? [])]
    return canvases.some((canvas) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      return pixels.some((value) => value > 0)
    })
  })

async function look(page: Page, name: string): Promise<void> {
  const faults = await accessibilityFaults(page)
  if (IMAGES !== undefined) {
    await mkdir(IMAGES, { recursive: true })
    await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
  }
  expect(faults).toEqual([])
}

const pressAt = async (page: Page, testId: string, key = 'Enter'): Promise<void> => {
  await page.getByTestId(testId).focus()
  await page.keyboard.press(key)
}

async function choose(page: Page, fieldId: string, typed: string): Promise<void> {
  await page.locator(`#${fieldId}`).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed)
  await page.locator('.ant-select-item-option-active').filter({ hasText: typed }).waitFor()
  await page.keyboard.press('Enter')
}

type Figures = {
  readonly left: number
  readonly open: number
  readonly overdue: number
  readonly decided: number
  readonly withinPromise: number
}
async function figures(api: Api): Promise<Figures> {
  const day = (shift: number): string => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10)
  type Answer = { tenant: { voicemailFigures: Figures } }
  const { tenant } = await api.ask<Answer>(
    `query ($tenantId: ID!, $fromDay: Date!, $toDay: Date!) { tenant(id: $tenantId) {
       voicemailFigures(fromDay: $fromDay, toDay: $toDay) { left open overdue decided withinPromise } } }`,
    { tenantId: HEATING, fromDay: day(-20), toDay: day(1) },
  )
  return tenant.voicemailFigures
}

/** Whoever calls the number talks to the box. */
async function leadToBox(api: Api, boxId: string): Promise<void> {
  const { made } = await api.ask<{ made: { id: string; revision: number } }>(
    `mutation ($input: CreateFlowInput!) { made: createFlow(input: $input) { ... on Flow { id revision } } }`,
    { input: { tenantId: HEATING, name: '专线留言' } },
  )
  const ids = { tenantId: HEATING, flowId: made.id }
  const nodes = [
    { kind: 'voicemail', nodeId: 'box', label: '留言', boxId, next: 'end' },
    { kind: 'hangUp', nodeId: 'end', label: '结束' },
  ]
  type Kept = { kept: { revision: number } }
  const { kept } = await api.ask<Kept>(
    `mutation ($input: SaveFlowDraftInput!) { kept: saveFlowDraft(input: $input) { ... on Flow { revision } } }`,
    { input: { ...ids, revision: made.revision, entryNodeId: 'box', nodes, layout: {} } },
  )
  const answer = await api.ask<Readonly<Record<'published' | 'routed', { __typename: string }>>>(
    `mutation ($publish: PublishFlowInput!, $tenantId: ID!, $route: NumberRoutingInput!) {
       published: publishFlow(input: $publish) { __typename }
       routed: routeNumber(tenantId: $tenantId, didId: "did_heating", input: $route) { __typename } }`,
    {
      publish: { ...ids, revision: kept.revision, note: '' },
      tenantId: HEATING,
      route: { flowId: made.id, label: '专线' },
    },
  )
  expect(answer).toEqual({ published: { __typename: 'Flow' }, routed: { __typename: 'NumberRouting' } })
}

/** After the greeting and the tone the caller hears nothing, and hums. */
async function leaveMessage(): Promise<void> {
  const telephone = await opened.own(Telephone.open(stack, {}), (it) => it.close())
  const call = await telephone.dial(NUMBER, CALLER)
  let heard = 0
  let silentSince: number | null = null
  await eventually(
    'the caller has spoken into the box',
    async () => {
      const isSilent = (await call.hears()) === 'silence'
      if (!isSilent) heard += 1
      silentSince = isSilent ? (silentSince ?? Date.now()) : null
      return heard > 0 && silentSince !== null && Date.now() - silentSince > SPOKEN_MS
    },
    (hasSpoken) => hasSpoken,
    40_000,
  )
  call.press('#')
  await call.expectEndedByThem(15_000)
}

type Message = { readonly id: string; readonly status: string; readonly audioUrl: string | null }
async function messageFrom(api: Api): Promise<Message | undefined> {
  type Answer = { tenant: { voicemails: { messages: readonly (Message & { readonly ani: string })[] } } }
  const { tenant } = await api.ask<Answer>(
    `query ($tenantId: ID!) { tenant(id: $tenantId) { voicemails { messages { id ani status audioUrl } } } }`,
    { tenantId: HEATING },
  )
  return tenant.voicemails.messages.find(({ ani }) => ani === CALLER)
}

test('a box for one agent is made with the keyboard, and callers are led to it', async () => {
  await admin.goto(`${stack.urls.web}/t/${HEATING}/voicemail?tab=boxes`)
  await admin.getByTestId('boxes').getByText('夜间留言').waitFor()
  await look(admin, 'voicemail-boxes-zh')
  await pressAt(admin, 'new-box')
  const form = admin.getByTestId('box-form')
  await form.locator('#name').fill(BOX)
  await form.getByRole('radio', { name: '坐席' }).focus()
  await admin.keyboard.press('Space')
  await choose(admin, 'agentId', '李伟')
  await choose(admin, 'greetingPromptId', 'voicemail')
  await look(admin, 'voicemail-box-zh')
  await pressAt(admin, 'save')
  await admin.getByTestId('boxes').getByText(BOX).waitFor()
  type Boxes = { tenant: { voicemailBoxes: readonly { id: string; name: string }[] } }
  const { tenant } = await apiOf(admin).ask<Boxes>(
    `query ($tenantId: ID!) { tenant(id: $tenantId) { voicemailBoxes { id name } } }`,
    { tenantId: HEATING },
  )
  await leadToBox(apiOf(admin), tenant.voicemailBoxes.find(({ name }) => name === BOX)?.id ?? '')
})

test('a caller’s message reaches its addressee, who hears, takes, tries and settles it; others never see it', async () => {
  const before = await figures(apiOf(admin))
  await leaveMessage()
  const message = await eventually(
    'the message is whole',
    () => messageFrom(apiOf(admin)),
    (each) => each?.status === 'WHOLE' && each.audioUrl !== null,
    30_000,
  )
  const id = message?.id ?? ''
  const sound = await apiOf(admin).download(message?.audioUrl ?? '')
  const [spoken] = parseWav(sound.body)
  expect(spoken === undefined ? false : hasTone(slice(spoken, 0.5, 2.5), CALLER_TONE_HZ)).toBe(true)

  const seat = await office.seat({ locale: 'zh-CN' })
  await seat.addInitScript(rememberPlayed)
  const li = await Desk.open(seat, stack.urls.web, 'li')
  const reminder = li.part('voicemail-reminder')
  await li.part('sign-in-form').waitFor()
  await eventually(
    'the reminder counts the new message',
    () => reminder.innerText(),
    (text) => text.includes(`${String(before.open + 1)} 条待回电`),
  )
  await look(li.page, 'voicemail-reminder-zh')
  await reminder.getByRole('link').first().focus()
  await li.page.keyboard.press('Enter')
  await li.part(`open-${id}`).waitFor()
  await look(li.page, 'voicemail-messages-zh')
  await pressAt(li.page, `open-${id}`)
  await hear(li.page)
  await look(li.page, 'voicemail-message-zh')

  await pressAt(li.page, 'take')
  await li.part('message').getByText('李伟', { exact: true }).waitFor()
  await li.part('attempt-note').fill('无人接听，稍后再打')
  await pressAt(li.page, 'outcome-NO_ANSWER')
  await li.part('attempt-1').waitFor()
  await li.part('attempt-note').fill('')
  await pressAt(li.page, 'settle')
  await li.part('faults').waitFor()
  await look(li.page, 'voicemail-attempt-zh')
  await li.part('attempt-note').fill('已当面解决')
  await pressAt(li.page, 'settle')
  await li.part(`open-${id}`).waitFor({ state: 'detached' })
  await li.page.goto(`${stack.urls.web}/t/${HEATING}/voicemail?show=DONE&message=${id}`)
  await li.part('message').getByText('已当面解决').waitFor()
  await expect.poll(() => li.part('attempt-1').innerText(), PATIENT).toContain('无人接听，稍后再打')

  await nobodyElseSees(id)
  const after = await figures(apiOf(admin))
  expect(after).toEqual({
    ...before,
    left: before.left + 1,
    decided: before.decided + 1,
    withinPromise: before.withinPromise + 1,
  })
  await admin.goto(`${stack.urls.web}/t/${HEATING}/voicemail?tab=figures`)
  const shown = (name: string): Promise<string> => admin.getByTestId(`vm-${name}`).innerText()
  await admin.getByTestId('voicemail-chart').waitFor()
  expect(await shown('open')).toContain(String(after.open))
  expect(await shown('overdue')).toContain(String(after.overdue))
  expect(await shown('left')).toContain(String(after.left))
  const percent = new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1 })
  expect(await shown('within')).toContain(percent.format(after.withinPromise / after.decided))
  await look(admin, 'voicemail-figures-zh')
})

/** Shown as a wave, and played aloud from its beginning on. */
async function hear(page: Page): Promise<void> {
  await page.locator('[data-testid="message-sound"][data-status="WHOLE"]').waitFor()
  const play = page.getByTestId('play-recording')
  await expect.poll(() => play.isEnabled(), PATIENT).toBe(true)
  await expect.poll(() => waveIsDrawn(page), PATIENT).toBe(true)
  await play.focus()
  await page.keyboard.press('Enter')
  const first = await eventually(
    'the message plays',
    () => playedS(page),
    (seconds) => seconds !== null && seconds > 0.2,
  )
  await eventually(
    'the message plays on',
    () => playedS(page),
    (seconds) => (seconds ?? 0) > (first ?? 0) + 0.5,
  )
  await expect.poll(() => page.getByTestId('message').innerText(), PATIENT).not.toContain('未听')
}

/** Mei Lin works for the company too, is not the addressee and leads nobody. */
async function nobodyElseSees(id: string): Promise<void> {
  const mei = await Desk.open(await office.seat({ locale: 'en' }), stack.urls.web, 'mei')
  await mei.page.goto(`${stack.urls.web}/t/${HEATING}/voicemail?show=ALL&message=${id}`)
  await mei.part('open-vml_heating-1').waitFor()
  expect(await mei.part('voicemail-table').getByText(CALLER).count()).toBe(0)
  expect(await mei.part('message').count()).toBe(0)
  expect(await messageFrom(mei.api)).toBeUndefined()
  await look(mei.page, 'voicemail-messages-en')
}
