/// <reference lib="dom" />
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Stack } from '@seatline/stack'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from './support/cleanup.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { ROOT } from './support/command.ts'
import { logIn } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { invitationLinkFor } from './support/mail-folder.ts'
import { startRig } from './support/rig.ts'
import { settled } from './support/settled.ts'

/** Somebody is invited, comes in and leaves again, in Chromium: in Chinese with a new log-in, in English with one that is known. */

/** Set to keep pictures: `docs/images` for those of the documentation. */
const IMAGES = process.env['SEATLINE_IMAGES']
const PASSWORD = 'three quiet rivers'
const HEATING = 'ten_demo-heating'

let stack: Stack
let office: Computer
let adminSeat: BrowserContext
let admin: Page
const opened = new Cleanup()

beforeAll(async () => {
  const dist = process.env['SEATLINE_PORTAL_DIST']
  const built = dist === undefined ? {} : { without: ['portal' as const], env: { api: { PORTAL_DIST: dist } } }
  stack = await opened.own(startRig(built), (rig) => rig.stop())
  office = await opened.own(startComputer(), (it) => it.close())
  adminSeat = await office.seat({ locale: 'zh-CN' })
  admin = await adminSeat.newPage()
  await logIn(admin, `${stack.urls.web}/t/${HEATING}/people`, 'admin-heating')
  await admin.getByTestId('people-table').waitFor()
})
afterAll(() => opened.run())

const picture = async (page: Page, name: string): Promise<void> => {
  if (IMAGES === undefined) return
  const folder = join(ROOT, IMAGES)
  await mkdir(folder, { recursive: true })
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

const AXE = createRequire(import.meta.url).resolve('axe-core')
type AxeResult = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** WCAG 2.2 A and AA, as far as a machine can tell. */
async function expectAccessible(page: Page): Promise<void> {
  await settled(page)
  // Not as a script tag, which the page's policy forbids.
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run('main', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
}

async function invite(fields: {
  readonly email: string
  readonly name: string
  readonly role: string
}): Promise<string> {
  await admin.getByTestId('invite').click()
  await admin.locator('#email').fill(fields.email)
  await admin.locator('#name').fill(fields.name)
  await admin.getByTestId(`role-${fields.role}`).click()
  await picture(admin, 'people-invite')
  await admin.getByTestId('send-invitation').click()
  const shown = (await admin.getByTestId('invitation-link').textContent()) ?? ''
  await picture(admin, 'people-link')
  await admin.keyboard.press('Escape')
  const mailed = (): Promise<string | null> => invitationLinkFor(join(stack.paths.data, 'mail'), fields.email)
  await eventually('the mail is in the folder', mailed, (link) => link !== null)
  expect(shown).toContain((await mailed()) ?? 'no mail')
  return shown.trim()
}

test('the people of the company, and who is invited', async () => {
  await admin.getByTestId('invitation-table').getByText('王芳').waitFor()
  await picture(admin, 'people-zh')
  await expectAccessible(admin)
})

test('a field that is wrong is told at the field', async () => {
  await admin.getByTestId('invite').click()
  await admin.locator('#email').fill('li@seatline.test')
  await admin.locator('#name').fill('李伟')
  await admin.getByTestId('role-AGENT').click()
  await admin.getByTestId('send-invitation').click()
  await admin.getByText('此人已在本公司，请直接更改其角色。').waitFor()
  await picture(admin, 'people-invite-fault')
  await admin.keyboard.press('Escape')
})

test('a new person follows the link of the mail, chooses a password, and is in', async () => {
  const link = await invite({ email: 'sunli@heating.test', name: '孙丽', role: 'LEADER' })
  const seat = await office.seat({ locale: 'zh-CN' })
  const page = await seat.newPage()
  await page.goto(link)
  await page.locator('#password').fill('short')
  await page.locator('#repeat').fill('short')
  await page.getByTestId('accept').click()
  await page.getByText('请至少使用 12 个字符。').waitFor()
  await picture(page, 'invitation-zh')
  await expectAccessible(page)
  await page.locator('#password').fill(PASSWORD)
  await page.locator('#repeat').fill(PASSWORD)
  await page.getByTestId('accept').click()
  await page.getByTestId('go-to-portal').click()
  await page.locator('input[name="username"]').fill('sunli@heating.test')
  await page.locator('input[name="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByTestId('person-menu').waitFor()
  await admin.reload()
  await admin.getByTestId('people-table').getByText('孙丽').waitFor()
  await seat.close()
})

test('one who has a log-in comes back to the invitation after logging in, in English', async () => {
  const link = await invite({ email: 'jonas@seatline.test', name: 'Jonas Weber', role: 'REPORT_VIEWER' })
  const seat = await office.seat({ locale: 'en-GB' })
  await seat.addInitScript(() => localStorage.setItem('seatline.locale', 'en'))
  const page = await seat.newPage()
  await page.goto(link)
  await page.getByTestId('log-in-to-accept').click()
  await page.locator('input[name="username"]').fill('jonas')
  await page.locator('input[name="password"]').fill('seatline')
  await page.keyboard.press('Enter')
  await page.getByTestId('accept').waitFor()
  await picture(page, 'invitation-en')
  await page.getByTestId('accept').click()
  await page.getByText('Welcome!').waitFor()
  await page.goto(link)
  await page.getByText('This invitation has been accepted').waitFor()
  await seat.close()
})

test('who is removed is gone, and the confirmation has said what ends', async () => {
  await admin.reload()
  const table = admin.getByTestId('people-table')
  await table.getByText('Jonas Weber').waitFor()
  await table.getByRole('button', { name: '移除Jonas Weber' }).click()
  await admin.getByText('此人在本公司的所有权限立即终止，打开的页面随之关闭。').waitFor()
  await picture(admin, 'people-remove')
  await admin.getByRole('dialog').getByRole('button', { name: '移除', exact: true }).click()
  await table.getByText('Jonas Weber').waitFor({ state: 'detached' })
})

test("the operator's own people, in English", async () => {
  const seat = await office.seat({ locale: 'en-GB' })
  const page = await seat.newPage()
  await logIn(page, `${stack.urls.web}/t/ten_operator/people`, 'operator')
  await page.getByTestId('people-table').getByText('Harbor Finance').waitFor()
  await picture(page, 'people-en')
  await page.getByTestId('invite').click()
  await page.getByTestId('role-OPERATOR_FINANCE').waitFor()
  expect(await page.getByTestId('role-ADMIN').count()).toBe(0)
  await picture(page, 'people-invite-en')
  await expectAccessible(page)
  await seat.close()
})
