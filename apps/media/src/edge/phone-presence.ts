import { idSchema, instant, type AgentId } from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { KamailioRpc } from './kamailio-rpc.ts'
import { registeredUsers } from './registrar-dump.ts'

const REREAD_MS = 5_000
const agentIdSchema = idSchema('agent')

export interface PresenceListener {
  onRegistered(agentId: AgentId): void
  /** The phone is gone; for a talking agent only after the grace time. */
  onLost(agentId: AgentId): void
  /** A talking agent's reloaded tab may come back within the grace time. */
  isTalking(agentId: AgentId): boolean
  /** The registrar has been read whole, for the first time. */
  onRead(): void
}

/** Which agents have a phone, as Kamailio's registrar says: by NOTIFY at once, and read whole every 5 s, which heals a lost NOTIFY. */
export class PhonePresence {
  readonly #rpc: Pick<KamailioRpc, 'call'>
  readonly #clock: Clock
  readonly #graceMs: number
  readonly #listener: PresenceListener
  readonly #log: Log
  readonly #registered = new Set<AgentId>()
  readonly #grace: NamedTimers
  #timer: NodeJS.Timeout | null = null
  #wasRead = false
  /** Changes while a dump was on its way make the dump stale. */
  #changes = 0
  /** The number of the last notice about each agent: an answer about an older one decides nothing. */
  readonly #notices = new Map<AgentId, number>()

  constructor(options: {
    readonly rpc: Pick<KamailioRpc, 'call'>
    readonly clock: Clock
    readonly graceMs: number
    readonly listener: PresenceListener
    readonly log: Log
  }) {
    this.#rpc = options.rpc
    this.#clock = options.clock
    this.#graceMs = options.graceMs
    this.#listener = options.listener
    this.#log = options.log
    this.#grace = new NamedTimers(options.clock)
  }

  start(): void {
    void this.reread()
    this.#timer = setInterval(() => void this.reread(), REREAD_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#grace.cancelAll()
  }

  /** Who has a phone; null while the registrar has not been read. */
  get registered(): ReadonlySet<AgentId> | null {
    return this.#wasRead ? this.#registered : null
  }

  get count(): number {
    return this.#registered.size
  }

  /** Another node was told so: the registrar is asked when that is news here. */
  heard(agentId: string, registered: boolean): void {
    if (this.#wasRead && this.#registered.has(agentId as AgentId) !== registered) void this.reread()
  }

  /** The registrar's NOTIFY. */
  notified(agent: string | undefined, registered: string | undefined): void {
    const agentId = agentIdSchema.safeParse(agent)
    if (!agentId.success || (registered !== 'yes' && registered !== 'no')) {
      this.#log.warn('a phone presence NOTIFY is malformed')
      return
    }
    this.#changes++
    this.#notices.set(agentId.data, this.#changes)
    if (registered === 'yes') this.#set(agentId.data, true)
    else if (this.#registered.has(agentId.data)) void this.#confirmLost(agentId.data, this.#changes)
  }

  /**
   * Two notices sent by different processes of Kamailio may overtake each other, and a `no` that comes late would take a call from an agent whose phone rings. So the
   * registrar is asked before a phone counts as gone; when it cannot be asked, the notice is believed. Never rejects.
   */
  async #confirmLost(agentId: AgentId, notice: number): Promise<void> {
    const isThere = await this.#rpc.call('ul.dump').then(
      (dump) => registeredUsers(dump).includes(agentId),
      () => false,
    )
    if (this.#notices.get(agentId) !== notice) return
    if (isThere) this.#log.info({ agentId }, 'a notice of a lost phone came late: the registrar has the phone')
    else this.#set(agentId, false)
  }

  /** Never rejects. */
  async reread(): Promise<void> {
    const changes = this.#changes
    try {
      const users = registeredUsers(await this.#rpc.call('ul.dump'))
      if (changes !== this.#changes) return
      const present = new Set(users.flatMap((user) => agentIdSchema.safeParse(user).data ?? []))
      for (const agentId of present) this.#set(agentId, true)
      for (const agentId of this.#registered) if (!present.has(agentId)) this.#set(agentId, false)
      if (this.#wasRead) return
      this.#wasRead = true
      this.#listener.onRead()
    } catch (error) {
      this.#log.debug({ error: messageOf(error) }, 'the registrar cannot be read')
    }
  }

  #set(agentId: AgentId, registered: boolean): void {
    if (registered) {
      this.#grace.cancel(agentId)
      if (this.#registered.has(agentId)) return
      this.#registered.add(agentId)
      this.#listener.onRegistered(agentId)
      return
    }
    if (!this.#registered.delete(agentId)) return
    if (!this.#listener.isTalking(agentId)) {
      this.#listener.onLost(agentId)
      return
    }
    this.#grace.set(agentId, instant(this.#clock.now() + this.#graceMs), () => {
      if (!this.#registered.has(agentId)) this.#listener.onLost(agentId)
    })
  }
}
