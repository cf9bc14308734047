import type { AgentStatusKind } from '../agents/agent-status.ts'
import type { AcdInput } from './step-types.ts'

type Row = Readonly<Record<AgentStatusKind, string>>

/** The same in every status, but for the ones that are named. */
const everywhere = (text: string, but: Partial<Row> = {}): Row => ({
  signedOut: text,
  notReady: text,
  ready: text,
  ringing: text,
  talking: text,
  hold: text,
  wrapUp: text,
  ...but,
})

/** The part of `TRANSITIONS` with what is configured, transfers, flows and back, callbacks and outside numbers. */
export const MORE_TRANSITIONS = {
  'engine.configured': {
    '': everywhere('='),
  },
  'tenant.configured': {
    '': everywhere('='),
  },
  'agent.configured': {
    '': everywhere('='),
  },
  'agent.transfer': {
    'to a queue': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking:
        '> wrapUp | call.transferred agent.stateChanged call.queued | agent.part timer.set call.playMusic accepted',
      hold: '> wrapUp | call.transferred agent.stateChanged call.queued | agent.part timer.set call.playMusic accepted',
    }),
    'to a queue of nobody': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking: '= | refused | ignored: refused: transfer.notPossible',
      hold: '= | refused | ignored: refused: transfer.notPossible',
    }),
    'to an agent who is not there': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking: '= | refused | ignored: refused: transfer.notPossible',
      hold: '= | refused | ignored: refused: transfer.notPossible',
    }),
    'to a number': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking:
        '> wrapUp | call.transferred agent.stateChanged call.outsideRung | agent.part timer.set outside.ring accepted',
      hold: '> wrapUp | call.transferred agent.stateChanged call.outsideRung | agent.part timer.set outside.ring accepted',
    }),
    'to a flow': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking: '> wrapUp | call.transferred agent.stateChanged | call.startFlow timer.set accepted',
      hold: '> wrapUp | call.transferred agent.stateChanged | call.startFlow timer.set accepted',
    }),
    'to a flow and back': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      talking: '> hold | call.sentToFlow agent.stateChanged | call.startFlow accepted',
      hold: '= | call.sentToFlow agent.stateChanged | call.startFlow accepted',
    }),
  },
  'agent.callBack': {
    'of a callback that is over': everywhere('= | refused | ignored: refused: callback.agentNotReady', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      ready: '= | refused | ignored: refused: callback.notPossible',
    }),
    'of a message': everywhere('= | refused | ignored: refused: callback.agentNotReady', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
      ready: '> ringing | callback.requested call.presented agent.stateChanged | agent.ring timer.set accepted',
    }),
  },
  'agent.takeBack': {
    '': everywhere('= | refused | ignored: refused: agent.notOnThisCall', {
      signedOut: '= | refused | ignored: refused: agent.notSignedIn',
    }),
  },
  'flow.returned': {
    '': everywhere('= | ignored: the caller is in no flow for an agent'),
  },
  'call.positionAsked': {
    '': everywhere('= | ignored: the call does not wait'),
  },
  'call.silent': {
    '': everywhere('= | ignored: the call is not in the pool', {
      ringing:
        '> ready | call.presentationEnded agent.stateChanged call.queued | agent.cancelRing timer.cancel call.playMusic',
      talking: '=',
      hold: '=',
    }),
  },
  'call.heard': {
    '': everywhere('= | ignored: the call is not silent'),
  },
  'call.chose': {
    voicemail: everywhere('= | ignored: the call does not wait', {
      ringing:
        '> ready | call.presentationEnded agent.stateChanged call.leftQueue | agent.cancelRing timer.cancel call.leaveQueue',
    }),
    flow: everywhere('= | ignored: the call does not wait', {
      ringing:
        '> ready | call.presentationEnded agent.stateChanged call.leftQueue | agent.cancelRing timer.cancel call.leaveQueue',
    }),
    callback: everywhere('= | ignored: the call does not wait', {
      ringing:
        '= | call.presentationEnded agent.stateChanged call.leftQueue callback.requested call.presented agent.stateChanged | agent.cancelRing timer.cancel call.leaveQueue agent.ring timer.set',
    }),
  },
  'callback.enqueue': {
    '': everywhere('= | callback.requested', {
      ready: '> ringing | callback.requested call.presented agent.stateChanged | agent.ring timer.set',
    }),
  },
  'callback.answered': {
    '': everywhere('= | ignored: nobody is being called back there'),
  },
  'callback.failed': {
    '': everywhere('= | ignored: nobody is being called back there'),
  },
  'callback.cancel': {
    '': everywhere('= | ignored: there is no such callback'),
  },
  'outside.answered': {
    '': everywhere('= | outside.release | ignored: the answer came too late'),
  },
  'outside.failed': {
    '': everywhere('= | ignored: that number is not rung'),
  },
  'outside.left': {
    '': everywhere('= | ignored: nobody outside talks on that call'),
  },
} as const satisfies Partial<Record<AcdInput['kind'], Readonly<Record<string, Row>>>>
