/** A recording under way. */
export type SoundRecorder = {
  /** How loud it is at this moment, from 0 to 1. */
  readonly level: () => number
  /** Ends it and lets the microphone go. */
  readonly stop: () => Promise<Blob>
}

/** Of what browsers can write, the first that this one can; the server reads all of them. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm']
const METER_SAMPLES = 1_024
/** Speech is seldom louder than a third of full scale: the meter's upper end. */
const METER_FULL = 0.35

/** Records from a microphone that was opened for it. */
export function recordSound(stream: MediaStream): SoundRecorder {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType })
  const chunks: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data))
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = METER_SAMPLES
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(METER_SAMPLES)
  recorder.start()
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
      return Math.min(1, Math.sqrt(energy / samples.length) / METER_FULL)
    },
    stop: () =>
      new Promise((resolve) => {
        recorder.addEventListener('stop', () => {
          for (const track of stream.getTracks()) track.stop()
          void context.close()
          resolve(new Blob(chunks, { type: recorder.mimeType }))
        })
        recorder.stop()
      }),
  }
}
