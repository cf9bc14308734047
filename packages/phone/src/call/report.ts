import type { Sound } from '../hearing/sounds.ts'

/** What happened in one call; times in ms after the call was placed. */
export type CallReport = {
  readonly number: string
  readonly from: string
  readonly server: string
  readonly ringingAfterMs: number | null
  readonly answeredAfterMs: number | null
  readonly pressed: readonly { readonly digits: string; readonly atMs: number }[]
  readonly saidAudio: { readonly file: string; readonly fromMs: number; readonly toMs: number } | null
  readonly heard: readonly Sound[]
  readonly packetsLost: number
  readonly packetsReceived: number
  readonly end: {
    readonly by: 'us' | 'them'
    readonly afterMs: number
    readonly status: number | null
    readonly reason: string | null
  }
}

/** When somebody else than the announcements was heard first; null: nobody. */
export function partyJoinedAtMs(report: CallReport): number | null {
  const service = report.heard[0]?.ssrc
  return report.heard.find(({ ssrc }) => ssrc !== service)?.fromMs ?? null
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const MEANINGS: Readonly<Record<number, string>> = {
  403: 'the server refuses calls from this address',
  404: 'nobody has that number',
  408: 'no answer at all; a server drops calls from an address that is no trunk (see --local)',
  480: 'nobody can be reached there now',
  486: 'busy: all lines of that number are taken',
  487: 'given up before it was answered',
  488: 'no common audio format',
  500: 'the server failed',
  503: 'the service takes no calls now',
}

const NAMES: Readonly<Record<Sound['kind'], string>> = {
  silence: 'silence',
  tone: 'a tone',
  music: 'music',
  speech: 'speech',
}

/** The report in plain sentences, in the order of events. */
export function describeCall(report: CallReport): string[] {
  const opening = `Called ${report.number} from ${report.from} through ${report.server}.`
  if (report.answeredAfterMs === null) return [opening, describeFailure(report)]
  const joinedAtMs = partyJoinedAtMs(report)
  const events = [
    ...report.heard.map((sound) => ({ atMs: sound.fromMs, text: describeSound(sound, report) })),
    ...report.pressed.map(({ digits, atMs }) => ({ atMs, text: `${at(atMs)}: pressed ${digits}` })),
    ...(report.saidAudio === null
      ? []
      : [{ atMs: report.saidAudio.fromMs, text: `${at(report.saidAudio.fromMs)}: said ${report.saidAudio.file}` }]),
  ].sort((a, b) => a.atMs - b.atMs)
  return [
    opening,
    `Answered after ${seconds(report.answeredAfterMs)}.`,
    ...(events.length === 0 ? ['Heard nothing.'] : events.map(({ text }) => text)),
    joinedAtMs === null ? 'No agent came on the line.' : `An agent was on the line from ${seconds(joinedAtMs)}.`,
    `${report.end.by === 'us' ? 'We' : 'They'} hung up after ${seconds(report.end.afterMs)}${describeReason(report.end.reason)}.`,
    ...(report.packetsLost === 0
      ? []
      : [`Of ${report.packetsReceived + report.packetsLost} packets of sound ${report.packetsLost} were lost.`]),
  ]
}

const at = (ms: number): string => `  ${seconds(ms).padStart(7)}`

function describeSound(sound: Sound, report: CallReport): string {
  const name = sound.frequencyHz === null ? NAMES[sound.kind] : `a tone of ${sound.frequencyHz} Hz`
  const who = sound.ssrc === report.heard[0]?.ssrc ? '' : ', from another party'
  return `${at(sound.fromMs)}: heard ${name} for ${seconds(sound.toMs - sound.fromMs)}${who}`
}

function describeFailure(report: CallReport): string {
  const { status, afterMs, by } = report.end
  const rang = report.ringingAfterMs === null ? '' : ` It rang from ${seconds(report.ringingAfterMs)}.`
  if (by === 'us') return `Not answered within ${seconds(afterMs)}: given up.${rang}`
  const meaning = status === null ? 'the connection broke' : (MEANINGS[status] ?? 'refused')
  return `Not answered: ${meaning} (SIP ${status ?? '-'} after ${seconds(afterMs)}).${rang}`
}

function describeReason(reason: string | null): string {
  const text = /text="([^"]+)"/.exec(reason ?? '')?.[1]
  return text === undefined ? '' : ` (${text})`
}
