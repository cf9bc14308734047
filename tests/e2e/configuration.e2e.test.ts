/// <reference lib="dom" />
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { TENANT_SNAPSHOTS } from '@seatline/core'
import type { Stack } from '@seatline/stack'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf } from './support/api.ts'
import type { Api } from './support/api.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { logIn } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { newestCallFrom } from './support/records.ts'
import { startRig } from './support/rig.ts'
import { settled } from './support/settled.ts'
import { Telephone } from './support/telephone.ts'

/** An administrator sets up queues, hours and numbers alone; what is changed holds at once, and for callers who are on the line not at all. */

const TRAVEL = 'ten_demo-travel'
const NUMBER = '4008002002'
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']
const AXE = createRequire(import.meta.url).resolve('axe-core')

let stack: Stack
let office: Computer
const opened = new Cleanup()

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  office = await opened.own(startComputer(), (it) => it.close())
})
afterAll(() => opened.run())

async function openAs(locale: 'en' | 'zh-CN', username: string, path: string): Promise<Page> {
  const page = await (await office.seat({ locale })).newPage()
  await logIn(page, `${stack.urls.web}${path}`, username)
  await page.goto(`${stack.urls.web}${path}`)
  return page
}

async function look(page: Page, name: string): Promise<void> {
  if (IMAGES !== undefined) {
    await mkdir(IMAGES, { recursive: true })
    await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
  }
  await settled(page)
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run({ include: ['main', '.ant-drawer-section', '.ant-modal-container'].filter((part) => document.querySelector(part)).map((part) => [part]) },
       { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  )
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

test('a queue is made, with its faults shown at their fields, looked at as a version, and taken back', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/queues`)
  await page.getByTestId('open-que_travel-booking').waitFor()
  await look(page, 'queues-en')
  await page.getByTestId('new-queue').click()
  await page.getByTestId('queue-form').waitFor()
  await page.getByLabel('Ringing time').fill('2')
  await page.getByTestId('save').click()
  await page.getByText('Give the queue a name.').waitFor()
  await page.getByText('The ringing time is at least 5 s.').waitFor()
  await look(page, 'queue-faults-en')
  await page.getByLabel('Name').fill('Refunds')
  await page.getByLabel('Ringing time').fill('15')
  await page.getByTestId('save').click()
  await page.getByRole('button', { name: 'Refunds', exact: true }).waitFor()

  await page.goto(`${stack.urls.web}/t/${TRAVEL}/versions`)
  await page.getByText('Queue “Refunds”: made').waitFor()
  await page.getByTestId('compare-2').click()
  await page.getByTestId('differences').getByText('Refunds').first().waitFor()
  await look(page, 'versions-compare-en')
  await page.keyboard.press('Escape')
  await page.getByTestId('restore-1').click()
  await page.getByTestId('differences').getByText('removed').waitFor()
  await page.getByLabel('Why').fill('Made for a look only')
  await look(page, 'versions-restore-en')
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('Version 1 restored').waitFor()
  await page.context().close()
})

test('hours, calendars and numbers, in Chinese', async () => {
  const page = await openAs('zh-CN', 'admin-heating', '/t/ten_demo-heating/hours')
  await page.getByTestId('open-hrs_heating-office').click()
  await page.getByTestId('week-editor').waitFor()
  await page.locator('input[type="datetime-local"]').fill('2027-10-01T10:00')
  await page
    .getByRole('button', { name: '查询' })
    .or(page.getByRole('button', { name: '查 询' }))
    .click()
  await page.getByText('休息：2027-10-01 为节假日“国庆节”').waitFor()
  await look(page, 'hours-zh')
  await page.goto(`${stack.urls.web}/t/ten_demo-heating/hours?tab=calendars`)
  await page.getByTestId('import-cld_heating-2027').click()
  await page
    .getByRole('textbox', { name: '名单', exact: true })
    .fill('2027-02-20,调休上班,09:00-17:00\n2027-02-31,没有这一天')
  await page.getByRole('button', { name: /^导\s?入$/ }).click()
  await page.getByText('第 2 行').waitFor()
  await look(page, 'calendar-import-zh')
  await page.goto(`${stack.urls.web}/t/ten_demo-heating/numbers`)
  await page.getByTestId('open-did_heating').click()
  await page.getByText('引向').last().waitFor()
  await look(page, 'numbers-zh')
  await page.goto(`${stack.urls.web}/t/ten_demo-heating/queues`)
  await page.getByTestId('open-que_heating-repair').waitFor()
  await look(page, 'queues-zh')
  await page.goto(`${stack.urls.web}/t/ten_demo-heating/versions`)
  await page.getByTestId('versions-table').getByText('当前生效').waitFor()
  await look(page, 'versions-zh')
  await page.context().close()
})

test('a caller in the menu stays with the version the call began with; the next caller has the new one', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/queues`)
  const api = apiOf(page)
  const telephone = await opened.own(Telephone.open(stack, {}), (it) => it.close())
  const before = await telephone.dial(NUMBER, '+4479460000001')
  await expectMenu(api, '+4479460000001')

  await leadEverybodyToChanges()
  await archiveBookings(api)
  await eventually(
    'the version without the queue is published',
    () => publishedQueues(),
    (queues) => !queues.includes('que_travel-booking'),
  )
  const after = await telephone.dial(NUMBER, '+4479460000002')
  await expectMenu(api, '+4479460000002')
  before.press('1')
  after.press('1')
  for (const [ani, queueId] of [
    ['+4479460000001', 'que_travel-booking'],
    ['+4479460000002', 'que_travel-changes'],
  ] as const) {
    const call = await eventually(
      `the call of ${ani} is in its queue`,
      () => newestCallFrom(api, TRAVEL, ani),
      (record) => (record?.queue ?? null) !== null,
    )
    expect(call?.queue?.id).toBe(queueId)
  }
  expect([before.isUp, after.isUp]).toEqual([true, true])
  before.hangUp()
  after.hangUp()
  await page.context().close()
})

