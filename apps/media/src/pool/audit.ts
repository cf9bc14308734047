import {
  NODE_SILENT_MS,
  type AcdEffect,
  type AcdInput,
  type AgentId,
  type Fact,
  type HeldCall,
  type NodeProcess,
  type PooledCall,
} from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import type { PoolMetrics } from './pool-metrics.ts'
import type { HeardProcess } from './pool-redis.ts'
import { sameProcess, type PoolReplica } from './pool-replica.ts'
import { ghostsIn, ghostsOf, type Ghost } from './reconcile.ts'

export type AuditOptions = {
  readonly replica: PoolReplica
  readonly process: NodeProcess
  readonly clock: Clock
  readonly metrics: PoolMetrics
  readonly step: (input: AcdInput, by: NodeProcess | null) => void
  readonly direct: (effect: AcdEffect) => void
  readonly journal: (facts: readonly Fact[]) => void
}

/** Agents who rang for a caller of a node of which nothing was heard, and for how long. */
type Rung = { readonly agentId: AgentId; readonly ghostMs: number }
type Missing = { readonly since: number; readonly lastAliveAt: number }
const keyOf = ({ nodeId, epoch }: NodeProcess): string => `${nodeId}/${String(epoch)}`

/** Holds the engine against what the nodes really have, and counts what it has to put right. */
export class Audit {
  readonly #options: AuditOptions
  /** Ghosts seen at the last look at a node, and since when. What two looks in a row see is one. */
  readonly #suspects = new Map<string, ReadonlyMap<string, number>>()
  #alive: readonly HeardProcess[] | null = null
  readonly #heardAt = new Map<string, number>()
  readonly #missing = new Map<string, Missing>()
  /** Whose calls have been ended. */
  readonly #buried = new Set<string>()
  /** The leader whose lease ran out, and since when: it is not heard until it gives a sign after that. */
  #suspect: { readonly key: string; readonly since: number } | null = null
  readonly #rungInVain = new Map<string, Rung[]>()

  constructor(options: AuditOptions) {
    this.#options = options
  }

  /** As far as is known. */
  isAlive(node: NodeProcess): boolean {
    return this.#alive === null || this.#alive.some((each) => sameProcess(each, node))
  }

