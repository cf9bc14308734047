import type { BrowserContext, Locator, Page } from 'playwright-core'
import { apiOf } from './api.ts'
import type { Api } from './api.ts'
import { listenInPage } from './ear.ts'
import { eventually } from './eventually.ts'
import { noPrompts, whatIsHeard } from './hearing.ts'
import type { Heard } from './hearing.ts'
import type { AgentStatusWord } from './status-word.ts'

/** An agent at the portal in a browser. What is done is done with the keyboard, as the shortcuts promise. */
export class Desk {
  readonly page: Page
  readonly api: Api

  private constructor(page: Page) {
    this.page = page
    this.api = apiOf(page)
  }

  static async open(seat: BrowserContext, web: string, username: string): Promise<Desk> {
    const page = await seat.newPage()
    await logIn(page, `${web}${DESKTOP}`, username)
    return new Desk(page)
  }

  /** Another tab of the same browser: logged in already, by the identity provider's single sign-on. */
  static async openTab(seat: BrowserContext, web: string): Promise<Desk> {
    const page = await seat.newPage()
    await page.goto(`${web}${DESKTOP}`)
    return new Desk(page)
  }

  /** Whether the person has to log in first depends on what the browser remembers. */
  static async openOrLogIn(seat: BrowserContext, web: string, username: string): Promise<Desk> {
    const page = await seat.newPage()
    await page.goto(`${web}${DESKTOP}`)
    const desk = new Desk(page)
    const form = page.locator('input[name="password"]')
    await form.or(desk.part('sign-in-form')).or(desk.part('agent-status')).first().waitFor()
    if (await form.isVisible()) await fillIn(page, username)
    return desk
  }

  part(testId: string): Locator {
    return this.page.getByTestId(testId)
  }

  async press(shortcut: 'answer' | 'hangUp' | 'hold' | 'mute' | 'ready' | 'endWrapUp'): Promise<void> {
    await this.page.keyboard.press(KEYS[shortcut])
  }

  async chooseLanguage(locale: 'en' | 'zh-CN'): Promise<void> {
    await chooseLanguage(this.page, locale)
  }

  /** Chooses exactly these queues and signs in. */
  async signIn(queueIds: readonly string[]): Promise<void> {
    await this.part('sign-in-form').waitFor()
    const boxes = this.page.locator('[data-testid^="queue-"]')
    for (const box of await boxes.all()) {
      const id = (await box.getAttribute('data-testid'))?.slice('queue-'.length) ?? ''
      await this.#checkbox(box).setChecked(queueIds.includes(id))
    }
    await this.part('sign-in').click()
    await this.expectStatus('NOT_READY')
  }

  /** As `signIn`, for an agent whom the server may hold for signed in still. */
  async signInAgain(queueIds: readonly string[]): Promise<void> {
    await this.part('sign-in-form').or(this.part('agent-status')).first().waitFor()
    if (await this.part('agent-status').isVisible()) {
      await this.part('sign-out').click()
      await this.part('sign-in-form').waitFor({ timeout: 40_000 })
    }
    await this.signIn(queueIds)
  }

