import type { CallId, DtmfDigit, Fact, RecordingId, TenantId, VoicemailBoxId } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { newId } from '../runtime/new-id.ts'
import type { SpokenTo } from '../speech/call-voice.ts'
import type { CallVoices } from '../speech/call-voices.ts'
import type { SilenceWatch } from './silence-watch.ts'
import { VoicemailRunner } from './voicemail-runner.ts'

export type VoicemailCall = SpokenTo & {
  readonly state: { readonly callId: CallId; readonly tenantId: TenantId; readonly callerPort: number }
  readonly media: {
    readonly callerTag: string
    startRecording(metadata: string): Promise<void>
    stopRecording(): Promise<void>
  }
}

export type VoicemailPartOptions = {
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly voices: CallVoices
  readonly silence: SilenceWatch
  readonly journal: (tenantId: TenantId, facts: readonly Fact[]) => void
}

/** Messages that callers of this node are leaving. */
export class VoicemailPart {
  readonly #options: VoicemailPartOptions
  readonly #runners = new Map<CallId, VoicemailRunner>()

  constructor(options: VoicemailPartOptions) {
    this.#options = options
  }

  /** `ended` is told exactly once, also when there is no such box. */
  start(call: VoicemailCall, boxId: VoicemailBoxId | null, ended: (left: boolean) => void): void {
    const { callId } = call.state
    const box = call.tenant.voicemailBoxes.find((each) => each.boxId === boxId)
    if (box === undefined || this.#runners.has(callId)) {
      this.#options.log.error({ callId, boxId }, 'a message cannot be left in this box')
      ended(false)
      return
    }
    const runner = this.#runnerFor(call, box, ended)
    this.#runners.set(callId, runner)
    runner.dispatch({ kind: 'voicemail.start' })
  }

  callerLeft(callId: CallId): void {
    this.#runners.get(callId)?.dispatch({ kind: 'caller.left' })
  }

  /** True when the key was for the voicemail. */
  press(callId: CallId, digit: DtmfDigit): boolean {
    const runner = this.#runners.get(callId)
    runner?.press(digit)
    return runner !== undefined
  }

  #runnerFor(
    call: VoicemailCall,
    box: VoicemailCall['tenant']['voicemailBoxes'][number],
    ended: (left: boolean) => void,
  ): VoicemailRunner {
    const { inbox, clock, log, voices, silence, journal } = this.#options
    const { callId, tenantId, callerPort } = call.state
    const voice = voices.of(call)
    return new VoicemailRunner({
      inbox,
      clock,
      context: {
        callId,
        box,
        locale: call.tenant.locale,
        voicemailId: newId('voicemail'),
        recordingId: newId('recording'),
        callerPort,
      },
      host: {
        say: (parts, onEnd) => voice.say(parts, onEnd),
        stopSaying: () => voice.stopSaying(),
        startCapture: (recordingId: RecordingId) =>
          call.media.startRecording(`recordingId:${recordingId}|callId:${callId}`).catch((error: unknown) => {
            log.error({ callId, error: messageOf(error) }, 'a message cannot be captured')
            throw error
          }),
        stopCapture: () => call.media.stopRecording(),
        watchSilence: (tell) => silence.watch(callId, call.media.callerTag, tell),
        journal: (facts) => journal(tenantId, facts),
        ended: (left) => {
          this.#runners.delete(callId)
          ended(left)
        },
      },
    })
  }
}
