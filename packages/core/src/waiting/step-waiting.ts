import { assertNever } from '../assert.ts'
import { instant, type Instant } from '../time.ts'
import { planOf, sayNextDue, sayPlace } from './announce.ts'
import { WaitingDraft } from './draft.ts'
import {
  choiceAccepted,
  choiceRefused,
  keyTimedOut,
  listen,
  pressWhileConfirming,
  pressWhileKeyingIn,
  pressWhileWaiting,
} from './leave.ts'
import type { WaitingContext, WaitingInput, WaitingPhase, WaitingState, WaitingStep } from './step-types.ts'

/** A caller at the door of a queue. The first input is `queue.entered`. */
export const startWaiting = (): WaitingState => ({
  phase: 'outside',
  due: [],
  musicUntil: instant(0),
  isSaying: false,
  timer: null,
  digits: '',
  attempt: 1,
  choice: null,
  token: 0,
})

/** Phases in which the caller waits for an agent. */
const WAITS = new Set<WaitingPhase>(['music', 'asking', 'speaking', 'confirming', 'keyingIn', 'choosing'])

/**
 * What a waiting caller hears and may choose, by one input. Total: an input that does not fit the moment gives back the same state and no effect. Never two
 * things said at once, music between them, and nothing said any more once an agent was found.
 */
export function stepWaiting(
  context: WaitingContext,
  state: WaitingState,
  input: WaitingInput,
  now: Instant,
): WaitingStep {
  const draft = new WaitingDraft({ context, state, now })
  apply(draft, input)
  return draft.finish()
}

function apply(draft: WaitingDraft, input: WaitingInput): void {
  const { phase } = draft.state
  if (phase === 'gone' || (phase === 'outside' && input.kind !== 'queue.entered' && input.kind !== 'queue.left')) {
    draft.ignore(`the caller does not wait [phase:${phase}]`)
    return
  }
  switch (input.kind) {
    case 'queue.entered':
      enter(draft)
      return
    case 'place.told':
      if (phase === 'asking' && input.token === draft.state.token) sayPlace(draft, input)
      else draft.ignore('it comes too late')
      return
    case 'offer.due':
      offer(draft, input.offer)
      return
    case 'speech.finished':
    case 'speech.failed':
      if (draft.state.isSaying && input.token === draft.state.token) speechEnded(draft)
      else draft.ignore('it is of an earlier sound')
      return
    case 'key.pressed':
      press(draft, input)
      return
    case 'timer.fired':
      if (draft.state.timer === input.timer && input.token === draft.state.token) timedOut(draft)
      else draft.ignore('it is an earlier timer')
      return
    case 'agent.found':
      found(draft)
      return
    case 'agent.lost':
      lost(draft)
      return
    case 'choice.accepted':
      if (draft.state.choice !== null && (phase === 'choosing' || phase === 'ringing')) choiceAccepted(draft)
      else draft.ignore('nothing is to be decided')
      return
    case 'choice.refused':
      if (phase === 'choosing') choiceRefused(draft)
      else draft.ignore('nothing is to be decided')
      return
    case 'queue.left':
      leave(draft)
      return
    default:
      assertNever(input, 'input of a waiting caller')
  }
}

function enter(draft: WaitingDraft): void {
  if (draft.state.phase !== 'outside') {
    draft.ignore('the caller is in the queue')
    return
  }
  draft.update({ due: planOf(draft) })
  sayNextDue(draft)
}

function offer(draft: WaitingDraft, what: 'callback' | 'voicemail'): void {
  const { due, phase } = draft.state
  const isKnown = due.some(({ item, at }) => item.kind === 'offer' && item.offer === what && at <= draft.now)
  if (draft.context.experience[what] === null || isKnown) {
    draft.ignore('it is not on offer, or is about to be said')
    return
  }
  const others = due.filter(({ item }) => item.kind !== 'offer' || item.offer !== what)
  draft.update({ due: others })
  draft.schedule({ item: { kind: 'offer', offer: what }, at: draft.now })
  if (phase !== 'music') return
  draft.stopTimers()
  draft.awaitNext()
}

function speechEnded(draft: WaitingDraft): void {
  const { phase } = draft.state
  draft.update({ isSaying: false })
  if (phase === 'confirming' || phase === 'keyingIn') {
    listen(draft)
    return
  }
  if (phase === 'farewell') {
    draft.update({ phase: 'gone' })
    draft.effect({ kind: 'call.hangUp' })
    return
  }
  draft.keepMusic()
  draft.resumeMusic()
}

function press(draft: WaitingDraft, { digit }: Extract<WaitingInput, { kind: 'key.pressed' }>): void {
  const { phase } = draft.state
  if (phase === 'music' || phase === 'asking' || phase === 'speaking') pressWhileWaiting(draft, digit)
  else if (phase === 'confirming') pressWhileConfirming(draft, digit)
  else if (phase === 'keyingIn') pressWhileKeyingIn(draft, digit)
  else draft.ignore(`no key is asked for [phase:${phase}]`)
}

function timedOut(draft: WaitingDraft): void {
  draft.update({ timer: null })
  const { phase } = draft.state
  if (phase === 'music') sayNextDue(draft)
  else if (phase === 'asking') draft.resumeMusic()
  else if (phase === 'confirming' || phase === 'keyingIn') keyTimedOut(draft)
  else if (phase === 'choosing') choiceRefused(draft)
}

/** Whatever is being said or asked ends: the next voice is the agent's. */
function found(draft: WaitingDraft): void {
  if (!WAITS.has(draft.state.phase)) {
    draft.ignore('the caller does not wait for an agent')
    return
  }
  // A choice that is with the engine may still count: it was made before the agent was found.
  const { phase, choice } = draft.state
  draft.resumeMusic()
  draft.stopTimers()
  draft.update({ phase: 'ringing', choice: phase === 'choosing' ? choice : null })
}

function lost(draft: WaitingDraft): void {
  if (draft.state.phase !== 'ringing') {
    draft.ignore('no agent rings')
    return
  }
  draft.keepMusic()
  draft.resumeMusic()
}

function leave(draft: WaitingDraft): void {
  draft.stopTimers()
  draft.stopSpeech()
  draft.update({ phase: 'gone', due: [], choice: null })
}
