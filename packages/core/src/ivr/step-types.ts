import type { BusinessHours } from '../contracts/snapshot.ts'
import type { Fact } from '../contracts/journal.ts'
import type {
  AgentId,
  CallId,
  FlowId,
  FlowVersionId,
  OnCallListId,
  PromptId,
  QueueId,
  SurveyId,
  VoicemailBoxId,
} from '../ids.ts'
import type { SpeechLocale } from '../speech/speech-part.ts'
import type { Instant } from '../time.ts'
import type { HTTP_METHODS, WantedSkill } from './flow-parts.ts'
import type { DtmfDigit, Flow } from './flow.ts'
import type { Survey } from './survey.ts'

export type IvrVariables = Readonly<Record<string, string>>

/** What the interpreter may read besides its state: what was published when the call began. */
export type IvrContext = {
  /** The flow the call began with, announcements in front of it included. */
  readonly flow: Flow
  readonly hours: readonly BusinessHours[]
  /** All flows of the tenant, for sub-flows and jumps. */
  readonly flows?: readonly Flow[]
  readonly surveys?: readonly Survey[]
  /** Read as `{{callerNumber}}` and `{{calledNumber}}`. */
  readonly ani?: string
  readonly dnis?: string
}

/** What is known of a number, as far as a menu may ask. */
export type LookedUpCaller = {
  readonly isKnown: boolean
  readonly name: string | null
  readonly vipClass: number | null
  readonly memberNumber: string | null
  readonly region: string | null
  readonly isBlackListed: boolean
  /** What the tenant keeps of the caller besides, read by these names. */
  readonly fields: IvrVariables
}

/** A place in the flows; `flowId` null: the flow the call began with. */
export type FlowPlace = { readonly flowId: FlowId | null; readonly nodeId: string }

/**
 * Plain, serialisable. `phase` says what the interpreter waits for; while `correcting`, the node's "that was not right" prompt plays; `waitingAnswer`
 * is a request, a look-up or a check of a PIN under way. From `queued` and `handedOver` (with an agent or an outside number) the call may come back; `ended` is for
 * good.
 */
export type IvrState = {
  readonly callId: CallId
  readonly flowVersionId: FlowVersionId
  /** The flow the caller is in; null: the one the call began with. */
  readonly flowId: FlowId | null
  readonly nodeId: string | null
  readonly phase:
    | 'idle'
    | 'playing'
    | 'correcting'
    | 'waitingDigit'
    | 'waitingAnswer'
    | 'recording'
    | 'transferring'
    | 'queued'
    | 'handedOver'
    | 'ended'
  /** Which part of a node of several parts: a survey's question, reason and thanks; a payment's numbers. */
  readonly stage: number
  readonly attempt: number
  readonly digits: string
  /** Digits of a PIN or a payment, by name, while they are keyed in; empty as soon as they have been handed on. In no fact, no variable. */
  readonly secretDigits: IvrVariables
  /** Recording is paused, and keys go nowhere else. */
  readonly isSecret: boolean
  readonly variables: IvrVariables
  /** Names of variables that the queue's step kept from the agent; they stay so when the caller is given on. */
  readonly hidden: readonly string[]
  /** Counts the prompts, timers and requests asked for, so that a late answer to an earlier one is told apart. */
  readonly token: number
  /** Nodes entered since the caller last pressed a key that counted: a flow that goes round without the caller is ended. */
  readonly nodesWithoutInput: number
  /** Sub-flows under way: where each goes on when it is over. */
  readonly stack: readonly (FlowPlace & { readonly next: string | null })[]
  /** The menu heard last, and how deep in sub-flows it was. */
  readonly lastMenu: (FlowPlace & { readonly depth: number }) | null
  /** Keys pressed while nothing was asked; the next question takes them. */
  readonly typedAhead: readonly DtmfDigit[]
  /** The key that cut a prompt short: a choice of the menu that follows, if it is one there. */
  readonly skipKey: DtmfDigit | null
  /** Where the caller goes on when the agent has hung up. */
  readonly afterTalk: FlowPlace | null
  /** Who talked with the caller last. */
  readonly lastTalk: { readonly agentId: AgentId | null; readonly queueId: QueueId | null } | null
  /** An agent sent the caller here and has the caller back when the flow is over. */
  readonly returnsToAgent: boolean
  /** The survey's first answer, while the reason is asked for. */
  readonly surveyAnswer: { readonly surveyId: SurveyId; readonly score: number; readonly satisfied: boolean } | null
}

