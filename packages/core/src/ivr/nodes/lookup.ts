import { variableNameSchema } from '../flow-parts.ts'
import type { IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import type { IvrVariables, LookedUpCaller } from '../step-types.ts'
import { fillIn } from '../template.ts'
import { goTo, settle, STAY, type NodeHandler } from './node-types.ts'

/** What is known is at hand; who does not answer within this time knows nothing. */
export const LOOKUP_TIMEOUT_MS = 1_000
export const LOOKUP_VARIABLES = ['name', 'vipClass', 'memberNumber', 'region'] as const

export const UNKNOWN: LookedUpCaller = {
  isKnown: false,
  name: null,
  vipClass: null,
  memberNumber: null,
  region: null,
  isBlackListed: false,
  fields: {},
}

/** Who is it? */
export const lookupNode: NodeHandler<'lookup'> = {
  enter: (draft, node) => {
    const number = node.number === null ? (draft.context.ani ?? '') : fillIn(node.number, draft.valueOf)
    askWhoItIs(draft, number)
    return STAY
  },
  react: (draft, node, input) => {
    if (input.kind === 'digit') typeAhead(draft, input.digit)
    if (input.kind !== 'time.up' && input.kind !== 'lookup.result') return STAY
    settle(draft, input)
    const caller = input.kind === 'lookup.result' ? input.caller : UNKNOWN
    draft.setVariables(variablesOf(caller))
    return goTo(caller.isKnown ? node.onKnown : node.onUnknown)
  },
}

export function askWhoItIs(draft: IvrDraft, number: string): void {
  const token = draft.waitForAnswer(LOOKUP_TIMEOUT_MS)
  draft.effect({ kind: 'caller.lookup', token, number })
}

const TYPED_AHEAD_MAX = 32

/** Keys of a caller who does not wait are kept for the next question. */
export function typeAhead(draft: IvrDraft, digit: DtmfDigit): void {
  if (draft.state.typedAhead.length < TYPED_AHEAD_MAX) draft.update({ typedAhead: [...draft.state.typedAhead, digit] })
}

/** What is not known is empty, so that nothing of an earlier look-up stays. Fields whose name is no variable's cannot be read. */
export function variablesOf(caller: LookedUpCaller): IvrVariables {
  const fields = Object.entries(caller.fields).filter(([name]) => variableNameSchema.safeParse(name).success)
  return {
    ...Object.fromEntries(fields),
    name: caller.name ?? '',
    vipClass: caller.vipClass === null ? '' : String(caller.vipClass),
    memberNumber: caller.memberNumber ?? '',
    region: caller.region ?? '',
  }
}
