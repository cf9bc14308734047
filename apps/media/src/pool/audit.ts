import type { AcdEffect, AcdInput, AgentId, Fact, HeldCall, NodeProcess } from '@seatline/core'
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

  constructor(options: AuditOptions) {
    this.#options = options
  }

  /** As far as is known. */
  isAlive(node: NodeProcess): boolean {
    return this.#alive === null || this.#alive.some((each) => sameProcess(each, node))
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

  #bury(lost: NodeProcess, ghostMs: number): void {
    const { replica } = this.#options
    this.#buried.add(keyOf(lost))
    const ghosts = ghostsOf(replica, lost)
    // What goes on without it, a callback, is the leader's now.
    for (const [callId, owner] of replica.owners) if (sameProcess(owner, lost)) replica.owners.delete(callId)
    for (const ghost of ghosts) this.#correct(ghost, null, ghostMs)
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
