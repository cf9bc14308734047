import { burstOfOne } from '../src/testing/burst-of-one.ts'
import { SERVICE_ORDERS, SharedAgentsSimulation, type TenantResult } from '../src/testing/shared-agents-simulation.ts'

/** Not speed but fairness: who waits how long when one of three tenants that share agents calls five times as much. The same seed gives the same table. */
const SEEDS = [1, 2, 3, 4, 5]
const ORDER_NAMES = {
  fairShare: 'queue ratios, guaranteed shares',
  longestWaitFirst: 'longest wait first',
  strictPriority: 'strict priority',
} as const

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index < 2 ? cell.padEnd(33 - 23 * index) : cell.padStart(11))).join(' ')

function line(order: (typeof SERVICE_ORDERS)[number], runs: readonly TenantResult[], name: string): string {
  const share = (of: (run: TenantResult) => number): string => `${(mean(runs.map(of)) * 100).toFixed(1)} %`
  const seconds = (of: (run: TenantResult) => number): string => `${(mean(runs.map(of)) / 1_000).toFixed(1)} s`
  return row([
    ORDER_NAMES[order],
    name,
    mean(runs.map(({ offered }) => offered)).toFixed(0),
    share(({ serviceLevel }) => serviceLevel),
    share(({ abandoned, offered }) => abandoned / offered),
    seconds(({ meanWaitMs }) => meanWaitMs),
    seconds(({ longestWaitMs }) => longestWaitMs),
  ])
}

console.log(`Shared agents: 30 agents serve alder, birch and cedar, 140 calls an hour each for 8 hours; cedar has 700 an hour for 4 of them. Talk 150 s and patience
180 s in the mean (exponential), after-call work 30 s, 2 s to answer; promise 80 % within 20 s; each is guaranteed 10 agents; with strict priority cedar
goes first. The same callers in each order; mean of the seeds ${SEEDS.join(', ')}. Service level: answered within 20 s, of all who called.`)
console.log(row(['order of service', 'tenant', 'calls', 'level', 'abandoned', 'mean wait', 'longest']))
for (const order of SERVICE_ORDERS) {
  const runs = SEEDS.map((seed) => new SharedAgentsSimulation(burstOfOne(seed, order)).run())
  for (const name of ['alder', 'birch', 'cedar'])
    console.log(
      line(
        order,
        runs.flatMap((run) => run.find((result) => result.name === name) ?? []),
        name,
      ),
    )
}
