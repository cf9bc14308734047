import type { Stack } from '@seatline/stack'
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startComputer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { Desk } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { expectHearing } from './support/hearing.ts'
import { newestCallFrom, openDatabase } from './support/records.ts'
import { startRig } from './support/rig.ts'
import { Telephone } from './support/telephone.ts'
import type { TelephoneCall } from './support/telephone.ts'
import { soundsOf } from './support/tenant-sounds.ts'

const TENANT = 'ten_demo-heating'
const QUEUE = 'que_heating-repair'
const NUMBER = '4008001001'
const MEI_HZ = 500
const LI_HZ = 700

let stack: Stack
let meiSeat: BrowserContext
let liSeat: BrowserContext
let telephone: Telephone
let admin: Desk
const opened = new Cleanup()
const calls: TelephoneCall[] = []

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  const database = await opened.own(openDatabase(stack.databaseOwnerUrl), (it) => it.close())
  const sounds = await soundsOf(await database.snapshotOf(TENANT), QUEUE, stack.paths.prompts)
  telephone = await opened.own(Telephone.open(stack, sounds), (it) => it.close())
  const [meiComputer, liComputer] = await Promise.all([
    opened.own(startComputer({ toneHz: MEI_HZ }), (it) => it.close()),
    opened.own(startComputer({ toneHz: LI_HZ }), (it) => it.close()),
  ])
  meiSeat = await meiComputer.seat({ locale: 'zh-CN' })
  liSeat = await liComputer.seat({ locale: 'zh-CN' })
  admin = await Desk.open(await liComputer.seat({ locale: 'en' }), stack.urls.web, 'admin-heating')
})
afterAll(() => opened.run())

/** Everybody goes home, so that the next test begins with nobody there. */
afterEach(async () => {
  for (const call of calls.splice(0)) call.hangUp()
  for (const seat of [meiSeat, liSeat]) for (const page of seat.pages()) await page.close()
})

async function queuedCall(from: string): Promise<TelephoneCall> {
  const call = await telephone.dial(NUMBER, from)
  calls.push(call)
  await call.expectPrompt('menu')
  call.press('1')
  await expectHearing({ caller: call.hears }, { caller: 'prompt music' }, { withinMs: 8_000 })
  return call
}

/** At the desk and signed in for the repair queue, whatever the state was that the agent left behind. */
async function atDesk(seat: BrowserContext, username: string): Promise<Desk> {
  const desk = await Desk.openOrLogIn(seat, stack.urls.web, username)
  await desk.signInAgain([QUEUE])
  return desk
}

async function atWork(seat: BrowserContext, username: string): Promise<Desk> {
  const desk = await atDesk(seat, username)
  await desk.becomeReady()
  return desk
}

async function talking(desk: Desk, call: TelephoneCall, toneHz: number): Promise<void> {
  await desk.part('ring-panel').waitFor()
  await desk.press('answer')
  await desk.expectTalking({ held: false, muted: false })
  await expectHearing(
    { caller: () => call.hears(toneHz), agent: () => desk.hears(toneHz) },
    { caller: 'the agent', agent: 'the caller' },
  )
}

describe('the agent’s tab', () => {
  test('is closed in a call: the caller waits with music again, and the next agent gets the call', async () => {
    const from = '13900139001'
    const mei = await atWork(meiSeat, 'mei')
    const call = await queuedCall(from)
    await talking(mei, call, MEI_HZ)

    const li = await atWork(liSeat, 'li')
    await mei.page.close()
    await li.part('ring-panel').waitFor({ timeout: 20_000 })
    await expectHearing({ caller: () => call.hears(LI_HZ) }, { caller: 'prompt music' })
    await talking(li, call, LI_HZ)
    await li.press('hangUp')
    await call.expectEndedByThem()

    const record = await eventually(
      'the record',
      () => newestCallFrom(admin.api, TENANT, from),
      (now) => now?.recordings.length === 2 && now.recordings.every(({ status }) => status === 'WHOLE'),
      20_000,
    )
    expect(record).toMatchObject({ outcome: 'ANSWERED', releasedBy: 'AGENT', agent: { id: 'agt_li' } })
    expect(record?.presentations.map(({ agent, outcome }) => [agent.id, outcome])).toEqual([
      ['agt_mei', 'ANSWERED'],
      ['agt_li', 'ANSWERED'],
    ])
    const back = await Desk.openOrLogIn(meiSeat, stack.urls.web, 'mei')
    await back.expectStatus('NOT_READY')
  })

  test('is reloaded in a call: the screen says what the server knows, and the caller goes back to the queue', async () => {
    const mei = await atWork(meiSeat, 'mei')
    const call = await queuedCall('13900139002')
    await talking(mei, call, MEI_HZ)
    await mei.page.reload()
    await mei.expectScreenTrue()
    await eventually(
      'the server gives the call up',
      () => mei.serverStatus(),
      (status) => status !== 'TALKING',
      30_000,
    )
    await mei.expectScreenTrue()
    await expectHearing({ caller: call.hears }, { caller: 'prompt music' })
  })

  test('is opened twice: the second says where the phone is, and can take it over', async () => {
    const first = await atWork(meiSeat, 'mei')
    const second = await Desk.openTab(meiSeat, stack.urls.web)
    await second.part('phone-other-tab').waitFor()
    await second.expectStatus('READY')
    await second.part('take-over').click()
    await first.part('phone-other-tab').waitFor()

    const call = await queuedCall('13900139003')
    await second.becomeReadyForWaitingCall()
    await talking(second, call, MEI_HZ)
    await second.press('hangUp')
    await call.expectEndedByThem()
  })
})

describe('an agent who does not answer', () => {
  // Seen once: the reason was PHONE_UNREACHABLE, so the phone was held gone while it rang. Since then a notice of a lost phone is confirmed by the registrar;
  // not seen in the six runs on a starved machine that looked for it.
  test('becomes not ready, and the caller, still first, rings at the other agent', async () => {
    const from = '13900139004'
    const mei = await atWork(meiSeat, 'mei')
    const call = await queuedCall(from)
    await mei.expectRinging([from])
    await queuedCall('13900139005')
    await mei.expectStatus('NOT_READY', 30_000)
    expect(await mei.reason()).toEqual({ system: 'RING_NO_ANSWER' })

    const li = await atDesk(liSeat, 'li')
    await li.press('ready')
    await li.expectRinging([from])
    await talking(li, call, LI_HZ)
  })
})

describe('the language', () => {
  test('is the person’s own, rings in it, changes at once and stays after a reload', async () => {
    const li = await atWork(liSeat, 'li')
    expect(await li.part('sign-out').innerText()).toBe('签出')
    const call = await queuedCall('13900139006')
    await li.expectRinging(['来电振铃', '接听', '暖家供热报修热线', '报修'])
    await li.chooseLanguage('en')
    await li.expectRinging(['A call rings', 'Answer', '暖家供热报修热线', '报修'])
    await talking(li, call, LI_HZ)
    await li.press('hangUp')
    await li.expectStatus('WRAP_UP')
    await li.page.reload()
    await li.part('sign-out').waitFor()
    expect(await li.part('sign-out').innerText()).toBe('Sign out')
    await li.chooseLanguage('zh-CN')
    expect(await li.part('sign-out').innerText()).toBe('签出')
  })
})
