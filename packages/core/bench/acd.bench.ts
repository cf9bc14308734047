import { cpus, loadavg } from 'node:os'
import type { AcdInput, AcdOutcome } from '../src/acd/step-types.ts'
import { AcdLoad, decisionsOf, type Decision, type PoolSize } from './acd-load.ts'
import { measurePeer } from './acd-peer.ts'

const FULL: PoolSize = { agents: 10_000, queues: 500, tenants: 100, waiting: 5_000, queuesOfAgent: 10 }
const DECISIONS = 40_000
const WARM_UP = 10_000

/** So many in a row, so that reading the clock costs nothing beside them. */
const BATCH = 200

type Figures = {
  readonly decisionsPerSecond: number
  readonly p50Us: number
  readonly p99Us: number
}

/**
 * Times inputs that decide. The rate is by CPU time (other work on the machine does not count), from batches in which no clock is read; of every fourth batch each
 * input is timed by the clock instead, for the percentiles.
 */
class DecisionWatch {
  #batches = 0
  #decisions = 0
  #threadUs = 0
  #tookNs: number[] = []

  take(load: AcdLoad, inputs: readonly AcdInput[]): readonly Decision[] {
    const outcomes: AcdOutcome[] = []
    if (this.#batches++ % 4 === 3) this.#timeEach(load, inputs, outcomes)
    else this.#timeAll(load, inputs, outcomes)
    return outcomes.flatMap(decisionsOf)
  }

  #timeAll(load: AcdLoad, inputs: readonly AcdInput[], outcomes: AcdOutcome[]): void {
    const before = process.threadCpuUsage()
    for (const input of inputs) outcomes.push(load.apply(input))
    const { user, system } = process.threadCpuUsage(before)
    this.#threadUs += user + system
    this.#decisions += inputs.length
  }

  #timeEach(load: AcdLoad, inputs: readonly AcdInput[], outcomes: AcdOutcome[]): void {
    for (const input of inputs) {
      const startedAt = process.hrtime.bigint()
      outcomes.push(load.apply(input))
      this.#tookNs.push(Number(process.hrtime.bigint() - startedAt))
    }
  }

  forget(): void {
    this.#decisions = 0
    this.#threadUs = 0
    this.#tookNs = []
  }

  figures(): Figures {
    const sorted = this.#tookNs.toSorted((a, b) => a - b)
    const at = (share: number): number => (sorted[Math.floor(sorted.length * share)] ?? 0) / 1_000
    return {
      decisionsPerSecond: (this.#decisions * 1_000_000) / this.#threadUs,
      p50Us: at(0.5),
      p99Us: at(0.99),
    }
  }
}

/** Calls that come, wait, are given to the agent who becomes free, answered and ended; only the input that makes the decision is timed. */
function serveFullPool(size: PoolSize): Figures {
  const load = new AcdLoad(size).fill()
  const watch = new DecisionWatch()
  for (let count = -WARM_UP; count < DECISIONS; count += BATCH) {
    if (count === 0) watch.forget()
    const ending = load.talks.splice(0, BATCH)
    for (const { callId } of ending) {
      load.arrive()
      load.happens({ kind: 'call.callerLeft', callId })
    }
    const decided = watch.take(
      load,
      ending.map(({ agentId }) => load.freeAgent(agentId)),
    )
    load.talks.push(...decided.map((each) => load.answer(each)))
  }
  return watch.figures()
}

/** Everybody is idle, and each call finds its agent at once. */
function serveIdlePool(size: PoolSize): Figures {
  const load = new AcdLoad(size)
  const watch = new DecisionWatch()
  for (let count = -WARM_UP; count < DECISIONS; count += BATCH) {
    if (count === 0) watch.forget()
    const decided = watch.take(
      load,
      Array.from({ length: BATCH }, () => load.arrival()),
    )
    for (const each of decided) {
      load.answer(each)
      load.happens({ kind: 'call.callerLeft', callId: each.callId })
      load.happens(load.freeAgent(each.agentId))
    }
  }
  return watch.figures()
}

const RUNS = 5

type Runs = { readonly median: Figures; readonly lowest: number }

/** The middle one of some runs, and the slowest: other work on the machine disturbs one, hardly most. */
function manyRuns(measure: () => Figures): Runs {
  return summaryOf(Array.from({ length: RUNS }, measure))
}

function summaryOf(figures: readonly Figures[]): Runs {
  const runs = figures.toSorted((a, b) => a.decisionsPerSecond - b.decisionsPerSecond)
  const [slowest, median] = [runs[0], runs[Math.floor(runs.length / 2)]]
  if (slowest === undefined || median === undefined) throw new RangeError('some runs have a middle one')
  return { median, lowest: slowest.decisionsPerSecond }
}

const rounded = (value: number): string => Math.round(value).toLocaleString('en')

function print(name: string, { median, lowest }: Runs): void {
  const { decisionsPerSecond, p50Us, p99Us } = median
  console.log(
    `${name.padEnd(66)} ${rounded(decisionsPerSecond).padStart(10)} decisions/s (slowest run ${rounded(lowest)})   ` +
      `p50 ${p50Us.toFixed(1)} µs   p99 ${p99Us.toFixed(1)} µs`,
  )
}

const nameOf = (what: string, { agents, queues, tenants, waiting }: PoolSize): string =>
  `${what}: ${String(agents)} agents, ${String(queues)} queues, ${String(tenants)} tenants, ${String(waiting)} waiting`

console.log(
  'Routing decisions: an agent is chosen for a call, with rules, fairness and reasons. Only the time of the inputs that decide is counted.\n' +
    'full: the freed agent takes a caller while others wait; idle: the caller finds a free agent.\n' +
    `Rate by CPU time of the one thread, collection of garbage on it included; percentiles by the clock. Median of ${String(RUNS)} runs.\n` +
    `machine: ${cpus()[0]?.model ?? 'unknown processor'}, ${String(cpus().length)} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.version}`,
)
const full = manyRuns(() => serveFullPool(FULL))
print(nameOf('full', FULL), full)
print(
  nameOf('idle', { ...FULL, waiting: 0 }),
  manyRuns(() => serveIdlePool({ ...FULL, waiting: 0 })),
)

const load: PoolSize = { agents: 10_000, queues: 1_000, tenants: 1, waiting: 5_000, queuesOfAgent: 10 }
// One after the other in each round, so that both meet the same machine.
const pairs = Array.from(
  { length: RUNS },
  () => [serveFullPool(load), serveFullPool({ ...load, tenants: 1_000 })] as const,
)
const one = summaryOf(pairs.map(([each]) => each))
const thousand = summaryOf(pairs.map(([, each]) => each))
print(nameOf('full', load), one)
print(nameOf('full', { ...load, tenants: 1_000 }), thousand)
const growth = one.median.decisionsPerSecond / thousand.median.decisionsPerSecond - 1
console.log(`growth of the time of a decision from 1 to 1,000 tenants at equal load: ${(growth * 100).toFixed(1)} %`)

const peer = measurePeer(FULL)
const perTick = `${peer.decisionsPerTick.toFixed(0)} decisions and ${peer.tickMs.toFixed(1)} ms of CPU time a tick`
const times = (full.median.decisionsPerSecond / peer.decisionsPerSecond).toFixed(1)
console.log(
  `${nameOf('each caller looks through the members a tick (app_queue, VICIdial)', FULL)}\n  ` +
    `${rounded(peer.decisionsPerSecond)} decisions/s, ${perTick}, and up to a tick until an agent is found; ` +
    `this engine decides ${times} times as many, at once`,
)
