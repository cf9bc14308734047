import type { VoicemailBoxId } from '../ids.ts'
import type { DtmfDigit } from '../ivr/flow.ts'
import { sayDigits, word } from '../speech/say-value.ts'
import type { WaitingDraft } from './draft.ts'

/** Time to press after the question. */
const KEY_MS = 6_000
const ATTEMPTS_MAX = 2
/** A number the engine could dial: shorter ones are typing mistakes. */
const NUMBER_DIGITS = { min: 5, max: 20 }
/** The engine answers at once; when it does not, the caller goes on waiting. */
const CHOICE_ANSWER_MS = 5_000

const YES: DtmfDigit = '1'
const OTHER: DtmfDigit = '2'
const BACK: DtmfDigit = '*'
const END: DtmfDigit = '#'

/** A key while the caller waits. */
export function pressWhileWaiting(draft: WaitingDraft, digit: DtmfDigit): void {
  const { advert, voicemail, callback } = draft.context.experience
  if (callback?.key === digit) askForCallback(draft)
  else if (voicemail?.key === digit) chooseVoicemail(draft, voicemail.boxId)
  else if (advert?.key === digit) {
    draft.stopSpeech()
    draft.speak('speaking', [{ kind: 'prompt', promptId: advert.promptId }])
  } else draft.ignore('the key means nothing here')
}

function chooseVoicemail(draft: WaitingDraft, boxId: VoicemailBoxId): void {
  choose(draft, { kind: 'voicemail', boxId })
}

/** Without a number of the caller another one must be keyed in. */
function askForCallback(draft: WaitingDraft): void {
  const { callerNumber, experience, locale } = draft.context
  draft.stopSpeech()
  draft.update({ attempt: 1, digits: '' })
  if (/\d/.test(callerNumber)) confirm(draft, callerNumber)
  else if (experience.callback?.otherNumber === true) askForNumber(draft)
  else draft.speak('speaking', [word(locale, 'notPossible')])
}

function confirm(draft: WaitingDraft, number: string): void {
  const { locale, experience } = draft.context
  draft.update({ choice: { kind: 'callback', number } })
  draft.speak('confirming', [
    word(locale, 'weWillCall'),
    ...sayDigits(number, locale),
    word(locale, 'ifRightPress1'),
    ...(experience.callback?.otherNumber === true ? [word(locale, 'otherNumberPress2')] : []),
    word(locale, 'toWaitPressStar'),
  ])
}

export function pressWhileConfirming(draft: WaitingDraft, digit: DtmfDigit): void {
  const { choice } = draft.state
  if (digit === BACK) backToMusic(draft)
  else if (digit === YES && choice !== null) choose(draft, choice)
  else if (digit === OTHER && draft.context.experience.callback?.otherNumber === true) {
    draft.stopSpeech()
    draft.update({ attempt: 1 })
    askForNumber(draft)
  } else draft.ignore('the key answers nothing that was asked')
}

function askForNumber(draft: WaitingDraft, wasWrong = false): void {
  const { locale } = draft.context
  draft.update({ digits: '', choice: null })
  draft.speak('keyingIn', [...(wasWrong ? [word(locale, 'numberNotRight')] : []), word(locale, 'keyInNumber')])
}

export function pressWhileKeyingIn(draft: WaitingDraft, digit: DtmfDigit): void {
  if (digit === BACK) {
    backToMusic(draft)
    return
  }
  draft.stopSpeech()
  draft.stopTimers()
  if (digit === END) {
    endOfNumber(draft)
    return
  }
  draft.update({ digits: draft.state.digits + digit })
  if (draft.state.digits.length >= NUMBER_DIGITS.max) endOfNumber(draft)
  else draft.setTimer('key', KEY_MS)
}

function endOfNumber(draft: WaitingDraft): void {
  const { digits, attempt } = draft.state
  if (digits.length >= NUMBER_DIGITS.min) {
    draft.update({ attempt: 1 })
    confirm(draft, digits)
  } else if (attempt < ATTEMPTS_MAX) {
    draft.update({ attempt: attempt + 1 })
    askForNumber(draft, true)
  } else backToMusic(draft)
}

/** The question has been said: the caller's time to press starts now. */
export function listen(draft: WaitingDraft): void {
  draft.setTimer('key', KEY_MS)
}

/** Nothing was pressed in time. The question is put once more; then the caller goes on waiting. */
export function keyTimedOut(draft: WaitingDraft): void {
  const { phase, attempt, choice } = draft.state
  if (phase === 'keyingIn') endOfNumber(draft)
  else if (attempt < ATTEMPTS_MAX && choice?.kind === 'callback') {
    draft.update({ attempt: attempt + 1 })
    confirm(draft, choice.number)
  } else backToMusic(draft)
}

/** Whoever goes away from a question hears music first. */
function backToMusic(draft: WaitingDraft): void {
  draft.keepMusic()
  draft.resumeMusic()
}

function choose(draft: WaitingDraft, choice: NonNullable<WaitingDraft['state']['choice']>): void {
  // The music bridges the moment until the engine has answered.
  draft.resumeMusic()
  draft.stopTimers()
  draft.update({ phase: 'choosing', choice })
  draft.effect({ kind: 'caller.chose', choice })
  draft.setTimer('key', CHOICE_ANSWER_MS)
}

export function choiceAccepted(draft: WaitingDraft): void {
  const { choice } = draft.state
  draft.stopTimers()
  if (choice?.kind === 'callback') draft.speak('farewell', [word(draft.context.locale, 'callbackNoted')])
  else draft.update({ phase: 'gone' })
}

export function choiceRefused(draft: WaitingDraft): void {
  draft.update({ choice: null })
  draft.speak('speaking', [word(draft.context.locale, 'notPossible')])
}
