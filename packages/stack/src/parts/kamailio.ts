import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export type KamailioOptions = {
  /** `ADDRESS:PORT` of the public SIP listener, UDP and TCP. */
  readonly sipListen: string
  /** Internal TCP listener for media. */
  readonly mediaListen: string
  readonly webSocketListen: string
  readonly rpcListen: string
  /** SIP addresses of the media nodes. */
  readonly mediaNodes: readonly string[]
  readonly sipDomain: string
  readonly credentialSecret: string
  /** Made if missing; nothing outside it is written. */
  readonly runtimeDir: string
  /** Any other setting of infra/kamailio/start, e.g. `{ FLOOD_REQUESTS: '1000' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

export const KAMAILIO_START = resolve(fileURLToPath(new URL('../../../../infra/kamailio/start', import.meta.url)))

/** The environment that infra/kamailio/start reads. */
export function kamailioEnvironment(options: KamailioOptions): Record<string, string> {
  return {
    SIP_LISTEN: options.sipListen,
    MEDIA_LISTEN: options.mediaListen,
    WS_LISTEN: options.webSocketListen,
    RPC_LISTEN: options.rpcListen,
    MEDIA_NODES: options.mediaNodes.join(','),
    SIP_DOMAIN: options.sipDomain,
    SIP_CREDENTIAL_SECRET: options.credentialSecret,
    KAMAILIO_RUNTIME_DIR: options.runtimeDir,
    ...options.settings,
  }
}
