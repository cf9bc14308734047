import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { embeddedDatabaseUrls } from './parts/postgres.ts'
import { DEFAULT_PORT_BASE, portsFrom } from './ports.ts'
import type { PartContext, PartName, Paths } from './part.ts'
import type { Progress } from './progress.ts'

export type StackOptions = {
  /** First port of the block; see ports.ts. Default 4400. */
  readonly portBase?: number
  /** UDP ports for voice. Default 16384 to 24575. */
  readonly rtpPorts?: { readonly min: number; readonly max: number }
  /** Media nodes, each with an rtpengine of its own. Default 1. */
  readonly mediaNodes?: 1 | 2
  /** Where everything that the stack writes is kept. Default: a new folder that is removed when the stack stops. */
  readonly dataDir?: string
  /** Parts that are not started. The others are told the same addresses as ever. */
  readonly without?: readonly PartName[]
  /** Added to what a part is told, for example `{ worker: { LOG_LEVEL: 'debug' } }`. */
  readonly env?: Readonly<Partial<Record<PartName, Readonly<Record<string, string>>>>>
  /** A PostgreSQL of one's own, instead of the embedded one. */
  readonly database?: { readonly databaseUrl: string; readonly databaseOwnerUrl: string }
  /** Waits for the disk as production does. Default: true when `dataDir` is given. */
  readonly durable?: boolean
  /** Migrates and fills the database. Default true. */
  readonly seed?: boolean
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export const REPOSITORY_ROOT = path.resolve(import.meta.dirname, '../../..')
export const SIP_DOMAIN = 'sip.seatline.test'
export const RTP_PORTS = { min: 16384, max: 24575 } as const

type Secrets = Readonly<Record<'sipCredential' | 'databaseOwner' | 'databaseApi' | 'secretsKey', string>>
export type Settings = { readonly context: PartContext; readonly temporary: boolean }

export function resolveSettings(options: StackOptions): Settings {
  const temporary = options.dataDir === undefined
  const data = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'seatline-'))
  const paths = pathsBelow(path.resolve(data))
  for (const folder of [
    paths.data,
    paths.logs,
    paths.prompts,
    paths.assets,
    paths.recordings,
    paths.recordingSpool,
    paths.media,
  ]) {
    mkdirSync(folder, { recursive: true })
  }
  const secrets = secretsIn(paths.data)
  const ports = portsFrom(options.portBase ?? DEFAULT_PORT_BASE)
  const database =
    options.database ??
    embeddedDatabaseUrls({
      port: ports.postgres,
      ownerPassword: secrets.databaseOwner,
      apiPassword: secrets.databaseApi,
    })
  return {
    temporary,
    context: {
      ports,
      paths,
      rtpPorts: options.rtpPorts ?? RTP_PORTS,
      mediaNodes: options.mediaNodes ?? 1,
      sipDomain: SIP_DOMAIN,
      sipCredentialSecret: secrets.sipCredential,
      secretsKey: secrets.secretsKey,
      ...database,
      redisUrl: `redis://127.0.0.1:${ports.redis}`,
      durable: options.durable ?? !temporary,
    },
  }
}

function pathsBelow(data: string): Paths {
  const below = (name: string): string => path.join(data, name)
  return {
    root: REPOSITORY_ROOT,
    data,
    logs: below('logs'),
    postgres: below('postgres'),
    redis: below('redis'),
    kamailio: below('kamailio'),
    prompts: below('prompts'),
    assets: below('assets'),
    recordings: below('recordings'),
    recordingSpool: below('recording-spool'),
    media: below('media'),
    portalDist: path.join(REPOSITORY_ROOT, 'apps/portal/dist'),
  }
}

/** Made once for a data directory and readable by its owner only. */
function secretsIn(data: string): Secrets {
  const file = path.join(data, 'secrets.json')
  const secret = (): string => randomBytes(24).toString('base64url')
  const made = { sipCredential: secret(), databaseOwner: secret(), databaseApi: secret(), secretsKey: secret() }
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {}
  // A directory of before a secret was needed gets that one besides its own.
  const secrets = { ...made, ...kept }
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
