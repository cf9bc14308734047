import { readFile } from 'node:fs/promises'
import type { Stack } from '@seatline/stack'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { Desk } from './support/desk.ts'
import { startRig } from './support/rig.ts'

/** Promise: a tenant's administrator sets up agents, words, scripts, announcements and the brand alone, with the keyboard, in either language. */
const opened = new Cleanup()
let stack: Stack
let computer: Computer
let page: Page
const PATIENT = { timeout: 20_000 }
const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)

beforeAll(async () => {
  stack = await opened.own(startRig({ without: ['kamailio', 'rtpengine', 'media'] }), (it) => it.stop())
  computer = await opened.own(startComputer(), (it) => it.close())
  const seat = await computer.seat({ locale: 'zh-CN' })
  page = (await Desk.open(seat, stack.urls.web, 'admin-heating')).page
})
afterAll(() => opened.run())

async function open(name: string): Promise<void> {
  await page.goto(`${stack.urls.web}/t/ten_demo-heating/${name}`)
  await page.locator('h1').waitFor()
}

/** What axe finds wrong, in words. */
async function axeFaults(): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (
          root: Element | null,
          options: object,
        ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
      }
    }
    const found = await axe.run(document.querySelector('#main'), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
  })
}

describe('the administrator', () => {
  test('puts outcomes in order with the arrow keys', async () => {
    await open('codes')
    const list = page.getByTestId('codes-DISPOSITION')
    await list.getByTestId('move-dsp_heating-5').focus()
    await page.keyboard.press('ArrowUp')
    // Shown in its new place at once; said when the server has it.
    await page.locator('.ant-message-success').first().waitFor()
    await page.reload()
    await expect.poll(() => list.locator('.ordered > li').nth(3).innerText(), PATIENT).toContain('误拨')
    expect(await axeFaults()).toEqual([])
  })

  test('is told at the field what is wrong with a script, and sees what the agent reads', async () => {
    await open('scripts')
    await page.getByTestId('new-script').click()
    const form = page.getByTestId('script-form')
    await form.locator('#body').fill('{{brand}}：{{price}}')
    await expect.poll(() => page.getByTestId('script-preview').innerText(), PATIENT).toContain('暖家供热报修热线')
    await page.getByTestId('save').click()
    await form.getByText('没有这个字段', { exact: false }).waitFor()
    await form.getByText('此项必填', { exact: false }).waitFor()
  })

  test('switches an announcement on with one press, and it says that callers hear it now', async () => {
    await open('announcements')
    await page.getByTestId('switch-ann_heating-burst').press('Space')
    await expect.poll(() => page.getByTestId('heard-now').innerText(), PATIENT).toContain('来电者现在会听到')
    expect(await axeFaults()).toEqual([])
    await page.getByTestId('switch-ann_heating-burst').press('Space')
    await expect.poll(() => page.getByTestId('heard-now').innerText(), PATIENT).toContain('现在没有公告')
  })

  test('writes proficiency into the matrix with the keyboard', async () => {
    await open('agents?tab=skills')
    const first = page.locator('[data-place="0:0"]')
    await first.focus()
    await page.keyboard.type('3')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('11')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('[data-place="1:0"]').getAttribute('aria-invalid'), PATIENT).toBe('true')
    await page.reload()
    await expect.poll(() => first.inputValue(), PATIENT).toBe('3')
    expect(await axeFaults()).toEqual([])
  })

  test('makes an agent for a desk phone, and is told that a number is taken', async () => {
    await open('agents')
    await page.getByTestId('new-agent').click()
    const form = page.getByTestId('agent-form')
    await form.locator('#name').fill('赵强')
    await form.locator('#employeeNumber').fill('201')
    await page.getByTestId('save').click()
    await form.getByText('该工号已被其他坐席使用').waitFor()
    await form.locator('#employeeNumber').fill('202')
    await page.getByTestId('save').click()
    await page.getByTestId('agents-table').getByText('赵强').waitFor()
    expect(await axeFaults()).toEqual([])
  })

  test('changes the brand, and a pale colour is refused before it is sent', async () => {
    await open('branding')
    await page.locator('#brandColor').fill('#ffee88')
    await expect.poll(() => page.getByTestId('contrast').innerText(), PATIENT).toContain('太浅')
    await page.locator('#brandColor').fill('#0369a1')
    await page.getByTestId('save-branding').click()
    await expect.poll(() => page.getByTestId('contrast').innerText(), PATIENT).toContain('清晰可见')
    expect(await axeFaults()).toEqual([])
  })
})
