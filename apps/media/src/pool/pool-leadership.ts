import {
  COMMAND_STREAM,
  DEFAULT_POOL,
  POOL_LEASE_MARGIN_MS,
  POOL_LEASE_MS,
  poolInputsKey,
  poolMessageSchema,
  type AcdEffect,
  type AcdFact,
  type AcdInput,
  type CommandEnvelope,
  type CommandReply,
  type HeldCall,
  type Instant,
  type NodeProcess,
  type PoolId,
  type PoolMessage,
  type TenantId,
} from '@seatline/core'
import { isCallSide, type CallSideEffect } from '../acd/carry-out.ts'
import { parseCommand, replyOf } from '../acd/parse-command.ts'
import { NamedTimers } from '../runtime/clock.ts'
import { messageOf } from '../runtime/log.ts'
import { Audit } from './audit.ts'
import type { CommandFate } from './pool-host.ts'
import type { PoolParts } from './pool-parts.ts'
import type { Lease, StreamEntry } from './pool-redis.ts'
import { sameProcess, type PoolReplica } from './pool-replica.ts'
import { PoolWriter } from './pool-writer.ts'
import type { StreamReader } from './stream-reader.ts'

/** The state is written into the log again, so that a replay can begin in the middle of a long lease. */
const HEAD_EVERY_ENTRIES = 20_000

type Held = { readonly decide: () => void; readonly handOver: () => void }

/** Facts that are written even when the node that had the call is gone: they are about what goes on without it. */
const OUTLIVES_ITS_NODE = /^(callback\.|call\.dispositionSet$)/

/**
 * This node decides for the pool. What is decided for its own calls is carried out at once, in the process; everything that concerns others leaves in one fenced write
 * together with the log. It decides only while the lease is certainly its own; what comes in meanwhile waits, and is handed over when the lease is lost.
 */
export class PoolLeadership {
  readonly #parts: PoolParts
  readonly #replica: PoolReplica
  readonly #timers: NamedTimers
  readonly #audit: Audit
  readonly #onLeaseLost: () => void
  readonly #onBroken: () => void
  #lease: Lease
  /** On the monotonic clock. */
  #deadline: number
  #open = false
  #isBroken = false
  #stopped = false
  #held: Held[] = []
  readonly #writer: PoolWriter
  #readers: readonly StreamReader[] = []

