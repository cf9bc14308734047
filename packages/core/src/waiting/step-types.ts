import type { WaitingExperience } from '../acd/queue-routing.ts'
import type { PromptId, VoicemailBoxId } from '../ids.ts'
import type { DtmfDigit } from '../ivr/flow.ts'
import type { SpeechLocale, SpeechPart } from '../speech/speech-part.ts'
import type { DurationMs, Instant } from '../time.ts'

/** What the machine may read besides its state: the queue as it was when the call began, and the caller's number, '' when withheld. */
export type WaitingContext = {
  readonly experience: WaitingExperience
  readonly locale: SpeechLocale
  readonly musicPromptId: PromptId
  readonly callerNumber: string
}

/** What the caller chose instead of waiting. */
export type WaitingChoice =
  | { readonly kind: 'callback'; readonly number: string }
  | { readonly kind: 'voicemail'; readonly boxId: VoicemailBoxId }

/** Something to say between the music. `message` counts the comfort messages of the queue. */
export type WaitingItem =
  | { readonly kind: 'position' }
  | { readonly kind: 'message'; readonly index: number }
  | { readonly kind: 'offer'; readonly offer: 'callback' | 'voicemail' }

/** When something is to be said next. */
export type DueItem = { readonly item: WaitingItem; readonly at: Instant }

/**
 * Where the caller is. `outside`: not in the queue yet. `music`: hears the music. `asking`: the engine is asked for the place. `speaking`: hears something
 * said. `confirming`: chose to be called back, hears the number and says by key whether it is right. `keyingIn`: keys in another one. `choosing`: the choice
 * is with the engine. `farewell`: hears that it is noted; then the call ends. `ringing`: an agent was found, nothing is said any more. `gone`: over.
 */
export type WaitingPhase =
  'outside' | 'music' | 'asking' | 'speaking' | 'confirming' | 'keyingIn' | 'choosing' | 'farewell' | 'ringing' | 'gone'

export type WaitingState = {
  readonly phase: WaitingPhase
  /** Ordered by time; of those at the same time by what comes first in the queue's configuration. */
  readonly due: readonly DueItem[]
  /** The music has its time until then: nothing is said before. */
  readonly musicUntil: Instant
  /** Something is being said at this moment. */
  readonly isSaying: boolean
  /** The timer that runs; there is one at a time. */
  readonly timer: WaitingTimer | null
  /** Keyed in so far. */
  readonly digits: string
  /** How often the present question has been put. */
  readonly attempt: number
  readonly choice: WaitingChoice | null
  /** Counts sounds, timers and questions to the engine, so that a late answer is told from the present one. */
  readonly token: number
}

export type WaitingInput =
  /** The caller is in the queue from now on. */
  | { readonly kind: 'queue.entered' }
  /** The engine's answer to `place.ask`; `expectedMs` null: it cannot say. */
  | {
      readonly kind: 'place.told'
      readonly token: number
      readonly position: number
      readonly expectedMs: DurationMs | null
    }
  /** The engine says that the caller is to be asked whether to go on waiting (a requirement step). */
  | { readonly kind: 'offer.due'; readonly offer: 'callback' | 'voicemail' }
  | { readonly kind: 'speech.finished'; readonly token: number }
  /** It could not be played; it counts as said. */
  | { readonly kind: 'speech.failed'; readonly token: number }
  | { readonly kind: 'key.pressed'; readonly digit: DtmfDigit }
  | { readonly kind: 'timer.fired'; readonly timer: WaitingTimer; readonly token: number }
  /** An agent rings for the caller. */
  | { readonly kind: 'agent.found' }
  /** That agent did not answer: the caller waits again. */
  | { readonly kind: 'agent.lost' }
  /** The engine has noted the choice, and the caller waits no more. */
  | { readonly kind: 'choice.accepted' }
  /** An agent had just been found, or it is not on offer: the caller goes on waiting. */
  | { readonly kind: 'choice.refused' }
  /** Hung up, joined to an agent, or given up by the queue. */
  | { readonly kind: 'queue.left' }

export type WaitingInputKind = WaitingInput['kind']
/** `due`: the next thing to say. `key`: the caller's time to press. */
export type WaitingTimer = 'due' | 'key'

export type WaitingEffect =
  | { readonly kind: 'music.play'; readonly promptId: PromptId }
  /** Instead of the music; answered by `speech.finished` or `speech.failed` with the token. */
  | { readonly kind: 'speech.play'; readonly token: number; readonly parts: readonly SpeechPart[] }
  | { readonly kind: 'speech.stop' }
  | { readonly kind: 'timer.set'; readonly timer: WaitingTimer; readonly token: number; readonly at: Instant }
  | { readonly kind: 'timer.cancel'; readonly timer: WaitingTimer }
  /** Asks the engine for position and expected wait; answered by `place.told`. */
  | { readonly kind: 'place.ask'; readonly token: number }
  /** Tells the engine; answered by `choice.accepted` or `choice.refused`. After `voicemail` the voicemail takes the caller over. */
  | { readonly kind: 'caller.chose'; readonly choice: WaitingChoice }
  | { readonly kind: 'call.hangUp' }

export type WaitingStep = {
  readonly state: WaitingState
  readonly effects: readonly WaitingEffect[]
  /** Why the input changed nothing; null when it did. */
  readonly ignored: string | null
}
