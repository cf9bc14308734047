import { DEFAULT_FLAGS, ENGINE_FLAGS } from '../acd/flags.ts'
import { AcdPool } from '../acd/pool.ts'
import type { AcdEffect, AcdInput } from '../acd/step-types.ts'
import { queueRoutingSchema } from '../acd/queue-routing.ts'
import type { AgentId, CallId } from '../ids.ts'
import { instant, type Instant } from '../time.ts'
import { buildQueue, idOf } from './acd-builders.ts'
import { EventQueue } from './event-queue.ts'
import { SeededRandom } from './seeded-random.ts'
import { timeOfDay } from './simulated-clock.ts'

const HOUR_MS = 3_600_000

/** Who is served next when an agent becomes free: by queue ratios within the tenants' shares; whoever waits longest; or the tenants in the order of their priority, each after all calls of those before. */
export const SERVICE_ORDERS = ['fairShare', 'longestWaitFirst', 'strictPriority'] as const
export type ServiceOrder = (typeof SERVICE_ORDERS)[number]

export type SimulatedTenant = {
  readonly name: string
  readonly callsPerHour: number
  /** In these hours of the simulation so many times as many call. */
  readonly burst?: { readonly fromHour: number; readonly untilHour: number; readonly factor: number }
  readonly agentsMin: number
  readonly agentsMax: number | null
  /** Counts with `strictPriority` alone: the higher goes first. */
  readonly priority: number
}

export type SimulatedCentre = {
  readonly seed: number
  readonly order: ServiceOrder
  readonly hours: number
  readonly agentsCount: number
  readonly tenants: readonly SimulatedTenant[]
  /** Means of exponential times. */
  readonly talkMs: number
  readonly patienceMs: number
  /** Fixed, as a queue's after-call work is. */
  readonly wrapUpMs: number
  /** From the ring to the answer. */
  readonly answerMs: number
  readonly targetMs: number
}

export type TenantResult = {
  readonly name: string
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  /** Answered within the target, of all offered. */
  readonly serviceLevel: number
  readonly meanWaitMs: number
  readonly longestWaitMs: number
}

type Tally = { offered: number; answered: number; inTime: number; abandoned: number; waitMs: number; longestMs: number }
type Happening =
  | { readonly kind: 'arrives'; readonly tenant: SimulatedTenant }
  | { readonly kind: 'losesPatience'; readonly callId: CallId }
  | { readonly kind: 'answers'; readonly callId: CallId; readonly agentId: AgentId; readonly presentation: number }
  | { readonly kind: 'hangsUp'; readonly callId: CallId }
  | { readonly kind: 'timer'; readonly timerId: string; readonly setting: number }

/**
 * Callers of several tenants, agents who serve them all, and the engine between them, over hours of simulated time: Poisson arrivals, exponential talk and patience.
 * The calls, their talk and their patience depend on the seed alone, not on what the engine decides, so that engines are compared on the very same callers.
 */
export class SharedAgentsSimulation {
  readonly #centre: SimulatedCentre
  readonly #pool: AcdPool
  readonly #events = new EventQueue<Happening>()
  readonly #timers = new Map<string, number>()
  readonly #tallies = new Map<string, Tally>()
  readonly #calls = new Map<
    CallId,
    { readonly tenant: SimulatedTenant; readonly talkMs: number; readonly arrivedAt: number }
  >()
  readonly #chances: ReadonlyMap<string, SeededRandom>
  readonly #startsAt = timeOfDay('08:00:00')
  #now: Instant = timeOfDay('08:00:00')
  #settings = 0
  #called = 0

