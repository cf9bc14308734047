import { expect, test } from 'vitest'
import { SeededRandom } from '../testing/seeded-random.ts'
import { WaitingStory, waitingContext } from '../testing/waiting-story.ts'
import { MUSIC_BETWEEN_MS } from './draft.ts'
import type { WaitingEffect, WaitingInput } from './step-types.ts'

const KEYS = ['0', '1', '2', '5', '7', '8', '*', '#'] as const

const INPUTS: readonly WaitingInput[] = [
  { kind: 'agent.found' },
  { kind: 'agent.lost' },
  { kind: 'choice.accepted' },
  { kind: 'choice.refused' },
  { kind: 'offer.due', offer: 'callback' },
  { kind: 'offer.due', offer: 'voicemail' },
  { kind: 'place.told', token: 3, position: 9, expectedMs: null },
  { kind: 'speech.finished', token: 2 },
  { kind: 'timer.fired', timer: 'key', token: 1 },
]

const newStory = (random: SeededRandom): WaitingStory =>
  new WaitingStory(
    waitingContext({
      position: { firstMs: random.between(0, 20_000), everyMs: random.between(10_000, 40_000), sayWait: true },
      messages: Array.from({ length: random.between(0, 3) }, (_, index) => ({
        promptId: `prm_message${String(index)}`,
        firstMs: random.between(0, 30_000),
        everyMs: random.between(10_000, 40_000),
        once: random.chance(0.3),
      })),
      advert: { key: '5', promptId: 'prm_advert' },
      voicemail: random.chance(0.7) ? { key: '8', boxId: 'vbx_one' } : null,
      callback: random.chance(0.7)
        ? { key: '7', offerAfterMs: random.between(0, 60_000), attemptsMax: 3, retryAfterMs: 60_000, otherNumber: true }
        : null,
    }),
  )

/** One thing in the caller's ear at a time: what starts to speak finds music or silence. */
function watch(story: WaitingStory): { readonly faults: string[] } {
  const faults: string[] = []
  let musicSince = Number.NEGATIVE_INFINITY
  let asked = false
  story.onEffect = (effect: WaitingEffect) => {
    if (effect.kind === 'speech.play') {
      if (story.isSpeaking) faults.push(`${String(story.now)} two voices at once`)
      const isByTime = effect.parts.some((part) => part.kind === 'prompt' && part.promptId.startsWith('prm_message'))
      if (isByTime && story.now - musicSince < MUSIC_BETWEEN_MS && story.now > 0 && musicSince > 0)
        faults.push(`${String(story.now)} no music between two messages`)
      if (story.state.phase === 'ringing') faults.push(`${String(story.now)} a voice while an agent rings`)
    }
    if (effect.kind === 'music.play') musicSince = story.now
    if (effect.kind === 'caller.chose') {
      if (asked) faults.push(`${String(story.now)} a second choice while one is with the engine`)
      asked = true
    }
    if (effect.kind !== 'caller.chose' && story.state.phase !== 'choosing') asked = false
  }
  return { faults }
}

test.each([1, 2, 3, 4, 5])(
  'whatever comes, one voice at a time, music between, silence once an agent rings [seed %s]',
  (seed) => {
    const random = new SeededRandom(seed)
    for (let caller = 0; caller < 300; caller++) {
      const story = newStory(random)
      const { faults } = watch(story)
      story.tell({ kind: 'queue.entered' })
      for (let step = 0; step < 40 && story.state.phase !== 'gone'; step++) {
        story.wait(random.between(0, 8_000))
        if (random.chance(0.5)) story.press(random.pick(KEYS) ?? '0')
        else story.tell(random.pick(INPUTS) ?? { kind: 'agent.lost' })
        const { phase, timer, isSaying, choice, due } = story.state
        if (['confirming', 'keyingIn'].includes(phase) && timer === null && !isSaying)
          faults.push(`nothing will ever happen in ${phase}`)
        if (phase === 'choosing' && (choice === null || timer === null)) faults.push('a choice without a choice')
        if (phase === 'music' && due.length > 0 && timer === null)
          faults.push('something is due and nothing will say it')
        if (due.some((item, index) => index > 0 && item.at < (due[index - 1]?.at ?? 0)))
          faults.push('not in order of time')
      }
      expect({ seed, caller, faults, heard: faults.length === 0 ? [] : story.heard }).toEqual({
        seed,
        caller,
        faults: [],
        heard: [],
      })
      story.tell({ kind: 'queue.left' })
      const { length } = story.heard
      story.wait(300_000)
      expect(story.heard).toHaveLength(length)
    }
  },
)
