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
import { chooseLanguage, logIn } from './support/desk.ts'
import { startRig } from './support/rig.ts'

/**
 * Finance closes a month and sees how far it is, opens an invoice down to a call, and downloads it; the client finds the invoice from the call. In both languages,
 * readable by everybody.
 */
const HEATING = 'ten_demo-heating'
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']
const WAIT_MS = 20_000

let stack: Stack
let office: Computer
const opened = new Cleanup()

/** The demonstration has the last two months closed; this is the one before. */
const MONTH = monthsAgo(3)

function monthsAgo(count: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 15)).toISOString().slice(0, 7)
}

beforeAll(async () => {
  stack = await opened.own(startRig({ without: ['kamailio', 'rtpengine', 'media'] }), (rig) => rig.stop())
  await haveCalled([
    { name: 'local', ani: '13900001111', key: 'inbound/local', micros: 12_000 },
    { name: 'far', ani: '13900002222', key: 'inbound/far', micros: 34_000 },
  ])
  office = await opened.own(startComputer(), (it) => it.close())
})
afterAll(() => opened.run())

type Rated = { readonly name: string; readonly ani: string; readonly key: string; readonly micros: number }

/** Calls of two minutes in the middle of the month, rated as two destinations. */
async function haveCalled(calls: readonly Rated[]): Promise<void> {
  const owner = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await owner.connect()
  try {
    for (const { name, ani, key, micros } of calls) {
      const values = [HEATING, `${MONTH}-15T03:00:00Z`, `cal_${name}`, `leg_${name}`]
      await owner.query(
        `INSERT INTO call (id, tenant_id, node_id, epoch, ani, dnis, sip_call_id, phase, phase_since, arrived_at, answered_at, ended_at)
         VALUES ($3, $1, 'n', 1, $4, '4008001001', $3, 'ended', $2::timestamptz, $2, $2, $2::timestamptz + interval '2 minutes')`,
        [...values.slice(0, 3), ani],
      )
      await owner.query(
        `INSERT INTO leg (id, tenant_id, call_id, direction, party, trunk_id, sip_call_id, started_at, answered_at, ended_at, duration_ms, connected_ms)
         VALUES ($4, $1, $3, 'inbound', 'caller', 'trk_demo-carrier', $4, $2::timestamptz, $2, $2::timestamptz + interval '2 minutes', 120000, 120000)`,
        values,
      )
      await owner.query(
        `INSERT INTO usage_record (id, tenant_id, call_id, leg_id, direction, meter, started_at, day, duration_ms, counted_ms, plan_id, plan_version, usage_key,
           destination, price_per_minute_micros, increment, billable_seconds, charged_seconds, usage_micros, connection_fee_micros, amount_micros, currency)
         SELECT 'use_' || $3, tenant_id, $3, $4, 'inbound', 'inbound', $2::timestamptz, $2::date, 120000, 120000, plan_id, version, $5,
           split_part($5, '/', 2), $6::bigint / 2, '30/6', 120, 120, $6, 0, $6, currency
         FROM price_plan WHERE tenant_id = $1 AND version = 1`,
        [...values, key, micros],
      )
    }
  } finally {
    await owner.end()
  }
}

async function picture(page: Page, name: string): Promise<void> {
  expect(await accessibilityFaults(page), name).toEqual([])
  if (IMAGES === undefined) return
  await mkdir(IMAGES, { recursive: true })
  await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true, animations: 'disabled' })
}

async function openAs(who: string, locale: 'en' | 'zh-CN', path: string): Promise<Page> {
  const page = await (await office.seat({ locale })).newPage()
  page.setDefaultTimeout(WAIT_MS)
  await logIn(page, `${stack.urls.web}${path}`, who)
  await chooseLanguage(page, locale)
  return page
}

test('finance closes the month, opens a line of an invoice down to its calls and downloads it; the client comes back from the call', async () => {
  const page = await openAs('finance', 'zh-CN', `/operator/closing?month=${MONTH}`)
  await page.getByTestId('start-closing').click()
  await page.getByTestId('closing-state').getByText('共 3 个客户，已完成 3 个').waitFor()
  await picture(page, 'finance-closing-zh')

  const row = page.getByTestId('closing-clients').locator('tr', { hasText: '暖家供热' })
  await row.getByRole('link', { name: /HEATING-I-/ }).click()
  const lines = page.getByTestId('invoice-lines')
  const far = lines.locator('tr', { hasText: '呼入通话 · far' })
  await far.locator('.ant-table-row-expand-icon').click()
  const calls = page.getByTestId('line-calls')
  await calls.getByText('13900002222').waitFor()
  expect(await calls.getByText('13900001111').count()).toBe(0)
  await picture(page, 'finance-invoice-zh')

  for (const [format, start] of [
    ['PDF', '%PDF-'],
    ['CSV', '\uFEFF'],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.getByTestId(`download-${format}`).click()
    const content = await readFile(await (await download).path())
    expect(content.toString('utf8').slice(0, start.length), format).toBe(start)
  }

  await page.goto(`${stack.urls.web}/operator/platformInvoices?q=HEATING-I-00001`)
  await page.getByTestId('invoices').getByRole('button', { name: 'HEATING-I-00001' }).click()
  await lines.locator('tr', { hasText: '呼入可用率' }).locator('.ant-table-row-expand-icon').click()
  await page.getByTestId('line-measure').getByText('未达标', { exact: true }).waitFor()
  await picture(page, 'finance-credit-zh')

  const client = await openAs('admin-heating', 'zh-CN', `/t/${HEATING}/calls?call=cal_far`)
  await client.getByTestId('call-price').waitFor()
  await picture(client, 'finance-call-zh')
  await client.getByTestId('invoice-of-call').click()
  await client.getByTestId('line-calls').getByText('13900002222').waitFor()
  await picture(client, 'finance-own-invoice-zh')
  for (const [path, testId] of [
    ['contract', 'promises'],
    ['bill', 'bill-lines'],
    ['seatUse', 'seat-use'],
    ['payments', 'payments'],
    ['invoices?tab=statement', 'statement'],
  ] as const) {
    await client.goto(`${stack.urls.web}/t/${HEATING}/${path}`)
    await client.getByTestId(testId).waitFor()
    await picture(client, `finance-own-${testId}-zh`)
  }
}, 180_000)

test('every screen of finance is readable by everybody, in English', async () => {
  const page = await openAs('finance', 'en', '/operator/finance')
  await page.getByTestId('money-chart').first().waitFor()
  await picture(page, 'finance-overview-en')
  for (const [path, testId] of [
    ['platformInvoices', 'invoices'],
    ['closing', 'closing-clients'],
    ['accounts', 'ledger'],
    ['reconciliation', 'checks'],
    ['margin', 'margin'],
    ['platformPayments', 'payments'],
    ['contracts', 'contracts'],
  ] as const) {
    await page.goto(`${stack.urls.web}/operator/${path}`)
    await page.getByTestId(testId).waitFor()
    await picture(page, `finance-${path}-en`)
  }
  const words = await page
    .goto(`${stack.urls.web}/operator/accounts`)
    .then(() => page.getByTestId('ledger').innerText())
  expect(words).not.toMatch(/taxPayable|clearing\/|revenue\//)
}, 180_000)
