import type { HangupCause, HangupReason } from './hangup-cause.ts'

/** Cause of a final SIP answer, RFC 3398 8.2.6.1. 487, 488 and 606 have none of their own there: normal clearing, and bearer capability as the usual reason. */
const Q850_OF_SIP: Readonly<Record<number, number>> = {
  400: 41,
  401: 21,
  402: 21,
  403: 21,
  404: 1,
  405: 63,
  406: 79,
  407: 21,
  408: 102,
  410: 22,
  413: 127,
  414: 127,
  415: 79,
  416: 127,
  420: 127,
  421: 127,
  423: 127,
  480: 18,
  481: 41,
  482: 25,
  483: 25,
  484: 28,
  485: 1,
  486: 17,
  487: 16,
  488: 65,
  500: 41,
  501: 79,
  502: 38,
  503: 41,
  504: 102,
  505: 127,
  513: 127,
  580: 47,
  600: 17,
  603: 21,
  604: 1,
  606: 65,
}

/** Answer to an INVITE that ended with a cause, RFC 3398 7.2.4.1. */
const SIP_OF_Q850: Readonly<Record<number, number>> = {
  1: 404,
  2: 404,
  3: 404,
  16: 487,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  23: 410,
  26: 404,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 503,
  41: 503,
  42: 503,
  47: 503,
  55: 403,
  57: 403,
  58: 503,
  65: 488,
  70: 488,
  79: 501,
  87: 403,
  88: 503,
  102: 504,
  111: 500,
  127: 500,
}

const INTERWORKING = 127
const SERVER_ERROR = 500

/** Unknown statuses count as their class (RFC 3261 8.1.3.2). */
export function q850OfSip(status: number): number {
  return Q850_OF_SIP[status] ?? Q850_OF_SIP[Math.floor(status / 100) * 100] ?? INTERWORKING
}

export function sipOfQ850(cause: number): number {
  return SIP_OF_Q850[cause] ?? SERVER_ERROR
}

/** What each of our reasons is in Q.850, and as the final answer to an INVITE where it can be one. */
const CAUSE_OF_REASON: Readonly<Record<HangupReason, { readonly q850: number; readonly sipStatus: number | null }>> = {
  normalClearing: { q850: 16, sipStatus: null },
  callerCancelled: { q850: 16, sipStatus: 487 },
  callerAbandoned: { q850: 16, sipStatus: null },
  noAnswer: { q850: 19, sipStatus: 487 },
  declined: { q850: 21, sipStatus: 603 },
  busy: { q850: 17, sipStatus: 486 },
  unreachable: { q850: 20, sipStatus: 480 },
  answeredElsewhere: { q850: 26, sipStatus: null },
  transferred: { q850: 16, sipStatus: null },
  flowEnded: { q850: 16, sipStatus: null },
  unknownNumber: { q850: 1, sipStatus: 404 },
  tenantFull: { q850: 17, sipStatus: 486 },
  tenantSuspended: { q850: 31, sipStatus: 480 },
  platformFull: { q850: 42, sipStatus: 503 },
  ackTimeout: { q850: 102, sipStatus: null },
  sessionTimerExpired: { q850: 102, sipStatus: null },
  mediaLost: { q850: 41, sipStatus: null },
  mediaRefused: { q850: 65, sipStatus: 488 },
  connectionLost: { q850: 27, sipStatus: null },
  nodeLost: { q850: 41, sipStatus: null },
  protocolError: { q850: 111, sipStatus: 400 },
}

/** The cause of an ending for a reason of ours. */
export function causeOf(reason: HangupReason): HangupCause {
  return { reason, ...CAUSE_OF_REASON[reason] }
}

/** The cause of an outgoing INVITE's final refusal. A phone that had rung and then said 480 was declined by hand. */
export function causeOfRefusal(sipStatus: number, hadRung: boolean): HangupCause {
  const reason = reasonOfRefusal(sipStatus, hadRung)
  return { reason, sipStatus, q850: q850OfSip(sipStatus) }
}

function reasonOfRefusal(sipStatus: number, hadRung: boolean): HangupReason {
  if (sipStatus === 486 || sipStatus === 600) return 'busy'
  if (sipStatus === 603 || sipStatus === 403) return 'declined'
  if (sipStatus === 480) return hadRung ? 'declined' : 'unreachable'
  if (sipStatus === 487) return 'noAnswer'
  if (sipStatus === 488 || sipStatus === 606) return 'mediaRefused'
  return 'unreachable'
}
