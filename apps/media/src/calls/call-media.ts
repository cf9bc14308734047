import {
  assertNever,
  instant,
  type CallEffect,
  type CallId,
  type CallInput,
  type LegEffect,
  type LegId,
  type PromptId,
  type QueueId,
} from '@seatline/core'
import type { MediaMetrics } from '../metrics/metrics.ts'
import { MediaRefusedError } from '../rtp/media-path.ts'
import { NgError } from '../rtp/rtpengine/ng-client.ts'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { SipLegs } from '../sip/sip-legs.ts'
import { RING_BACK_FILE } from '../rtp/ring-back.ts'
import { agentTag, isCallersLeg, type LiveCall } from './live-call.ts'

type MediaEffect = Extract<CallEffect, { kind: `media.${string}` | `recording.${string}` | 'announcement.play' }>
type EffectOf<K extends MediaEffect['kind']> = Extract<MediaEffect, { kind: K }>

export type CallMediaOptions = {
  readonly legs: SipLegs
  readonly clock: Clock
  readonly log: Log
  readonly metrics: MediaMetrics
  readonly dispatch: (callId: CallId, input: CallInput) => void
}

/** Carries out a call's media effects on rtpengine; every result comes back as an input of the call. */
export class CallMedia {
  readonly #options: CallMediaOptions

  constructor(options: CallMediaOptions) {
    this.#options = options
  }

  execute(call: LiveCall, effect: MediaEffect): void {
    switch (effect.kind) {
      case 'media.open':
        this.#open(call)
        return
      case 'media.close':
        this.#run(call, 'close', call.media.close())
        return
      case 'media.stopPlaying':
        this.#run(call, 'stop playing', call.media.stopPlaying())
        return
      case 'media.offerAgent':
        this.#offerAgent(call, effect)
        return
      case 'media.joinAgent':
        this.#joinAgent(call, effect.legId)
        return
      case 'media.dropAgent':
        call.agentOffers.delete(effect.legId)
        call.packets.delete(agentTag(effect.legId))
        this.#run(call, 'drop agent', call.media.dropAgent(agentTag(effect.legId)))
        return
      case 'media.hold':
        this.#run(call, 'hold', call.media.hold(agentTag(effect.legId), musicFile(call, call.queueId)))
        return
      case 'media.retrieve':
        this.#run(call, 'retrieve', call.media.retrieve(agentTag(effect.legId)))
        return
      case 'media.part':
        this.#run(call, 'part', call.media.part(agentTag(effect.legId)))
        return
      case 'media.rejoin':
        this.#run(call, 'rejoin', call.media.rejoin(agentTag(effect.legId)))
        return
      case 'media.ringBack':
        this.#run(call, 'ring back', call.media.loop(tagOf(effect.legId), RING_BACK_FILE))
        return
      case 'media.stopRingBack':
        this.#run(call, 'stop ringing back', call.media.endLoop(tagOf(effect.legId)))
        return
      case 'recording.start':
        this.#startRecording(call, effect)
        return
      case 'recording.stop':
        this.#run(call, 'stop recording', call.media.stopRecording())
        return
      case 'announcement.play':
        this.#announce(call, effect.promptId)
        return
      default:
        assertNever(effect, 'media effect')
    }
  }

  /** Resolves with the prompt's length in ms. */
  playPrompt(call: LiveCall, promptId: PromptId): Promise<number> {
    const file = promptFile(call, promptId)
    if (file === null) {
      this.#options.log.error({ callId: call.state.callId, promptId }, 'a prompt is not published')
      return Promise.reject(new MediaRefusedError('no such prompt'))
    }
    return call.media.playPrompt(file).catch((error: unknown) => {
      this.#report(call, 'play prompt', error)
      throw error
    })
  }

  /** The far end's media moves: rtpengine follows, then the leg answers. */
  move(call: LiveCall, legId: LegId, { requestId, offer }: Extract<LegEffect, { kind: 'media.move' }>): void {
    const { legs, dispatch } = this.#options
    const { callId } = call.state
    const sdp = legs.offerOf(legId, requestId)
    const moved = isCallersLeg(call, legId)
      ? call.media.moveCaller(sdp)
      : call.media.moveAgent(agentTag(legId), call.agentDevices.get(legId) ?? 'sipPhone', sdp)
    const finished = (ok: boolean): void =>
      dispatch(callId, { kind: 'leg', legId, input: { kind: 'our.mediaMoved', requestId, offer, ok } })
    moved.then(
      (described) => {
        legs.moved(legId, requestId, described.sdp)
        finished(true)
      },
      (error: unknown) => {
        this.#report(call, 'move', error)
        finished(false)
      },
    )
  }

