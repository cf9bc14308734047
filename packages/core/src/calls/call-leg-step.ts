import type { LegId } from '../ids.ts'
import type { CallDraft } from './call-draft.ts'
import type { LegInput, LegReport } from './leg-types.ts'
import { stepLeg } from './step-leg.ts'

/** Steps one leg of the call and keeps its new state, effects and facts; gives back what it reports. */
export function keepLegStep(draft: CallDraft, legId: LegId, input: LegInput): readonly LegReport[] {
  const agentLeg = draft.agentLeg(legId)
  const isCaller = draft.state.caller.legId === legId
  const before = isCaller ? draft.state.caller : agentLeg?.leg
  if (before === undefined) {
    draft.ignore('no such leg')
    return []
  }
  const step = stepLeg(before, input, draft.now)
  if (step.ignored !== null) draft.ignore(step.ignored)
  if (isCaller) draft.update({ caller: step.state })
  else if (agentLeg !== undefined) draft.putAgentLeg({ ...agentLeg, leg: step.state })
  for (const effect of step.effects) draft.effect({ kind: 'leg', legId, effect })
  for (const fact of step.facts) draft.fact(fact)
  return step.reports
}
