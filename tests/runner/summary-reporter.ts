import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What one run of vitest adds to the final line of bin/test. */
export type Summary = {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** Passed, but at the second try only: each is a race to be found. */
  readonly retried?: readonly string[]
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
    const suites = modules.flatMap((module) => [...module.children.allSuites()].map((suite) => ({ module, suite })))
    const summary: Summary = {
      passed: inState('passed').length,
      failed: [
        ...inState('failed').map(name),
        ...inState('pending').map((entry) => `${name(entry)} (did not finish)`),
        ...suites
          .filter(({ suite }) => suite.errors().length > 0)
          .map(({ module, suite }) => `${module.relativeModuleId} > ${suite.fullName} (before or after its tests)`),
        ...modules
          .filter((module) => module.errors().length > 0)
          .map((module) => `${module.relativeModuleId} (could not be run, or before or after its tests)`),
        ...errors.map((error, index) => `unhandled error ${index + 1}: ${firstLine(error)}`),
      ],
      retried: inState('passed')
        .filter(({ test }) => (test.diagnostic()?.retryCount ?? 0) > 0)
        .map(name),
      skipped: inState('skipped').map((entry) => ({ name: name(entry), reason: reasonOf(entry.test) })),
    }
    writeFileSync(file, JSON.stringify(summary))
  }
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
