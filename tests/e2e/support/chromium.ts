import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext } from 'playwright-core'
import { installEar } from './ear.ts'
import { AGENT_TONE_HZ, makeTone } from './tone.ts'
import { writeWav } from './wav.ts'

const EXECUTABLE = process.env['SEATLINE_CHROMIUM'] ?? '/usr/bin/chromium'

/** A computer with a microphone that hums one tone. Each person at it has cookies and storage of their own. */
export type Computer = {
  /** A person sits down: nothing is remembered of those before. */
  seat(options: { readonly locale: string; readonly scale?: number }): Promise<BrowserContext>
  close(): Promise<void>
}

export async function startComputer(options: { readonly toneHz?: number } = {}): Promise<Computer> {
  const folder = await mkdtemp(join(tmpdir(), 'seatline-browser-'))
  const microphone = join(folder, 'microphone.wav')
  // A whole number of periods, so that the loop has no click.
  await writeWav(microphone, makeTone({ hz: options.toneHz ?? AGENT_TONE_HZ, seconds: 10, sampleRate: 48_000 }))
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    headless: true,
    chromiumSandbox: false,
    args: [...QUIET, ...audioArguments(microphone)],
  })
  return {
    seat: async ({ locale, scale }) => {
      const context = await browser.newContext({
        locale,
        viewport: { width: 1440, height: 900 },
        deviceScaleFactor: scale ?? 1,
        permissions: ['microphone'],
      })
      context.setDefaultTimeout(15_000)
      await context.addInitScript(installEar)
      return context
    },
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const audioArguments = (microphone: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${microphone}`,
  // Without it Chromium offers no candidate at 127.0.0.1, and all parts of a test are there.
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
]
