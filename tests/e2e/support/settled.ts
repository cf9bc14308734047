/// <reference lib="dom" />
import type { Page } from 'playwright-core'

/** What slides and fades in has arrived: before, its colours are not those that people read. What turns for ever is not waited for. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    // A motion begins in the frame after its element was put there.
    for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done))
    return document
      .getAnimations()
      .every(({ effect, playState }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity)
  })
}
