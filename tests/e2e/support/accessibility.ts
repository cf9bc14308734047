import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { settled } from './settled.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core')

/** What axe finds against WCAG 2.1 AA in the page and in what lies open over it, each with the first element; empty: nothing. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await settled(page)
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run({ include: ['main', '.ant-modal-container', '.ant-drawer'].filter((part) => document.querySelector(part)).map((part) => [part]) },
       { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  )
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`)
}