async function expectMenu(api: Api, ani: string): Promise<void> {
  await eventually(
    `the call of ${ani} is in the menu`,
    () => newestCallFrom(api, TRAVEL, ani),
    (record) => record?.menuPath.some(({ kind }) => kind.toLowerCase() === 'menu') === true,
  )
}

/** A second version of the menu, in which 1 leads to the other queue; nor do those who wait there long overflow into the first. */
async function leadEverybodyToChanges(): Promise<void> {
  const owner = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await owner.connect()
  await owner.query(
    `INSERT INTO flow_version (id, tenant_id, flow_id, number, entry_node_id, nodes)
     SELECT 'ivv_travel-2', tenant_id, flow_id, 2, entry_node_id,
       replace(nodes::text, 'que_travel-booking', 'que_travel-changes')::jsonb
     FROM flow_version WHERE id = 'ivv_travel-1'
     ON CONFLICT (id) DO NOTHING`,
  )
  await owner.query(`UPDATE flow SET published_version_id = 'ivv_travel-2' WHERE id = 'ivr_travel'`)
  await owner.query(
    `UPDATE queue SET routing = jsonb_set(routing, '{overflow,wait}', 'null') WHERE id = 'que_travel-changes'`,
  )
  await owner.query(`UPDATE script SET archived_at = now() WHERE queue_id = 'que_travel-booking'`)
  await owner.end()
}

async function archiveBookings(api: Api): Promise<void> {
  const { result } = await api.ask<{ result: { __typename: string } }>(
    `mutation { result: archiveQueue(tenantId: "${TRAVEL}", queueId: "que_travel-booking") { __typename ... on InputRefusedError { issues { message } } } }`,
  )
  expect(result).toEqual({ __typename: 'QueueSettings' })
}

async function publishedQueues(): Promise<string> {
  const redis = new Redis(stack.redisUrl)
  const text = await redis.hget(TENANT_SNAPSHOTS, TRAVEL)
  redis.disconnect()
  const { queues } = JSON.parse(text ?? '{}') as { queues: readonly { readonly queueId: string }[] }
  return queues.map(({ queueId }) => queueId).join(' ')
}