  constructor(
    parts: PoolParts,
    replica: PoolReplica,
    lease: Lease,
    askedAt: number,
    on: { readonly leaseLost: () => void; readonly broken: () => void },
  ) {
    this.#parts = parts
    this.#replica = replica
    this.#lease = lease
    this.#deadline = askedAt + POOL_LEASE_MS
    this.#onLeaseLost = on.leaseLost
    this.#onBroken = on.broken
    this.#timers = new NamedTimers(parts.clock)
    this.#writer = new PoolWriter({
      parts,
      replica,
      token: () => this.token,
      onWritten: (askedAt) => this.#renewed(askedAt),
      onLeaseLost: () => this.#leaseLost(),
    })
    this.#audit = new Audit({
      replica,
      process: parts.process,
      clock: parts.clock,
      metrics: parts.metrics,
      step: (input, by) => this.#step(input, by),
      direct: (effect) => this.#execute(effect),
      journal: (facts) => parts.host.journalNode(facts),
    })
  }

  get token(): number {
    return this.#lease.token
  }

  get since(): number {
    return this.#lease.since
  }

  /** Entries that Redis has not confirmed. */
  get backlog(): number {
    return this.#writer.backlog
  }

  /** The last entry that Redis has confirmed: what came later was decided in vain, should another lead now. */
  get writtenN(): number {
    return this.#writer.writtenN
  }

  /** Everything that was known of the pool before is in the replica, and this node's own messages are in the stream: decides from here on. */
  async open(): Promise<void> {
    const { redis, host, clock, inbox, poolId, process } = this.#parts
    const replica = this.#replica
    if (this.#hasStopped()) return
    const isFirst = replica.n === 0
    const { leader } = replica
    this.#writer.entry(replica.head(clock.now(), this.token, process))
    for (const [timerId, at] of replica.timers) this.#arm(timerId, at)
    if (isFirst) host.journalPoolStart(poolId, this.since, this.#lease.gapMs)
    host.journalNode([
      {
        kind: 'pool.led',
        poolId,
        token: this.token,
        takenOver: this.#lease.takenOver,
        gapMs: Math.round(this.#lease.gapMs),
      },
    ])
    // Before anything is decided: whoever led before may be dead, and agents are not for its callers then.
    if (this.#lease.takenOver && leader !== null) this.#audit.suspect(leader, this.#lease.gapMs)
    // What was sent before comes before what this node has held back since it took the lease.
    for (;;) {
      const entries = await redis.readAfter(poolInputsKey(poolId), replica.inputs)
      if (entries.length === 0) break
      inbox.post(() => {
        for (const entry of entries) this.#takeMessage(entry)
      })
    }
    if (this.#hasStopped()) return
    this.#open = true
    this.#follow()
    this.configure(null)
    this.phones()
    this.drain()
  }

  /** Nobody has led since the lease ended: goes on with what it has. */
  resume(lease: Lease, askedAt: number): void {
    this.#lease = lease
    this.#deadline = askedAt + POOL_LEASE_MS
    this.#writer.entry(this.#replica.head(this.#parts.clock.now(), lease.token, this.#parts.process))
    this.drain()
  }

  /** Never rejects. */
  async renew(): Promise<void> {
    const askedAt = performance.now()
    try {
      if (await this.#parts.redis.renew(this.#parts.poolId, this.token)) this.#renewed(askedAt)
      else this.#leaseLost()
    } catch (error) {
      this.#parts.log.debug({ error: messageOf(error) }, 'the lease of the pool cannot be renewed')
    }
  }

  /** An input of this node. `handOver` gives it to the next leader, when this one may not decide any more. */
  input(input: AcdInput, handOver: () => void): void {
    this.#decide(() => this.#step(input, this.#parts.process), handOver)
  }

  /** Brings the engine to what is published. */
  configure(tenantIds: readonly TenantId[] | null): void {
    const { host, poolId } = this.#parts
    this.#decide(() => {
      for (const input of host.configuration(poolId, this.#replica.pool, tenantIds)) this.#step(input, null)
    })
  }

  /** The registrar has been read: what came or went while nobody decided. */
  phones(): void {
    const registered = this.#parts.host.phones(this.#parts.poolId)
    if (registered !== null) this.#decide(() => this.#audit.phones(registered))
  }

  report(node: NodeProcess, report: { readonly ordersSeen: number; readonly calls: readonly HeldCall[] }): void {
    this.#decide(() => this.#audit.report(node, report))
  }

  nodes(alive: readonly (NodeProcess & { readonly silentMs: number })[]): void {
    this.#decide(() => this.#audit.nodes(alive))
  }

  /** Gives back what is left to the one who leads next. */
  stop(): void {
    this.#stopped = true
    this.#writer.stop()
    this.#timers.cancelAll()
    for (const reader of this.#readers) reader.stop()
    const held = this.#held
    this.#held = []
    for (const { handOver } of held) handOver()
  }

  /** Writes what is decided, and lets another lead at once. */
  async handOver(limitMs: number): Promise<void> {
    await this.#writer.flush(limitMs)
    this.stop()
    await this.#parts.redis.release(this.#parts.poolId, this.token).catch(() => undefined)
  }

  drain(): void {
    this.#parts.inbox.post(() => {
      while (this.#held.length > 0 && this.#mayDecide()) this.#held.shift()?.decide()
    })
  }

  #hasStopped(): boolean {
    return this.#stopped
  }

  #mayDecide(): boolean {
    if (!this.#open || this.#isBroken || this.#stopped) return false
    return performance.now() < this.#deadline - POOL_LEASE_MARGIN_MS || this.#parts.isAlone()
  }

  #decide(decide: () => void, handOver: () => void = () => undefined): void {
    if (this.#held.length === 0 && this.#mayDecide()) decide()
    else if (this.#stopped) handOver()
    else this.#held.push({ decide, handOver })
  }

  #leaseLost(): void {
    if (!this.#stopped) this.#onLeaseLost()
  }

  #renewed(askedAt: number): void {
    this.#deadline = Math.max(this.#deadline, askedAt + POOL_LEASE_MS)
    if (this.#held.length > 0) this.drain()
  }

  #follow(): void {
    const { openReader, inbox, poolId } = this.#parts
    this.#readers = [
      openReader(poolInputsKey(poolId), this.#replica.inputs, (entries) => {
        for (const entry of entries) inbox.post(() => this.#decide(() => this.#takeMessage(entry)))
      }),
      openReader(COMMAND_STREAM, this.#replica.commands, (entries) => {
        for (const entry of entries) inbox.post(() => this.#decide(() => this.#takeCommand(entry)))
      }),
    ]
  }

  #takeMessage({ id, text }: StreamEntry): void {
    this.#replica.inputs = id
    const message = poolMessageSchema.safeParse(JSON.parse(text))
    if (message.success && this.#isNew(message.data)) this.#takeBody(message.data)
  }

  #isNew({ nodeId, epoch, seq }: PoolMessage): boolean {
    const { taken } = this.#replica
    const last = taken.get(nodeId)
    if (last !== undefined && (epoch < last.epoch || (epoch === last.epoch && seq <= last.seq))) return false
    taken.set(nodeId, { epoch, seq })
    return true
  }

  #takeBody({ nodeId, epoch, body }: PoolMessage): void {
    const node = { nodeId, epoch }
    switch (body.kind) {
      case 'input':
        this.#step(body.input, node)
        return
      case 'phone':
        this.#parts.host.phoneHeard(body.agentId, body.registered)
        return
      case 'report':
        this.#audit.report(node, body)
        return
    }
  }

  #takeCommand({ id, text }: StreamEntry): void {
    const { host, poolId, clock, log } = this.#parts
    this.#replica.commands = id
    const parsed = parseCommand(text, clock.now(), log)
    if (parsed === null) return
    const fate = parsed.ok ? host.fateOf(poolId, this.#replica.pool, parsed.envelope) : refusedBy(poolId, parsed.reply)
    // What breaks the engine is not tried again by the next: it is refused.
    if (parsed.ok && fate.kind === 'input' && !this.#step(fate.input, null)) this.#writer.reply(unavailable(parsed))
    else if ((fate.kind === 'input' || fate.kind === 'reply') && fate.reply !== null) this.#writer.reply(fate.reply)
    else if (fate.kind === 'after') this.#writer.after(fate.carryOut)
  }

  /** False: the engine has not taken it. */
  #step(input: AcdInput, by: NodeProcess | null): boolean {
    const { clock, log } = this.#parts
    if (this.#stopped || this.#isBroken) return false
    const stepped = this.#tryStep(input, clock.now(), by)
    if (stepped === null) return false
    const { outcome, entry } = stepped
    this.#writer.entry(entry)
    if (outcome.ignored !== null) log.debug({ input: input.kind, why: outcome.ignored }, 'the pool ignores an input')
    this.#tell(outcome.facts)
    for (const effect of outcome.effects) this.#execute(effect)
    if (entry.n % HEAD_EVERY_ENTRIES === 0)
      this.#writer.entry(this.#replica.head(clock.now(), this.token, this.#parts.process))
    return true
  }

  /** An engine that contradicts itself is of no use any more: it is built again from its log, which that input never got into. */
  #tryStep(input: AcdInput, at: Instant, by: NodeProcess | null): ReturnType<PoolReplica['step']> | null {
    try {
      return this.#replica.step(input, at, by)
    } catch (error) {
      this.#parts.log.error({ input, error: messageOf(error) }, 'the engine of the pool is broken')
      this.#isBroken = true
      this.#writer.keepNoSnapshot()
      // Behind what is still said of this input.
      this.#parts.inbox.post(() => this.#onBroken())
      return null
    }
  }

  #tell(facts: readonly AcdFact[]): void {
    const { host, poolId, process } = this.#parts
    const at = this.#replica.at
    for (const each of facts) {
      const { fact } = each
      if (!('callId' in fact)) {
        host.journalPool(poolId, this.since, [each], at)
        continue
      }
      const owner = this.#replica.owners.get(fact.callId)
      if (owner === undefined || sameProcess(owner, process)) host.journalCalls([each], at)
      else if (this.#audit.isAlive(owner)) this.#writer.order(owner.nodeId).facts.push(each)
      else if (OUTLIVES_ITS_NODE.test(fact.kind)) host.journalCalls([each], at)
    }
  }

  #execute(effect: AcdEffect): void {
    if (isCallSide(effect)) this.#direct(effect)
    else if (effect.kind === 'timer.set') this.#arm(effect.timerId, effect.at)
    else if (effect.kind === 'timer.cancel') this.#timers.cancel(effect.timerId)
    else this.#writer.reply(replyOf(effect.commandId, effect.result))
  }

  #direct(effect: CallSideEffect): void {
    const owner = this.#replica.owners.get(effect.callId)
    if (owner === undefined || sameProcess(owner, this.#parts.process)) this.#parts.host.carryOut(effect)
    else this.#writer.order(owner.nodeId).effects.push(effect)
  }

  #arm(timerId: string, at: Parameters<NamedTimers['set']>[1]): void {
    this.#timers.set(timerId, at, () =>
      this.#parts.inbox.post(() => this.#decide(() => this.#step({ kind: 'timer.fired', timerId }, null))),
    )
  }
}

const unavailable = ({ envelope: { commandId } }: { readonly envelope: CommandEnvelope }): CommandReply => ({
  ok: false,
  commandId,
  code: 'engine.unavailable',
  message: 'the engine cannot carry it out',
})

/** A command that nobody can carry out names no pool: one of them answers it. */
const refusedBy = (poolId: PoolId, reply: CommandReply): CommandFate =>
  poolId === DEFAULT_POOL ? { kind: 'reply', reply } : { kind: 'elsewhere' }
