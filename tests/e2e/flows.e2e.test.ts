/// <reference lib="dom" />
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Stack } from '@seatline/stack'
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

/** Promise: an administrator draws a menu with mouse and keyboard, is shown what is wrong with it, tests and publishes it, and goes back; the next caller goes the new way. Two hundred steps stay smooth. */
const TRAVEL = 'ten_demo-travel'
const NUMBER = '4008002002'
const STEPS = 200
const PATIENT = { timeout: 20_000 }
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
    `axe.run({ include: ['main', '.ant-modal-container'].filter((part) => document.querySelector(part)).map((part) => [part]) },
       { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  )
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

const saved = (page: Page): Promise<void> =>
  expect.poll(() => page.getByTestId('save-state').getAttribute('data-state'), PATIENT).toBe('saved')

/** Chooses from a list with the keyboard alone. */
async function chooseByKeyboard(page: Page, testId: string, typed: string): Promise<void> {
  await page.getByTestId(testId).locator('input').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed)
  await page.locator('.ant-select-item-option-active').filter({ hasText: typed }).waitFor()
  await page.keyboard.press('Enter')
}

async function dragTo(page: Page, from: string, to: string): Promise<void> {
  const middle = async (selector: string): Promise<{ x: number; y: number }> => {
    const box = await page.locator(selector).boundingBox()
    if (box === null) throw new Error(`nothing is shown at ${selector}`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const start = await middle(from)
  const end = await middle(to)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 })
  await page.mouse.move(end.x, end.y, { steps: 5 })
  await page.mouse.up()
}

async function queueOfKey1(api: Api, telephone: Telephone, ani: string): Promise<string | undefined> {
  const call = await telephone.dial(NUMBER, ani)
  await eventually(
    `the call of ${ani} is in the menu`,
    () => newestCallFrom(api, TRAVEL, ani),
    (record) => record?.menuPath.some(({ kind }) => kind.toLowerCase() === 'menu') === true,
  )
  call.press('1')
  const record = await eventually(
    `the call of ${ani} is in its queue`,
    () => newestCallFrom(api, TRAVEL, ani),
    (each) => (each?.queue ?? null) !== null,
  )
  call.hangUp()
  return record?.queue?.id
}

let copies = 0

/** A copy of the main menu with its tests, published as version 1, to which the number leads: a second try finds nothing of the first one in it. */
async function ownMainMenu(api: Api): Promise<string> {
  copies += 1
  type Made = { made: { id: string; revision: number } }
  const { made } = await api.ask<Made>(
    `mutation ($input: CreateFlowInput!) { made: createFlow(input: $input) { ... on Flow { id revision } } }`,
    { input: { tenantId: TRAVEL, copyOfFlowId: 'ivr_travel', name: `Main menu, copy ${String(copies)}` } },
  )
  const ids = { tenantId: TRAVEL, flowId: made.id }
  const { flowTests } = await api.ask<{ flowTests: readonly { script: unknown }[] }>(
    `query ($tenantId: ID!) { flowTests(tenantId: $tenantId, flowId: "ivr_travel") { script } }`,
    { tenantId: TRAVEL },
  )
  for (const { script } of flowTests)
    await api.ask(`mutation ($input: SaveFlowTestInput!) { saveFlowTest(input: $input) { __typename } }`, {
      input: { ...ids, script },
    })
  const { published, routed } = await api.ask<Readonly<Record<'published' | 'routed', { __typename: string }>>>(
    `mutation ($publish: PublishFlowInput!, $tenantId: ID!, $route: NumberRoutingInput!) {
       published: publishFlow(input: $publish) { __typename }
       routed: routeNumber(tenantId: $tenantId, didId: "did_travel", input: $route) { __typename }
     }`,
    {
      publish: { ...ids, revision: made.revision, note: '' },
      tenantId: TRAVEL,
      route: { flowId: made.id, label: 'Copy' },
    },
  )
  expect([published.__typename, routed.__typename]).toEqual(['Flow', 'NumberRouting'])
  return made.id
}

test('a menu is drawn, mended, tested, published, heard, compared and gone back from', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/flows`)
  await page
    .getByRole('row')
    .filter({ has: page.getByTestId('open-ivr_travel') })
    .getByText('5 of 5 passed')
    .waitFor()
  await look(page, 'flows-en')
  const api = apiOf(page)
  const flowId = await ownMainMenu(api)
  await page.reload()
  await page.getByTestId(`open-${flowId}`).click()
  await page.locator('.react-flow__node[data-id="menu"]').click()
  // One more key: as long as it leads nowhere, that is a fault.
  await page.getByTestId('key-4').click()
  await page.getByTestId('tab-faults').getByText('Faults (1)').waitFor(PATIENT)
  await saved(page)
  await page.getByTestId('tab-faults').click()
  await page.getByTestId('fault-menu').click()
  await look(page, 'flow-fault-en')
  await page.locator('.react-flow__controls-fitview').click()
  await page.locator('.react-flow__node[data-id="queue-first"]').waitFor()
  await dragTo(
    page,
    '.react-flow__node[data-id="menu"] .react-flow__handle[data-handleid="choices.4"]',
    '.react-flow__node[data-id="queue-first"] .react-flow__handle[data-handleid="in"]',
  )
  await page.getByTestId('tab-faults').getByText('Faults (0)').waitFor(PATIENT)
  // The keyboard undoes and does it again, and leads key 1 elsewhere.
  await page.locator('.react-flow__node[data-id="menu"]').focus()
  await page.keyboard.press('Control+z')
  await page.getByTestId('tab-faults').getByText('Faults (1)').waitFor(PATIENT)
  await page.keyboard.press('Control+y')
  await page.getByTestId('tab-faults').getByText('Faults (0)').waitFor(PATIENT)
  await chooseByKeyboard(page, 'way-choices.1', 'Changes')
  await saved(page)

  await page.getByTestId('tab-tests').click()
  await page.getByTestId('run-tests').click()
  await page.getByText('4 of 5 passed').waitFor()
  await look(page, 'flow-tests-en')
  await page.getByTestId('publish').click()
  await page.getByTestId('confirm-publish').click()
  await page.getByTestId('faults').getByText('does not pass').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove Key 1 leads to the first queue' }).click()
  await page.getByTestId('run-tests').click()
  await page.getByText('4 of 4 passed').waitFor()
  await page.getByTestId('publish').click()
  await page.getByTestId('confirm-publish').click()
  await page.getByTestId('published-version').getByText('Version 2').waitFor()

  const telephone = await opened.own(Telephone.open(stack, {}), (it) => it.close())
  expect(await queueOfKey1(api, telephone, '+4479460000011')).toBe('que_travel-changes')

  await page.getByTestId('tab-versions').click()
  await page.getByTestId('compare-1').click()
  await page.getByTestId('flow-differences').getByText('Key 4').waitFor()
  await look(page, 'flow-differences-en')
  await page.getByTestId('back-to-drawn').click()
  await page.getByTestId('go-back-1').click()
  await page.getByTestId('confirm-go-back').click()
  await page.getByTestId('published-version').getByText('Version 1').waitFor()
  expect(await queueOfKey1(api, telephone, '+4479460000012')).toBe('que_travel-booking')
  await page.context().close()
})

