import {
  AcdPool,
  decisionDigest,
  type AcdInput,
  type AcdOutcome,
  type CallId,
  type CallOwner,
  type Instant,
  type NodeProcess,
  type PoolId,
  type PoolLogBatch,
  type PoolLogEntry,
  type PoolLogHead,
  type PoolLogStep,
  type PoolPositions,
  type PoolSnapshot,
} from '@seatline/core'

/** Owners of calls that have left the engine are kept for so many entries: a late word about the call still finds its node. */
const OWNERS_KEPT = 5_000

export const sameProcess = (a: NodeProcess, b: NodeProcess): boolean => a.nodeId === b.nodeId && a.epoch === b.epoch

type Taken = { epoch: number; seq: number }

/**
 * A pool as the log tells it: the engine and what its shell must know to go on from here (timers that run, which node has which call, how far was read). The leader's own
 * goes first and writes the log; every other node's follows, so that it can lead at once.
 */
export class PoolReplica {
  readonly poolId: PoolId
  pool: AcdPool
  token = 0
  n = 0
  at: Instant = 0 as Instant
  logId = '0-0'
  leader: NodeProcess | null = null
  /** Decisions that came out otherwise than at the leader: none, as long as the engine is deterministic. */
  mismatches = 0
  readonly timers = new Map<string, Instant>()
  readonly owners = new Map<CallId, CallOwner>()
  inputs = '0-0'
  commands: string
  readonly taken = new Map<string, Taken>()

  /** `commands`: from where a pool without a past takes commands. */
  constructor(poolId: PoolId, commands: string) {
    this.poolId = poolId
    this.commands = commands
    this.pool = AcdPool.empty()
  }

  static from(snapshot: PoolSnapshot): PoolReplica {
    const replica = new PoolReplica(snapshot.poolId, snapshot.positions.commands)
    replica.pool = AcdPool.restore(snapshot.state)
    replica.token = snapshot.token
    replica.n = snapshot.n
    replica.at = snapshot.at
    replica.logId = snapshot.logId
    replica.leader = snapshot.leader
    for (const [timerId, at] of snapshot.timers) replica.timers.set(timerId, at)
    for (const [callId, owner] of Object.entries(snapshot.owners)) replica.owners.set(callId as CallId, owner)
    replica.#positioned(snapshot.positions)
    return replica
  }

  /** One batch of the log, as another node wrote it. */
  follow(id: string, batch: PoolLogBatch): void {
    for (const entry of batch.entries) this.#follow(entry, batch.token)
    this.#positioned(batch.positions)
    this.logId = id
  }

  /** The leader's step: what came of the input, and the line for the log. */
  step(
    input: AcdInput,
    at: Instant,
    by: NodeProcess | null,
  ): { readonly outcome: AcdOutcome; readonly entry: PoolLogStep } {
    const outcome = this.pool.apply(input, at)
    const entry = { n: this.n + 1, at, input, by, decided: decisionDigest(outcome) }
    this.#note(entry, outcome)
    return { outcome, entry }
  }

  /** The beginning of a lease. */
  head(at: Instant, token: number, leader: NodeProcess): PoolLogHead {
    this.n += 1
    this.at = at
    this.token = token
    this.leader = leader
    return { n: this.n, at, head: { poolId: this.poolId, token, leader, state: this.pool.snapshot() } }
  }

  positions(): PoolPositions {
    return { inputs: this.inputs, commands: this.commands, taken: Object.fromEntries(this.taken) }
  }

  snapshot(): PoolSnapshot {
    this.#forgetOwners()
    const { poolId, token, n, at, logId, leader } = this
    return {
      v: 1,
      poolId,
      token,
      leader,
      n,
      at,
      logId,
      state: this.pool.snapshot(),
      timers: [...this.timers],
      owners: Object.fromEntries(this.owners),
      positions: this.positions(),
    }
  }

  #follow(entry: PoolLogEntry, token: number): void {
    // Written again after an answer that got lost.
    if (entry.n <= this.n) return
    if ('head' in entry) {
      if (entry.n !== this.n + 1) this.pool = AcdPool.restore(entry.head.state)
      this.n = entry.n
      this.at = entry.at
      this.token = token
      this.leader = entry.head.leader
      return
    }
    const outcome = this.pool.apply(entry.input, entry.at)
    if (decisionDigest(outcome) !== entry.decided) this.mismatches++
    this.#note(entry, outcome)
  }

  #note(entry: PoolLogStep, outcome: AcdOutcome): void {
    const { n, input, by } = entry
    this.n = n
    this.at = entry.at
    if (input.kind === 'timer.fired') this.timers.delete(input.timerId)
    if (by !== null && 'callId' in input) this.#own(input.callId, by)
    for (const effect of outcome.effects) {
      if (effect.kind === 'timer.set') this.timers.set(effect.timerId, effect.at)
      else if (effect.kind === 'timer.cancel') this.timers.delete(effect.timerId)
      else if ('callId' in effect) this.#order(effect.callId, n)
    }
  }

  #own(callId: CallId, { nodeId, epoch }: NodeProcess): void {
    this.owners.set(callId, { nodeId, epoch, ordered: this.owners.get(callId)?.ordered ?? 0 })
  }

  /** A call that nobody has yet, a callback, is made where the engine runs. */
  #order(callId: CallId, n: number): void {
    const owner = this.owners.get(callId) ?? this.leader
    if (owner !== null) this.owners.set(callId, { nodeId: owner.nodeId, epoch: owner.epoch, ordered: n })
  }

  #forgetOwners(): void {
    for (const [callId, { ordered }] of this.owners)
      if (ordered < this.n - OWNERS_KEPT && this.pool.call(callId) === undefined) this.owners.delete(callId)
  }

  #positioned({ inputs, commands, taken }: PoolPositions): void {
    this.inputs = inputs
    this.commands = commands
    for (const [nodeId, each] of Object.entries(taken)) this.taken.set(nodeId, { ...each })
  }
}