export type IvrInput =
  | { readonly kind: 'flow.start' }
  /**
   * Goes on with a call that has been queued, has talked, or whose flow is over: an overflow into a flow, a menu the waiting caller asked for, an agent who
   * sends the caller into a flow (`returns`). `flowId` null: the flow the call began with; `nodeId` null: where the flow begins.
   */
  | {
      readonly kind: 'flow.resume'
      readonly flowId: FlowId | null
      readonly nodeId: string | null
      readonly returns: boolean
    }
  /**
   * The agent has hung up and the caller has not: goes on at the queue node's `afterTalk`, or with the survey of the queue that the caller came from.
   * Changes nothing when `goesOnAfterTalk` says no.
   */
  | {
      readonly kind: 'talk.ended'
      /** Null: an outside number. */
      readonly agentId: AgentId | null
      readonly queueId: QueueId | null
      readonly surveyId: SurveyId | null
    }
  | { readonly kind: 'prompt.finished'; readonly token: number }
  /** The media plane could not play it; the interpreter goes on as if it had ended. */
  | { readonly kind: 'prompt.failed'; readonly token: number }
  | { readonly kind: 'dtmf.received'; readonly digit: DtmfDigit }
  | { readonly kind: 'timer.fired'; readonly token: number }
  /** `body` is the answer's text, cut at 64 KiB. */
  | { readonly kind: 'http.answered'; readonly token: number; readonly status: number; readonly body: string }
  | { readonly kind: 'http.failed'; readonly token: number; readonly why: 'timeout' | 'failed' }
  | { readonly kind: 'lookup.result'; readonly token: number; readonly caller: LookedUpCaller }
  | { readonly kind: 'pin.checked'; readonly token: number; readonly result: 'correct' | 'wrong' | 'unavailable' }
  | { readonly kind: 'voicemail.finished'; readonly token: number; readonly left: boolean }
  | { readonly kind: 'transfer.finished'; readonly token: number; readonly connected: boolean }
  | { readonly kind: 'caller.left' }

export type IvrInputKind = IvrInput['kind']

/** One of the things that are heard one after the other without a gap. */
export type PromptPart =
  | { readonly kind: 'prompt'; readonly promptId: PromptId }
  /** Fixed words of the flow, made into a file when the flow was published (`fixedTextsOf` in speech). */
  | { readonly kind: 'text'; readonly text: string; readonly locale: SpeechLocale }
  /** Known only in the call; put together from ready parts. `text`: what cannot be said as it is, is spelled. */
  | {
      readonly kind: 'value'
      readonly mode: 'text' | 'digits' | 'number' | 'money'
      readonly value: string
      readonly locale: SpeechLocale
    }

/** Text of a request, in order: the shell puts the secrets in. Values are encoded already. */
export type RequestText = readonly (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly name: string }
  | { readonly kind: 'digits'; readonly name: string }
)[]

export type IvrTransferTarget =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'onCall'; readonly listId: OnCallListId }

export type IvrEffect =
  /** One after the other; `prompt.finished` comes after the last. */
  | { readonly kind: 'prompt.play'; readonly token: number; readonly parts: readonly PromptPart[] }
  | { readonly kind: 'prompt.stop' }
  | { readonly kind: 'timer.set'; readonly token: number; readonly at: Instant }
  | { readonly kind: 'timer.cancel' }
  /** From here on keys are a secret: the recording pauses, nothing of them is captured, logged or passed on. */
  | { readonly kind: 'secret.begin' }
  | { readonly kind: 'secret.end' }
  /** One try; the interpreter counts the time and the tries. `secretDigits` go into the body alone and nowhere else. */
  | {
      readonly kind: 'http.request'
      readonly token: number
      readonly method: (typeof HTTP_METHODS)[number]
      readonly url: string
      readonly headers: readonly { readonly name: string; readonly value: RequestText }[]
      readonly body: RequestText | null
      readonly secretDigits: IvrVariables
      readonly timeoutMs: number
    }
  /** The answer to a request, a look-up or a check is not waited for any more. */
  | { readonly kind: 'request.cancel'; readonly token: number }
  | { readonly kind: 'caller.lookup'; readonly token: number; readonly number: string }
  /** Against what is kept of the caller; forget the digits at once. */
  | { readonly kind: 'pin.check'; readonly token: number; readonly number: string; readonly secretDigits: string }
  | {
      readonly kind: 'call.queue'
      readonly queueId: QueueId
      readonly priority: number
      readonly skills: readonly WantedSkill[]
      readonly variables: IvrVariables
    }
  /** Answered by `transfer.finished`. */
  | {
      readonly kind: 'call.transfer'
      readonly token: number
      readonly to: IvrTransferTarget
      readonly variables: IvrVariables
    }
  /** Keys belong to the voicemail from here; answered by `voicemail.finished`. */
  | { readonly kind: 'voicemail.record'; readonly token: number; readonly boxId: VoicemailBoxId }
  | {
      readonly kind: 'callback.request'
      readonly queueId: QueueId
      readonly number: string
      readonly priority: number
      readonly attemptsMax: number
      readonly retryAfterMs: number
      readonly variables: IvrVariables
    }
  /** Back to the agent who sent the caller into the flow, with what was found out. */
  | { readonly kind: 'call.sendBack'; readonly variables: IvrVariables }
  | { readonly kind: 'call.hangUp' }

export type IvrStep = {
  readonly state: IvrState
  readonly effects: readonly IvrEffect[]
  readonly facts: readonly Fact[]
}
