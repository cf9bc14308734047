import type { AgentStatusKind } from '../agents/agent-status.ts'
import { stepAcd } from '../acd/engine.ts'
import type { AcdInput } from '../acd/step-types.ts'
import { buildQueue, idOf } from './acd-builders.ts'
import { timeOfDay } from './simulated-clock.ts'
import { AcdStory } from './story.ts'

/** Mei in each status, her phone registered, at a moment after it began; `call-a` is her call where the status has one. */
export const SITUATIONS: Readonly<Record<AgentStatusKind, () => AcdStory>> = {
  signedOut: () => meiIsReady().signsOut('mei'),
  notReady: () => meiIsReady().becomesNotReady('mei'),
  ready: () => meiIsReady(),
  ringing: () => meiIsReady().callWaits('call-a', 'repair'),
  talking: () => meiIsReady().callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a'),
  hold: () => meiIsReady().callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a').holds('mei', 'call-a'),
  wrapUp: () => meiIsReady().callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a').callerLeaves('call-a'),
}

/** What an input does in a situation, in one line: new status | facts | effects | answer | why ignored | wish. Empty parts are left out. */
export function describeTransition(status: AgentStatusKind, input: AcdInput): string {
  const { state, effects, facts, ignored } = stepAcd(SITUATIONS[status]().state, input, timeOfDay('09:00:10'))
  const mei = state.agents[onCallA.agentId]
  const parts = [
    mei?.status.kind === status ? '=' : `> ${mei?.status.kind ?? 'gone'}`,
    facts.map(({ fact }) => fact.kind).join(' '),
    effects.map((effect) => (effect.kind === 'command.reply' ? describeReply(effect.result) : effect.kind)).join(' '),
    ignored === null ? '' : `ignored: ${ignored}`,
    mei?.next ? `then ${mei.next.kind}` : '',
  ]
  return parts.filter((part) => part !== '').join(' | ')
}

const describeReply = (result: { readonly ok: boolean }): string => (result.ok ? 'accepted' : 'refused')

const meiIsReady = (): AcdStory => new AcdStory().queue('repair').queue('billing').agentIsReady('mei', ['repair'])

const command = { commandId: idOf('command', 'the-command'), agentId: idOf('agent', 'mei') }
const onCallA = { callId: idOf('call', 'call-a'), agentId: idOf('agent', 'mei') }
const allowedQueueIds = [idOf('queue', 'billing'), idOf('queue', 'repair')]
const home = { homeTenantId: idOf('tenant', 'operator'), device: 'browser' } as const

/** One input of each kind, about Mei and `call-a` where it is about somebody; where it matters, several of a kind. */
export const INPUTS: Readonly<{ [K in AcdInput['kind']]: Readonly<Record<string, Extract<AcdInput, { kind: K }>>> }> = {
  'queue.configured': { '': { kind: 'queue.configured', queue: buildQueue('repair', { wrapUpMs: 5_000 }) } },
  'queue.removed': { '': { kind: 'queue.removed', queueId: idOf('queue', 'repair') } },
  'agent.signIn': {
    'same queues': { kind: 'agent.signIn', ...command, ...home, queueIds: [idOf('queue', 'repair')], allowedQueueIds },
    'other queues': {
      kind: 'agent.signIn',
      ...command,
      ...home,
      queueIds: [idOf('queue', 'billing')],
      allowedQueueIds,
    },
  },
  'agent.signOut': { '': { kind: 'agent.signOut', ...command } },
  'agent.ready': { '': { kind: 'agent.ready', ...command } },
  'agent.notReady': {
    '': { kind: 'agent.notReady', ...command, reason: { kind: 'code', reasonId: idOf('reason', 'training') } },
  },
  'agent.endWrapUp': { '': { kind: 'agent.endWrapUp', ...command } },
  'agent.extendWrapUp': { '': { kind: 'agent.extendWrapUp', ...command, byMs: 30_000 } },
  'agent.setMuted': { '': { kind: 'agent.setMuted', ...command, muted: true } },
  'agent.hangUp': { '': { kind: 'agent.hangUp', ...command, callId: onCallA.callId } },
  'agent.setDisposition': {
    '': {
      kind: 'agent.setDisposition',
      ...command,
      callId: onCallA.callId,
      dispositionId: idOf('disposition', 'solved'),
      note: 'boiler',
    },
  },
  'agent.phoneRegistered': { '': { kind: 'agent.phoneRegistered', agentId: onCallA.agentId } },
  'agent.phoneLost': { '': { kind: 'agent.phoneLost', agentId: onCallA.agentId } },
  'agent.queuesWithdrawn': {
    'all queues': { kind: 'agent.queuesWithdrawn', agentId: onCallA.agentId, queueIds: [idOf('queue', 'repair')] },
    'other queues': { kind: 'agent.queuesWithdrawn', agentId: onCallA.agentId, queueIds: [idOf('queue', 'billing')] },
  },
  'call.enqueue': {
    '': {
      kind: 'call.enqueue',
      callId: idOf('call', 'call-b'),
      tenantId: idOf('tenant', 'heating'),
      queueId: idOf('queue', 'repair'),
      priority: 0,
    },
  },
  'call.callerLeft': { '': { kind: 'call.callerLeft', callId: onCallA.callId } },
  'presentation.answered': {
    '': { kind: 'presentation.answered', ...onCallA, presentation: 1, legId: idOf('leg', 'another-leg') },
  },
  'presentation.failed': {
    declined: { kind: 'presentation.failed', ...onCallA, presentation: 1, outcome: 'declined', sipStatus: 603 },
    unreachable: { kind: 'presentation.failed', ...onCallA, presentation: 1, outcome: 'unreachable', sipStatus: 480 },
    noAnswer: { kind: 'presentation.failed', ...onCallA, presentation: 1, outcome: 'noAnswer', sipStatus: 408 },
  },
  'talk.held': { '': { kind: 'talk.held', ...onCallA } },
  'talk.retrieved': { '': { kind: 'talk.retrieved', ...onCallA } },
  'talk.agentLeft': {
    'hung up': { kind: 'talk.agentLeft', ...onCallA, lost: false },
    lost: { kind: 'talk.agentLeft', ...onCallA, lost: true },
  },
  'timer.fired': {
    ring: { kind: 'timer.fired', timerId: 'ring:cal_call-a:1' },
    'wrap-up': { kind: 'timer.fired', timerId: 'wrapUp:agt_mei:1772442030000' },
    unknown: { kind: 'timer.fired', timerId: 'lunch:agt_mei:1' },
  },
}
