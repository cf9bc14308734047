import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What one run of vitest adds to the final line of bin/test. */
export type Summary = {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

/** Writes a Summary to the file named by SEATLINE_TEST_SUMMARY. A file that cannot be loaded counts as one failed test. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env['SEATLINE_TEST_SUMMARY']
    if (file === undefined) return
    const cases = modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ module, test })))
    const name = ({ module, test }: { module: TestModule; test: TestCase }): string =>
      `${module.relativeModuleId} > ${test.fullName}`
    const inState = (state: string) => cases.filter(({ test }) => test.result().state === state)
    const broken = modules.filter((module) => module.errors().length > 0 || unfinished(module))
    const summary: Summary = {
      passed: inState('passed').length,
      failed: [
        ...inState('failed').map(name),
        ...inState('pending').map((entry) => `${name(entry)} (did not finish)`),
        ...broken.map((module) => `${module.relativeModuleId} (could not be run)`),
        ...errors.map((error, index) => `unhandled error ${index + 1}: ${firstLine(error)}`),
      ],
      skipped: inState('skipped').map((entry) => ({ name: name(entry), reason: reasonOf(entry.test) })),
    }
    writeFileSync(file, JSON.stringify(summary))
  }
}

/** A hook that fails fails its module, although no test of it did. */
function unfinished(module: TestModule): boolean {
  return (
    module.state() === 'failed' && ![...module.children.allTests()].some((test) => test.result().state === 'failed')
  )
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  return result.state === 'skipped' && result.note !== undefined ? result.note : 'no reason given'
}

function firstLine(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
  return message.split('\n')[0] ?? ''
}
