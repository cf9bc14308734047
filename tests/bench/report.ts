import { cpus, release, totalmem } from 'node:os'
import type { CallResult } from './load.ts'
import type { ProcessorTime } from './processor-time.ts'

/** The value below which `share` of the sorted values lie (nearest rank); NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)

function spread(name: string, values: readonly (number | null)[]): string {
  const all = known(values)
  const ms = (share: number): string => percentile(all, share).toFixed(0)
  return `  ${name}: median ${ms(0.5)} ms, p95 ${ms(0.95)} ms, p99 ${ms(0.99)} ms, worst ${ms(1)} ms`
}

export function describeMachine(): string {
  const [processor] = cpus()
  return `${cpus().length} x ${processor?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}`
}

export function failuresOf(results: readonly CallResult[]): ReadonlyMap<string, number> {
  const failures = new Map<string, number>()
  for (const { failure } of results) if (failure !== null) failures.set(failure, (failures.get(failure) ?? 0) + 1)
  return failures
}

export function describeCalls(results: readonly CallResult[]): string[] {
  const failures = failuresOf(results)
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0)
  const lost = results.reduce((sum, { packetsLost }) => sum + packetsLost, 0)
  return [
    `  calls: ${results.length}, failed: ${failed}${failed === 0 ? '' : ` (${[...failures].map(([why, count]) => `${count} ${why}`).join('; ')})`}`,
    spread(
      'call answered',
      results.map(({ answerMs }) => answerMs),
    ),
    spread(
      'key pressed to agent answering, ring time taken off',
      results.map(({ routingMs }) => routingMs),
    ),
    spread(
      "agent's answer to two-way audio",
      results.map(({ twoWayAudioMs }) => twoWayAudioMs),
    ),
    `  packets that callers missed: ${lost}`,
  ]
}

export function describeProcessorTime(used: ProcessorTime, calls: number, elapsedMs: number): string[] {
  const total = [...used.values()].reduce((sum, seconds) => sum + seconds, 0)
  const line = (name: string, seconds: number): string =>
    `    ${name.padEnd(20)} ${((1_000 * seconds) / Math.max(1, calls)).toFixed(1).padStart(7)} ms a call  ${((100_000 * seconds) / elapsedMs).toFixed(0).padStart(4)} % of a processor`
  const parts = [...used].filter(([, seconds]) => seconds > 0.005).sort(([, a], [, b]) => b - a)
  return ['  processor time:', ...parts.map(([name, seconds]) => line(name, seconds)), line('all together', total)]
}
