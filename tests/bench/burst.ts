import { setTimeout as delay } from 'node:timers/promises'
import type { Caller } from '@seatline/phone'
import type { Agents } from './agents.ts'
import { NUMBER } from './bench-stack.ts'
import { runLoad } from './load.ts'
import type { CallResult } from './load.ts'
import { failuresOf, percentile } from './report.ts'

/** The tenant that is called far more often than it has rented. */
const NOISY_NUMBER = '4008001001'
const NOISY_HOLD_MS = 1_000

export type Burst = {
  /** New calls a second to the noisy tenant. */
  readonly rate: number
  readonly seconds: number
  /** New calls a second to the tenant beside it. */
  readonly quietRate: number
  readonly ringMs: number
  readonly talkMs: number
}

type Measured = { readonly quiet: readonly CallResult[]; readonly noisy: ReadonlyMap<string, number> }

/** One tenant's callers, first alone, then while another tenant is flooded; alone again after it, so that a machine that changes meanwhile is seen. */
export async function measureBurst(burst: Burst, caller: Caller, agents: Agents): Promise<string[]> {
  const before = await beside(0, burst, caller, agents)
  const during = await beside(burst.rate, burst, caller, agents)
  const after = await beside(0, burst, caller, agents)
  const outcomes = [...during.noisy].map(([outcome, count]) => `${count} ${outcome}`).join(', ')
  return [
    `  calls to the flooded tenant: ${outcomes}`,
    ...line('call answered (INVITE to 200)', ({ answerMs }) => answerMs, { before, during, after }),
    ...line('key pressed to agent answering, ring time taken off', ({ routingMs }) => routingMs, {
      before,
      during,
      after,
    }),
    ...line("agent's answer to two-way audio", ({ twoWayAudioMs }) => twoWayAudioMs, { before, during, after }),
    `  calls of the tenant beside it that failed: ${[before, during, after].map(failed).join(' before, ')}`.replace(
      / before, (\d+) before, (\d+)$/,
      ' before, $1 during, $2 after',
    ),
  ]
}

const failed = ({ quiet }: Measured): number => [...failuresOf(quiet).values()].reduce((sum, count) => sum + count, 0)

async function beside(rate: number, burst: Burst, caller: Caller, agents: Agents): Promise<Measured> {
  const noisy = new Map<string, number>()
  const flood = floodWith(rate, burst.seconds, caller, noisy)
  const quiet = await runLoad(
    { rate: burst.quietRate, seconds: burst.seconds, ringMs: burst.ringMs, talkMs: () => burst.talkMs, number: NUMBER },
    caller,
    agents,
  )
  await flood
  return { quiet, noisy }
}

async function floodWith(rate: number, seconds: number, caller: Caller, outcomes: Map<string, number>): Promise<void> {
  const startedAtMs = performance.now()
  const calls: Promise<void>[] = []
  for (let index = 0; index < Math.round(rate * seconds); index++) {
    const dueMs = startedAtMs + (index * 1_000) / rate - performance.now()
    if (dueMs > 0) await delay(dueMs)
    calls.push(oneCall(caller, index, outcomes))
  }
  await Promise.all(calls)
}

/** Hears the menu for a moment and hangs up; a refused call is counted by its answer. */
async function oneCall(caller: Caller, index: number, outcomes: Map<string, number>): Promise<void> {
  const placed = await caller.place({ number: NOISY_NUMBER, from: `138${String(index).padStart(8, '0')}` })
  const outcome = await placed.outcome
  const name = outcome.answered ? 'answered' : `refused with ${outcome.end.status ?? 0}`
  outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
  if (!outcome.answered) return
  await Promise.race([delay(NOISY_HOLD_MS), outcome.call.ended])
  if (outcome.call.isUp) outcome.call.hangUp()
}

type Phases = { readonly before: Measured; readonly during: Measured; readonly after: Measured }

function line(name: string, pick: (result: CallResult) => number | null, phases: Phases): string[] {
  const valuesOf = ({ quiet }: Measured): number[] => quiet.map(pick).filter((value) => value !== null)
  const at = (share: number): string => {
    const [before, during, after] = [phases.before, phases.during, phases.after].map((phase) =>
      percentile(valuesOf(phase), share),
    ) as [number, number, number]
    const alone = (before + after) / 2
    return `${before.toFixed(0)} / ${during.toFixed(0)} / ${after.toFixed(0)} ms, ratio ${(during / alone).toFixed(2)}`
  }
  return [`  ${name}: median ${at(0.5)}; p95 ${at(0.95)}`]
}
