import type { Page } from 'playwright-core'
import { eventually } from './eventually.ts'
import type { CallRecord } from './records.ts'

/** `m:ss`, whole seconds, cut off: as the screens show lengths of time. */
function shownDuration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const expectWords = (what: string, read: () => Promise<string>, words: readonly string[]): Promise<string> =>
  eventually(what, read, (text) => words.every((word) => text.includes(word)))

/** The call's page shows what the record says, and its recording plays. */
export async function expectRecordOnScreen(page: Page, tenantId: string, record: CallRecord): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/t/${tenantId}/calls?call=${record.id}`)
  const drawer = page.getByTestId('call-drawer')
  await drawer.waitFor()
  await expectWords('the call on screen', () => drawer.innerText(), [
    record.ani,
    record.dnis,
    record.queue?.name ?? '',
    record.agent?.name ?? '',
    record.disposition?.label ?? '',
    shownDuration(record.talkMs),
    shownDuration(record.holdMs),
    shownDuration(record.waitMs),
    ...record.menuPath.map((step) => step.label),
    record.price?.total.amount ?? '',
  ])
  const play = page.getByTestId('play-recording')
  const before = await play.getAttribute('aria-label')
  await play.click()
  await eventually(
    'the recording plays',
    () => play.getAttribute('aria-label'),
    (label) => label !== before,
  )
}

/** The bill's total is the API's, and its line of calls opens down to this call. */
export async function expectBillOnScreen(
  page: Page,
  tenantId: string,
  total: string,
  record: CallRecord,
): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/t/${tenantId}/bill`)
  await expectWords('the bill’s total', () => page.getByTestId('bill-total').innerText(), [total])
  const line = page.getByRole('row').filter({ has: page.getByTestId('line-MINUTES_INBOUND') })
  await line.getByRole('button').first().click()
  await expectWords('the calls of the line', () => page.getByTestId('billed-calls').innerText(), [
    record.ani,
    String(record.price?.lines[0]?.billableSeconds ?? ''),
  ])
}
