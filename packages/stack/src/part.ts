import type { Ports } from './ports.ts'

/** Everything a stack consists of, in the order in which a person would name it. */
export const PART_NAMES = [
  'postgres',
  'redis',
  'rtpengine',
  'rtpengine2',
  'kamailio',
  'identity',
  'media',
  'media2',
  'worker',
  'api',
  'portal',
] as const
export type PartName = (typeof PART_NAMES)[number]

/** A media node is the service and the rtpengine beside it, here as in production. */
export type MediaNodePart = 'media' | 'media2'

/** Where the stack keeps what it writes; everything lies below one data directory. */
export type Paths = {
  readonly root: string
  readonly data: string
  readonly logs: string
  readonly postgres: string
  readonly redis: string
  /** Kamailio's sockets and the list of media nodes. */
  readonly kamailio: string
  readonly prompts: string
  /** Logos of tenants. */
  readonly assets: string
  readonly recordings: string
  /** rtpengine's recording directory, read by the worker. */
  readonly recordingSpool: string
  /** The media node's outbox of journal events that are not confirmed yet. */
  readonly media: string
  readonly portalDist: string
}

/** What a part needs to know of the others to describe its own process. */
export type PartContext = {
  readonly ports: Ports
  readonly paths: Paths
  readonly rtpPorts: { readonly min: number; readonly max: number }
  readonly mediaNodes: 1 | 2
  readonly sipDomain: string
  readonly sipCredentialSecret: string
  /** What secrets of HTTP steps are sealed with. */
  readonly secretsKey: string
  readonly databaseUrl: string
  readonly databaseOwnerUrl: string
  readonly redisUrl: string
  /** False in tests: PostgreSQL then does not wait for the disk. */
  readonly durable: boolean
}

/** One process of the stack: how it is run, how it is stopped, and how one sees that it serves. */
export type PartSpec = {
  readonly name: PartName
  readonly command: string
  readonly args: readonly string[]
  /** Added to the environment of the stack itself. */
  readonly env: Readonly<Record<string, string>>
  /** Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals
  /** Asked again and again until it resolves to true; `detail` of a failed attempt is told when the time is over. */
  readonly isReady: () => Promise<boolean>
}
