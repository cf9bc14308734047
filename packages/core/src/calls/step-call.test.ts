import { describe, expect, test } from 'vitest'
import type { Fact } from '../contracts/journal.ts'
import { instant } from '../time.ts'
import type { CallEffect, CallStep } from './call-types.ts'
import { stepCall } from './step-call.ts'
import { AGENT_LEG, CALL_INPUTS, CALL_STATES, type CallInputName, type CallStateName } from './testing/call-states.ts'

const NOW = instant(1_060_000)

/** Next phase, effects, facts; `--` why nothing. A new kind or state does not compile without its row. */
const MATRIX: Record<CallStateName, Record<CallInputName, string>> = {
  opening: {
    'caller hangs up': '-- the dialog is not up',
    'agent hangs up': '-- no such leg',
    'media.opened': 'flow | caller:sip.answer flow.start | leg.answered call.answered',
    'media.refused': 'closing | caller:sip.reject call.finish | leg.ended(caller mediaRefused)',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': '-- the caller does not wait',
    'acd.hangUp': 'closing | caller:sip.reject call.finish | leg.ended(caller normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': 'closing | caller:sip.reject call.finish | leg.ended(caller mediaLost)',
    'call.abort': 'closing | caller:sip.reject call.finish | leg.ended(caller nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  announcement: {
    'caller hangs up': 'closing | call.finish | leg.ended(caller normalClearing)',
    'agent hangs up': '-- no such leg',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': 'closing | caller:sip.bye call.finish | leg.ended(caller tenantFull)',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': '-- the caller does not wait',
    'acd.hangUp': 'closing | caller:sip.bye call.finish | leg.ended(caller normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': 'closing | caller:sip.bye call.finish | leg.ended(caller mediaLost)',
    'call.abort': 'closing | caller:sip.bye call.finish | leg.ended(caller nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  flow: {
    'caller hangs up': 'closing | flow.callerLeft call.finish | leg.ended(caller normalClearing) call.abandoned',
    'agent hangs up': '-- no such leg',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': 'queue | acd:call.enqueue',
    'flow.hangUp': 'closing | caller:sip.bye flow.callerLeft call.finish | leg.ended(caller flowEnded)',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': '-- the caller does not wait',
    'acd.hangUp': 'closing | caller:sip.bye flow.callerLeft call.finish | leg.ended(caller normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': 'closing | caller:sip.bye flow.callerLeft call.finish | leg.ended(caller mediaLost)',
    'call.abort': 'closing | caller:sip.bye flow.callerLeft call.finish | leg.ended(caller nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  'queue, waiting': {
    'caller hangs up': 'closing | acd:call.callerLeft call.finish | leg.ended(caller normalClearing)',
    'agent hangs up': '-- no such leg',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': 'queue | media.offerAgent | leg.started',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': 'queue | media.playMusic',
    'acd.hangUp': 'closing | caller:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': 'closing | caller:sip.bye acd:call.callerLeft call.finish | leg.ended(caller mediaLost)',
    'call.abort': 'closing | caller:sip.bye acd:call.callerLeft call.finish | leg.ended(caller nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  'queue, offering': {
    'caller hangs up':
      'closing | agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent callerAbandoned)',
    'agent hangs up': '-- the dialog is not up',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': 'queue | media.offerAgent | leg.started',
    'acd.cancelRing': 'queue | agent:sip.cancel media.dropAgent | leg.ended(agent noAnswer)',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': 'queue | agent:sip.cancel media.dropAgent | leg.ended(agent answeredElsewhere)',
    'acd.playMusic': 'queue | media.playMusic',
    'acd.hangUp':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent normalClearing)',
    'agentMedia.offered': 'queue | agent.dial',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed':
      'queue | agent:sip.cancel media.dropAgent acd:presentation.failed | leg.ended(agent mediaRefused)',
    'media.lost':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller mediaLost) leg.ended(agent mediaLost)',
    'call.abort':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller nodeLost) leg.ended(agent nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  'queue, ringing': {
    'caller hangs up':
      'closing | agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent callerAbandoned)',
    'agent hangs up': '-- the dialog is not up',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': 'queue | media.offerAgent | leg.started',
    'acd.cancelRing': 'queue | agent:sip.cancel media.dropAgent | leg.ended(agent noAnswer)',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': 'queue | agent:sip.cancel media.dropAgent | leg.ended(agent answeredElsewhere)',
    'acd.playMusic': 'queue | media.playMusic',
    'acd.hangUp':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed':
      'queue | agent:sip.cancel media.dropAgent acd:presentation.failed | leg.ended(agent mediaRefused)',
    'media.lost':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller mediaLost) leg.ended(agent mediaLost)',
    'call.abort':
      'closing | caller:sip.bye agent:sip.cancel acd:call.callerLeft call.finish | leg.ended(caller nodeLost) leg.ended(agent nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  'queue, joining': {
    'caller hangs up':
      'closing | agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent callerAbandoned)',
    'agent hangs up': 'queue | media.dropAgent acd:presentation.failed | leg.ended(agent normalClearing)',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': 'queue | media.offerAgent | leg.started',
    'acd.cancelRing': 'queue | agent:sip.bye media.dropAgent | leg.ended(agent noAnswer)',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': 'queue | agent:sip.bye media.dropAgent | leg.ended(agent answeredElsewhere)',
    'acd.playMusic': 'queue | media.playMusic',
    'acd.hangUp':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': 'queue | acd:presentation.answered',
    'agentMedia.failed':
      'queue | agent:sip.bye media.dropAgent acd:presentation.failed | leg.ended(agent mediaRefused)',
    'media.lost':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller mediaLost) leg.ended(agent mediaLost)',
    'call.abort':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller nodeLost) leg.ended(agent nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  'queue, joined': {
    'caller hangs up':
      'closing | agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent callerAbandoned)',
    'agent hangs up': 'queue | media.dropAgent | leg.ended(agent normalClearing)',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': 'queue | media.offerAgent | leg.started',
    'acd.cancelRing': 'queue | agent:sip.bye media.dropAgent | leg.ended(agent noAnswer)',
    'acd.connect': 'talk | media.stopPlaying recording.start | recording.started',
    'acd.releaseLeg': 'queue | agent:sip.bye media.dropAgent | leg.ended(agent answeredElsewhere)',
    'acd.playMusic': 'queue | media.playMusic',
    'acd.hangUp':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing) leg.ended(agent normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller mediaLost) leg.ended(agent mediaLost)',
    'call.abort':
      'closing | caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller nodeLost) leg.ended(agent nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  talk: {
    'caller hangs up':
      'closing | recording.stop agent:sip.bye acd:call.callerLeft call.finish | leg.ended(caller normalClearing) recording.stopped leg.ended(agent normalClearing)',
    'agent hangs up':
      'queue | recording.stop media.dropAgent acd:talk.agentLeft | leg.ended(agent normalClearing) recording.stopped',
    'media.opened': '-- the media path is made already',
    'media.refused': '-- the media path is made already',
    'announcement.finished': '-- nothing is being announced',
    'flow.queue': '-- the caller is not in the menu',
    'flow.hangUp': '-- the caller is not in the menu',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg':
      'queue | recording.stop agent:sip.bye media.dropAgent | recording.stopped leg.ended(agent connectionLost)',
    'acd.playMusic': '-- the caller does not wait',
    'acd.hangUp':
      'closing | recording.stop caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | recording.stopped leg.ended(caller normalClearing) leg.ended(agent normalClearing)',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost':
      'closing | recording.stop caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | recording.stopped leg.ended(caller mediaLost) leg.ended(agent mediaLost)',
    'call.abort':
      'closing | recording.stop caller:sip.bye agent:sip.bye acd:call.callerLeft call.finish | recording.stopped leg.ended(caller nodeLost) leg.ended(agent nodeLost)',
    'call.finish': '-- the call is not closing',
  },
  closing: {
    'caller hangs up': '-- the leg is over',
    'agent hangs up': '-- the leg is over',
    'media.opened': '-- the call is over',
    'media.refused': '-- the call is over',
    'announcement.finished': '-- the call is over',
    'flow.queue': '-- the call is over',
    'flow.hangUp': '-- the call is over',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': '-- the call is over',
    'acd.hangUp': '-- the call is over',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': '-- the call is over',
    'call.abort': '-- the call is over',
    'call.finish': 'ended | media.close | call.ended(normalClearing caller)',
  },
  ended: {
    'caller hangs up': '-- the leg is over',
    'agent hangs up': '-- the leg is over',
    'media.opened': '-- the call is over',
    'media.refused': '-- the call is over',
    'announcement.finished': '-- the call is over',
    'flow.queue': '-- the call is over',
    'flow.hangUp': '-- the call is over',
    'acd.ring': '-- the caller does not wait',
    'acd.cancelRing': '-- the agent does not ring',
    'acd.connect': '-- the caller does not wait for this agent',
    'acd.releaseLeg': '-- the leg is over',
    'acd.playMusic': '-- the call is over',
    'acd.hangUp': '-- the call is over',
    'agentMedia.offered': '-- the agent is not being rung',
    'agentMedia.joined': '-- the agent has not answered',
    'agentMedia.failed': '-- the agent is not being rung',
    'media.lost': '-- the call is over',
    'call.abort': '-- the call is over',
    'call.finish': '-- the call is not closing',
  },
}