test('a menu is begun with the keyboard, and a call is played through it, in Chinese', async () => {
  const page = await openAs('zh-CN', 'admin-heating', '/t/ten_demo-heating/flows')
  await page.getByTestId('new-flow').focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('flow-name').fill('夜间')
  await page.keyboard.press('Enter')
  await page.getByTestId('flow-designer').waitFor()
  await page.getByTestId('add-menu').focus()
  await page.keyboard.press('Enter')
  await chooseByKeyboard(page, 'field-promptId', 'menu')
  await page.getByTestId('add-queue').focus()
  await page.keyboard.press('Enter')
  await chooseByKeyboard(page, 'field-queueId', '缴费')
  await page.getByTestId('tab-faults').getByText('问题 (0)').waitFor(PATIENT)
  await saved(page)
  await look(page, 'flow-step-zh')
  await page.getByTestId('tab-bench').click()
  await page.getByTestId('bench-call').click()
  await page.getByTestId('bench-key-1').click()
  await page.getByTestId('bench-transcript').getByText('在“缴费”排队').waitFor()
  await look(page, 'flow-bench-zh')
  await page.getByTestId('bench-keep').click()
  await page.getByTestId('test-name').fill('按 1 缴费')
  await page.getByTestId('save-test').click()
  await page.getByTestId('run-tests').click()
  await page.getByTestId('tests-outcome').getByText('通过 1 / 1').waitFor()
  await page.context().close()
})

