import {
  AcdPool,
  decisionDigest,
  DEFAULT_POOL,
  instant,
  queueConfigSchema,
  type AcdEffect,
  type AcdInput,
  type AgentId,
  type CallId,
  type CommandId,
  type LegId,
  type PoolLogEntry,
  type TenantId,
} from '@seatline/core'
import type { SeededRandom } from '../../testing/seeded-random.ts'

const TENANTS = ['ten_north', 'ten_south', 'ten_west'] as const
const AGENTS = 30
const DAY_START = Date.UTC(2026, 10, 20, 8)

export const QUEUES = TENANTS.map((tenantId) =>
  queueConfigSchema.parse({
    queueId: `que_${tenantId.slice(4)}`,
    tenantId,
    name: tenantId,
    musicPromptId: 'prm_music',
    wrapUpMs: 5_000,
    ringTimeoutMs: 10_000,
  }),
)

type Due = { readonly at: number; readonly order: number; readonly input: AcdInput }

/** A busy day of three tenants who share thirty agents, as the leader of their pool writes it down. The same seed gives the same day. */
export class RecordedDay {
  readonly entries: PoolLogEntry[] = []
  readonly #pool = AcdPool.empty()
  readonly #random: SeededRandom
  readonly #due: Due[] = []
  readonly #timers = new Map<string, Due>()
  #at = DAY_START
  #ids = 0

  constructor(random: SeededRandom) {
    this.#random = random
  }

  record(calls: number, flags: readonly number[]): readonly PoolLogEntry[] {
    const leader = { nodeId: 'media-1', epoch: DAY_START }
    const head = { poolId: DEFAULT_POOL, token: 1, leader, state: this.#pool.snapshot() }
    this.entries.push({ n: 1, at: instant(this.#at), head })
    this.#step({ kind: 'engine.configured', flags })
    for (const queue of QUEUES) this.#step({ kind: 'queue.configured', queue })
    for (let n = 1; n <= AGENTS; n++) this.#signIn(`agt_day${String(n).padStart(2, '0')}` as AgentId)
    let arrivesAt = this.#at
    for (let n = 0; n < calls; n++) {
      arrivesAt += this.#between(200, 3_000)
      const { queueId, tenantId } = this.#random.pick(QUEUES)
      const callId = this.#id('cal') as CallId
      this.#later(arrivesAt, { kind: 'call.enqueue', callId, tenantId, queueId, priority: 0 })
      this.#later(arrivesAt + this.#between(10_000, 120_000), { kind: 'call.callerLeft', callId })
    }
    for (let due = this.#next(); due !== null; due = this.#next()) {
      this.#at = Math.max(this.#at, due.at)
      this.#step(due.input)
    }
    return this.entries
  }

  #signIn(agentId: AgentId): void {
    const commandId = (): CommandId => this.#id('cmd') as CommandId
    this.#step({ kind: 'agent.phoneRegistered', agentId })
    this.#step({
      kind: 'agent.signIn',
      commandId: commandId(),
      agentId,
      homeTenantId: 'ten_north' as TenantId,
      device: 'sipPhone',
      queueIds: QUEUES.map(({ queueId }) => queueId),
      allowedQueueIds: QUEUES.map(({ queueId }) => queueId),
    })
    this.#step({ kind: 'agent.ready', commandId: commandId(), agentId })
  }

  #step(input: AcdInput): void {
    const at = instant(this.#at)
    const outcome = this.#pool.apply(input, at)
    this.entries.push({ n: this.entries.length + 1, at, input, by: null, decided: decisionDigest(outcome) })
    for (const effect of outcome.effects) this.#carryOut(effect)
  }

  #carryOut(effect: AcdEffect): void {
    if (effect.kind === 'timer.set') {
      const due = this.#later(effect.at, { kind: 'timer.fired', timerId: effect.timerId })
      this.#timers.set(effect.timerId, due)
    } else if (effect.kind === 'timer.cancel') {
      const due = this.#timers.get(effect.timerId)
      if (due !== undefined && this.#due.includes(due)) this.#due.splice(this.#due.indexOf(due), 1)
    } else if (effect.kind === 'agent.ring') {
      const { callId, agentId, presentation } = effect
      const answer = { callId, agentId, presentation }
      const rings = this.#between(1_000, 9_000)
      if (this.#random.chance(0.95))
        this.#later(this.#at + rings, { kind: 'presentation.answered', ...answer, legId: this.#id('leg') as LegId })
      else
        this.#later(this.#at + rings, {
          kind: 'presentation.failed',
          ...answer,
          outcome: 'declined',
          sipStatus: 486,
        })
    } else if (effect.kind === 'call.connect') {
      const { callId, agentId } = effect
      this.#later(this.#at + this.#between(20_000, 90_000), { kind: 'talk.agentLeft', callId, agentId, lost: false })
    }
  }

  #later(at: number, input: AcdInput): Due {
    const due = { at, order: ++this.#ids, input }
    this.#due.push(due)
    return due
  }

  #next(): Due | null {
    let best = -1
    for (const [index, due] of this.#due.entries()) {
      const present = this.#due[best]
      if (present === undefined || due.at < present.at || (due.at === present.at && due.order < present.order))
        best = index
    }
    return best === -1 ? null : (this.#due.splice(best, 1)[0] ?? null)
  }

  #between(min: number, max: number): number {
    return this.#random.between(min, max)
  }

  #id(prefix: string): string {
    return `${prefix}_day${String(++this.#ids).padStart(8, '0')}`
  }
}
