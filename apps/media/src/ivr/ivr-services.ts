import { comparableNumber, type IvrEffect, type LookedUpCaller, type TenantSnapshot } from '@seatline/core'
import { isPin } from '@seatline/sealing'
import { messageOf, type Log } from '../runtime/log.ts'
import type { KnownCallers } from '../tenants/known-callers.ts'
import { encoderFor, inHeader, type FlowSecrets } from './flow-secrets.ts'
import type { HttpAnswer, HttpCaller } from './http-caller.ts'

export type HttpEffect = Extract<IvrEffect, { kind: 'http.request' }>
export type PinVerdict = 'correct' | 'wrong' | 'unavailable'

/** What menus ask of the world outside the call. Nothing here rejects, and nothing of digits or secrets is logged. */
export class IvrServices {
  readonly #callers: KnownCallers
  readonly #secrets: FlowSecrets
  readonly #http: HttpCaller
  readonly #log: Log

  constructor(options: {
    readonly callers: KnownCallers
    readonly secrets: FlowSecrets
    readonly http: HttpCaller
    readonly log: Log
  }) {
    this.#callers = options.callers
    this.#secrets = options.secrets
    this.#http = options.http
    this.#log = options.log
  }

  async lookUp(tenant: TenantSnapshot, number: string): Promise<LookedUpCaller> {
    const { isKnown, name, vipClass, memberNumber, region, fields } = await this.#callers.find(tenant.tenantId, number)
    const { black } = tenant.callerLists
    const comparable = comparableNumber(number)
    const isBlackListed = comparable !== null && black.some((entry) => entry.number === comparable)
    return { isKnown, name, vipClass, memberNumber, region, isBlackListed, fields }
  }

  async checkPin(tenant: TenantSnapshot, number: string, digits: string): Promise<PinVerdict> {
    const { pinHash } = await this.#callers.find(tenant.tenantId, number)
    if (pinHash === null) return 'unavailable'
    return isPin(digits, pinHash).then(
      (is) => (is ? 'correct' : 'wrong'),
      () => 'unavailable',
    )
  }

  async request(tenant: TenantSnapshot, effect: HttpEffect, signal: AbortSignal): Promise<HttpAnswer> {
    const { tenantId } = tenant
    const { method, url, timeoutMs, secretDigits: digits } = effect
    try {
      const headers = await Promise.all(
        effect.headers.map(async ({ name, value }) => ({
          name,
          value: await this.#secrets.fill(tenantId, value, { digits: {}, encode: inHeader }),
        })),
      )
      const contentType = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
      const encode = encoderFor(contentType)
      const body = effect.body === null ? null : await this.#secrets.fill(tenantId, effect.body, { digits, encode })
      return await this.#http.call({ method, url, headers, body, timeoutMs }, signal, (why) =>
        this.#log.warn({ tenantId, host: URL.parse(url)?.host, why }, 'a request of a flow is not made'),
      )
    } catch (error) {
      this.#log.warn({ tenantId, error: messageOf(error) }, 'a request of a flow is not made')
      return { kind: 'failed', why: 'failed' }
    }
  }
}
