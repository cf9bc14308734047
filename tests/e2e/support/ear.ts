/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core'
import type { Sound } from './tone.ts'

declare global {
  interface Window {
    seatlineEar: { listen(windowSize: number): Promise<{ sampleRate: number; samples: number[] } | null> }
  }
}

const WINDOW_SAMPLES = 16_384

/**
 * Lets the test hear what the person in front of the page hears: the streams of the page's audio elements that play aloud, and not what merely arrives.
 * To be added before the page is opened.
 */
export function installEar(): void {
  const taps = new WeakMap<MediaStream, AnalyserNode>()
  let context: AudioContext | null = null

  const tapOf = (stream: MediaStream, windowSize: number): AnalyserNode => {
    context ??= new AudioContext()
    const known = taps.get(stream)
    if (known !== undefined) return known
    const analyser = context.createAnalyser()
    analyser.fftSize = windowSize
    context.createMediaStreamSource(stream).connect(analyser)
    taps.set(stream, analyser)
    return analyser
  }

  const playing = (): MediaStream[] =>
    [...document.querySelectorAll('audio')]
      .filter((audio) => !audio.muted && !audio.paused && audio.volume > 0)
      .map((audio) => audio.srcObject)
      .filter((source): source is MediaStream => source instanceof MediaStream && source.getAudioTracks().length > 0)

  window.seatlineEar = {
    listen: async (windowSize) => {
      const begun = playing().map((stream) => tapOf(stream, windowSize))
      if (context === null || begun.length === 0) return null
      const { sampleRate, currentTime } = context
      const end = currentTime + (windowSize / sampleRate) * 1.1
      while (context.currentTime < end) await new Promise((resolve) => setTimeout(resolve, 10))
      const samples = new Float32Array(windowSize)
      const one = new Float32Array(windowSize)
      for (const stream of playing()) {
        tapOf(stream, windowSize).getFloatTimeDomainData(one)
        one.forEach((value, i) => (samples[i] = (samples[i] ?? 0) + value))
      }
      return { sampleRate, samples: [...samples] }
    },
  }
}

/** Listens in the page for a third of a second that begins now. A page that plays nothing gives an empty sound. */
export async function listenInPage(page: Page): Promise<Sound> {
  const heard = await page.evaluate((size) => window.seatlineEar.listen(size), WINDOW_SAMPLES)
  return heard === null
    ? { samples: new Float32Array(0), sampleRate: 48_000 }
    : { samples: Float32Array.from(heard.samples), sampleRate: heard.sampleRate }
}
