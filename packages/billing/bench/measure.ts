import { cpus } from 'node:os'

const ROUNDS = 7

/**
 * Runs `round` one time to warm up and then `ROUNDS` times, and gives the median of what it did in a second of CPU time, garbage collection
 * included: other work on the machine costs time, but hardly CPU time.
 */
export function measurePerSecond(round: () => number): number {
  round()
  const rates = Array.from({ length: ROUNDS }, () => {
    const startedAt = process.cpuUsage()
    const count = round()
    const { user, system } = process.cpuUsage(startedAt)
    return (count * 1_000_000) / (user + system)
  })
  return rates.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

export function printMethod(what: string): void {
  const cpu = cpus()[0]?.model ?? 'unknown processor'
  console.log(
    `${what}\nmachine: ${cpu}, Node ${process.version}; per second of CPU time, median of ${String(ROUNDS)} rounds after one to warm up`,
  )
}

export function printRate(name: string, perSecond: number): void {
  const us = (1_000_000 / perSecond).toFixed(1)
  console.log(
    `${name.padEnd(52)} ${Math.round(perSecond).toLocaleString('en').padStart(12)} /s  ${us.padStart(8)} µs each`,
  )
}
