import { assertNever } from '../assert.ts'
import type { QueuedCall } from './queued-call.ts'
import { meanMs, type Share } from './share.ts'

/**
 * What counts as good service. `T` is the threshold; abandons shorter than the short-abandon limit count nowhere.
 * - `answeredOfOffered`: answered within T / (answered + abandoned). The usual one, and the strictest on the centre.
 * - `answeredOfAnswered`: answered within T / answered. Says nothing of those who gave up.
 * - `abandonsWithinCountAsMet`: (answered within T + abandoned within T) / (answered + abandoned).
 * - `abandonsWithinDoNotCount`: answered within T / (answered + abandoned after T).
 */
export type ServiceLevelVariant =
  'answeredOfOffered' | 'answeredOfAnswered' | 'abandonsWithinCountAsMet' | 'abandonsWithinDoNotCount'

export type ServiceLevelRule = {
  readonly variant: ServiceLevelVariant
  /** T: a wait of exactly this long is within it. */
  readonly thresholdMs: number
  /** An abandon of a shorter wait is the caller's mistake; 0 counts them all. */
  readonly shortAbandonMs: number
}

/** The service level as a share. Calls that still wait are not decided, and count in no part of it. */
export function serviceLevel(calls: readonly QueuedCall[], rule: ServiceLevelRule): Share {
  const answered = waitsOf(calls, 'answered')
  const abandoned = waitsOf(calls, 'abandoned').filter((waitedMs) => waitedMs >= rule.shortAbandonMs)
  const isWithin = (waitedMs: number): boolean => waitedMs <= rule.thresholdMs
  const answeredWithin = answered.filter(isWithin).length
  const abandonedWithin = abandoned.filter(isWithin).length
  switch (rule.variant) {
    case 'answeredOfOffered':
      return { part: answeredWithin, whole: answered.length + abandoned.length }
    case 'answeredOfAnswered':
      return { part: answeredWithin, whole: answered.length }
    case 'abandonsWithinCountAsMet':
      return { part: answeredWithin + abandonedWithin, whole: answered.length + abandoned.length }
    case 'abandonsWithinDoNotCount':
      return { part: answeredWithin, whole: answered.length + abandoned.length - abandonedWithin }
    default:
      return assertNever(rule.variant, 'service level variant')
  }
}

/** Average speed of answer: Σ wait of answered calls / answered calls. Callers who gave up are not in it. */
export function asaMs(calls: readonly QueuedCall[]): number | null {
  const waits = waitsOf(calls, 'answered')
  return meanMs(sum(waits), waits.length)
}

/** Abandonment: abandoned / (answered + abandoned), both without short abandons. */
export function abandonment(calls: readonly QueuedCall[], shortAbandonMs: number): Share {
  const abandoned = waitsOf(calls, 'abandoned').filter((waitedMs) => waitedMs >= shortAbandonMs).length
  return { part: abandoned, whole: waitsOf(calls, 'answered').length + abandoned }
}

export type QueueCounts = {
  readonly callsOffered: number
  readonly callsAnswered: number
  readonly callsAbandoned: number
  readonly callsShortAbandoned: number
  /** Voicemail, callback or menu by key, or overflow. */
  readonly callsLeft: number
  readonly callsWaiting: number
  readonly longestWaitMs: number
}

/** Offered = answered + abandoned + short abandoned + left + waiting, always. `longestWaitMs` is over calls that no longer wait. */
export function countQueue(calls: readonly QueuedCall[], shortAbandonMs: number): QueueCounts {
  const answered = waitsOf(calls, 'answered')
  const abandoned = waitsOf(calls, 'abandoned')
  const short = abandoned.filter((waitedMs) => waitedMs < shortAbandonMs).length
  const left = waitsOf(calls, 'left')
  return {
    callsOffered: calls.length,
    callsAnswered: answered.length,
    callsAbandoned: abandoned.length - short,
    callsShortAbandoned: short,
    callsLeft: left.length,
    callsWaiting: calls.length - answered.length - abandoned.length - left.length,
    longestWaitMs: [...answered, ...abandoned, ...left].reduce((longest, waitedMs) => Math.max(longest, waitedMs), 0),
  }
}

function waitsOf(calls: readonly QueuedCall[], kind: 'answered' | 'abandoned' | 'left'): readonly number[] {
  return calls.flatMap(({ outcome }) => (outcome.kind === kind ? [outcome.waitedMs] : []))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