  constructor(centre: SimulatedCentre, pool: AcdPool = AcdPool.empty()) {
    this.#centre = centre
    this.#pool = pool
    this.#chances = new Map(
      centre.tenants.map(({ name }, index) => [name, new SeededRandom(centre.seed * 1_000 + index)]),
    )
  }

  run(): readonly TenantResult[] {
    this.#open()
    const endsAt = this.#startsAt + this.#centre.hours * HOUR_MS
    for (let next = this.#events.take(); next !== null; next = this.#events.take()) {
      if (next.at > endsAt) break
      this.#now = instant(next.at)
      this.#happens(next.event)
    }
    return this.#centre.tenants.map(({ name }) => toResult(name, this.#tallies.get(name) ?? emptyTally()))
  }

  #open(): void {
    const { tenants, agentsCount, wrapUpMs, targetMs, order } = this.#centre
    const flags =
      order === 'fairShare' ? DEFAULT_FLAGS : DEFAULT_FLAGS.filter((flag) => flag !== ENGINE_FLAGS.fairShare)
    this.#apply({ kind: 'engine.configured', flags })
    for (const { name, agentsMin, agentsMax, priority } of tenants) {
      const tenantId = idOf('tenant', name)
      this.#apply({ kind: 'tenant.configured', tenantId, share: { agentsMin, agentsMax, weight: 1 } })
      const routing = queueRoutingSchema.parse(
        order === 'strictPriority' ? { priority, ageingMsPerPriority: null } : {},
      )
      this.#apply({
        kind: 'queue.configured',
        queue: buildQueue(name, { tenantId, wrapUpMs, serviceLevelMs: targetMs, ringTimeoutMs: 60_000, routing }),
      })
      this.#tallies.set(name, emptyTally())
    }
    const queueIds = tenants.map(({ name }) => idOf('queue', name))
    for (let index = 0; index < agentsCount; index++) {
      const agentId = idOf('agent', `agent-${String(index).padStart(3, '0')}`)
      const command = { agentId, commandId: idOf('command', `open-${String(index)}`) }
      this.#apply({ kind: 'agent.phoneRegistered', agentId })
      this.#apply({
        kind: 'agent.signIn',
        ...command,
        homeTenantId: idOf('tenant', tenants[0]?.name ?? 'none'),
        device: 'sipPhone',
        queueIds,
        allowedQueueIds: queueIds,
      })
      this.#apply({ kind: 'agent.ready', ...command })
    }
    for (const tenant of tenants) this.#nextArrival(tenant)
  }

  #nextArrival(tenant: SimulatedTenant): void {
    const hour = (this.#now - this.#startsAt) / HOUR_MS
    const { burst, callsPerHour } = tenant
    const isBurst = burst !== undefined && hour >= burst.fromHour && hour < burst.untilHour
    const gapMs = exponential(this.#chance(tenant), HOUR_MS / (callsPerHour * (isBurst ? burst.factor : 1)))
    this.#events.add(this.#now + gapMs, { kind: 'arrives', tenant })
  }

  #happens(event: Happening): void {
    switch (event.kind) {
      case 'arrives':
        this.#arrives(event.tenant)
        return
      case 'losesPatience':
        this.#leavesUnlessServed(event.callId)
        return
      case 'answers': {
        const { callId, agentId, presentation } = event
        const legId = idOf('leg', `${callId.slice('cal_'.length)}-${String(presentation)}`)
        this.#apply({ kind: 'presentation.answered', callId, agentId, presentation, legId })
        return
      }
      case 'hangsUp':
        this.#apply({ kind: 'call.callerLeft', callId: event.callId })
        return
      case 'timer':
        if (this.#timers.get(event.timerId) !== event.setting) return
        this.#timers.delete(event.timerId)
        this.#apply({ kind: 'timer.fired', timerId: event.timerId })
    }
  }

  #arrives(tenant: SimulatedTenant): void {
    const { talkMs, patienceMs } = this.#centre
    const random = this.#chance(tenant)
    const callId = idOf('call', `${tenant.name}-${String(++this.#called)}`)
    this.#calls.set(callId, { tenant, talkMs: exponential(random, talkMs), arrivedAt: this.#now })
    this.#tally(tenant).offered++
    this.#events.add(this.#now + exponential(random, patienceMs), { kind: 'losesPatience', callId })
    this.#apply({
      kind: 'call.enqueue',
      callId,
      tenantId: idOf('tenant', tenant.name),
      queueId: idOf('queue', tenant.name),
      priority: 0,
    })
    this.#nextArrival(tenant)
  }

  #leavesUnlessServed(callId: CallId): void {
    const phase = this.#pool.call(callId)?.phase.kind
    const call = this.#calls.get(callId)
    if (call === undefined || (phase !== 'waiting' && phase !== 'presented')) return
    const tally = this.#tally(call.tenant)
    tally.abandoned++
    tally.longestMs = Math.max(tally.longestMs, this.#now - call.arrivedAt)
    this.#apply({ kind: 'call.callerLeft', callId })
  }

  #apply(input: AcdInput): void {
    for (const effect of this.#pool.apply(input, this.#now).effects) this.#carryOut(effect)
  }

  #carryOut(effect: AcdEffect): void {
    if (effect.kind === 'timer.set') {
      this.#timers.set(effect.timerId, ++this.#settings)
      this.#events.add(effect.at, { kind: 'timer', timerId: effect.timerId, setting: this.#settings })
    }
    if (effect.kind === 'timer.cancel') this.#timers.delete(effect.timerId)
    if (effect.kind === 'agent.ring') {
      const { callId, agentId, presentation } = effect
      this.#events.add(this.#now + this.#centre.answerMs, { kind: 'answers', callId, agentId, presentation })
    }
    if (effect.kind === 'call.connect') this.#connected(effect.callId)
  }

  /** The wait is told as the field tells it: until an agent has answered. */
  #connected(callId: CallId): void {
    const call = this.#calls.get(callId)
    if (call === undefined) return
    const tally = this.#tally(call.tenant)
    const waitedMs = this.#now - call.arrivedAt
    tally.answered++
    tally.waitMs += waitedMs
    tally.longestMs = Math.max(tally.longestMs, waitedMs)
    if (waitedMs <= this.#centre.targetMs) tally.inTime++
    this.#events.add(this.#now + call.talkMs, { kind: 'hangsUp', callId })
  }

  #tally(tenant: SimulatedTenant): Tally {
    const tally = this.#tallies.get(tenant.name)
    if (tally === undefined) throw new RangeError(`no such tenant [name:${tenant.name}]`)
    return tally
  }

  #chance(tenant: SimulatedTenant): SeededRandom {
    const chance = this.#chances.get(tenant.name)
    if (chance === undefined) throw new RangeError(`no such tenant [name:${tenant.name}]`)
    return chance
  }
}

const emptyTally = (): Tally => ({ offered: 0, answered: 0, inTime: 0, abandoned: 0, waitMs: 0, longestMs: 0 })

const exponential = (random: SeededRandom, meanMs: number): number =>
  Math.max(1, Math.round(-Math.log(1 - random.next()) * meanMs))

const toResult = (name: string, tally: Tally): TenantResult => ({
  name,
  offered: tally.offered,
  answered: tally.answered,
  abandoned: tally.abandoned,
  serviceLevel: tally.offered === 0 ? 1 : tally.inTime / tally.offered,
  meanWaitMs: tally.answered === 0 ? 0 : tally.waitMs / tally.answered,
  longestWaitMs: tally.longestMs,
})
