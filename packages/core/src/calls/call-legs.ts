import { assertNever } from '../assert.ts'
import type { LegId } from '../ids.ts'
import { agentLegReported } from './agent-legs.ts'
import { closeCall } from './call-closing.ts'
import type { CallDraft } from './call-draft.ts'
import { keepLegStep } from './call-leg-step.ts'
import type { CallState } from './call-types.ts'
import type { LegInput, LegReport } from './leg-types.ts'
import { causeOf } from './sip-q850.ts'

/** Hands an input to the caller's or an agent's leg, and draws what follows for the call. */
export function stepLegOfCall(draft: CallDraft, legId: LegId, input: LegInput): void {
  for (const report of keepLegStep(draft, legId, input)) {
    if (legId === draft.state.caller?.legId) callerLegReported(draft, report)
    else agentLegReported(draft, legId, report)
  }
}

function callerLegReported(draft: CallDraft, report: LegReport): void {
  switch (report.kind) {
    case 'leg.answered':
    case 'leg.held':
    case 'leg.retrieved':
      // A caller who puts us on hold keeps the place; what they listen to meanwhile is theirs.
      return
    case 'leg.ended': {
      const gaveUp = report.cause.reason === 'normalClearing' && isStillWaiting(draft.state)
      closeCall(draft, {
        releasedBy: report.releasedBy,
        cause: gaveUp ? causeOf('callerAbandoned') : report.cause,
      })
      return
    }
    default:
      assertNever(report, 'leg report')
  }
}

/** Nobody has talked with the caller, who has not chosen anything else either. */
const isStillWaiting = ({ phase, afterTalk }: CallState): boolean =>
  !afterTalk && (phase === 'flow' || phase === 'queue' || phase === 'dialling')
