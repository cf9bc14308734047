import { AGENT_TONE_HZ, CALLER_TONE_HZ, hasTone, isSilent, lacksTone, loudness, toneLevel } from './tone.ts'
import type { Sound } from './tone.ts'
import { recognise } from './prompt-match.ts'
import type { KnownSounds } from './prompt-match.ts'

/** What a person hears, in words: `silence`, `the caller`, `the agent`, `prompt NAME`, or what is wrong. */
export type Heard = string

/** A pure tone's power is half its amplitude squared: what is more than this beside it is another sound. */
const REST_SHARE_MAX = 0.05

function describeTone(sound: Sound, hz: number, who: string): Heard {
  const tone = toneLevel(sound, hz)
  const rest = loudness(sound) ** 2 - tone ** 2 / 2
  return rest > (REST_SHARE_MAX * tone ** 2) / 2 ? `${who} and something else` : who
}

export function whatIsHeard(sound: Sound, known: KnownSounds, agentHz = AGENT_TONE_HZ): Heard {
  if (isSilent(sound)) return 'silence'
  const caller = hasTone(sound, CALLER_TONE_HZ)
  const agent = hasTone(sound, agentHz)
  if (agent && caller) return 'the caller and the agent'
  const prompt = recognise(sound, known)
  if (prompt !== null) return `prompt ${prompt.name}`
  if (agent)
    return lacksTone(sound, CALLER_TONE_HZ)
      ? describeTone(sound, agentHz, 'the agent')
      : 'the agent and some of the caller'
  if (caller)
    return lacksTone(sound, agentHz)
      ? describeTone(sound, CALLER_TONE_HZ, 'the caller')
      : 'the caller and some of the agent'
  return `an unknown sound [loudness:${loudness(sound).toFixed(3)}]`
}

export type Ears = Readonly<Record<string, () => Promise<Heard>>>

const STEADY_TIMES = 3

/**
 * Waits until everybody hears what they should, then listens on: it must stay so for three more pieces of a third of a second, or the change was none.
 * `within` default 5 s.
 */
export async function expectHearing(
  ears: Ears,
  wanted: Readonly<Record<string, Heard | RegExp>>,
  { withinMs = 5_000 }: { readonly withinMs?: number } = {},
): Promise<void> {
  const listen = async (): Promise<Record<string, Heard>> => {
    const names = Object.keys(wanted)
    const heard = await Promise.all(names.map((name) => ears[name]?.() ?? Promise.reject(new Error(`no ear: ${name}`))))
    return Object.fromEntries(names.map((name, i) => [name, heard[i] ?? '']))
  }
  const deadline = Date.now() + withinMs
  const history: Record<string, Heard>[] = []
  for (let steady = 0; steady <= STEADY_TIMES;) {
    const heard = await listen()
    history.push(heard)
    const right = Object.entries(wanted).every(([name, sound]) => fits(heard[name] ?? '', sound))
    steady = right ? steady + 1 : 0
    if (!right && Date.now() > deadline)
      throw new Error(`not heard within ${withinMs} ms [wanted:${show(wanted)} heard last:${show(history.slice(-4))}]`)
  }
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (part instanceof RegExp ? String(part) : part))

const fits = (heard: Heard, wanted: Heard | RegExp): boolean =>
  typeof wanted === 'string' ? heard === wanted : wanted.test(heard)
