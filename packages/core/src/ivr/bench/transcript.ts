import type { Fact } from '../../contracts/journal.ts'
import type { DurationMs } from '../../time.ts'
import type { FlowOutcome } from '../flow-test.ts'
import type { IvrEffect, IvrInput, PromptPart } from '../step-types.ts'
import type { AskedWhat, TranscriptLine } from './bench-types.ts'
import { wordsOf } from './heard.ts'

type Heard = Extract<TranscriptLine, { kind: 'heard' }>
const NAME: Partial<Record<(IvrEffect | IvrInput)['kind'], AskedWhat>> = {
  'http.request': 'http',
  'http.answered': 'http',
  'http.failed': 'http',
  'caller.lookup': 'lookup',
  'lookup.result': 'lookup',
  'pin.check': 'pin',
  'pin.checked': 'pin',
  'call.transfer': 'transfer',
  'transfer.finished': 'transfer',
  'voicemail.record': 'voicemail',
  'voicemail.finished': 'voicemail',
  'callback.request': 'callback',
}

/** What happened in a call, line by line. Secret digits never get here. */
export class Transcript {
  readonly lines: TranscriptLine[] = []
  private playing: { readonly startedAt: DurationMs; readonly first: number; readonly lengths: readonly DurationMs[] } =
    { startedAt: 0, first: 0, lengths: [] }

  entered(atMs: DurationMs, place: Omit<Extract<TranscriptLine, { kind: 'entered' }>, 'atMs' | 'kind'>): void {
    this.lines.push({ atMs, kind: 'entered', ...place })
  }

  promptStarted(atMs: DurationMs, parts: readonly PromptPart[], lengths: readonly DurationMs[]): void {
    this.playing = { startedAt: atMs, first: this.lines.length, lengths }
    let startsAt = atMs
    for (const [index, part] of parts.entries()) {
      const promptId = part.kind === 'prompt' ? part.promptId : null
      this.lines.push({ atMs: startsAt, kind: 'heard', what: wordsOf(part), promptId, cutShort: false })
      startsAt += lengths[index] ?? 0
    }
  }

  /** What had not begun is not heard, and what had begun is cut short. */
  promptStopped(atMs: DurationMs): void {
    const { first, lengths } = this.playing
    const heard = this.lines.slice(first, first + lengths.length).filter((line): line is Heard => line.kind === 'heard')
    const kept = heard
      .filter((line, index) => index === 0 || line.atMs < atMs)
      .map((line, index) => ({ ...line, cutShort: line.atMs + (lengths[index] ?? 0) > atMs }))
    this.lines.splice(first, heard.length, ...kept)
    this.playing = { startedAt: atMs, first: this.lines.length, lengths: [] }
  }

  pressed(atMs: DurationMs, keys: string): void {
    this.lines.push({ atMs, kind: 'pressed', keys })
  }

  fact(atMs: DurationMs, fact: Fact): void {
    if (fact.kind === 'ivr.inputFailed') {
      const { nodeId, why, attempt } = fact
      this.lines.push({ atMs, kind: 'inputFailed', nodeId, why, attempt })
    }
    if (fact.kind === 'survey.answered') {
      const { score, satisfied, reasonKey } = fact
      this.lines.push({ atMs, kind: 'survey', score, satisfied, reasonKey })
    }
  }

  asked(atMs: DurationMs, effect: IvrEffect): void {
    const what = NAME[effect.kind]
    if (what !== undefined) this.lines.push({ atMs, kind: 'asked', what, detail: detailOf(effect) })
  }

  answered(atMs: DurationMs, input: IvrInput): void {
    const what = NAME[input.kind]
    if (what !== undefined) this.lines.push({ atMs, kind: 'answered', what, detail: detailOf(input) })
  }

  secret(atMs: DurationMs, isOn: boolean): void {
    this.lines.push({ atMs, kind: 'secret', isOn })
  }

  talked(atMs: DurationMs, lengthMs: DurationMs): void {
    this.lines.push({ atMs, kind: 'talked', lengthMs })
  }

  ended(atMs: DurationMs, outcome: FlowOutcome): void {
    this.lines.push({ atMs, kind: 'ended', outcome })
  }
}

function detailOf(what: IvrEffect | IvrInput): string {
  switch (what.kind) {
    case 'http.request':
      return `${what.method} ${what.url}`
    case 'http.answered':
      return String(what.status)
    case 'http.failed':
      return what.why
    case 'caller.lookup':
      return what.number
    case 'lookup.result':
      return what.caller.isKnown ? (what.caller.name ?? 'known') : 'unknown'
    case 'pin.checked':
      return what.result
    case 'call.transfer':
      return what.to.kind
    case 'transfer.finished':
      return what.connected ? 'connected' : 'notConnected'
    case 'voicemail.finished':
      return what.left ? 'left' : 'nothing'
    case 'callback.request':
      return what.number
    default:
      return ''
  }
}
