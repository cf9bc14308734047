import { Caller, MediaClock } from '@seatline/phone'
import type { Stack } from '@seatline/stack'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { Desk, logIn } from './support/desk.ts'
import { startRig } from './support/rig.ts'

/** Promise: what an administrator records is a prompt at once; whom an agent asks for from a call, and a leader grants, hears busy. */
const NUMBER = '4008002002'
const CARRIER_ADDRESS = '127.0.0.9'
const SHOUTER = '13755556666'

const opened = new Cleanup()
let stack: Stack
let computer: Computer

beforeAll(async () => {
  stack = await opened.own(startRig(), (it) => it.stop())
  computer = await opened.own(startComputer(), (it) => it.close())
})
afterAll(() => opened.run())

test('a prompt is recorded in the browser, listened to and saved; one in use cannot be removed', async () => {
  const page = await (await computer.seat({ locale: 'en' })).newPage()
  await logIn(page, `${stack.urls.web}/t/ten_demo-travel/prompts`, 'admin-travel')
  await page.getByTestId('new-prompt').click()
  await page.getByRole('tab', { name: 'Record' }).click()
  await page.getByTestId('record-sound').click()
  const level = async (): Promise<number> => Number(await page.getByTestId('level-meter').getAttribute('aria-valuenow'))
  await expect.poll(level, { timeout: 10_000 }).toBeGreaterThan(5)
  // The list beside it shows lengths, too.
  await page.getByTestId('recorded-time').getByText('0:02').waitFor()
  await page.getByTestId('record-sound').click()
  const sound = page.getByTestId('draft').locator('audio')
  await sound.waitFor()
  await expect.poll(() => sound.evaluate((it: HTMLAudioElement) => it.duration), { timeout: 10_000 }).toBeGreaterThan(1)
  await page.getByTestId('prompt-form').getByLabel('Name').fill('Strike at the airport')
  await page.getByTestId('save').click()
  await page.getByTestId('prompts-table').getByText('Strike at the airport').waitFor()
  await page.getByRole('button', { name: 'Play “Strike at the airport”' }).click()
  await page.getByRole('button', { name: 'Pause “Strike at the airport”' }).waitFor()
  await page.getByRole('button', { name: 'Remove menu' }).click()
  await page.getByTestId('prompt-in-use').waitFor()
})

test('an agent asks from the call for the black list, an administrator grants it, and the caller hears busy', async () => {
  const server = { host: '127.0.0.1', port: stack.ports.sip }
  const caller = await opened.own(
    Caller.open({ server, localAddress: CARRIER_ADDRESS, clock: new MediaClock() }),
    (it) => it.close(),
  )
  const dial = async (): Promise<'answered' | number | null> => {
    const outcome = await (await caller.place({ number: NUMBER, from: SHOUTER })).outcome
    if (!outcome.answered) return outcome.end.status
    outcome.call.hangUp()
    return 'answered'
  }
  const desk = await Desk.open(await computer.seat({ locale: 'en' }), stack.urls.web, 'jonas')
  await desk.signIn(['que_travel-booking'])
  await desk.becomeReady()
  const outcome = await (await caller.place({ number: NUMBER, from: SHOUTER })).outcome
  if (!outcome.answered) throw new Error('the call was not answered')
  const pressing = setInterval(() => outcome.call.sendDigits('1'), 3_000)
  await desk.part('ring-panel').waitFor({ timeout: 60_000 })
  clearInterval(pressing)
  await desk.press('answer')
  await desk.expectTalking({ held: false, muted: false })
  await desk.part('apply-black-list').click()
  const form = desk.part('list-entry-form')
  expect(await form.getByLabel('Number').inputValue()).toBe(SHOUTER)
  await form.getByLabel('Reason').fill('Shouts')
  await desk.page.getByRole('button', { name: 'Send request' }).click()
  await form.waitFor({ state: 'detached' })
  outcome.call.hangUp()

  const page = await (await computer.seat({ locale: 'en' })).newPage()
  await logIn(page, `${stack.urls.web}/t/ten_demo-travel/lists?view=requests`, 'admin-travel')
  await page.getByRole('button', { name: `Approve ${SHOUTER}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect.poll(dial, { timeout: 15_000 }).toBe(486)
  await page.goto(`${stack.urls.web}/t/ten_demo-travel/lists?view=inForce`)
  await page.getByRole('button', { name: `Remove ${SHOUTER}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect.poll(dial, { timeout: 15_000 }).toBe('answered')
})
