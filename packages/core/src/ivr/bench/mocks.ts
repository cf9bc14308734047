import type { DurationMs } from '../../time.ts'
import type { FlowNode } from '../flow.ts'
import type { MockedHttp } from '../flow-test.ts'
import { UNKNOWN } from '../nodes/lookup.ts'
import type { IvrInput, LookedUpCaller } from '../step-types.ts'
import type { BenchSetup } from './bench-types.ts'

/** What the world answers, as the test says it beforehand; the last answer of a list holds for all further questions. */
export class Mocks {
  readonly caller: LookedUpCaller
  private readonly setup: BenchSetup
  private readonly used = new Map<string, number>()

  constructor(setup: BenchSetup) {
    this.setup = setup
    this.caller = setup.caller ?? UNKNOWN
  }

  http(nodeId: string): MockedHttp | null {
    return (
      this.next(
        `http ${nodeId}`,
        this.setup.http.filter((mock) => mock.nodeId === nodeId),
      ) ?? null
    )
  }

  pin(): 'correct' | 'wrong' | 'unavailable' {
    return this.next('pin', this.setup.pins) ?? 'unavailable'
  }

  transfer(): boolean {
    return this.next('transfer', this.setup.transfers) ?? true
  }

  private next<T>(what: string, answers: readonly T[]): T | undefined {
    const count = this.used.get(what) ?? 0
    this.used.set(what, count + 1)
    return answers[Math.min(count, answers.length - 1)]
  }
}

/** What comes of a mocked answer; null: nothing, until the time is up. */
export function inputOf(answer: MockedHttp['answer'], token: number): IvrInput | null {
  switch (answer.kind) {
    case 'answered':
      return { kind: 'http.answered', token, status: answer.status, body: answer.body }
    case 'failed':
      return { kind: 'http.failed', token, why: 'failed' }
    case 'timeout':
      return null
  }
}

/** How long the world takes. */
export const TAKES_MS: Readonly<Record<'lookup' | 'pin' | 'ring' | 'queue', DurationMs>> = {
  lookup: 10,
  pin: 150,
  ring: 5_000,
  queue: 5_000,
}

const KEYS = Array.from('9876543210*#')

/** A key that the node has no use for; null when it has one for each. */
export function wrongKeysFor(node: FlowNode): string | null {
  if (node.kind === 'menu') return KEYS.find((key) => !(key in node.choices)) ?? null
  if (node.kind === 'callbackOffer')
    return KEYS.find((key) => key !== node.acceptKey && key !== node.otherNumberKey) ?? null
  if (node.kind === 'collect' || node.kind === 'pin') return node.terminator ?? (node.digitsMin > 1 ? '0' : null)
  if (node.kind === 'payment') return node.terminator ?? '0'
  return node.kind === 'survey' ? '*' : null
}
