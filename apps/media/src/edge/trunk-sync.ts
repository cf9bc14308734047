import type { PlatformSnapshot } from '@seatline/core'
import { z } from 'zod'
import { messageOf, type Log } from '../runtime/log.ts'
import type { KamailioRpc } from './kamailio-rpc.ts'

const EVERY_MS = 2_000
const TABLE = 'trunks'
const dumpSchema = z.array(z.looseObject({ slot: z.array(z.looseObject({ name: z.string(), value: z.unknown() })) }))

/** Keeps Kamailio's table of trunk addresses equal to the platform's configuration; a Kamailio that was restarted has it again after at most 2 s. */
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
    const wanted = new Map(
      platform.trunks.flatMap(({ trunkId, sourceAddresses }) =>
        sourceAddresses.map((address): [string, string] => [address, trunkId]),
      ),
    )
    const present = parseDump(await this.#rpc.call('htable.dump', [TABLE]))
    for (const [address, trunkId] of wanted)
      if (present.get(address) !== trunkId) await this.#rpc.call('htable.sets', [TABLE, address, trunkId])
    for (const address of present.keys())
      if (!wanted.has(address)) await this.#rpc.call('htable.delete', [TABLE, address])
  }

  #report(healthy: boolean, error: unknown): void {
    if (healthy !== this.healthy) {
      if (healthy) this.#log.info('the edge knows the trunks')
      else this.#log.warn({ error: messageOf(error) }, 'the edge cannot be told the trunks')
    }
    this.healthy = healthy
  }
}

function parseDump(result: unknown): ReadonlyMap<string, string> {
  const parsed = dumpSchema.safeParse(result)
  if (!parsed.success) return new Map()
  return new Map(
    parsed.data.flatMap(({ slot }) => slot.map(({ name, value }): [string, string] => [name, String(value)])),
  )
}
