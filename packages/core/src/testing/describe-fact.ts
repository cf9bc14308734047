import type { AgentStatus } from '../agents/agent-status.ts'
import type { Fact } from '../contracts/journal.ts'

/** A fact in one line, ids without their prefix: `call.presented A mei`. */
export function describeFact(fact: Fact): string {
  switch (fact.kind) {
    case 'call.queued':
      return `${fact.kind} ${name(fact.callId)} #${String(fact.position)}${fact.requeued ? ' requeued' : ''}`
    case 'call.presented':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.agentId)}`
    case 'call.presentationEnded':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.agentId)} ${fact.outcome}`
    case 'call.connected':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.agentId)} waited ${String(fact.waitedMs / 1_000)}s`
    case 'call.disconnected':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.agentId)} by ${fact.by}`
    case 'call.abandoned':
      return `${fact.kind} ${name(fact.callId)} ${fact.phase} ${String(fact.waitedMs / 1_000)}s`
    case 'call.held':
    case 'call.retrieved':
    case 'call.agentLost':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.agentId)}`
    case 'call.dispositionSet':
      return `${fact.kind} ${name(fact.callId)} ${name(fact.dispositionId)}`
    case 'agent.signedIn':
      return `${fact.kind} ${name(fact.agentId)} ${fact.queues.map((queue) => name(queue.queueId)).join('+')}`
    case 'agent.signedOut':
      return `${fact.kind} ${name(fact.agentId)}`
    case 'agent.stateChanged':
      return `${name(fact.agentId)}: ${describeStatus(fact.from)} > ${describeStatus(fact.to)}`
    case 'agent.muteChanged':
      return `${fact.kind} ${name(fact.agentId)} ${String(fact.muted)}`
    case 'agent.phoneChanged':
      return `${fact.kind} ${name(fact.agentId)} ${String(fact.registered)}`
    case 'ivr.nodeEntered':
      return `${fact.kind} ${fact.nodeId}`
    case 'ivr.digitsCollected':
      return `${fact.kind} ${fact.nodeId} ${fact.digits}${fact.variable === null ? '' : ` as ${fact.variable}`}`
    case 'ivr.variablesShown':
      return `${fact.kind} ${Object.keys(fact.variables).toSorted().join('+')}`
    case 'ivr.inputFailed':
      return `${fact.kind} ${fact.nodeId} ${fact.why} ${String(fact.attempt)}`
    case 'survey.answered':
      return `${fact.kind} ${String(fact.score)} ${fact.satisfied ? 'satisfied' : `not satisfied: ${String(fact.reasonKey)}`}`
    case 'ivr.ended':
      return `${fact.kind} ${fact.outcome}`
    default:
      return fact.kind
  }
}

function describeStatus(status: AgentStatus): string {
  if (status.kind !== 'notReady') return status.kind
  return `notReady(${status.reason.kind === 'system' ? status.reason.code : name(status.reason.reasonId)})`
}

const name = (id: string): string => id.slice(id.indexOf('_') + 1)
