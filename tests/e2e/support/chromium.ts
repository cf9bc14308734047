import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'
import { installEar } from './ear.ts'
import { AGENT_TONE_HZ, makeTone } from './tone.ts'
import { writeWav } from './wav.ts'

const EXECUTABLE = process.env['SEATLINE_CHROMIUM'] ?? '/usr/bin/chromium'

/** One person's browser: a profile of its own, a microphone that hums the agent's tone, and speakers the test can hear. */
export type PersonBrowser = {
  readonly context: BrowserContext
  openPage(): Promise<Page>
  close(): Promise<void>
}

export async function startBrowser(options: {
  readonly locale: string
  readonly toneHz?: number
}): Promise<PersonBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'seatline-browser-'))
  const microphone = join(profile, 'microphone.wav')
  // A whole number of periods, so that the loop has no click.
  await writeWav(microphone, makeTone({ hz: options.toneHz ?? AGENT_TONE_HZ, seconds: 10, sampleRate: 48_000 }))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    chromiumSandbox: false,
    locale: options.locale,
    viewport: { width: 1440, height: 900 },
    args: [...QUIET, ...audioArguments(microphone)],
  })
  await context.addInitScript(installEar)
  return {
    context,
    openPage: () => context.newPage(),
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
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
