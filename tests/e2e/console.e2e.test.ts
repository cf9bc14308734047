/// <reference lib="dom" />
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Stack } from '@seatline/stack'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf } from './support/api.ts'
import { Cleanup } from './support/cleanup.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Desk, logIn } from './support/desk.ts'
import { startRig } from './support/rig.ts'
import { settled } from './support/settled.ts'

/** The operator's console with a thousand clients, a client's seats, and the agent who finds none left. */

const TENANTS = 1_000
const HEATING = 'ten_demo-heating'
/** Set to keep pictures. */
const IMAGES = process.env['SEATLINE_IMAGES']

let stack: Stack
let office: Computer
const opened = new Cleanup()

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  await takeOnClients()
  office = await opened.own(startComputer(), (it) => it.close())
})
afterAll(() => opened.run())

/** As many clients as a large operator has, in every state. */
async function takeOnClients(): Promise<void> {
  const owner = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await owner.connect()
  await owner.query(
    `INSERT INTO tenant (id, kind, name, brand_name, locale, time_zone, currency, status)
     SELECT 'ten_many-' || n, 'client', 'Client ' || lpad(n::text, 4, '0'), 'Client ' || n, 'en', 'Asia/Shanghai', 'CNY',
       (ARRAY['live','live','live','trial','provisioning','suspended','prospect','ended'])[1 + n % 8]::"TenantStatus"
     FROM generate_series(1, $1::int) n`,
    [TENANTS],
  )
  await owner.query(
    `INSERT INTO seat_subscription (id, tenant_id, grade, seats_count, from_day)
     SELECT 'sub_many-' || n, 'ten_many-' || n, 'standard', 1 + n % 40, '2026-01-01' FROM generate_series(1, $1::int) n`,
    [TENANTS],
  )
  await owner.query(
    `INSERT INTO alarm (id, tenant_id, kind, dedupe_key, detail, raised_at)
     VALUES ('alm_e2e', '${HEATING}', 'storage.nearlyFull', 'e2e', '{"usedMegabytes": 41000}', now())`,
  )
  await owner.query('ANALYZE')
  await owner.end()
}

async function picture(page: Page, name: string): Promise<void> {
  if (IMAGES === undefined) return
  await mkdir(IMAGES, { recursive: true })
  await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true, animations: 'disabled' })
}

const AXE = createRequire(import.meta.url).resolve('axe-core')

async function expectAccessible(page: Page): Promise<void> {
  await settled(page)
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run('main', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  )
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

async function openAs(locale: 'en' | 'zh-CN', username: string, path: string): Promise<Page> {
  const page = await (await office.seat({ locale })).newPage()
  await logIn(page, `${stack.urls.web}${path}`, username)
  await page.goto(`${stack.urls.web}${path}`)
  return page
}

test('a thousand clients are listed quickly, searched, sorted and filtered, and a link to the view is the view', async () => {
  const page = await openAs('en', 'operator', '/operator/console')
  await page.getByTestId('console-table').waitFor()
  const startedAt = Date.now()
  await page.reload()
  await page.getByTestId('console-table').getByRole('row').nth(10).waitFor()
  const shownMs = Date.now() - startedAt
  const { console: answer } = await apiOf(page).ask<{ console: { totalCount: number } }>('{ console { totalCount } }')
  expect(answer.totalCount).toBe(TENANTS + 3)
  const asked = Date.now()
  await apiOf(page).ask('{ console(sort: CALLS_TODAY, descending: true) { rows { tenantId callsToday } } }')
  process.stdout.write(`the console of ${TENANTS + 3} clients: page ${shownMs} ms, question ${Date.now() - asked} ms\n`)
  await expectAccessible(page)
  await picture(page, 'console')
  await page.getByRole('searchbox').fill('client 0777')
  await page.keyboard.press('Enter')
  await page.getByTestId('open-ten_many-777').waitFor()
  expect(page.url()).toContain('q=client')
  await page.reload()
  await page.getByTestId('open-ten_many-777').waitFor()
  await page.getByTestId('filter-SUSPENDED').click()
  await expect.poll(() => new URL(page.url()).searchParams.get('status')).toBe('SUSPENDED')
  await page.context().close()
})

test('limits of a client are set with each fault at its field, an alarm is acknowledged, a trunk kept for it', async () => {
  const page = await openAs('en', 'operator', `/operator/console?q=${encodeURIComponent('暖家')}&client=${HEATING}`)
  await page.getByTestId('tenant-now').waitFor()
  await picture(page, 'console-client')
  await page.getByRole('tab', { name: 'Limits' }).click()
  await page.getByTestId('callsPerSecondMax').fill('0')
  await page.getByTestId('save-limits').click()
  await page.locator('.ant-form-item-explain-error').first().waitFor()
  await picture(page, 'console-limits')
  await page.getByTestId('callsPerSecondMax').fill('25')
  await page.getByTestId('save-limits').click()
  await expect
    .poll(async () => {
      const query = `{ consoleTenant(tenantId: "${HEATING}") { callsPerSecondMax } }`
      return apiOf(page).ask<{ consoleTenant: { callsPerSecondMax: number } }>(query)
    })
    .toEqual({ consoleTenant: { callsPerSecondMax: 25 } })
  await page.getByRole('tab', { name: 'Resources' }).click()
  await page.getByTestId('keep-trk_demo-carrier').click()
  await page.getByTestId('share-trk_demo-carrier').click()
  await page.getByTestId('keep-trk_demo-carrier').waitFor()
  await page.getByRole('tab', { name: 'Alarms' }).click()
  await page.getByTestId('acknowledge-alm_e2e').click()
  await page.getByText('acknowledged').first().waitFor()
  await page.context().close()
})

test('a client rents seats, and the agent who finds none left is told so at the sign-in form', async () => {
  const admin = await openAs('zh-CN', 'admin-heating', `/t/${HEATING}/seats`)
  await admin.getByTestId('seats').waitFor()
  await expectAccessible(admin)
  await picture(admin, 'seats-zh-cn')
  await admin.getByTestId('change-PROFESSIONAL').click()
  await admin.getByTestId('seat-quantity').fill('0')
  await admin.getByTestId('seat-preview').getByText('每月').waitFor()
  await picture(admin, 'seats-change-zh-cn')
  await admin.getByTestId('save').click()
  await expect
    .poll(async () => {
      const query = `{ seatOverview(tenantId: "${HEATING}") { grades { rented } } }`
      const { seatOverview } = await apiOf(admin).ask<{ seatOverview: { grades: { rented: number }[] } }>(query)
      return seatOverview.grades.map(({ rented }) => rented)
    })
    .toEqual([0, 0, 1])
  const li = await Desk.open(await office.seat({ locale: 'zh-CN' }), stack.urls.web, 'li')
  await li.part('sign-in-form').waitFor()
  await expect
    .poll(
      async () => {
        if (await li.part('sign-out').isVisible()) await li.part('sign-out').click()
        else await li.part('sign-in').click()
        return li.part('sign-in-refused').isVisible()
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(true)
  expect(await li.part('sign-in-refused').innerText()).toContain('租用了 0 个专业坐席')
  await picture(li.page, 'sign-in-refused-zh-cn')
  const english = await openAs('en', 'admin-travel', '/t/ten_demo-travel/seats')
  await english.getByTestId('seats').waitFor()
  await picture(english, 'seats')
})
