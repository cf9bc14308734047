import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Each one states its method and the machine. They are pure: no part of Seatline is started. */
const ENGINES = [
  { name: 'routing decisions', file: 'packages/core/bench/acd.bench.ts' },
  { name: 'fair service', file: 'packages/core/bench/shared-agents.bench.ts' },
  { name: 'flow tests', file: 'packages/core/bench/ivr.bench.ts' },
  { name: 'rating', file: 'packages/billing/bench/rating.bench.ts' },
]

/** Runs the benchmarks of the engines, each in a process of its own, one after the other. False when one of them broke off. */
export function measureEngines(): boolean {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  let passed = true
  for (const { name, file } of ENGINES) {
    console.log(`\nengine: ${name}`)
    const { status, error } = spawnSync(process.execPath, [file], { cwd: root, stdio: 'inherit' })
    if (status === 0) continue
    passed = false
    console.log(`  FAILED: ${file} ended with ${error?.message ?? String(status)}`)
  }
  return passed
}
