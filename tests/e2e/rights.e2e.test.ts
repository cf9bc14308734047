import type { Stack } from '@seatline/stack'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Cleanup } from './support/cleanup.ts'
import { logIn } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { startRig } from './support/rig.ts'

/** The operator helps a client as its administrator, and the client sees it all. */
const HEATING = 'ten_demo-heating'
const SCREEN_WITHIN_MS = 30_000
const REASON = '客户来电请求代为设立营业所'

const opened = new Cleanup()
let stack: Stack
let computer: Computer
let operator: Page
let client: Page

beforeAll(async () => {
  stack = await opened.own(startRig({ without: ['kamailio', 'rtpengine', 'media'] }), (it) => it.stop())
  computer = await opened.own(startComputer(), (it) => it.close())
  operator = await (await computer.seat({ locale: 'en' })).newPage()
  client = await (await computer.seat({ locale: 'zh-CN' })).newPage()
  await logIn(operator, `${stack.urls.web}/operator/console`, 'operator')
  await logIn(client, `${stack.urls.web}/t/${HEATING}/audit`, 'admin-heating')
})

afterAll(() => opened.run())

const go = (page: Page, path: string): Promise<unknown> => page.goto(`${stack.urls.web}${path}`)
const shows = (page: Page, testId: string, words: readonly string[]): Promise<string> =>
  eventually(
    `${testId} shows ${words.join(', ')}`,
    () => page.getByTestId(testId).first().innerText(),
    (text) => words.every((word) => text.includes(word)),
    SCREEN_WITHIN_MS,
  )

describe('acting as a client’s administrator', () => {
  test('begins at the console with a reason that says something', async () => {
    await operator.getByTestId(`act-as-${HEATING}`).first().click()
    await operator.getByTestId('act-as-reason').fill('help')
    await operator.getByTestId('act-as-submit').click()
    await operator.getByText('at least 10 characters').first().waitFor()
    await operator.getByTestId('act-as-reason').fill(REASON)
    await operator.getByTestId('act-as-submit').click()
    await shows(operator, 'acting-as-banner', [REASON, 'min left'])
  })

  test('lets the operator make a branch and move somebody there, who then sees that branch alone', async () => {
    await go(operator, `/t/${HEATING}/branches`)
    await operator.getByTestId('new-branch').click()
    await operator.getByTestId('branch-save').click()
    await operator.getByText('Give it a name.').waitFor()
    await operator.getByTestId('branch-name').fill('城北营业所')
    await operator.getByTestId('branch-save').click()
    await shows(operator, 'branches-table', ['城北营业所', '城东营业所'])
    const people = operator.getByTestId('branch-parts').getByRole('row').filter({ hasText: 'People' })
    await people.filter({ hasText: '李伟' }).getByRole('checkbox').check()
    await operator.getByTestId('move-to').click()
    await operator.getByTitle('城东营业所').last().click()
    await operator.getByTestId('move').click()
    await eventually(
      'the person is in the branch',
      () => people.filter({ hasText: '李伟' }).innerText(),
      (text) => text.includes('城东营业所'),
    )
    await go(client, `/t/${HEATING}/rights?person=usr_li`)
    await shows(client, 'person-rights', ['角色：坐席'])
    await client.getByText('城东营业所').first().waitFor()
  })

  test('ends when it is ended, and the client reads who, why, what and from where', async () => {
    await operator.getByTestId('end-acting-as').click()
    await operator.waitForURL('**/operator/console')
    await go(client, `/t/${HEATING}/audit`)
    await shows(client, 'audit-table', ['分支机构：新建', '城北营业所', '运营商，代行管理员', REASON, '127.0.0.1'])
    await go(client, `/t/${HEATING}/audit?action=branch.create`)
    await client.locator('[data-testid^="changes-"]').first().click()
    await shows(client, 'audit-changes', ['更改前', '城北营业所'])
    await go(client, `/t/${HEATING}/audit?tab=operator`)
    await shows(client, 'operator-access', ['Harbor Operations', REASON])
    await go(operator, '/operator/platformAudit')
    await shows(operator, 'audit-table', ['Branch made', '暖家供热有限公司'])
  })

  test('everybody finds their own rights, with the reason for each', async () => {
    await operator.getByTestId('person-menu').click()
    await operator.getByText('My rights').click()
    await shows(operator, 'right-PLATFORM_ACT_AS', ['Yes', 'Operator: supervisor'])
    await shows(operator, 'right-AGENT_WORK', ['No', 'Could be done by: Agent, Expert'])
    expect(new URL(operator.url()).pathname).toBe('/my-rights')
  })
})
