export { PCMA, PCMU, type G711 } from './audio/g711.ts'
export { loudness, SAMPLE_RATE, strongestTone, toneShare } from './audio/goertzel.ts'
export {
  FRAME_MS,
  FRAME_SAMPLES,
  samplesSource,
  silenceSource,
  sineWave,
  toneSource,
  type FrameSource,
} from './audio/sources.ts'
export { parseWav, WavError } from './audio/wav.ts'
export { Ear, type EarOptions, type ToneHeard } from './hearing/ear.ts'
export { hasTone, summarise, type Sound, type SoundKind } from './hearing/sounds.ts'
export { isDigit } from './rtp/digit-sender.ts'
export { MediaClock } from './rtp/media-clock.ts'
export type { RtpCounters } from './rtp/rtp-stream.ts'
export { Caller, PlacedCall, type CallerOptions, type PlaceCall } from './calls/caller.ts'
export { DeskPhone, issueCredentials, type Behaviour, type DeskPhoneOptions } from './calls/desk-phone.ts'
export { PhoneAudio, type PhoneAudioOptions, type Voice } from './calls/phone-audio.ts'
export { PhoneCall, type CallEnd } from './calls/phone-call.ts'
export { makeCall } from './call/make-call.ts'
export type { CallArguments } from './call/arguments.ts'
export type { CallReport } from './call/report.ts'