function showEffect(effect: CallEffect): string {
  if (effect.kind === 'leg') return `${effect.legId.slice('leg_'.length)}:${effect.effect.kind}`
  return effect.kind === 'acd' ? `acd:${effect.input.kind}` : effect.kind
}

function showFact(fact: Fact): string {
  if (fact.kind === 'leg.ended') return `leg.ended(${fact.legId.slice('leg_'.length)} ${fact.cause.reason})`
  if (fact.kind === 'call.ended') return `call.ended(${fact.cause.reason} ${fact.releasedBy})`
  return fact.kind
}

function show({ ignored, state, effects, facts }: CallStep): string {
  if (ignored !== null) return `-- ${ignored}`
  const parts = [state.phase, effects.map(showEffect).join(' '), facts.map(showFact).join(' ')]
  return parts.filter((part) => part !== '').join(' | ')
}

const rows = Object.keys(MATRIX).flatMap((state) =>
  Object.keys(CALL_INPUTS).map((input) => [state as CallStateName, input as CallInputName] as const),
)
test.each(rows)('%s: %s', (state, input) => {
  expect(show(stepCall(CALL_STATES[state], CALL_INPUTS[input], NOW))).toBe(MATRIX[state][input])
})

describe('an agent who is lost while talking', () => {
  const vanish = { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.vanished', reason: 'connectionLost' } } as const

  test('gives the caller back to the routing engine, and the segment ends', () => {
    const step = stepCall(CALL_STATES.talk, vanish, NOW)
    expect(step.state.phase).toBe('queue')
    expect(step.facts.map(({ kind }) => kind)).toEqual(['leg.ended', 'recording.stopped'])
    expect(step.effects).toContainEqual({
      kind: 'acd',
      input: { kind: 'talk.agentLeft', callId: 'cal_one', agentId: 'agt_mei', lost: true },
    })
  })
})

test('a recorded segment says how long it must be and on which ports both parties are received', () => {
  const { facts } = stepCall(CALL_STATES.talk, CALL_INPUTS['caller hangs up'], NOW)
  expect(facts.find(({ kind }) => kind === 'recording.stopped')).toMatchObject({
    segment: 1,
    expectedMs: 60_000,
    streams: [
      { party: 'caller', localPort: 20_000 },
      { party: 'agent', localPort: 20_002 },
    ],
  })
})

test('a caller who leaves in the menu is counted as abandoned there', () => {
  const { facts } = stepCall(CALL_STATES.flow, CALL_INPUTS['caller hangs up'], NOW)
  expect(facts.find(({ kind }) => kind === 'call.abandoned')).toMatchObject({ phase: 'ivr', waitedMs: 60_000 })
})
