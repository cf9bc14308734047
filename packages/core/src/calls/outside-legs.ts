import { assertNever } from '../assert.ts'
import { cancelRing, unfinished } from './agent-legs.ts'
import { finishWhenQuiet, giveUpDial } from './call-closing.ts'
import { isOver, type CallDraft } from './call-draft.ts'
import { discardLeg } from './call-leg-step.ts'
import type { CallInput, Dial } from './call-types.ts'
import type { LegState } from './leg-types.ts'

type InputOf<K extends CallInput['kind']> = Extract<CallInput, { kind: K }>
type Answer = { readonly leg: LegState; readonly localPort: number }

/** The engine has a number called for a caller who waits. */
export function ringOutside(draft: CallDraft, { number, presentation }: InputOf<'acd.ringOutside'>): void {
  const { phase, dial, lastAgentId } = draft.state
  if (phase !== 'queue' || dial !== null) {
    draft.ignore('the caller does not wait')
    return
  }
  // Who comes from an agent hears no music: the agent has given the caller on.
  if (lastAgentId !== null) draft.effect({ kind: 'media.ringBack', legId: null })
  beginDial(draft, { purpose: 'outside', presentation, number })
}

export function cancelOutside(draft: CallDraft, presentation: number): void {
  const { dial } = draft.state
  if (dial?.purpose === 'outside' && dial.presentation === presentation) giveUpDial(draft)
  else cancelRing(draft, { agentId: null, presentation })
}

/** The agent is on the line: the customer is called, once in the life of this call. */
export function dialCallback(draft: CallDraft, { legId }: InputOf<'acd.dialCallback'>): void {
  const { phase, callback, callId, dials } = draft.state
  const agentLeg = draft.agentLeg(legId)
  if (phase !== 'callback' || callback === null || dials > 0 || agentLeg?.stage !== 'joined') {
    draft.ignore('there is nobody to be called back')
    return
  }
  const { agentId } = agentLeg
  if (isOver(agentLeg)) {
    if (agentId !== null) draft.tellEngine({ kind: 'talk.agentLeft', callId, agentId, lost: false })
    return
  }
  draft.effect({ kind: 'media.ringBack', legId })
  beginDial(draft, { purpose: 'callback', presentation: agentLeg.presentation, number: callback.number })
}

/** The menu gives the caller to a number. */
export function dialFromFlow(draft: CallDraft, number: string): void {
  const { phase } = draft.state
  if (phase === 'flow') {
    draft.update({ phase: 'dialling' })
    draft.effect({ kind: 'media.ringBack', legId: null })
    beginDial(draft, { purpose: 'menu', presentation: 0, number })
  } else if (phase === 'agentFlow') draft.effect({ kind: 'flow.transferFinished', connected: false })
  else draft.ignore('the caller is not in the menu')
}

export function outsideAnswered(draft: CallDraft, input: InputOf<'outside.answered'>): void {
  const { dial } = draft.state
  if (dial?.dial !== input.dial) {
    if (!rest(draft, input.dial)) return
    discardLeg(draft, input.leg, 'answeredElsewhere')
    finishWhenQuiet(draft)
    return
  }
  draft.update({ dial: null })
  takeAnswer(draft, dial, input)
}

function takeAnswer(draft: CallDraft, dial: Dial, { leg, localPort }: Answer): void {
  const { callId } = draft.state
  switch (dial.purpose) {
    case 'outside':
      putOutsideLeg(draft, dial, { leg, localPort })
      draft.tellEngine({ kind: 'outside.answered', callId, presentation: dial.presentation, legId: leg.legId })
      return
    case 'menu':
      putOutsideLeg(draft, dial, { leg, localPort })
      draft.update({ phase: 'talk', talk: { agentId: null, legId: leg.legId, recording: null } })
      draft.effect({ kind: 'media.stopRingBack', legId: null })
      draft.effect({ kind: 'flow.transferFinished', connected: true })
      return
    case 'callback':
      draft.update({ caller: leg, callerPort: localPort, mediaOpen: true })
      stopAgentsRingBack(draft)
      draft.fact({ kind: 'call.answered', callId })
      draft.tellEngine({ kind: 'callback.answered', callId })
      return
    default:
      assertNever(dial.purpose, 'purpose of a dial')
  }
}

export function outsideFailed(draft: CallDraft, input: InputOf<'outside.failed'>): void {
  const { dial, callId } = draft.state
  if (dial?.dial !== input.dial) {
    if (rest(draft, input.dial)) finishWhenQuiet(draft)
    return
  }
  const { outcome, cause } = input
  draft.update({ dial: null })
  switch (dial.purpose) {
    case 'outside':
      draft.tellEngine({ kind: 'outside.failed', callId, presentation: dial.presentation, outcome })
      return
    case 'menu':
      draft.update({ phase: 'flow' })
      draft.effect({ kind: 'media.stopRingBack', legId: null })
      draft.effect({ kind: 'flow.transferFinished', connected: false })
      return
    case 'callback':
      draft.update({ dialFailed: cause })
      stopAgentsRingBack(draft)
      draft.tellEngine({ kind: 'callback.failed', callId, outcome })
      return
    default:
      assertNever(dial.purpose, 'purpose of a dial')
  }
}

function beginDial(draft: CallDraft, wanted: Omit<Dial, 'dial'>): void {
  const dial: Dial = { ...wanted, dial: draft.state.dials + 1 }
  draft.update({ dial, dials: dial.dial })
  draft.effect({ kind: 'outside.dial', dial })
}

/** True when that dial had been given up and is at rest now. */
function rest(draft: CallDraft, dial: number): boolean {
  const { restingDials } = draft.state
  if (!restingDials.includes(dial)) {
    draft.ignore('nobody is being dialled')
    return false
  }
  draft.update({ restingDials: restingDials.filter((each) => each !== dial) })
  return true
}

function putOutsideLeg(draft: CallDraft, { presentation }: Dial, { leg, localPort }: Answer): void {
  draft.update({ agentLegs: unfinished(draft.state.agentLegs) })
  draft.putAgentLeg({ leg, agentId: null, presentation, device: 'trunk', stage: 'joined', localPort })
}

function stopAgentsRingBack(draft: CallDraft): void {
  const agent = draft.state.agentLegs.find((each) => each.stage === 'joined' && !isOver(each))
  if (agent !== undefined) draft.effect({ kind: 'media.stopRingBack', legId: agent.leg.legId })
}
