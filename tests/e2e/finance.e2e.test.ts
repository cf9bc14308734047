/// <reference lib="dom" />
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stack } from '@seatline/stack'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility.ts'
import { Cleanup } from './support/cleanup.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { logIn } from './support/desk.ts'
import { startRig } from './support/rig.ts'
import { settled } from './support/settled.ts'

/** Finance closes a month, opens an invoice down to a call, downloads it, and credits it; in both languages, readable by everybody. */

const HEATING = 'ten_demo-heating'
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']
const WAIT_MS = 60_000

let stack: Stack
let office: Computer
const opened = new Cleanup()
const month = lastMonth()

function lastMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
}

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  await haveCalled()
  office = await opened.own(startComputer(), (it) => it.close())
})
afterAll(() => opened.run())

/** A client that was there last month, and a call of two minutes in the middle of it, rated. */
async function haveCalled(): Promise<void> {
  const owner = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await owner.connect()
  const at = `${month}-15T03:00:00Z`
  await owner.query(`UPDATE price_plan SET valid_from = '2020-01-01' WHERE tenant_id = $1 AND version = 1`, [HEATING])
  await owner.query(`UPDATE seat_subscription SET from_day = '2020-01-01' WHERE tenant_id = $1`, [HEATING])
  await owner.query(`DELETE FROM tenant_status_change WHERE tenant_id = $1`, [HEATING])
  await owner.query(
    `INSERT INTO call (id, tenant_id, node_id, epoch, ani, dnis, sip_call_id, phase, phase_since, arrived_at, answered_at, ended_at)
     VALUES ('cal_finance', $1, 'n', 1, '13900001111', '4008001001', 'x', 'ended', $2, $2, $2, $2::timestamptz + interval '2 minutes')`,
    [HEATING, at],
  )
  await owner.query(
    `INSERT INTO leg (id, tenant_id, call_id, direction, party, trunk_id, sip_call_id, started_at, answered_at, ended_at, duration_ms, connected_ms)
     VALUES ('leg_finance', $1, 'cal_finance', 'inbound', 'caller', 'trk_demo-carrier', 'x', $2, $2, $2::timestamptz + interval '2 minutes', 120000, 120000)`,
    [HEATING, at],
  )
  await owner.query(
    `INSERT INTO usage_record (id, tenant_id, call_id, leg_id, direction, started_at, duration_ms, plan_id, plan_version, price_per_minute_micros,
       first_seconds, then_seconds, billable_seconds, usage_micros, connection_fee_micros, amount_micros, currency)
     SELECT 'use_finance', tenant_id, 'cal_finance', 'leg_finance', 'inbound', $2, 120000, plan_id, version, inbound_price_per_minute_micros,
       inbound_first_seconds, inbound_then_seconds, 120, inbound_price_per_minute_micros * 2, inbound_connection_fee_micros,
       inbound_price_per_minute_micros * 2 + inbound_connection_fee_micros, currency
     FROM price_plan WHERE tenant_id = $1 AND version = 1`,
    [HEATING, at],
  )
  await owner.end()
}

async function picture(page: Page, name: string): Promise<void> {
  await settled(page)
  expect(await accessibilityFaults(page), name).toEqual([])
  if (IMAGES === undefined) return
  await mkdir(IMAGES, { recursive: true })
  await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true, animations: 'disabled' })
}

async function openAs(locale: 'en' | 'zh-CN', path: string): Promise<Page> {
  const page = await (await office.seat({ locale })).newPage()
  page.setDefaultTimeout(WAIT_MS)
  await logIn(page, `${stack.urls.web}${path}`, 'finance')
  await page.goto(`${stack.urls.web}${path}`)
  return page
}

test('finance closes the month, opens an invoice down to a call, downloads it and credits it', async () => {
  const page = await openAs('zh-CN', '/operator/closing')
  await page.getByTestId('start-closing').click()
  await page.getByTestId('closing-clients').getByText('已完成').first().waitFor()
  await picture(page, 'finance-closing-zh')

  await page.goto(`${stack.urls.web}/operator/platformInvoices?client=${HEATING}`)
  await page.getByTestId('invoices').getByRole('button').first().click()
  const lines = page.getByTestId('invoice-lines')
  await lines.waitFor()
  await picture(page, 'finance-invoice-zh')

  await lines.locator('tr', { hasText: '呼入通话' }).locator('.ant-table-row-expand-icon').click()
  const calls = page.getByTestId('line-calls')
  await calls.getByText('13900001111').waitFor()
  expect(await calls.getByRole('link').first().getAttribute('href')).toBe(`/t/${HEATING}/calls?call=cal_finance`)

  const download = page.waitForEvent('download')
  await page.getByTestId('download-PDF').click()
  const file = await (await download).path()
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')

  await page.getByTestId('write-credit-note').click()
  await page.getByRole('dialog').getByLabel('原因').fill('多计一个坐席')
  await page.getByRole('dialog').getByRole('button', { name: '开具', exact: true }).click()
  await page.getByRole('heading', { name: /贷项通知单/ }).waitFor()
  await picture(page, 'finance-credit-note-zh')
}, 240_000)

test('every screen of finance is readable by everybody, in English', async () => {
  const page = await openAs('en', '/operator/finance')
  await page.getByTestId('money-chart').first().waitFor()
  await picture(page, 'finance-overview-en')
  for (const [path, testId] of [
    ['platformInvoices', 'invoices'],
    ['accounts', 'ledger'],
    ['reconciliation', 'checks'],
    ['margin', 'margin'],
  ] as const) {
    await page.goto(`${stack.urls.web}/operator/${path}`)
    await page.getByTestId(testId).waitFor()
    await picture(page, `finance-${path}-en`)
  }
}, 240_000)
