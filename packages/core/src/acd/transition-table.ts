import type { AgentStatusKind } from '../agents/agent-status.ts'
import { MORE_TRANSITIONS } from './more-transitions.ts'
import type { AcdInput } from './step-types.ts'

/**
 * What each input does to an agent in each status, and to the agent's call: `=` or the new status, then the facts, the effects,
 * the answer to a command, why it was ignored, and what the agent wants to become after the call. A new status or a new kind of
 * input does not compile, and does not pass, without its rows.
 */
export const TRANSITIONS: Readonly<
  Record<AcdInput['kind'], Readonly<Record<string, Readonly<Record<AgentStatusKind, string>>>>>
> = {
  ...MORE_TRANSITIONS,
  'queue.configured': {
    '': {
      signedOut: '=',
      notReady: '=',
      ready: '=',
      ringing: '=',
      talking: '=',
      hold: '=',
      wrapUp: '=',
    },
  },
  'queue.removed': {
    '': {
      signedOut: '=',
      notReady: '=',
      ready: '=',
      ringing: '=',
      talking: '=',
      hold: '=',
      wrapUp: '=',
    },
  },
  'agent.signIn': {
    'same queues': {
      signedOut: '> notReady | agent.signedIn agent.stateChanged | accepted',
      notReady: '= | accepted | ignored: the agent is signed in like that already',
      ready: '= | accepted | ignored: the agent is signed in like that already',
      ringing: '= | accepted | ignored: the agent is signed in like that already',
      talking: '= | accepted | ignored: the agent is signed in like that already',
      hold: '= | accepted | ignored: the agent is signed in like that already',
      wrapUp: '= | accepted | ignored: the agent is signed in like that already',
    },
    'other queues': {
      signedOut: '> notReady | agent.signedIn agent.stateChanged | accepted',
      notReady: '= | agent.signedIn | accepted',
      ready: '= | agent.signedIn | accepted',
      ringing: '= | refused | ignored: refused: agent.onCall',
      talking: '= | refused | ignored: refused: agent.onCall',
      hold: '= | refused | ignored: refused: agent.onCall',
      wrapUp: '= | agent.signedIn | accepted',
    },
  },
  'agent.signOut': {
    '': {
      signedOut: '= | accepted | ignored: the agent is signed out already',
      notReady: '> signedOut | agent.stateChanged agent.signedOut | accepted',
      ready: '> signedOut | agent.stateChanged agent.signedOut | accepted',
      ringing: '= | accepted | then signedOut',
      talking: '= | accepted | then signedOut',
      hold: '= | accepted | then signedOut',
      wrapUp: '> signedOut | agent.stateChanged agent.signedOut | timer.cancel accepted',
    },
  },
  'agent.ready': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '> ready | agent.stateChanged | accepted',
      ready: '= | accepted | ignored: the agent is ready already',
      ringing: '= | accepted | ignored: the agent becomes ready after the call anyway',
      talking: '= | accepted | ignored: the agent becomes ready after the call anyway',
      hold: '= | accepted | ignored: the agent becomes ready after the call anyway',
      wrapUp: '> ready | agent.stateChanged | timer.cancel accepted',
    },
  },
  'agent.notReady': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | agent.stateChanged | accepted',
      ready: '> notReady | agent.stateChanged | accepted',
      ringing: '= | accepted | then notReady',
      talking: '= | accepted | then notReady',
      hold: '= | accepted | then notReady',
      wrapUp: '= | accepted | then notReady',
    },
  },
  'agent.endWrapUp': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | refused | ignored: refused: agent.notInWrapUp',
      ready: '= | refused | ignored: refused: agent.notInWrapUp',
      ringing: '= | refused | ignored: refused: agent.notInWrapUp',
      talking: '= | refused | ignored: refused: agent.notInWrapUp',
      hold: '= | refused | ignored: refused: agent.notInWrapUp',
      wrapUp: '> ready | agent.stateChanged | timer.cancel accepted',
    },
  },
  'agent.extendWrapUp': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | refused | ignored: refused: agent.notInWrapUp',
      ready: '= | refused | ignored: refused: agent.notInWrapUp',
      ringing: '= | refused | ignored: refused: agent.notInWrapUp',
      talking: '= | refused | ignored: refused: agent.notInWrapUp',
      hold: '= | refused | ignored: refused: agent.notInWrapUp',
      wrapUp: '= | agent.stateChanged | timer.cancel timer.set accepted',
    },
  },
  'agent.setMuted': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | refused | ignored: refused: agent.notOnThisCall',
      ready: '= | refused | ignored: refused: agent.notOnThisCall',
      ringing: '= | refused | ignored: refused: agent.notOnThisCall',
      talking: '= | agent.muteChanged | accepted',
      hold: '= | agent.muteChanged | accepted',
      wrapUp: '= | refused | ignored: refused: agent.notOnThisCall',
    },
  },
  'agent.hangUp': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | refused | ignored: refused: agent.notOnThisCall',
      ready: '= | refused | ignored: refused: agent.notOnThisCall',
      ringing:
        '> notReady | call.presentationEnded agent.stateChanged call.queued | agent.cancelRing timer.cancel call.playMusic accepted',
      talking: '> wrapUp | call.disconnected agent.stateChanged | call.hangUp timer.set accepted',
      hold: '> wrapUp | call.disconnected agent.stateChanged | call.hangUp timer.set accepted',
      wrapUp: '= | refused | ignored: refused: agent.notOnThisCall',
    },
  },
  'agent.setDisposition': {
    '': {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      notReady: '= | refused | ignored: refused: agent.notOnThisCall',
      ready: '= | refused | ignored: refused: agent.notOnThisCall',
      ringing: '= | refused | ignored: refused: agent.notOnThisCall',
      talking: '= | call.dispositionSet | accepted',
      hold: '= | call.dispositionSet | accepted',
      wrapUp: '= | call.dispositionSet | accepted',
    },
  },
  'agent.phoneRegistered': {
    '': {
      signedOut: '= | ignored: the phone is registered already',
      notReady: '= | ignored: the phone is registered already',
      ready: '= | ignored: the phone is registered already',
      ringing: '= | ignored: the phone is registered already',
      talking: '= | ignored: the phone is registered already',
      hold: '= | ignored: the phone is registered already',
      wrapUp: '= | ignored: the phone is registered already',
    },
  },
  'agent.phoneLost': {
    '': {
      signedOut: '= | agent.phoneChanged',
      notReady: '= | agent.phoneChanged',
      ready: '> notReady | agent.phoneChanged agent.stateChanged',
      ringing:
        '> notReady | agent.phoneChanged call.presentationEnded agent.stateChanged call.queued | agent.cancelRing timer.cancel call.playMusic',
      talking:
        '> notReady | agent.phoneChanged call.agentLost agent.stateChanged call.queued | leg.release call.playMusic',
      hold: '> notReady | agent.phoneChanged call.agentLost agent.stateChanged call.queued | leg.release call.playMusic',
      wrapUp: '= | agent.phoneChanged',
    },
  },
  'agent.queuesWithdrawn': {
    'all queues': {
      signedOut: '= | ignored: the agent does not serve these queues',
      notReady: '> signedOut | agent.stateChanged agent.signedOut',
      ready: '> signedOut | agent.stateChanged agent.signedOut',
      ringing:
        '> signedOut | call.presentationEnded agent.stateChanged agent.signedOut call.queued | agent.cancelRing timer.cancel call.playMusic',
      talking: '= | then signedOut',
      hold: '= | then signedOut',
      wrapUp: '> signedOut | agent.stateChanged agent.signedOut | timer.cancel',
    },
    'other queues': {
      signedOut: '= | ignored: the agent does not serve these queues',
      notReady: '= | ignored: the agent does not serve these queues',
      ready: '= | ignored: the agent does not serve these queues',
      ringing: '= | ignored: the agent does not serve these queues',
      talking: '= | ignored: the agent does not serve these queues',
      hold: '= | ignored: the agent does not serve these queues',
      wrapUp: '= | ignored: the agent does not serve these queues',
    },
  },
  'call.enqueue': {
    '': {
      signedOut: '= | call.queued | call.playMusic',
      notReady: '= | call.queued | call.playMusic',
      ready: '> ringing | call.queued call.presented agent.stateChanged | call.playMusic agent.ring timer.set',
      ringing: '= | call.queued | call.playMusic',
      talking: '= | call.queued | call.playMusic',
      hold: '= | call.queued | call.playMusic',
      wrapUp: '= | call.queued | call.playMusic',
    },
  },
  'call.callerLeft': {
    '': {
      signedOut: '= | ignored: the call is not in the pool',
      notReady: '= | ignored: the call is not in the pool',
      ready: '= | ignored: the call is not in the pool',
      ringing: '> ready | call.presentationEnded agent.stateChanged call.abandoned | agent.cancelRing timer.cancel',
      talking: '> wrapUp | call.disconnected agent.stateChanged | timer.set',
      hold: '> wrapUp | call.disconnected agent.stateChanged | timer.set',
      wrapUp: '= | ignored: the call is not in the pool',
    },
  },
  'presentation.answered': {
    '': {
      signedOut: '= | leg.release | ignored: the answer came too late',
      notReady: '= | leg.release | ignored: the answer came too late',
      ready: '= | leg.release | ignored: the answer came too late',
      ringing: '> talking | call.presentationEnded call.connected agent.stateChanged | timer.cancel call.connect',
      talking: '= | leg.release | ignored: the answer came too late',
      hold: '= | leg.release | ignored: the answer came too late',
      wrapUp: '= | leg.release | ignored: the answer came too late',
    },
  },
  'presentation.failed': {
    declined: {
      signedOut: '= | ignored: that presentation is over',
      notReady: '= | ignored: that presentation is over',
      ready: '= | ignored: that presentation is over',
      ringing: '> notReady | call.presentationEnded agent.stateChanged call.queued | timer.cancel call.playMusic',
      talking: '= | ignored: that presentation is over',
      hold: '= | ignored: that presentation is over',
      wrapUp: '= | ignored: that presentation is over',
    },
    unreachable: {
      signedOut: '= | ignored: that presentation is over',
      notReady: '= | ignored: that presentation is over',
      ready: '= | ignored: that presentation is over',
      ringing: '> notReady | call.presentationEnded agent.stateChanged call.queued | timer.cancel call.playMusic',
      talking: '= | ignored: that presentation is over',
      hold: '= | ignored: that presentation is over',
      wrapUp: '= | ignored: that presentation is over',
    },
    noAnswer: {
      signedOut: '= | ignored: that presentation is over',
      notReady: '= | ignored: that presentation is over',
      ready: '= | ignored: that presentation is over',
      ringing: '> notReady | call.presentationEnded agent.stateChanged call.queued | timer.cancel call.playMusic',
      talking: '= | ignored: that presentation is over',
      hold: '= | ignored: that presentation is over',
      wrapUp: '= | ignored: that presentation is over',
    },
  },
  'talk.held': {
    '': {
      signedOut: '= | ignored: the agent does not talk on that call',
      notReady: '= | ignored: the agent does not talk on that call',
      ready: '= | ignored: the agent does not talk on that call',
      ringing: '= | ignored: the agent does not talk on that call',
      talking: '> hold | call.held agent.stateChanged',
      hold: '= | ignored: nothing changes on that call',
      wrapUp: '= | ignored: the agent does not talk on that call',
    },
  },
  'talk.retrieved': {
    '': {
      signedOut: '= | ignored: the agent does not talk on that call',
      notReady: '= | ignored: the agent does not talk on that call',
      ready: '= | ignored: the agent does not talk on that call',
      ringing: '= | ignored: the agent does not talk on that call',
      talking: '= | ignored: nothing changes on that call',
      hold: '> talking | call.retrieved agent.stateChanged',
      wrapUp: '= | ignored: the agent does not talk on that call',
    },
  },
  'talk.agentLeft': {
    'hung up': {
      signedOut: '= | ignored: the agent does not talk on that call',
      notReady: '= | ignored: the agent does not talk on that call',
      ready: '= | ignored: the agent does not talk on that call',
      ringing: '= | ignored: the agent does not talk on that call',
      talking: '> wrapUp | call.disconnected agent.stateChanged | call.hangUp timer.set',
      hold: '> wrapUp | call.disconnected agent.stateChanged | call.hangUp timer.set',
      wrapUp: '= | ignored: the agent does not talk on that call',
    },
    lost: {
      signedOut: '= | ignored: the agent does not talk on that call',
      notReady: '= | ignored: the agent does not talk on that call',
      ready: '= | ignored: the agent does not talk on that call',
      ringing: '= | ignored: the agent does not talk on that call',
      talking: '> notReady | call.agentLost agent.stateChanged call.queued | call.playMusic',
      hold: '> notReady | call.agentLost agent.stateChanged call.queued | call.playMusic',
      wrapUp: '= | ignored: the agent does not talk on that call',
    },
  },
  'timer.fired': {
    wait: {
      signedOut: '= | ignored: that wait is over',
      notReady: '= | ignored: that wait is over',
      ready: '= | ignored: that wait is over',
      ringing: '= | ignored: that wait is over',
      talking: '= | ignored: that wait is over',
      hold: '= | ignored: that wait is over',
      wrapUp: '= | ignored: that wait is over',
    },
    retry: {
      signedOut: '= | ignored: that callback rests no longer',
      notReady: '= | ignored: that callback rests no longer',
      ready: '= | ignored: that callback rests no longer',
      ringing: '= | ignored: that callback rests no longer',
      talking: '= | ignored: that callback rests no longer',
      hold: '= | ignored: that callback rests no longer',
      wrapUp: '= | ignored: that callback rests no longer',
    },
    ring: {
      signedOut: '= | ignored: that presentation is over',
      notReady: '= | ignored: that presentation is over',
      ready: '= | ignored: that presentation is over',
      ringing:
        '> notReady | call.presentationEnded agent.stateChanged call.queued | agent.cancelRing timer.cancel call.playMusic',
      talking: '= | ignored: that presentation is over',
      hold: '= | ignored: that presentation is over',
      wrapUp: '= | ignored: that presentation is over',
    },
    'wrap-up': {
      signedOut: '= | ignored: that wrap-up is over',
      notReady: '= | ignored: that wrap-up is over',
      ready: '= | ignored: that wrap-up is over',
      ringing: '= | ignored: that wrap-up is over',
      talking: '= | ignored: that wrap-up is over',
      hold: '= | ignored: that wrap-up is over',
      wrapUp: '> ready | agent.stateChanged',
    },
    unknown: {
      signedOut: '= | ignored: no such timer',
      notReady: '= | ignored: no such timer',
      ready: '= | ignored: no such timer',
      ringing: '= | ignored: no such timer',
      talking: '= | ignored: no such timer',
      hold: '= | ignored: no such timer',
      wrapUp: '= | ignored: no such timer',
    },
  },
}
