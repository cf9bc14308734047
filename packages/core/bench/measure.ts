import { cpus } from 'node:os'

const ROUNDS = 7

/** Runs `round` one time to warm up and then `ROUNDS` times, and gives the median of what it did in a second of wall clock. */
export function measurePerSecond(round: () => number): number {
  round()
  const rates = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now()
    const count = round()
    return (count * 1_000) / (performance.now() - startedAt)
  })
  return rates.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

export function printMethod(what: string): void {
  const cpu = cpus()[0]?.model ?? 'unknown processor'
  console.log(
    `${what}\nmachine: ${cpu}, Node ${process.version}; one thread, median of ${String(ROUNDS)} rounds after one to warm up`,
  )
}

export function printRate(name: string, perSecond: number): void {
  const us = (1_000_000 / perSecond).toFixed(1)
  console.log(
    `${name.padEnd(52)} ${Math.round(perSecond).toLocaleString('en').padStart(12)} /s  ${us.padStart(8)} µs each`,
  )
}
