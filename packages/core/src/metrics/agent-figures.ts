import type { AgentStatusKind } from '../agents/agent-status.ts'
import { meanMs, type Share } from './share.ts'

/** An agent was in one status from `from` until before `until`. */
export type StatusInterval = { readonly status: AgentStatusKind; readonly from: number; readonly until: number }

export type TimeByStatus = Readonly<Record<AgentStatusKind, number>>

/** Milliseconds in each status within the window; what lies outside is cut off. */
export function timeByStatus(
  intervals: readonly StatusInterval[],
  window: { readonly from: number; readonly until: number },
): TimeByStatus {
  const times = { signedOut: 0, notReady: 0, ready: 0, ringing: 0, talking: 0, hold: 0, wrapUp: 0 }
  for (const { status, from, until } of intervals)
    times[status] += Math.max(0, Math.min(until, window.until) - Math.max(from, window.from))
  return times
}

/** Adds up the times of several agents, or of several windows. */
export function addTimes(all: readonly TimeByStatus[]): TimeByStatus {
  return {
    signedOut: sumOf(all, 'signedOut'),
    notReady: sumOf(all, 'notReady'),
    ready: sumOf(all, 'ready'),
    ringing: sumOf(all, 'ringing'),
    talking: sumOf(all, 'talking'),
    hold: sumOf(all, 'hold'),
    wrapUp: sumOf(all, 'wrapUp'),
  }
}

/** Time with a caller or the paperwork of one: talk + hold + wrap-up. Ringing is not handling. */
export const handlingMs = ({ talking, hold, wrapUp }: TimeByStatus): number => talking + hold + wrapUp

/** Time signed in, in whatever status. */
export const signedInMs = ({ notReady, ready, ringing, talking, hold, wrapUp }: TimeByStatus): number =>
  notReady + ready + ringing + talking + hold + wrapUp

/** Average handling time: (talk + hold + wrap-up) / calls handled. A call that two agents talked on was handled twice. */
export const ahtMs = (times: TimeByStatus, callsHandled: number): number | null =>
  meanMs(handlingMs(times), callsHandled)

/** Occupancy: (talk + hold + wrap-up) / (signed-in time − not-ready time). */
export const occupancy = (times: TimeByStatus): Share => ({
  part: handlingMs(times),
  whole: signedInMs(times) - times.notReady,
})

/** Utilisation of paid time: (talk + hold + wrap-up) / signed-in time. */
export const utilisation = (times: TimeByStatus): Share => ({ part: handlingMs(times), whole: signedInMs(times) })

const sumOf = (all: readonly TimeByStatus[], status: AgentStatusKind): number =>
  all.reduce((total, times) => total + times[status], 0)