  /** The lease of this leader, who was last heard of so long ago, ran out: it may be dead. At once, before the next one decides anything. */
  suspect(leader: NodeProcess, silentMs: number): void {
    if (sameProcess(leader, this.#options.process)) return
    const now = this.#options.clock.now()
    const key = keyOf(leader)
    this.#suspect = { key, since: now }
    this.#heardAt.set(key, now - silentMs)
    this.#markSilent()
  }

  report(node: NodeProcess, report: { readonly ordersSeen: number; readonly calls: readonly HeldCall[] }): void {
    const { clock, replica } = this.#options
    const before = this.#suspects.get(keyOf(node))
    const suspects = new Map<string, number>()
    for (const ghost of ghostsIn(replica, node, report)) {
      const since = before?.get(ghost.key)
      if (since === undefined) suspects.set(ghost.key, clock.now())
      else this.#correct(ghost, node, clock.now() - since)
    }
    this.#suspects.set(keyOf(node), suspects)
  }

  /** Ends the calls of those who are gone. What they had said is taken first: only who is missing at two looks is gone. */
  nodes(alive: readonly HeardProcess[]): void {
    const now = this.#options.clock.now()
    this.#alive = alive
    for (const node of alive) this.#heardAt.set(keyOf(node), now - node.silentMs)
    this.#markSilent()
    for (const owner of this.#ownersOfPooledCalls()) {
      const key = keyOf(owner)
      if (this.isAlive(owner) || this.#buried.has(key)) continue
      const missing = this.#missing.get(key)
      if (missing === undefined)
        this.#missing.set(key, { since: now, lastAliveAt: this.#heardAt.get(key) ?? this.#options.replica.at })
      else if (missing.since < now) this.#bury(owner, now - missing.lastAliveAt)
    }
  }

  /** At the beginning of a lease: phones that came or went while nobody decided. */
  phones(registered: ReadonlySet<AgentId>): void {
    const { replica, step, clock } = this.#options
    for (const agent of [...replica.pool.agents()]) {
      const has = registered.has(agent.agentId)
      if (agent.phoneRegistered === has) continue
      step({ kind: has ? 'agent.phoneRegistered' : 'agent.phoneLost', agentId: agent.agentId }, null)
      this.#count('agentPhone', agent.agentId, clock.now() - replica.at)
    }
    for (const agentId of registered)
      if (replica.pool.agent(agentId) === undefined) step({ kind: 'agent.phoneRegistered', agentId }, null)
  }

  /** Nobody is rung for callers of a node of which nothing is heard; who rings already is free again. */
  #markSilent(): void {
    const { replica, step } = this.#options
    const heard = new Map<string, boolean>()
    // Those for whom somebody rings come last: who is free then finds no other such caller.
    const { rings = [], others = [] } = Object.groupBy(replica.pool.calls(), ({ phase }) =>
      phase.kind === 'presented' ? 'rings' : 'others',
    )
    for (const call of [...others, ...rings]) {
      const { callId } = call
      const owner = replica.owners.get(callId)
      const key = owner === undefined ? '' : keyOf(owner)
      const isHeard = owner === undefined || (heard.get(key) ?? this.#isHeard(owner))
      heard.set(key, isHeard)
      if (isHeard === (call.silent !== true)) continue
      if (!isHeard) this.#noteRung(call, key)
      step({ kind: isHeard ? 'call.heard' : 'call.silent', callId }, null)
    }
  }

  #isHeard(node: NodeProcess): boolean {
    if (sameProcess(node, this.#options.process)) return true
    const key = keyOf(node)
    const heardAt = this.#heardAt.get(key)
    if (this.#suspect?.key === key && (heardAt ?? 0) <= this.#suspect.since) return false
    if (this.#alive === null) return true
    return this.isAlive(node) && heardAt !== undefined && this.#options.clock.now() - heardAt < NODE_SILENT_MS
  }

  #noteRung({ phase }: PooledCall, key: string): void {
    if (phase.kind !== 'presented') return
    const now = this.#options.clock.now()
    const rung = phase.rings.map(({ agentId, presentedAt }) => ({
      agentId,
      ghostMs: now - Math.max(presentedAt, this.#heardAt.get(key) ?? presentedAt),
    }))
    this.#rungInVain.set(key, [...(this.#rungInVain.get(key) ?? []), ...rung])
  }

  #bury(lost: NodeProcess, ghostMs: number): void {
    const { replica, step } = this.#options
    const key = keyOf(lost)
    this.#buried.add(key)
    const ghosts = ghostsOf(replica, lost)
    const owned = [...replica.owners].filter(([, owner]) => sameProcess(owner, lost)).map(([callId]) => callId)
    // What goes on without it, a callback, is the leader's now.
    for (const callId of owned) replica.owners.delete(callId)
    for (const ghost of ghosts) this.#correct(ghost, null, ghostMs)
    for (const callId of owned)
      if (replica.pool.call(callId)?.silent === true) step({ kind: 'call.heard', callId }, null)
    for (const rung of this.#rungInVain.get(key) ?? []) this.#count('agentBound', rung.agentId, rung.ghostMs)
    this.#rungInVain.delete(key)
  }

  #correct({ inputs, effects, what, subjectId, key }: Ghost, node: NodeProcess | null, ghostMs: number): void {
    const { step, direct } = this.#options
    for (const input of inputs) step(input, node)
    if (effects.length > 0) {
      // A step of its own, which the engine ignores: orders are numbered by steps.
      step({ kind: 'timer.fired', timerId: `reconciled ${key}` }, null)
      for (const effect of effects) direct(effect)
    }
    this.#count(what, subjectId, ghostMs)
  }

  #count(what: Ghost['what'], subjectId: string, ghostMs: number): void {
    const { journal, metrics, replica } = this.#options
    const { poolId } = replica
    metrics.corrected(poolId, what, ghostMs)
    journal([{ kind: 'pool.corrected', poolId, what, subjectId, ghostMs: Math.max(0, Math.round(ghostMs)) }])
  }

  #ownersOfPooledCalls(): readonly NodeProcess[] {
    const { replica, process } = this.#options
    const owners = new Map<string, NodeProcess>()
    for (const { callId } of replica.pool.calls()) {
      const owner = replica.owners.get(callId)
      if (owner !== undefined && !sameProcess(owner, process)) owners.set(keyOf(owner), owner)
    }
    return [...owners.values()]
  }
}
