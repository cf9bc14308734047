import { readFileSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { Caller, MediaClock } from '@seatline/phone'
import { Agents } from './agents.ts'
import { NUMBER, startBenchStack } from './bench-stack.ts'
import type { BenchStack } from './bench-stack.ts'
import { measureBurst } from './burst.ts'
import { benchConfiguration } from './configuration.ts'
import { measureEngines } from './engines.ts'
import { runLoad } from './load.ts'
import type { CallResult, Load } from './load.ts'
import { HELP, parseOptions } from './options.ts'
import type { BenchOptions } from './options.ts'
import { measureScale } from './scale.ts'
import { readProcessorTime, usedBetween } from './processor-time.ts'
import { describeCalls, describeMachine, describeProcessorTime, failuresOf, percentile } from './report.ts'

const CALLER_ADDRESS = '127.0.0.9'
const TWO_WAY_AUDIO_P99_MS = 250
const RECORDINGS_TIMEOUT_MS = 180_000
const WARM_UP_SECONDS = 10
const OUTSIDE_WORLD_PRIORITY = -8

type Bench = {
  readonly bench: BenchStack
  readonly caller: Caller
  readonly agents: Agents
  readonly options: BenchOptions
}

const METHOD = `Method: all parts of Seatline run on this machine (Kamailio, rtpengine in user space, media, Redis, PostgreSQL, worker, API), and so
do the callers and agents, whose processor time is listed apart. Callers send SIP over TCP from a trunk's address and real G.711 RTP, 50 packets a second
each way; they press 1 (RFC 4733), wait in the queue, and a simulated agent on a SIP desk phone answers. Callers say 300 Hz and agents 500 Hz: a call counts
only when each hears the other's tone after the agent's answer, talks its time, and when the other side learns of the hang-up. All calls are recorded.
The parts run at the priorities they ask for everywhere: voice before signalling before reports. Callers and agents run before all of them, as they would
on machines of their own. Before the first measurement ${WARM_UP_SECONDS} s of the same calls go uncounted, since freshly started parts compile their code first.`

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2))
  if (options === null) {
    console.log(HELP)
    return 0
  }
  const enginesPassed = options.engines ? measureEngines() : true
  const passed = needsCalls(options) ? await measureCalls(options) : true
  if (options.tenants > 0) {
    console.log(`\n(e) ${options.tenants} tenants. ${SCALE_METHOD}\nMachine: ${describeMachine()}`)
    await measureScale(options)
  }
  return passed && enginesPassed ? 0 : 1
}

const needsCalls = ({ seconds, rate, recorded, step, burst }: BenchOptions): boolean =>
  (seconds > 0 && rate > 0) || recorded > 0 || step > 0 || burst > 0

async function measureCalls(options: BenchOptions): Promise<boolean> {
  const agentCount = Math.ceil(Math.max(options.recorded, agentsFor(options, options.rate), agentsForSteps(options)))
  console.log(`${METHOD}\nMachine: ${describeMachine()}\nStarting, with ${agentCount} agents ...`)
  const bench = await startBenchStack(options, agentCount)
  const clock = new MediaClock()
  try {
    const agents = await Agents.start(bench, clock, options.ringMs)
    const server = { host: '127.0.0.1', port: bench.stack.ports.sip }
    const caller = await Caller.open({ server, localAddress: CALLER_ADDRESS, clock })
    preferOutsideWorld()
    const { rate, talkMs, ringMs } = options
    if (rate > 0)
      await runLoad({ rate, seconds: WARM_UP_SECONDS, ringMs, talkMs: () => talkMs, number: NUMBER }, caller, agents)
    const passed = await runAll({ bench, caller, agents, options })
    console.log(`\nThe callers' and agents' own clock was at most ${clock.latenessMsMax.toFixed(0)} ms late.`)
    await caller.close()
    await agents.stop()
    return passed
  } finally {
    await bench.stop()
  }
}

