import { sayKey, sayNumber, word } from '../speech/say-value.ts'
import type { SpeechLocale, SpeechPart } from '../speech/speech-part.ts'
import { instant, type DurationMs } from '../time.ts'
import type { WaitingDraft } from './draft.ts'
import type { DueItem, WaitingItem } from './step-types.ts'

/** The engine answers at once or not at all. */
const PLACE_ANSWER_MS = 2_000
const MINUTE_MS = 60_000

/** Everything that is to be said by time; of what is due at once messages come first, then the place, then the offer. */
export function planOf(draft: WaitingDraft): readonly DueItem[] {
  const { messages, position, callback } = draft.context.experience
  const after = (ms: DurationMs, item: WaitingItem): DueItem => ({ item, at: instant(draft.now + ms) })
  const items = [
    ...messages.map(({ firstMs }, index) => after(firstMs, { kind: 'message', index })),
    ...(position === null ? [] : [after(position.firstMs, { kind: 'position' })]),
    ...(callback === null ? [] : [after(callback.offerAfterMs, { kind: 'offer', offer: 'callback' })]),
  ]
  return items.toSorted((a, b) => a.at - b.at)
}

/** Says the next thing that is due; music until then. */
export function sayNextDue(draft: WaitingDraft): void {
  const [next, ...rest] = draft.state.due
  if (next === undefined || next.at > draft.now) {
    draft.resumeMusic()
    return
  }
  draft.update({ due: rest })
  repeat(draft, next.item)
  const { item } = next
  if (item.kind === 'position') askPlace(draft)
  else if (item.kind === 'offer') sayOffer(draft, item.offer)
  else sayMessage(draft, item.index)
}

function repeat(draft: WaitingDraft, item: WaitingItem): void {
  const { position, messages } = draft.context.experience
  const again = (everyMs: DurationMs): void => draft.schedule({ item, at: instant(draft.now + everyMs) })
  if (item.kind === 'position' && position !== null) again(position.everyMs)
  const message = item.kind === 'message' ? messages[item.index] : undefined
  if (message !== undefined && !message.once) again(message.everyMs)
}

function askPlace(draft: WaitingDraft): void {
  // The music goes on while the engine is asked.
  draft.resumeMusic()
  draft.stopTimers()
  draft.setTimer('due', PLACE_ANSWER_MS)
  draft.update({ phase: 'asking' })
  draft.effect({ kind: 'place.ask', token: draft.state.token })
}

function sayMessage(draft: WaitingDraft, index: number): void {
  const promptId = draft.context.experience.messages[index]?.promptId
  if (promptId === undefined) draft.resumeMusic()
  else draft.speak('speaking', [{ kind: 'prompt', promptId }])
}

function sayOffer(draft: WaitingDraft, offer: 'callback' | 'voicemail'): void {
  const { locale, experience } = draft.context
  const key = experience[offer]?.key
  if (key === undefined) {
    draft.resumeMusic()
    return
  }
  const parts =
    offer === 'callback'
      ? [word(locale, 'toBeCalledBackPress'), ...sayKey(key, locale), word(locale, 'youKeepYourPlace')]
      : [word(locale, 'toLeaveAMessagePress'), ...sayKey(key, locale)]
  draft.speak('speaking', parts)
}

/** "You are number three in the queue. The expected wait is about two minutes." */
export function sayPlace(
  draft: WaitingDraft,
  place: { readonly position: number; readonly expectedMs: DurationMs | null },
): void {
  const { locale, experience } = draft.context
  const expectedMs = experience.position?.sayWait === true ? place.expectedMs : null
  draft.speak('speaking', [
    ...positionParts(place.position, locale),
    ...(expectedMs === null ? [] : waitParts(expectedMs, locale)),
  ])
}

export function positionParts(position: number, locale: SpeechLocale): readonly SpeechPart[] {
  if (position <= 1) return [word(locale, 'youAreNext')]
  const unit = locale === 'zh-CN' ? [word(locale, 'ordinalUnit')] : []
  return [
    word(locale, 'youAreNumber'),
    ...sayNumber(String(position), locale),
    ...unit,
    ...(locale === 'en' ? [word(locale, 'inTheQueue')] : []),
  ]
}

export function waitParts(expectedMs: DurationMs, locale: SpeechLocale): readonly SpeechPart[] {
  if (expectedMs < MINUTE_MS) return [word(locale, 'waitUnderAMinute')]
  const minutes = Math.round(expectedMs / MINUTE_MS)
  if (minutes > 60) return [word(locale, 'waitOverAnHour')]
  // Two of something counted is 两 in Chinese, alone: 两分钟, but 十二分钟.
  const count = locale === 'zh-CN' && minutes === 2 ? [word(locale, 'two')] : sayNumber(String(minutes), locale)
  return [word(locale, 'theWaitIsAbout'), ...count, word(locale, minutes === 1 ? 'minute' : 'minutes')]
}
