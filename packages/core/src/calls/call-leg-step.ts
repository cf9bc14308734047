import type { LegId } from '../ids.ts'
import type { CallDraft } from './call-draft.ts'
import type { HangupReason } from './hangup-cause.ts'
import type { LegInput, LegReport, LegState, LegStep } from './leg-types.ts'
import { stepLeg } from './step-leg.ts'

/** Steps one leg of the call and keeps its new state, effects and facts; gives back what it reports. */
export function keepLegStep(draft: CallDraft, legId: LegId, input: LegInput): readonly LegReport[] {
  const agentLeg = draft.agentLeg(legId)
  const { caller } = draft.state
  const isCaller = caller?.legId === legId
  const before = isCaller ? caller : agentLeg?.leg
  if (before === undefined) {
    draft.ignore('no such leg')
    return []
  }
  const step = stepLeg(before, input, draft.now)
  if (step.ignored !== null) draft.ignore(step.ignored)
  if (isCaller) draft.update({ caller: step.state })
  else if (agentLeg !== undefined) draft.putAgentLeg({ ...agentLeg, leg: step.state })
  tell(draft, legId, step)
  return step.reports
}

/** Hangs up a leg that came too late to be the call's. */
export function discardLeg(draft: CallDraft, leg: LegState, reason: HangupReason): void {
  tell(draft, leg.legId, stepLeg(leg, { kind: 'our.hangUp', reason, releasedBy: 'system' }, draft.now))
  draft.effect({ kind: 'media.dropAgent', legId: leg.legId })
}

function tell(draft: CallDraft, legId: LegId, step: LegStep): void {
  for (const effect of step.effects) draft.effect({ kind: 'leg', legId, effect })
  for (const fact of step.facts) draft.fact(fact)
}
