import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDemo } from '@seatline/stack'
import type { Stack } from '@seatline/stack'
import type { Page } from 'playwright-core'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { ROOT } from './support/command.ts'
import { Desk } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { openDatabase } from './support/records.ts'
import type { Database } from './support/records.ts'
import { startRig } from './support/rig.ts'
import { Telephone } from './support/telephone.ts'

/** Makes the pictures of docs/images: `npm run screenshots`. Starts Seatline with its simulated callers and agents on ports of its own. */

const IMAGES = join(ROOT, 'docs/images')
/** Enough for a list that fills the screen. */
const CALLS_ENDED_MIN = 14
const BUSY_WITHIN_MS = 240_000
const RING_WITHIN_MS = 120_000

const opened = new Cleanup()

async function save(page: Page, name: string): Promise<void> {
  // Charts and drawers move for a moment; a picture has no condition to wait for.
  await delay(1_200)
  await page.screenshot({ path: join(IMAGES, `${name}.png`) })
  process.stdout.write(`${name}.png\n`)
}

async function inACall(computer: Computer, web: string, who: Picture): Promise<void> {
  const desk = await Desk.open(await computer.seat({ locale: who.locale }), web, who.username)
  await desk.chooseLanguage(who.locale)
  await desk.signIn(who.queueIds)
  for (const outcome of who.outcomesBefore) await takeCall(desk, outcome)
  await desk.press('ready')
  await desk.part('ring-panel').waitFor({ timeout: RING_WITHIN_MS })
  if (who.ringing !== undefined) await save(desk.page, who.ringing)
  await desk.press('answer')
  await desk.expectTalking({ held: false, muted: false })
  await delay(6_000)
  await save(desk.page, who.talking)
  await desk.press('hangUp')
  await desk.page.close()
}

/** One of the calls that the list of the agent's own calls shows. */
async function takeCall(desk: Desk, outcome: string): Promise<void> {
  await desk.press('ready')
  await desk.part('ring-panel').waitFor({ timeout: RING_WITHIN_MS })
  await desk.press('answer')
  await desk.expectTalking({ held: false, muted: false })
  await delay(4_000)
  await desk.press('hangUp')
  await desk.expectStatus('WRAP_UP')
  await desk.setDisposition(outcome, '')
  await desk.press('endWrapUp')
}

type Picture = {
  readonly username: string
  readonly locale: 'en' | 'zh-CN'
  readonly queueIds: readonly string[]
  readonly outcomesBefore: readonly string[]
  readonly ringing?: string
  readonly talking: string
}

async function ofTheOffice(computer: Computer, stack: Stack, database: Database): Promise<void> {
  const { web } = stack.urls
  const heating = await Desk.open(await computer.seat({ locale: 'zh-CN' }), web, 'admin-heating')
  const page = heating.page
  await page.goto(`${web}/t/ten_demo-heating/live`)
  await page.getByTestId('live-queues').waitFor()
  const telephone = await opened.own(Telephone.open(stack, {}), (it) => it.close())
  const waiting = await Promise.all(
    ['13810240007', '13901170052', '18612340086', '13366680421'].map((from) => telephone.dial('4008001001', from)),
  )
  for (const call of waiting) call.press('1')
  await eventually(
    'somebody calls',
    () => page.getByTestId('live-calls').innerText(),
    (text) => text.includes('通话') && text.includes('排队'),
    60_000,
  )
  await save(page, 'live')
  for (const call of waiting) call.hangUp()
  await page.goto(`${web}/t/ten_demo-heating/bill`)
  await page.getByTestId('line-MINUTES_INBOUND').waitFor()
  await page
    .getByRole('row')
    .filter({ has: page.getByTestId('line-MINUTES_INBOUND') })
    .getByRole('button')
    .first()
    .click()
  await page.getByTestId('billed-calls').waitFor()
  await save(page, 'bill')

  const travel = await Desk.open(await computer.seat({ locale: 'en' }), web, 'admin-travel')
  await travel.page.goto(`${web}/t/ten_demo-travel/calls`)
  await travel.page.getByTestId('calls-table').waitFor()
  await save(travel.page, 'calls')
  const callId = await database.text(
    `SELECT c.id AS value FROM call c JOIN recording r ON r.call_id = c.id AND r.status = 'whole'
      WHERE c.tenant_id = 'ten_demo-travel' AND c.ended_at IS NOT NULL ORDER BY c.talk_ms DESC LIMIT 1`,
  )
  await travel.page.goto(`${web}/t/ten_demo-travel/calls?call=${callId}`)
  await travel.page.getByTestId('play-recording').waitFor()
  await save(travel.page, 'call-details')
}

try {
  await mkdir(IMAGES, { recursive: true })
  const stack = await opened.own(startRig(), (it) => it.stop())
  const database = await opened.own(openDatabase(stack.databaseOwnerUrl), (it) => it.close())
  await opened.own(startDemo(stack), (it) => it.stop())
  const computer = await opened.own(startComputer(), (it) => it.close())
  const { web } = stack.urls
  await inACall(computer, web, {
    username: 'mei',
    locale: 'en',
    queueIds: ['que_travel-booking', 'que_travel-changes'],
    outcomesBefore: ['Booked', 'Question answered'],
    talking: 'agent-desktop',
  })
  await inACall(computer, web, {
    username: 'li',
    locale: 'zh-CN',
    queueIds: ['que_heating-repair', 'que_heating-billing'],
    outcomesBefore: ['已解答'],
    ringing: 'agent-ringing-zh-cn',
    talking: 'agent-desktop-zh-cn',
  })
  await eventually(
    'a list of calls',
    () => database.count('SELECT count(*) AS n FROM call WHERE ended_at IS NOT NULL'),
    (count) => count >= CALLS_ENDED_MIN,
    BUSY_WITHIN_MS,
  )
  await ofTheOffice(computer, stack, database)
} finally {
  await opened.run()
}
