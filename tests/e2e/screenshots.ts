import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDemo } from '@seatline/stack'
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

/** Makes the pictures of docs/images: `npm run screenshots`. Starts Seatline with its simulated callers and agents on ports of its own. */

const IMAGES = join(ROOT, 'docs/images')
/** Enough for a list that fills the screen. */
const CALLS_ENDED_MIN = 14
const BUSY_WITHIN_MS = 240_000

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
  await desk.press('ready')
  await desk.part('ring-panel').waitFor({ timeout: 120_000 })
  if (who.ringing !== undefined) await save(desk.page, who.ringing)
  await desk.press('answer')
  await desk.expectTalking({ held: false, muted: false })
  await delay(6_000)
  await save(desk.page, who.talking)
  await desk.press('hangUp')
  await desk.page.close()
}

type Picture = {
  readonly username: string
  readonly locale: 'en' | 'zh-CN'
  readonly queueIds: readonly string[]
  readonly ringing?: string
  readonly talking: string
}

async function ofTheOffice(computer: Computer, web: string, database: Database): Promise<void> {
  const heating = await Desk.open(await computer.seat({ locale: 'zh-CN' }), web, 'admin-heating')
  const page = heating.page
  await page.goto(`${web}/t/ten_demo-heating/live`)
  await page.getByTestId('live-queues').waitFor()
  await eventually(
    'somebody calls',
    () => page.getByTestId('calls-now').innerText(),
    (text) => !/^\s*0\s*$/.test(text),
    60_000,
  )
  await save(page, 'live')
  await page.goto(`${web}/t/ten_demo-heating/bill`)
  await page.getByTestId('line-INBOUND_MINUTES').waitFor()
  await page
    .getByRole('row')
    .filter({ has: page.getByTestId('line-INBOUND_MINUTES') })
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
    queueIds: ['que_travel-booking', 'que_clinic-appointments'],
    talking: 'agent-desktop',
  })
  await inACall(computer, web, {
    username: 'li',
    locale: 'zh-CN',
    queueIds: ['que_heating-repair', 'que_heating-billing'],
    ringing: 'agent-ringing-zh-cn',
    talking: 'agent-desktop-zh-cn',
  })
  await eventually(
    'a list of calls',
    () => database.count('SELECT count(*) AS n FROM call WHERE ended_at IS NOT NULL'),
    (count) => count >= CALLS_ENDED_MIN,
    BUSY_WITHIN_MS,
  )
  await ofTheOffice(computer, web, database)
} finally {
  await opened.run()
}
