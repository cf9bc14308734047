import type { JournalEvent } from '@seatline/core'
import type { CallStepRow } from './derived-rows.ts'

type StepFields = Partial<Pick<CallStepRow, 'nodeId' | 'nodeKind' | 'label' | 'queueId' | 'agentId' | 'detail'>>

/** The path of the call, for people: what the caller met, in order. Legs and recordings have tables of their own. */
export function deriveSteps(events: readonly JournalEvent[]): readonly CallStepRow[] {
  const steps: CallStepRow[] = []
  for (const event of events) {
    const fields = stepFields(event)
    const { fact } = event
    if (fields === null || !('callId' in fact)) continue
    steps.push({
      id: event.eventId,
      tenantId: event.tenantId,
      callId: fact.callId,
      position: steps.length + 1,
      at: new Date(event.at),
      kind: fact.kind,
      nodeId: fields.nodeId ?? null,
      nodeKind: fields.nodeKind ?? null,
      label: fields.label ?? null,
      queueId: fields.queueId ?? null,
      agentId: fields.agentId ?? null,
      detail: fields.detail ?? {},
    })
  }
  return steps
}

function stepFields({ fact }: JournalEvent): StepFields | null {
  switch (fact.kind) {
    case 'call.arrived':
      return { detail: { ani: fact.ani, dnis: fact.dnis } }
    case 'call.dialled':
      return { detail: { ani: fact.ani, dnis: fact.dnis, destinationClass: fact.destinationClass } }
    case 'call.answered':
      return {}
    case 'ivr.nodeEntered':
      return { nodeId: fact.nodeId, nodeKind: fact.nodeKind, label: fact.label }
    case 'ivr.digitsCollected':
      return { nodeId: fact.nodeId, detail: { digits: fact.digits, variable: fact.variable } }
    case 'ivr.inputFailed':
      return { nodeId: fact.nodeId, detail: { why: fact.why, attempt: fact.attempt } }
    case 'ivr.ended':
      return { detail: { outcome: fact.outcome } }
    case 'call.queued':
      return {
        queueId: fact.queueId,
        detail: { position: fact.position, requeued: fact.requeued, causes: fact.causes ?? [] },
      }
    case 'call.presented':
      return { queueId: fact.queueId, agentId: fact.agentId, detail: { ...fact.reason } }
    case 'call.presentationEnded':
      return { queueId: fact.queueId, agentId: fact.agentId, detail: { outcome: fact.outcome } }
    case 'call.connected':
      return { queueId: fact.queueId, agentId: fact.agentId, detail: { waitedMs: fact.waitedMs } }
    case 'call.held':
    case 'call.retrieved':
    case 'call.agentLost':
      return { agentId: fact.agentId }
    case 'call.disconnected':
      return { agentId: fact.agentId, detail: { by: fact.by } }
    case 'call.abandoned':
      return { queueId: fact.queueId, detail: { phase: fact.phase, waitedMs: fact.waitedMs } }
    case 'call.dispositionSet':
      return { agentId: fact.agentId, detail: { dispositionId: fact.dispositionId } }
    case 'call.ended':
      return { detail: { releasedBy: fact.releasedBy, reason: fact.cause.reason } }
    default:
      return waitingFields(fact)
  }
}

/** What the caller went through who was not simply answered by an agent. Legs, recordings, agents and engines are no steps of the call. */
function waitingFields(fact: JournalEvent['fact']): StepFields | null {
  switch (fact.kind) {
    case 'call.requirementRelaxed':
      return { queueId: fact.queueId, detail: { step: fact.step, causes: fact.causes ?? [] } }
    case 'call.overflowed':
      return { queueId: fact.queueId, detail: { why: fact.why, to: fact.to, waitedMs: fact.waitedMs } }
    case 'call.leftQueue':
      return { queueId: fact.queueId, detail: { to: fact.to, waitedMs: fact.waitedMs } }
    case 'call.toldWait':
      return { queueId: fact.queueId, detail: { position: fact.position, expectedMs: fact.expectedMs } }
    case 'callback.requested':
      return { queueId: fact.queueId, detail: { callbackId: fact.callbackId, number: fact.number } }
    case 'callback.attempted':
      return {
        queueId: fact.queueId,
        agentId: fact.agentId,
        detail: { callbackId: fact.callbackId, attempt: fact.attempt },
      }
    case 'callback.attemptEnded':
    case 'callback.ended':
      return { detail: { callbackId: fact.callbackId, outcome: fact.outcome } }
    case 'voicemail.left':
      return { detail: { voicemailId: fact.voicemailId, lengthMs: fact.lengthMs } }
    case 'survey.answered':
      return { agentId: fact.agentId, detail: { score: fact.score, satisfied: fact.satisfied } }
    case 'call.sentToFlow':
      return { agentId: fact.agentId, detail: { flowId: fact.flowId, returns: fact.returns } }
    case 'call.returnedToAgent':
      return { agentId: fact.agentId }
    case 'call.outsideRung':
      return { queueId: fact.queueId, detail: { number: fact.number } }
    case 'call.outsideAnswered':
      return { queueId: fact.queueId, detail: { number: fact.number, waitedMs: fact.waitedMs } }
    case 'call.outsideEnded':
      return { queueId: fact.queueId, detail: { outcome: fact.outcome } }
    case 'call.transferred':
      return { agentId: fact.agentId, detail: { to: fact.to, target: fact.target } }
    default:
      return null
  }
}