test('two hundred steps: frames while they are moved', async () => {
  const page = await openAs('en', 'admin-travel', `/t/${TRAVEL}/flows?flow=ivr_travel-night`)
  await page.getByTestId('flow-designer').waitFor()
  const api = apiOf(page)
  type Kept = { flow: { flow: { revision: number } } }
  const ids = { tenantId: TRAVEL, flowId: 'ivr_travel-night' }
  const { flow } = await api.ask<Kept>(
    `query ($tenantId: ID!, $flowId: ID!) { flow(tenantId: $tenantId, flowId: $flowId) { flow { revision } } }`,
    ids,
  )
  const input = { ...ids, revision: flow.flow.revision, entryNodeId: 's0', nodes: manySteps(), layout: {} }
  await api.ask(`mutation ($input: SaveFlowDraftInput!) { saveFlowDraft(input: $input) { __typename } }`, { input })
  await page.reload()
  await page.locator('.react-flow__node').first().waitFor()
  const canvas = await page.getByTestId('flow-canvas').boundingBox()
  if (canvas === null) throw new Error('the canvas is not shown')
  const center = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 }
  await page.mouse.move(center.x, center.y)
  for (let step = 0; step < 8; step++) await page.mouse.wheel(0, 300)
  const panned = await framesWhile(page, () => sweep(page, { x: center.x, y: canvas.y + canvas.height - 12 }, 260))
  const box = await page.locator('.react-flow__node').first().boundingBox()
  if (box === null) throw new Error('no step is shown')
  const dragged = await framesWhile(page, () => sweep(page, { x: box.x + box.width / 2, y: box.y + 8 }, 220))
  console.info(
    `flows: ${String(STEPS)} steps, ${String(panned.shown)} in sight: panning ${words(panned)}; dragging ${words(dragged)}`,
  )
  await saved(page)
  expect(await page.getByTestId('flow-search').count()).toBe(1)
  expect(panned.frames).toBeGreaterThan(10)
  await page.context().close()
})

/** Menus in a tree, with queues at its ends. */
const manySteps = (): readonly object[] =>
  Array.from({ length: STEPS }, (_, index) => {
    const next = [1, 2, 3].map((key) => index * 3 + key).filter((each) => each < STEPS)
    const base = { nodeId: `s${String(index)}`, label: `Step ${String(index)}` }
    if (next.length === 0)
      return {
        ...base,
        kind: 'queue',
        queueId: 'que_travel-booking',
        priority: 0,
        skills: [],
        variables: null,
        afterTalk: null,
      }
    return {
      ...base,
      kind: 'menu',
      promptId: 'prm_travel-menu',
      interruptible: true,
      timeoutMs: 5_000,
      attemptsMax: 3,
      invalidPromptId: null,
      choices: Object.fromEntries(next.map((each, key) => [String(key + 1), `s${String(each)}`])),
      onFailure: null,
    }
  })

async function sweep(page: Page, { x, y }: { readonly x: number; readonly y: number }, by: number): Promise<void> {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let turn = 0; turn < 3; turn++) {
    await page.mouse.move(x + by, y - by / 3, { steps: 30 })
    await page.mouse.move(x - by, y - by / 3, { steps: 30 })
  }
  await page.mouse.up()
}

type Frames = {
  readonly frames: number
  readonly middleMs: number
  readonly p95Ms: number
  readonly worstMs: number
  readonly shown: number
}

/** How long frames took while something was done. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = []
    const tick = (at: number): void => {
      times.push(at)
      if ((globalThis as { framesEnd?: boolean }).framesEnd !== true) requestAnimationFrame(tick)
    }
    Object.assign(globalThis, { framesEnd: false, frameTimes: times })
    requestAnimationFrame(tick)
  })
  await act()
  return page.evaluate(() => {
    const all = globalThis as { framesEnd?: boolean; frameTimes?: readonly number[] }
    all.framesEnd = true
    const times = all.frameTimes ?? []
    const lengths = times.slice(1).map((at, index) => at - (times[index] ?? at))
    const sorted = lengths.toSorted((a, b) => a - b)
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    return {
      frames: sorted.length,
      middleMs: at(0.5),
      p95Ms: at(0.95),
      worstMs: at(1),
      shown: document.querySelectorAll('.react-flow__node').length,
    }
  })
}

const words = ({ frames, middleMs, p95Ms, worstMs }: Frames): string =>
  `${String(frames)} frames, middle ${middleMs.toFixed(1)} ms, 95 % within ${p95Ms.toFixed(1)} ms, longest ${worstMs.toFixed(1)} ms`
