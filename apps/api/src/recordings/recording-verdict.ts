import type { TrackReport } from './party-track.ts'

/** A file may be this much shorter than the talk it covers: the first and last packets, and the moment between answer and start of the capture. */
export const TOLERANCE_MS = 1_000

export type Verdict = { readonly status: 'whole' } | { readonly status: 'short'; readonly why: string }

/** Does the file cover the talk, and is everybody on it? A party that was never heard makes it short, however long it is. */
export function judgeRecording(made: {
  readonly actualMs: number
  readonly expectedMs: number
  readonly caller: TrackReport
  readonly agent: TrackReport
}): Verdict {
  const { actualMs, expectedMs, caller, agent } = made
  if (actualMs < expectedMs - TOLERANCE_MS) return { status: 'short', why: 'length' }
  if (expectedMs <= TOLERANCE_MS) return { status: 'whole' }
  if (caller.packets === 0) return { status: 'short', why: 'callerSilent' }
  if (agent.packets === 0) return { status: 'short', why: 'agentSilent' }
  return { status: 'whole' }
}
