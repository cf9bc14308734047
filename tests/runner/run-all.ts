import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Summary } from './summary-reporter.ts'

/** See bin/test. Every step runs, whatever the ones before it said; the last line sums them up. */

const ROOT = path.resolve(import.meta.dirname, '../..')
const MINUTE_MS = 60_000
/** Checks of the code, each one item of the sum, and the npm script that is the check. */
const CHECKS = ['generate', 'lint', 'types', 'format:check', 'deps'] as const
/** Suites of vitest.config.ts and how long each may take before it is ended. */
const SUITES = [
  { project: 'unit', timeoutMs: 15 * MINUTE_MS },
  { project: 'int', timeoutMs: 55 * MINUTE_MS },
  { project: 'e2e', timeoutMs: 30 * MINUTE_MS },
] as const

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const running = new Set<number>()

type Run = {
  readonly command: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** `kept`: told when it is over, because other programs run at the same time. */
  readonly output: 'shown' | 'kept'
}

/** Runs a program in a process group of its own, so that all of it can be ended. */
function run({
  command,
  env,
  timeoutMs,
  output,
}: Run): Promise<{ readonly succeeded: boolean; readonly said: string }> {
  const bin = path.join(ROOT, 'node_modules/.bin')
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    stdio: output === 'shown' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const { pid } = child
  if (pid !== undefined) running.add(pid)
  const timer = setTimeout(() => pid !== undefined && endGroup(pid, 'SIGKILL'), timeoutMs)
  return new Promise((resolve) => {
    const done = (succeeded: boolean): void => {
      clearTimeout(timer)
      if (pid !== undefined) {
        running.delete(pid)
        endGroup(pid, 'SIGKILL')
      }
      resolve({ succeeded, said })
    }
    child.once('error', () => done(false))
    child.once('close', (code) => done(code === 0))
  })
}

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const pid of running) endGroup(pid, 'SIGTERM')
    process.exit(130)
  })
}

async function check(script: string): Promise<Summary> {
  const startedAt = performance.now()
  const command = ['npm', 'run', '--silent', script] as const
  const { succeeded, said } = await run({ command: [...command], timeoutMs: 20 * MINUTE_MS, output: 'kept' })
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  say(`== ${script}: ${succeeded ? 'passed' : 'failed'} after ${seconds} s`)
  if (!succeeded) say(said.trimEnd())
  return succeeded ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [`npm run ${script}`], skipped: [] }
}

/** What the others need comes first; then two at a time, as many as the smallest machine has processors. */
async function checks(scripts: readonly string[]): Promise<Summary[]> {
  const waiting = scripts.filter((script) => script !== 'generate')
  const summaries = scripts.includes('generate') ? [await check('generate')] : []
  const worker = async (): Promise<void> => {
    for (let script = waiting.shift(); script !== undefined; script = waiting.shift())
      summaries.push(await check(script))
  }
  await Promise.all([worker(), worker()])
  return summaries
}

async function suite(project: string, timeoutMs: number, folder: string): Promise<Summary> {
  say(`\n== ${project} tests`)
  const report = path.join(folder, `${project}.json`)
  const reporters = ['--reporter=default', `--reporter=${path.join(import.meta.dirname, 'summary-reporter.ts')}`]
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs')
  const command = [process.execPath, vitest, 'run', '--project', project, '--passWithNoTests', ...reporters] as const
  const env = { SEATLINE_TEST_SUMMARY: report }
  const { succeeded } = await run({ command: [...command], env, timeoutMs, output: 'shown' })
  if (!existsSync(report)) return { passed: 0, failed: [`the ${project} tests did not come to an end`], skipped: [] }
  const summary = JSON.parse(readFileSync(report, 'utf8')) as Summary
  if (succeeded || summary.failed.length > 0) return summary
  return { ...summary, failed: [`the ${project} tests ended with an error`] }
}

/** `bin/test unit deps` runs only these; nothing named: everything. */
const wanted = process.argv.slice(2)
const known = [...CHECKS, ...SUITES.map(({ project }) => project)] as readonly string[]
const unknown = wanted.find((name) => !known.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`bin/test: there is no '${unknown}'; there are ${known.join(', ')}.\n`)
  process.exit(2)
}
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)

const folder = mkdtempSync(path.join(tmpdir(), 'seatline-tests-'))
const summaries = await checks(CHECKS.filter(isWanted))
for (const { project, timeoutMs } of SUITES.filter((suite) => isWanted(suite.project)))
  summaries.push(await suite(project, timeoutMs, folder))
rmSync(folder, { recursive: true })

const passed = summaries.reduce((sum, summary) => sum + summary.passed, 0)
const failed = summaries.flatMap((summary) => summary.failed)
const retried = summaries.flatMap((summary) => summary.retried ?? [])
if (retried.length > 0)
  say(`\nPassed at the second try only, each a race to be found:\n${retried.map((name) => `  ${name}`).join('\n')}`)
const skipped = summaries.flatMap((summary) => summary.skipped)
if (skipped.length > 0) say(`\nSkipped:\n${skipped.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n')}`)
if (failed.length > 0) say(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`)
say(`\n${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
process.exit(failed.length > 0 ? 1 : 0)
