import type { PlatformSnapshot } from '@seatline/core'
import { z } from 'zod'
import { messageOf, type Log } from '../runtime/log.ts'
import type { KamailioRpc } from './kamailio-rpc.ts'

const EVERY_MS = 2_000
/** Addresses that calls come in from, and gateways that calls go out to. */
const SOURCES = 'trunks'
const GATEWAYS = 'gateways'
const dumpSchema = z.array(z.looseObject({ slot: z.array(z.looseObject({ name: z.string(), value: z.unknown() })) }))

/** Keeps Kamailio's tables of trunk addresses and gateways equal to the platform's configuration; a Kamailio that was restarted has them again after at most 2 s. */
export class TrunkSync {
  readonly #rpc: KamailioRpc
  readonly #platform: () => PlatformSnapshot | null
  readonly #log: Log
  #timer: NodeJS.Timeout | null = null
  #running = false
  healthy = false

  constructor(options: {
    readonly rpc: KamailioRpc
    readonly platform: () => PlatformSnapshot | null
    readonly log: Log
  }) {
    this.#rpc = options.rpc
    this.#platform = options.platform
    this.#log = options.log
  }

  start(): void {
    this.syncNow()
    this.#timer = setInterval(() => this.syncNow(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  syncNow(): void {
    if (this.#running) return
    this.#running = true
    this.#sync()
      .then(
        () => this.#report(true, null),
        (error: unknown) => this.#report(false, error),
      )
      .finally(() => {
        this.#running = false
      })
  }

  async #sync(): Promise<void> {
    const platform = this.#platform()
    if (platform === null) return
    const used = platform.trunks.filter(({ enabled }) => enabled)
    const sources = used.filter(({ direction }) => direction !== 'outbound')
    const targets = used.filter(({ direction }) => direction !== 'inbound')
    await this.#keep(
      SOURCES,
      entriesOf(sources, ({ sourceAddresses }) => sourceAddresses),
    )
    await this.#keep(
      GATEWAYS,
      entriesOf(targets, ({ gateways }) => gateways),
    )
  }

  async #keep(table: string, wanted: ReadonlyMap<string, string>): Promise<void> {
    const present = parseDump(await this.#rpc.call('htable.dump', [table]))
    for (const [key, trunkId] of wanted)
      if (present.get(key) !== trunkId) await this.#rpc.call('htable.sets', [table, key, trunkId])
    for (const key of present.keys()) if (!wanted.has(key)) await this.#rpc.call('htable.delete', [table, key])
  }

  #report(healthy: boolean, error: unknown): void {
    if (healthy !== this.healthy) {
      if (healthy) this.#log.info('the edge knows the trunks')
      else this.#log.warn({ error: messageOf(error) }, 'the edge cannot be told the trunks')
    }
    this.healthy = healthy
  }
}

type Trunk = PlatformSnapshot['trunks'][number]

const entriesOf = (
  trunks: readonly Trunk[],
  keysOf: (trunk: Trunk) => readonly string[],
): ReadonlyMap<string, string> =>
  new Map(trunks.flatMap((trunk) => keysOf(trunk).map((key): [string, string] => [key, trunk.trunkId])))

function parseDump(result: unknown): ReadonlyMap<string, string> {
  const parsed = dumpSchema.safeParse(result)
  if (!parsed.success) return new Map()
  return new Map(
    parsed.data.flatMap(({ slot }) => slot.map(({ name, value }): [string, string] => [name, String(value)])),
  )
}
