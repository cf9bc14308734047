import { describe, expect, it } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { timeOfDay } from '../testing/simulated-clock.ts'
import { AcdStory } from '../testing/story.ts'
import { stepAcd } from './engine.ts'
import { queueRoutingSchema } from './queue-routing.ts'
import type { AcdInput, PooledCall } from './step-types.ts'

const callId = idOf('call', 'back-1')
const mei = { callId, agentId: idOf('agent', 'mei') }
const wish = { callbackId: idOf('callback', 'back'), number: '13900000000', attemptsMax: 2, retryAfterMs: 60_000 }
const pin = { kind: 'flow', flowId: idOf('flow', 'pin'), returns: true } as const
const meiIsReady = (): AcdStory => new AcdStory().queue('repair').agentIsReady('mei', ['repair'])
const talking = (): AcdStory => meiIsReady().callWaits('back-1', 'repair').phoneAnswers('mei', 'back-1')
const outside = (): AcdStory =>
  new AcdStory()
    .queue('repair', {
      routing: queueRoutingSchema.parse({ outsideNumber: { number: '138000', afterPresentations: 0 } }),
    })
    .callWaits('back-1', 'repair')
const callback = (story: AcdStory): AcdStory =>
  story.callWaits('asked', 'repair').happens({
    kind: 'call.chose',
    callId: idOf('call', 'asked'),
    choice: { kind: 'callback', ...wish },
  })

/** The call in each phase, and as a callback in each phase of its own. */
const PHASES = {
  waiting: () => new AcdStory().queue('repair').callWaits('back-1', 'repair'),
  presented: () => meiIsReady().callWaits('back-1', 'repair'),
  talking,
  inFlow: () => talking().transfers('mei', 'back-1', pin),
  alone: () => talking().transfers('mei', 'back-1', pin).agentLegEnds('mei', 'back-1'),
  outsideRings: outside,
  outsideTalks: () =>
    outside().happens({ kind: 'outside.answered', callId, presentation: 1, legId: idOf('leg', 'out') }),
  toCallBack: () => callback(new AcdStory().queue('repair')),
  callbackRings: () => callback(new AcdStory().queue('repair')).agentIsReady('mei', ['repair']),
  dialling: () =>
    callback(new AcdStory().queue('repair')).agentIsReady('mei', ['repair']).phoneAnswers('mei', 'back-1'),
} satisfies Record<string, () => AcdStory>
type Phase = keyof typeof PHASES

const INPUTS: Readonly<Record<string, AcdInput>> = {
  callerLeft: { kind: 'call.callerLeft', callId },
  positionAsked: { kind: 'call.positionAsked', callId },
  silent: { kind: 'call.silent', callId },
  chose: { kind: 'call.chose', callId, choice: { kind: 'voicemail' } },
  flowReturned: { kind: 'flow.returned', callId },
  answered: { kind: 'presentation.answered', ...mei, presentation: 1, legId: idOf('leg', 'new') },
  failed: { kind: 'presentation.failed', ...mei, presentation: 1, outcome: 'declined', sipStatus: 603 },
  agentLeft: { kind: 'talk.agentLeft', ...mei, lost: false },
  agentLost: { kind: 'talk.agentLeft', ...mei, lost: true },
  callbackAnswered: { kind: 'callback.answered', callId },
  callbackFailed: { kind: 'callback.failed', callId, outcome: 'busy' },
  callbackCancel: { kind: 'callback.cancel', callbackId: wish.callbackId },
  outsideAnswered: { kind: 'outside.answered', callId, presentation: 1, legId: idOf('leg', 'out-2') },
  outsideFailed: { kind: 'outside.failed', callId, presentation: 1, outcome: 'noAnswer' },
  outsideLeft: { kind: 'outside.left', callId },
}

/** What becomes of the call, where it is not left as it was: `gone`, or its new phase. */
const EXPECTED: Readonly<Record<Phase, Readonly<Record<string, PooledCall['phase']['kind'] | 'gone'>>>> = {
  waiting: { callerLeft: 'gone', chose: 'gone' },
  presented: { callerLeft: 'gone', chose: 'gone', silent: 'waiting', answered: 'talking', failed: 'waiting' },
  talking: { callerLeft: 'gone', agentLeft: 'gone', agentLost: 'waiting' },
  inFlow: { callerLeft: 'gone', flowReturned: 'talking' },
  alone: { callerLeft: 'gone', flowReturned: 'waiting' },
  outsideRings: { callerLeft: 'gone', outsideFailed: 'waiting' },
  outsideTalks: { callerLeft: 'gone', outsideLeft: 'gone' },
  toCallBack: { callbackCancel: 'gone' },
  callbackRings: { silent: 'waiting', answered: 'dialling', failed: 'waiting', callbackCancel: 'gone' },
  dialling: {
    callerLeft: 'gone',
    agentLeft: 'gone',
    agentLost: 'gone',
    callbackAnswered: 'talking',
    callbackFailed: 'gone',
  },
}

describe.each(Object.keys(PHASES) as Phase[])('a call that is %s', (phase) => {
  it.each(Object.entries(INPUTS))('× %s', (name, input) => {
    const { state } = PHASES[phase]()
    const before = state.calls.find((call) => call.callId === callId)
    const step = stepAcd(state, input, timeOfDay('09:00:10'))
    const after = step.state.calls.find((call) => call.callId === callId)
    expect(after?.phase.kind ?? 'gone').toBe(EXPECTED[phase][name] ?? before?.phase.kind)
    // Whatever leaves the call as it was says why, or does something for it.
    if (step.facts.length === 0 && step.effects.length === 0 && after === undefined) return
    const isChanged = JSON.stringify(after) !== JSON.stringify(before)
    expect(step.facts.length + step.effects.length > 0 || step.ignored !== null || isChanged).toBe(true)
  })
})
