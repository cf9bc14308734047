import { AGENT_TONE_HZ, CALLER_TONE_HZ, isSilent, loudness, median, pieces, toneLevel } from './tone.ts'
import type { Sound } from './tone.ts'
import type { Match } from './prompt-match.ts'

/** What a person hears, in words: `silence`, `the caller`, `the agent`, `prompt NAME`, or what is wrong. */
export type Heard = string

/** A pure tone's power is half its amplitude squared: what is more than this beside it is another sound. */
const REST_SHARE_MAX = 0.05
const TONE_CLEAR = 0.1
const TONE_TRACE = 0.01

/**
 * Judged by the median over pieces of 50 ms: on a busy machine a packet may come too late for its moment, which breaks a piece or two and is no fault of
 * who is joined to whom. What breaks more than that is named as such.
 */
export async function whatIsHeard(sound: Sound, recognise: Recognise, agentHz = AGENT_TONE_HZ): Promise<Heard> {
  const parts = pieces(sound)
  if (parts.every(isSilent)) return 'silence'
  if (parts.filter(isSilent).length > parts.length / 2) return 'gaps'
  const promptOr = async (otherwise: Heard): Promise<Heard> => {
    const prompt = await recognise(sound)
    return prompt === null ? otherwise : `prompt ${prompt.name}`
  }
  const caller = median(parts.map((part) => toneLevel(part, CALLER_TONE_HZ)))
  const agent = median(parts.map((part) => toneLevel(part, agentHz)))
  if (Math.max(caller, agent) < TONE_CLEAR) return promptOr('an unknown sound')
  if (Math.min(caller, agent) > TONE_CLEAR) return promptOr('the caller and the agent')
  const [who, hz, other] = caller > agent ? ['the caller', CALLER_TONE_HZ, agent] : ['the agent', agentHz, caller]
  const rest = median(parts.map((part) => restShare(part, hz)))
  if (rest < REST_SHARE_MAX && other < TONE_TRACE) return who
  return promptOr(`${who} and something else [rest:${rest.toFixed(3)} other:${other.toFixed(3)}]`)
}

/** Finds the prompt that a sound is a piece of. */
export type Recognise = (sound: Sound) => Promise<Match | null>
export const noPrompts: Recognise = () => Promise.resolve(null)

function restShare(sound: Sound, hz: number): number {
  const tonePower = toneLevel(sound, hz) ** 2 / 2
  return tonePower === 0 ? 1 : Math.max(0, loudness(sound) ** 2 - tonePower) / tonePower
}

export type Ears = Readonly<Record<string, () => Promise<Heard>>>

const STEADY_TIMES = 3
const STEADY_LISTENS_MAX = 15

/**
 * Waits until everybody hears what they should (`withinMs`, default 6 s), then listens on: three more pieces of a third of a second must be the same, and none
 * may hold anything else than that, or it broken by a busy machine.
 */
export async function expectHearing(
  ears: Ears,
  wanted: Readonly<Record<string, Heard>>,
  { withinMs = 6_000 }: { readonly withinMs?: number } = {},
): Promise<void> {
  const listen = async (): Promise<Record<string, Heard>> => {
    const names = Object.keys(wanted)
    const heard = await Promise.all(names.map((name) => ears[name]?.() ?? Promise.reject(new Error(`no ear: ${name}`))))
    return Object.fromEntries(names.map((name, i) => [name, heard[i] ?? '']))
  }
  const isWanted = (heard: Record<string, Heard>): boolean =>
    Object.entries(wanted).every(([name, sound]) => heard[name] === sound)
  const isForeign = (heard: Record<string, Heard>): boolean =>
    Object.entries(wanted).some(([name, sound]) => isForeignTo(sound, heard[name] ?? ''))

  const history: Record<string, Heard>[] = []
  const failure = (what: string): Error =>
    new Error(`${what} [wanted:${show(wanted)} heard:${show(history.slice(-6))}]`)
  const deadline = Date.now() + withinMs
  do {
    if (Date.now() > deadline) throw failure(`not heard within ${withinMs} ms`)
    history.push(await listen())
  } while (!isWanted(history.at(-1) ?? {}))
  for (let steady = 0, listens = 0; steady < STEADY_TIMES; listens++) {
    const heard = await listen()
    history.push(heard)
    if (isForeign(heard)) throw failure('heard what should not be heard')
    if (listens === STEADY_LISTENS_MAX) throw failure('not heard steadily')
    if (isWanted(heard)) steady++
  }
}

/** Another party or prompt; and where there should be silence, anything. */
function isForeignTo(wanted: Heard, heard: Heard): boolean {
  if (heard === wanted) return false
  if (wanted === 'silence') return true
  return (
    heard === 'the caller' ||
    heard === 'the agent' ||
    heard.startsWith('the caller and the agent') ||
    heard.startsWith('prompt')
  )
}

const show = (value: unknown): string => JSON.stringify(value)