  #open(call: LiveCall): void {
    const { legs, dispatch } = this.#options
    const { callId } = call.state
    const legId = call.state.caller?.legId
    if (legId === undefined) return
    call.media.open(legs.remoteSdp(legId)).then(
      ({ sdp, port }) => {
        legs.prepareAnswer(legId, sdp, call.session)
        dispatch(callId, { kind: 'media.opened', localPort: port, session: call.session })
      },
      (error: unknown) => {
        this.#report(call, 'open', error)
        const reason = error instanceof MediaRefusedError ? 'mediaRefused' : 'mediaLost'
        dispatch(callId, { kind: 'media.refused', reason })
      },
    )
  }

  #offerAgent(call: LiveCall, { legId, device }: EffectOf<'media.offerAgent'>): void {
    const { dispatch } = this.#options
    const { callId } = call.state
    call.agentDevices.set(legId, device)
    call.media.offerAgent(agentTag(legId), device).then(
      ({ sdp, port }) => {
        call.agentOffers.set(legId, sdp)
        dispatch(callId, { kind: 'agentMedia.offered', legId, localPort: port })
      },
      (error: unknown) => this.#agentFailed(call, legId, error),
    )
  }

  #joinAgent(call: LiveCall, legId: LegId): void {
    const { legs, clock, metrics, dispatch } = this.#options
    const { callId, agentLegs } = call.state
    const answeredAt = clock.now()
    const localPort = agentLegs.find(({ leg }) => leg.legId === legId)?.localPort ?? 0
    const device = call.agentDevices.get(legId) ?? 'sipPhone'
    call.media.joinAgent(agentTag(legId), device, legs.remoteSdp(legId)).then(
      () => {
        metrics.answerToJoin.observe((clock.now() - answeredAt) / 1_000)
        dispatch(callId, { kind: 'agentMedia.joined', legId, localPort })
      },
      (error: unknown) => this.#agentFailed(call, legId, error),
    )
  }

  #agentFailed(call: LiveCall, legId: LegId, error: unknown): void {
    this.#report(call, 'agent media', error)
    this.#options.dispatch(call.state.callId, { kind: 'agentMedia.failed', legId })
  }

  #startRecording(call: LiveCall, { recordingId, segment }: EffectOf<'recording.start'>): void {
    const metadata = `recordingId:${recordingId}|segment:${String(segment)}|callId:${call.state.callId}`
    this.#run(call, 'start recording', call.media.startRecording(metadata))
  }

  #announce(call: LiveCall, promptId: PromptId | null): void {
    const { clock, dispatch } = this.#options
    const finished = (): void => dispatch(call.state.callId, { kind: 'announcement.finished' })
    const { fullPromptId, suspendedPromptId } = call.tenant
    const announced = promptId ?? (call.state.treatment === 'suspended' ? suspendedPromptId : fullPromptId)
    const played = announced === null ? Promise.resolve(0) : this.playPrompt(call, announced)
    played.then((durationMs) => clock.at(instant(clock.now() + Math.round(durationMs)), finished), finished)
  }

  /** The caller's wait goes on even when one command fails; the fault is counted and the watch over packets ends what is really dead. */
  #run(call: LiveCall, what: string, command: Promise<void>): void {
    command.catch((error: unknown) => this.#report(call, what, error))
  }

  #report(call: LiveCall, what: string, error: unknown): void {
    const { log, metrics } = this.#options
    const code = error instanceof NgError || error instanceof MediaRefusedError ? error.code : 'fault'
    metrics.mediaFaults.inc({ code })
    log.warn({ callId: call.state.callId, what, error: messageOf(error) }, 'a media command failed')
  }
}

const tagOf = (legId: LegId | null): string | null => (legId === null ? null : agentTag(legId))

function promptFile(call: LiveCall, promptId: PromptId): string | null {
  return call.tenant.prompts.find((prompt) => prompt.promptId === promptId)?.file ?? null
}

function musicFile(call: LiveCall, queueId: QueueId | null): string | null {
  const queue = call.tenant.queues.find((each) => each.queueId === queueId)
  return queue === undefined ? null : promptFile(call, queue.musicPromptId)
}
