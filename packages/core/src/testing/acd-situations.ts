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
const callbackWish = {
  callbackId: idOf('callback', 'callback-a'),
  number: '13900000000',
  attemptsMax: 2,
  retryAfterMs: 60_000,
}
const expertAttributes = {
  tenantId: idOf('tenant', 'heating'),
  skills: [],
  groupIds: [],
  emergencyOnly: false,
  expert: true,
}
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
  'engine.configured': { '': { kind: 'engine.configured', flags: [] } },
  'tenant.configured': {
    '': {
      kind: 'tenant.configured',
      tenantId: idOf('tenant', 'heating'),
      share: { agentsMin: 0, agentsMax: 1, weight: 1 },
    },
  },
  'agent.configured': {
    '': { kind: 'agent.configured', agentId: onCallA.agentId, attributes: [expertAttributes] },
  },
  'agent.transfer': {
    'to a queue': {
      kind: 'agent.transfer',
      ...command,
      ...onCallA,
      to: { kind: 'queue', queueId: idOf('queue', 'billing') },
    },
    'to a queue of nobody': {
      kind: 'agent.transfer',
      ...command,
      ...onCallA,
      to: { kind: 'queue', queueId: idOf('queue', 'nowhere') },
    },
    'to an agent who is not there': {
      kind: 'agent.transfer',
      ...command,
      ...onCallA,
      to: { kind: 'agent', agentId: idOf('agent', 'jonas') },
    },
    'to a number': { kind: 'agent.transfer', ...command, ...onCallA, to: { kind: 'number', number: '13800000000' } },
    'to a flow': {
      kind: 'agent.transfer',
      ...command,
      ...onCallA,
      to: { kind: 'flow', flowId: idOf('flow', 'menu'), returns: false },
    },
    'to a flow and back': {
      kind: 'agent.transfer',
      ...command,
      ...onCallA,
      to: { kind: 'flow', flowId: idOf('flow', 'pin'), returns: true },
    },
  },
  'agent.callBack': {
    'of a callback that is over': {
      kind: 'agent.callBack',
      ...command,
      agentId: onCallA.agentId,
      tenantId: idOf('tenant', 'heating'),
      callbackId: idOf('callback', 'over'),
      asked: null,
    },
    'of a message': {
      kind: 'agent.callBack',
      ...command,
      agentId: onCallA.agentId,
      tenantId: idOf('tenant', 'heating'),
      callbackId: idOf('callback', 'message'),
      asked: { callId: idOf('call', 'earlier'), queueId: idOf('queue', 'repair'), number: '13900000000' },
    },
  },
  'agent.takeBack': { '': { kind: 'agent.takeBack', ...command, ...onCallA } },
  'flow.returned': { '': { kind: 'flow.returned', callId: onCallA.callId } },
  'call.silent': { '': { kind: 'call.silent', callId: onCallA.callId } },
  'call.heard': { '': { kind: 'call.heard', callId: onCallA.callId } },
  'call.positionAsked': { '': { kind: 'call.positionAsked', callId: onCallA.callId } },
  'call.chose': {
    voicemail: { kind: 'call.chose', callId: onCallA.callId, choice: { kind: 'voicemail' } },
    flow: { kind: 'call.chose', callId: onCallA.callId, choice: { kind: 'flow' } },
    callback: { kind: 'call.chose', callId: onCallA.callId, choice: { kind: 'callback', ...callbackWish } },
  },
  'callback.enqueue': {
    '': {
      kind: 'callback.enqueue',
      callId: idOf('call', 'earlier'),
      tenantId: idOf('tenant', 'heating'),
      queueId: idOf('queue', 'repair'),
      priority: 0,
      enqueuedAt: timeOfDay('08:59:00'),
      ...callbackWish,
    },
  },
  'callback.answered': { '': { kind: 'callback.answered', callId: onCallA.callId } },
  'callback.failed': { '': { kind: 'callback.failed', callId: onCallA.callId, outcome: 'busy' } },
  'callback.cancel': { '': { kind: 'callback.cancel', callbackId: callbackWish.callbackId } },
  'outside.answered': {
    '': { kind: 'outside.answered', callId: onCallA.callId, presentation: 1, legId: idOf('leg', 'outside') },
  },
  'outside.failed': { '': { kind: 'outside.failed', callId: onCallA.callId, presentation: 1, outcome: 'busy' } },
  'outside.left': { '': { kind: 'outside.left', callId: onCallA.callId } },
  'timer.fired': {
    wait: { kind: 'timer.fired', timerId: 'wait:cal_call-a:1772442030000' },
    retry: { kind: 'timer.fired', timerId: 'retry:cbk_callback-a:1772442030000' },
    ring: { kind: 'timer.fired', timerId: 'ring:cal_call-a:1' },
    'wrap-up': { kind: 'timer.fired', timerId: 'wrapUp:agt_mei:1772442030000' },
    unknown: { kind: 'timer.fired', timerId: 'lunch:agt_mei:1' },
  },
}
