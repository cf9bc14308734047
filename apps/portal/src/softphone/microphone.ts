export type MicrophoneResult =
  | { readonly kind: 'granted'; readonly stream: MediaStream }
  /** The person or a policy said no. */
  | { readonly kind: 'refused' }
  /** No microphone, or another program holds it. */
  | { readonly kind: 'missing' }

/** `plain` asks for the sound as it is: measuring tones must not be cleaned away. */
export type MicrophoneTreatment = 'voice' | 'plain'

const treatment = (kind: MicrophoneTreatment): MediaTrackConstraints => {
  const on = kind === 'voice'
  return { echoCancellation: on, noiseSuppression: on, autoGainControl: on, channelCount: 1 }
}

/** Asks for the microphone. Kept open while signed in, so that an answer does not wait for it. */
export async function openMicrophone(kind: MicrophoneTreatment): Promise<MicrophoneResult> {
  // Outside a secure context (plain http to another host) browsers have no mediaDevices at all.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices === undefined) return { kind: 'missing' }
  try {
    return { kind: 'granted', stream: await devices.getUserMedia({ audio: treatment(kind), video: false }) }
  } catch (error) {
    const refused = error instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(error.name)
    return refused ? { kind: 'refused' } : { kind: 'missing' }
  }
}

export function closeMicrophone(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