  /** The test id lies on the box or on its label, as the component library has it. */
  #checkbox(box: Locator): Locator {
    return box.locator('xpath=descendant-or-self::input[@type="checkbox"]')
  }

  async becomeReady(): Promise<void> {
    await this.press('ready')
    await this.expectStatus('READY')
  }

  /** A phone that was gone for a moment made the agent not ready: as a person would, says ready as often as needed until it rings. */
  async becomeReadyForWaitingCall(): Promise<void> {
    await eventually(
      'the waiting call is to ring',
      async () => {
        if ((await this.status()) === 'NOT_READY') await this.press('ready')
        return this.part('ring-panel').isVisible()
      },
      (rings) => rings,
      20_000,
    )
  }

  /** For the first reason on the list. */
  async becomeNotReady(): Promise<void> {
    await this.page.keyboard.press('Alt+KeyN')
    await this.page.locator('.ant-dropdown:visible').getByRole('menuitem').first().click()
    await this.expectStatus('NOT_READY')
  }

  status(): Promise<string | null> {
    return this.part('agent-status').getAttribute('data-status')
  }

  async serverStatus(): Promise<string> {
    return (await this.#desktop()).status
  }

  async reason(): Promise<{ system: string | null }> {
    return { system: (await this.#desktop()).reason?.system ?? null }
  }

  async #desktop(): Promise<ServerDesktop> {
    const query = '{ agentDesktop { status reason { system } } }'
    return (await this.api.ask<{ agentDesktop: ServerDesktop }>(query)).agentDesktop
  }

  /** The screen shows the status that the server has. */
  async expectScreenTrue(): Promise<void> {
    await eventually(
      'screen and server are to agree',
      async () => ({ screen: await this.status(), server: await this.serverStatus() }),
      ({ screen, server }) => screen === server,
    )
  }

  async expectStatus(status: AgentStatusWord, withinMs = 10_000): Promise<void> {
    await eventually(
      `the agent's status on screen is to be ${status}`,
      () => this.status(),
      (now) => now === status,
      withinMs,
    )
  }

  async expectRinging(words: readonly string[], withinMs = 10_000): Promise<void> {
    await this.part('ring-panel').waitFor({ timeout: withinMs })
    const shown = this.part('ring-panel')
    await eventually(
      'what the ringing screen says',
      () => shown.innerText(),
      (text) => words.every((word) => text.includes(word)),
    )
  }

  /** The phone talks, and the server knows: until it does, a caller who hangs up has left a phone that rang. */
  async expectTalking(state: { readonly held: boolean; readonly muted: boolean }): Promise<void> {
    await this.expectStatus(state.held ? 'HOLD' : 'TALKING', 20_000)
    const panel = this.part('talk-panel')
    await panel.waitFor()
    await eventually(
      'hold and mute on screen',
      async () => ({ held: await panel.getAttribute('data-held'), muted: await panel.getAttribute('data-muted') }),
      (now) => now.held === String(state.held) && now.muted === String(state.muted),
    )
  }

  /** Sets the outcome in the wrap-up form and waits until the screen says that it is saved. */
  async setDisposition(label: string, note: string): Promise<void> {
    await this.part('disposition').click()
    await this.page.getByTitle(label, { exact: true }).last().click()
    await this.part('disposition-note').fill(note)
    await this.part('save-disposition').click()
    await eventually(
      'the outcome is saved',
      () => this.part('disposition-saved').innerText(),
      (text) => text !== '',
    )
  }

  async hears(agentHz?: number): Promise<Heard> {
    return whatIsHeard(await listenInPage(this.page), noPrompts, agentHz)
  }
}

type ServerDesktop = { readonly status: string; readonly reason: { readonly system: string | null } | null }

const KEYS = {
  answer: 'Alt+KeyA',
  hangUp: 'Alt+KeyX',
  hold: 'Alt+KeyH',
  mute: 'Alt+KeyM',
  ready: 'Alt+KeyR',
  endWrapUp: 'Alt+KeyW',
} as const

/** The microphone is left as it is: noise suppression would take a tone for noise. */
const DESKTOP = '/desktop?testAudio=1'

/** Through the log-in page of the identity provider, as a person does. */
/** Of a person who is logged in already. */
export async function chooseLanguage(page: Page, locale: 'en' | 'zh-CN'): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === locale) return
  await page.getByTestId('language').click()
  await page
    .getByTitle(locale === 'en' ? 'English' : '中文', { exact: true })
    .last()
    .click()
  await page.locator(`html[lang="${locale}"]`).waitFor()
}

export async function logIn(page: Page, address: string, username: string): Promise<void> {
  await page.goto(address)
  await fillIn(page, username)
}

async function fillIn(page: Page, username: string): Promise<void> {
  await page.locator('input[name="username"]').fill(username)
  await page.locator('input[name="password"]').fill('seatline')
  await page.keyboard.press('Enter')
  await page.locator('[data-testid="person-menu"]').waitFor()
}
