/** How an attempt over one gateway ended. */
export type AttemptEnd =
  | { readonly kind: 'answered' }
  | { readonly kind: 'refused'; readonly sipStatus: number; readonly hasRung: boolean }
  /** Neither ringing nor an answer within the trunk's time. */
  | { readonly kind: 'silent' }
  /** It rang, and nobody answered. */
  | { readonly kind: 'unanswered' }
  /** Given up by us. */
  | { readonly kind: 'abandoned' }

/** How an attempt ended, in one word: for the path that is shown, and the alarm that counts a gateway's failures. */
export const ATTEMPT_RESULTS = [
  'answered',
  'busy',
  'declined',
  'unknownNumber',
  'noAnswer',
  'carrierFailed',
  'silent',
  'refused',
  'abandoned',
] as const
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number]

/**
 * Whether the next gateway is tried: only when the carrier failed and the called party has not been reached. Once it rang the call has had its chance, and a
 * busy, declining or unknown party stays so over any trunk.
 */
export function shouldTryNext(end: AttemptEnd, failoverStatuses: readonly number[]): boolean {
  switch (end.kind) {
    case 'silent':
      return true
    case 'refused':
      return !end.hasRung && !FINAL.has(end.sipStatus) && failoverStatuses.includes(end.sipStatus)
    case 'answered':
    case 'unanswered':
    case 'abandoned':
      return false
  }
}

/** What the called party said; configuration cannot make it an error of the carrier. */
const FINAL: ReadonlySet<number> = new Set([404, 410, 480, 484, 486, 487, 600, 603, 604])

export function resultOf(end: AttemptEnd): AttemptResult {
  switch (end.kind) {
    case 'answered':
    case 'silent':
    case 'abandoned':
      return end.kind
    case 'unanswered':
      return 'noAnswer'
    case 'refused':
      return resultOfStatus(end.sipStatus)
  }
}

function resultOfStatus(sipStatus: number): AttemptResult {
  if (sipStatus === 486 || sipStatus === 600) return 'busy'
  if (sipStatus === 603 || sipStatus === 403) return 'declined'
  if (sipStatus === 404 || sipStatus === 410 || sipStatus === 484 || sipStatus === 604) return 'unknownNumber'
  if (sipStatus === 480 || sipStatus === 487) return 'noAnswer'
  if (sipStatus === 408 || (sipStatus >= 500 && sipStatus < 600)) return 'carrierFailed'
  return 'refused'
}

/** Whether the end speaks against the gateway, for its health: the called party's answer speaks for it. */
export const speaksAgainstGateway = (end: AttemptEnd): boolean =>
  end.kind === 'silent' || (end.kind === 'refused' && !end.hasRung && resultOfStatus(end.sipStatus) === 'carrierFailed')
