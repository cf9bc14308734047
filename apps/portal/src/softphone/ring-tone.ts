export interface RingTone {
  start(): void
  stop(): void
}

/** A soft triple ring every three seconds, made by WebAudio: no file to load before the first call. */
const RING = {
  frequenciesHz: [440, 554],
  burstS: 0.36,
  gapS: 0.18,
  periodS: 3,
  volume: 0.16,
  scheduledAheadPeriods: 40,
}

export function createRingTone(): RingTone {
  let context: AudioContext | null = null
  let output: GainNode | null = null

  const stop = (): void => {
    output?.disconnect()
    output = null
    void context?.suspend()
  }

  return {
    start: () => {
      if (output !== null) return
      context ??= new AudioContext()
      void context.resume()
      output = context.createGain()
      output.gain.value = 0
      output.connect(context.destination)
      scheduleBursts(context, output)
    },
    stop,
  }
}

function scheduleBursts(context: AudioContext, output: GainNode): void {
  const begin = context.currentTime + 0.05
  const end = begin + RING.periodS * RING.scheduledAheadPeriods
  for (const frequency of RING.frequenciesHz) {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(output)
    tone.start(begin)
    tone.stop(end)
  }
  for (let period = 0; period < RING.scheduledAheadPeriods; period++) {
    for (const burst of [0, 1, 2]) {
      const at = begin + period * RING.periodS + burst * (RING.burstS + RING.gapS)
      output.gain.setTargetAtTime(RING.volume, at, 0.015)
      output.gain.setTargetAtTime(0, at + RING.burstS, 0.03)
    }
  }
}
