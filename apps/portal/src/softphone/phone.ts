import { closeMicrophone } from './microphone.ts'
import type { MicrophoneResult } from './microphone.ts'
import type { PhoneLock } from './phone-lock.ts'
import type { SipCredentials, SoftphoneEvent, SoftphonePort } from './port.ts'
import { initialSoftphoneState, reduceSoftphone } from './softphone-state.ts'
import type { SoftphoneInput, SoftphoneState } from './softphone-state.ts'

export type PhoneOpening = 'open' | 'otherTab' | 'noMicrophone' | 'noCredentials'

export type PhoneDependencies = {
  /** Loads the softphone's code on first use: who never signs in never downloads it. */
  readonly loadPort: () => Promise<SoftphonePort>
  readonly lock: PhoneLock
  readonly openMicrophone: () => Promise<MicrophoneResult>
  readonly issueCredentials: (agentId: string) => Promise<SipCredentials | null>
  readonly now: () => number
  readonly setTimer: (run: () => void, ms: number) => () => void
}

/** Renewed after this share of their life, so that a failed attempt leaves time for more. */
const RENEW_AFTER_SHARE = 0.7
const RENEW_RETRY_MS = 10_000
const REGISTRATION_RETRY_MS = { first: 1_000, max: 30_000 }

/** When to ask for the next credentials, milliseconds from now. */
export const renewInMs = (input: { readonly expiresAt: number; readonly now: number }): number =>
  Math.max(1_000, Math.floor((input.expiresAt - input.now) * RENEW_AFTER_SHARE))

/** The phone of this tab: owns lock, microphone, credentials and the port, and tells its state. */
export class Phone {
  readonly #dependencies: PhoneDependencies
  readonly #listeners = new Set<() => void>()
  readonly #eventListeners = new Set<(event: SoftphoneEvent) => void>()
  #state: SoftphoneState = initialSoftphoneState
  #port: SoftphonePort | null = null
  #microphone: MediaStream | null = null
  #agentId: string | null = null
  #cancelRenewal: (() => void) | null = null
  #registrationFailures = 0

  constructor(dependencies: PhoneDependencies) {
    this.#dependencies = dependencies
  }

  state = (): SoftphoneState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEvent(listener: (event: SoftphoneEvent) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  /** Takes the phone into this tab and registers it. `takeOver` closes it in the tab that has it. */
  async open(agentId: string, how: 'ifFree' | 'takeOver'): Promise<PhoneOpening> {
    if (this.#agentId === agentId && this.#state.owner === 'thisTab' && this.#state.transport.kind !== 'off')
      return 'open'
    const { lock } = this.#dependencies
    const onLost = (): void => this.#lostToOtherTab(agentId)
    const held =
      this.#state.owner === 'thisTab' ||
      (how === 'takeOver' ? await lock.takeOver(agentId, onLost) : await lock.acquire(agentId, onLost))
    this.#apply({ kind: 'owner.changed', owner: held ? 'thisTab' : 'otherTab' })
    if (!held) return 'otherTab'
    if (!(await this.#haveMicrophone())) return 'noMicrophone'
    const credentials = await this.#dependencies.issueCredentials(agentId)
    if (credentials === null) return 'noCredentials'
    await this.#start(agentId, credentials)
    return 'open'
  }

  /** Resolves true as soon as the phone can be rung, false after `withinMs`. */
  whenRegistered(withinMs: number): Promise<boolean> {
    const isRegistered = (): boolean => this.#state.registration.kind === 'registered'
    if (isRegistered()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const finish = (registered: boolean): void => {
        cancelTimer()
        unsubscribe()
        resolve(registered)
      }
      const unsubscribe = this.subscribe(() => {
        if (isRegistered()) finish(true)
      })
      const cancelTimer = this.#dependencies.setTimer(() => finish(false), withinMs)
    })
  }

  close(): void {
    this.#stopPhone()
    if (this.#state.owner === 'thisTab') this.#dependencies.lock.release()
    this.#apply({ kind: 'owner.changed', owner: 'none' })
  }

  answer = (): void => this.#port?.answer()
  decline = (): void => this.#port?.decline()
  hold = (): void => this.#port?.hold()
  retrieve = (): void => this.#port?.retrieve()
  setMuted = (muted: boolean): void => this.#port?.setMuted(muted)
  hangUp = (): void => this.#port?.hangUp()

  async #haveMicrophone(): Promise<boolean> {
    if (this.#microphone?.active === true) return true
    this.#apply({ kind: 'microphone.changed', microphone: 'asking' })
    const result = await this.#dependencies.openMicrophone()
    this.#apply({ kind: 'microphone.changed', microphone: result.kind })
    if (result.kind !== 'granted') return false
    this.#microphone = result.stream
    return true
  }

  async #start(agentId: string, credentials: SipCredentials): Promise<void> {
    if (this.#port === null) {
      this.#port = await this.#dependencies.loadPort()
      this.#port.subscribe((event) => this.#onPortEvent(event))
    }
    if (this.#microphone === null) return
    this.#agentId = agentId
    this.#apply({ kind: 'phone.started' })
    this.#port.start(credentials, this.#microphone)
    this.#renewLater(credentials)
  }

  #stopPhone(): void {
    this.#cancelRenewal?.()
    this.#cancelRenewal = null
    this.#agentId = null
    this.#registrationFailures = 0
    this.#port?.stop()
    if (this.#microphone !== null) closeMicrophone(this.#microphone)
    this.#microphone = null
    this.#apply({ kind: 'phone.stopped' })
  }

  #lostToOtherTab(agentId: string): void {
    this.#stopPhone()
    this.#apply({ kind: 'owner.changed', owner: 'otherTab' })
    void this.watchOtherTab(agentId)
  }

  /** When the other tab closes, the phone is free again, and the screen says so. */
  async watchOtherTab(agentId: string): Promise<void> {
    await this.#dependencies.lock.whenFree(agentId)
    if (this.#state.owner === 'otherTab') this.#apply({ kind: 'owner.changed', owner: 'none' })
  }

  #onPortEvent(event: SoftphoneEvent): void {
    this.#apply(event)
    for (const listener of this.#eventListeners) listener(event)
    if (event.kind === 'registration.succeeded') this.#registrationFailures = 0
    if (event.kind === 'registration.failed') this.#retryRegistration()
  }

  /** Credentials that ran out while the computer slept are the usual cause: get new ones. */
  #retryRegistration(): void {
    const wait = Math.min(REGISTRATION_RETRY_MS.max, REGISTRATION_RETRY_MS.first * 2 ** this.#registrationFailures)
    this.#registrationFailures++
    this.#scheduleRenewal(wait)
  }

  #renewLater(credentials: SipCredentials): void {
    this.#scheduleRenewal(renewInMs({ expiresAt: credentials.expiresAt, now: this.#dependencies.now() }))
  }

  #scheduleRenewal(ms: number): void {
    this.#cancelRenewal?.()
    this.#cancelRenewal = this.#dependencies.setTimer(() => void this.#renew(), ms)
  }

  async #renew(): Promise<void> {
    const agentId = this.#agentId
    if (agentId === null) return
    const credentials = await this.#dependencies.issueCredentials(agentId)
    if (this.#agentId !== agentId) return
    if (credentials === null) {
      this.#scheduleRenewal(RENEW_RETRY_MS)
      return
    }
    this.#port?.renew(credentials)
    this.#renewLater(credentials)
  }

  #apply(input: SoftphoneInput): void {
    const next = reduceSoftphone(this.#state, input)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