/** Without the right to it, callers and agents run like the rest, and their lateness is printed. */
function preferOutsideWorld(): void {
  try {
    setPriority(OUTSIDE_WORLD_PRIORITY)
  } catch (error) {
    console.log(
      `Callers and agents run at everybody's priority: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

async function runAll(all: Bench): Promise<boolean> {
  const { options } = all
  let passed = true
  if (options.seconds > 0 && options.rate > 0) passed = (await steadyLoad(all)) && passed
  if (options.recorded > 0) passed = (await recordedAtOnce(all)) && passed
  if (options.step > 0) await stepLoad(all)
  if (options.burst > 0) await burstBeside(all)
  return passed
}

/** Agents that a rate needs: the calls that ring or talk at once, and a third more. */
const agentsFor = ({ talkMs, ringMs }: BenchOptions, rate: number): number =>
  Math.max(10, (1.33 * rate * (talkMs + ringMs + 700)) / 1_000)

const agentsForSteps = (options: BenchOptions): number =>
  options.step === 0 ? 0 : agentsFor(options, Math.min(options.stepRateMax, 25 * availableParallelism()))

async function measure(all: Bench, load: Load): Promise<{ results: CallResult[]; lines: string[] }> {
  const before = readProcessorTime()
  const startedAtMs = performance.now()
  const results = await runLoad(load, all.caller, all.agents)
  const elapsedMs = performance.now() - startedAtMs
  const used = usedBetween(before, readProcessorTime())
  const complaints = failuresOf(results).size === 0 ? [] : complaintsOf(all.bench)
  return {
    results,
    lines: [...describeCalls(results), ...describeProcessorTime(used, results.length, elapsedMs), ...complaints],
  }
}

/** The last warnings of the parts that calls pass, to begin the search with. */
function complaintsOf({ stack }: BenchStack): string[] {
  return ['media', 'kamailio', 'rtpengine'].flatMap((part) =>
    readFileSync(stack.logFile(part), 'utf8')
      .split('\n')
      .filter((line) => /"level":[456]0|ERROR|CRITICAL|WARN/.test(line))
      .slice(-3)
      .map((line) => `  ${part} said: ${line.slice(0, 300)}`),
  )
}

const twoWayAudioP99 = (results: readonly CallResult[]): number =>
  percentile(
    results.map(({ twoWayAudioMs }) => twoWayAudioMs).filter((value) => value !== null),
    0.99,
  )

const isGood = (results: readonly CallResult[]): boolean =>
  failuresOf(results).size === 0 && twoWayAudioP99(results) < TWO_WAY_AUDIO_P99_MS

async function steadyLoad(all: Bench): Promise<boolean> {
  const { rate, seconds, talkMs, ringMs } = all.options
  console.log(`\n(a) ${rate} new calls a second for ${seconds} s, ${talkMs / 1_000} s of talk each`)
  const { results, lines } = await measure(all, { rate, seconds, ringMs, talkMs: () => talkMs, number: NUMBER })
  const passed = isGood(results)
  console.log(
    [...lines, `  ${passed ? 'passed' : 'FAILED'}: none failed and p99 below ${TWO_WAY_AUDIO_P99_MS} ms`].join('\n'),
  )
  return passed
}

async function recordedAtOnce(all: Bench): Promise<boolean> {
  const { recorded, recordedTalkMs, rate, ringMs } = all.options
  console.log(`\n(b) ${recorded} recorded calls at once, talking together for ${recordedTalkMs / 1_000} s`)
  const since = new Date()
  const ramp = Math.max(1, rate / 2)
  // Whoever came first talks longest, so that all are in the call when the last has come.
  const talkMs = (index: number): number => recordedTalkMs + ((recorded - index) * 1_000) / ramp
  const { results, lines } = await measure(all, {
    rate: ramp,
    seconds: recorded / ramp,
    ringMs,
    talkMs,
    number: NUMBER,
  })
  console.log(lines.join('\n'))
  const good = results.length - [...failuresOf(results).values()].reduce((sum, count) => sum + count, 0)
  const statuses = await settledRecordings(all.bench, since, good)
  const whole = statuses.get('whole') ?? 0
  const passed = failuresOf(results).size === 0 && whole === recorded
  console.log(`  recordings: ${[...statuses].map(([status, count]) => `${count} ${status}`).join(', ') || 'none'}`)
  console.log(`  ${passed ? 'passed' : 'FAILED'}: no call failed and every one of ${recorded} recordings is whole`)
  return passed
}

/** Waits until each recording is whole or judged otherwise. */
async function settledRecordings(
  bench: BenchStack,
  since: Date,
  expected: number,
): Promise<ReadonlyMap<string, number>> {
  const deadline = performance.now() + RECORDINGS_TIMEOUT_MS
  for (;;) {
    const statuses = await bench.recordings(since)
    const settled = ['whole', 'short', 'missing', 'failed'].reduce(
      (sum, status) => sum + (statuses.get(status) ?? 0),
      0,
    )
    if (settled >= expected || performance.now() > deadline) return statuses
    await delay(500)
  }
}

async function stepLoad(all: Bench): Promise<void> {
  const { rate, step, stepSeconds, stepRateMax, talkMs, ringMs } = all.options
  console.log(`\n(c) rising load, ${stepSeconds} s each`)
  let carried = 0
  for (let next = rate; next <= stepRateMax; next += step) {
    const { results, lines } = await measure(all, {
      rate: next,
      seconds: stepSeconds,
      ringMs,
      talkMs: () => talkMs,
      number: NUMBER,
    })
    const good = isGood(results)
    console.log([`  ${next} calls a second: ${good ? 'good' : 'too much'}`, ...lines].join('\n'))
    if (!good) break
    carried = next
  }
  console.log(
    `  limit found: ${carried} new calls a second (${Math.round((carried * (talkMs + ringMs + 500)) / 1_000)} calls at once)`,
  )
}

async function burstBeside(all: Bench): Promise<void> {
  const { burst, burstSeconds, burstLimit, quietRate, talkMs, ringMs } = all.options
  console.log(
    `\n(d) ${burst} new calls a second on one tenant, which has rented ${burstLimit}, for ${burstSeconds} s; ${quietRate} a second on another, alone / during / alone again`,
  )
  const lines = await measureBurst(
    { rate: burst, seconds: burstSeconds, quietRate, ringMs, talkMs },
    all.caller,
    all.agents,
  )
  console.log(lines.join('\n'))
}

const SCALE_METHOD = `Method: all of Seatline but rtpengine's load; with the demonstration's 3 tenants, then with many more of the same kind (2 queues, a menu,
prompts, hours, a number, 3 agents each), in one run. Starts are measured until the part serves; questions from the client's first byte to the last of the answer, median.`

process.exit(process.argv[2] === 'configuration' ? await benchConfiguration() : await main())
