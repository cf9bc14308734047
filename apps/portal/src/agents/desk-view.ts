import { phoneReadiness } from '../softphone/softphone-state.ts'
import type { SoftphoneState } from '../softphone/softphone-state.ts'
import type { AgentDesktop, DesktopCall } from './documents.ts'

/** What can be said of the call: the server's words, or the INVITE's until those are here. */
export type CallFacts = {
  readonly callId: string | null
  readonly ani: string
  readonly dnis: string | null
  readonly brand: string | null
  readonly brandColor: string | null
  readonly queue: string | null
  /** The customer is called only when the agent has answered. */
  readonly isCallback: boolean
  readonly details: DesktopCall | null
}

/** Why this tab cannot touch a call that the server says this agent has. */
export type WithoutPhone = 'otherTab' | 'reloaded' | 'connecting' | 'otherDevice'

/**
 * What the middle of the desktop shows. Made of the server's state and this tab's phone; where they differ the server is right about what the agent does,
 * the phone about what this tab can do.
 */
export type DeskView =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'idle'; readonly ready: boolean }
  | { readonly kind: 'ringing'; readonly facts: CallFacts; readonly answering: boolean }
  | { readonly kind: 'ringingWithoutPhone'; readonly facts: CallFacts; readonly why: WithoutPhone }
  | {
      readonly kind: 'talking'
      readonly facts: CallFacts
      readonly held: boolean
      readonly muted: boolean
      readonly since: string | null
      /** The caller is in a flow, and comes back. */
      readonly inFlow: boolean
    }
  | { readonly kind: 'talkingWithoutPhone'; readonly facts: CallFacts; readonly why: WithoutPhone }
  | { readonly kind: 'wrapUp'; readonly facts: CallFacts; readonly endsAt: string | null }

export function deskView(desktop: AgentDesktop, phone: SoftphoneState): DeskView {
  const { call } = phone
  if (call !== null) {
    const facts = factsOf(desktop.call, phone)
    if (call.kind !== 'talking') return { kind: 'ringing', facts, answering: call.kind === 'answering' }
    const { held, muted } = call
    const since = facts.details?.connectedAt ?? null
    return { kind: 'talking', facts, held, muted, since, inFlow: desktop.callerInFlow && facts.details !== null }
  }
  switch (desktop.status) {
    case 'SIGNED_OUT': {
      return { kind: 'signedOut' }
    }
    case 'RINGING': {
      return { kind: 'ringingWithoutPhone', facts: factsOf(desktop.call, phone), why: withoutPhone(desktop, phone) }
    }
    case 'TALKING':
    case 'HOLD':
    case 'ENGAGED': {
      return { kind: 'talkingWithoutPhone', facts: factsOf(desktop.call, phone), why: withoutPhone(desktop, phone) }
    }
    case 'WRAP_UP': {
      return { kind: 'wrapUp', facts: factsOf(desktop.call, phone), endsAt: desktop.wrapUpEndsAt }
    }
    case 'READY': {
      return { kind: 'idle', ready: true }
    }
    case 'NOT_READY': {
      return { kind: 'idle', ready: false }
    }
  }
}

function withoutPhone(desktop: AgentDesktop, phone: SoftphoneState): WithoutPhone {
  if (desktop.device === 'SIP_PHONE') return 'otherDevice'
  const readiness = phoneReadiness(phone)
  if (readiness === 'otherTab') return 'otherTab'
  return readiness === 'ready' ? 'reloaded' : 'connecting'
}

/** The server's call counts only when it is the one that this tab's phone has. */
function factsOf(call: DesktopCall | null, phone: SoftphoneState): CallFacts {
  const offer = phone.call?.offer ?? null
  const details = call !== null && [null, call.id].includes(offer?.callId ?? null) ? call : null
  return {
    callId: details?.id ?? offer?.callId ?? null,
    ani: details?.ani ?? offer?.ani ?? '',
    dnis: details?.dnis ?? offer?.dnis ?? null,
    brand: details?.tenant.brand.name ?? offer?.brand ?? null,
    brandColor: details?.tenant.brand.color ?? null,
    queue: details?.queue?.name ?? offer?.queue ?? null,
    isCallback: (details?.callback ?? offer?.callbackId ?? null) !== null,
    details,
  }
}
