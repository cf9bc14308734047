/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { knownCallersKey, knownCallerRecordSchema, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { Stack } from '@seatline/stack'
import { Redis } from 'ioredis'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { logIn } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { startRig } from './support/rig.ts'

/** An administrator says how a queue routes and who is known, and the media plane has it at once. */

const TRAVEL = 'ten_demo-travel'
const HEATING = 'ten_demo-heating'
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']

let stack: Stack
let office: Computer
let redis: Redis
const opened = new Cleanup()

beforeAll(async () => {
  stack = await opened.own(startRig({ without: ['kamailio', 'rtpengine', 'media'] }), (rig) => rig.stop())
  office = await opened.own(startComputer(), (it) => it.close())
  redis = await opened.own(Promise.resolve(new Redis(stack.redisUrl)), (it) => it.quit())
})
afterAll(() => opened.run())

async function openAs(locale: 'en' | 'zh-CN', username: string, path: string): Promise<Page> {
  const page = await (await office.seat({ locale })).newPage()
  await logIn(page, `${stack.urls.web}${path}`, username)
  await page.goto(`${stack.urls.web}${path}`)
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (IMAGES === undefined) return
  await mkdir(IMAGES, { recursive: true })
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
}

const routingOf = async (queueId: string) => {
  const snapshot = tenantSnapshotSchema.parse(JSON.parse((await redis.hget(TENANT_SNAPSHOTS, TRAVEL)) ?? ''))
  return snapshot.queues.find((queue) => queue.queueId === queueId)?.routing
}

test('rules are put in order by the keyboard, and the media plane has them so', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/queues`)
  await page.getByTestId('open-que_travel-changes').click()
  await page.getByTestId('queue-form').waitFor()
  for (const tab of [
    'Method',
    'Requirement over time',
    'Priority',
    'Overflow',
    'No answer',
    'While waiting',
    'Rules',
  ]) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await picture(page, `routing-${tab.toLowerCase().replaceAll(' ', '-')}-en`)
  }
  await page.getByTestId('move-ownerAgent').focus()
  await page.keyboard.press('ArrowUp')
  await page.getByTestId('save').click()
  const routing = await eventually(
    'the rules in their new order',
    () => routingOf('que_travel-changes'),
    (found) => found?.rules[0]?.kind === 'ownerAgent',
  )
  expect(routing?.rules.map(({ kind }) => kind)).toEqual(['ownerAgent', 'designatedAgent', 'skills'])
  await page.context().close()
})

test('a caller is entered with a PIN that nobody reads again, and is known to calls', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/callers`)
  await page.getByTestId('caller-+447700900118').waitFor()
  await picture(page, 'callers-en')
  await page.getByTestId('new-caller').click()
  await page.getByTestId('caller-form').waitFor()
  await page.getByLabel('Number', { exact: true }).fill('12')
  await page.getByTestId('save').click()
  await page.getByText('Enter a telephone number').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Ada Byron')
  await page.getByLabel('Number', { exact: true }).fill('+44 7700 900999')
  await page.getByLabel('PIN', { exact: true }).fill('1815')
  await picture(page, 'caller-form-en')
  await page.getByTestId('save').click()
  await page.getByTestId('caller-+447700900999').waitFor()
  const record = knownCallerRecordSchema.parse(
    JSON.parse((await redis.hget(knownCallersKey(TRAVEL), '+447700900999')) ?? '{}'),
  )
  expect(record).toMatchObject({ isKnown: true, name: 'Ada Byron' })
  expect(record.pinHash).toMatch(/^scrypt\$/)
  expect(JSON.stringify(record)).not.toContain('1815')
  await page.context().close()
})

test('what Redis has lost of callers comes back', async () => {
  await redis.del(knownCallersKey(HEATING))
  await eventually(
    'the known callers are back',
    () => redis.hlen(knownCallersKey(HEATING)),
    (count) => count === 3,
  )
})

test('the same screens in Chinese; no decision yet says what to do', async () => {
  const page = await openAs('zh-CN', 'admin-heating', `/t/${HEATING}/queues`)
  await page.getByTestId('open-que_heating-billing').click()
  await page.getByTestId('queue-form').waitFor()
  for (const tab of ['规则', '随时间放宽', '等待期间', '溢出']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await picture(page, `routing-${tab}-zh`)
  }
  await page.goto(`${stack.urls.web}/t/${HEATING}/decisions`)
  await page.getByText('此时段没有分配记录').waitFor()
  await picture(page, 'decisions-zh')
  await page.goto(`${stack.urls.web}/t/${HEATING}/callers`)
  await page.getByText('王建国').waitFor()
  await picture(page, 'callers-zh')
  await page.context().close()
})
