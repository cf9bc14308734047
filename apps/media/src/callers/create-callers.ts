import type { AcdInput, CallId, CallInput } from '@seatline/core'
import { sealingKey } from '@seatline/sealing'
import type { MediaConfig } from '../config.ts'
import { FlowSecrets } from '../ivr/flow-secrets.ts'
import { HttpCaller } from '../ivr/http-caller.ts'
import { IvrServices } from '../ivr/ivr-services.ts'
import type { Journal } from '../journal/journal.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import { CallVoices } from '../speech/call-voices.ts'
import { KnownCallers } from '../tenants/known-callers.ts'
import { SilenceWatch } from '../voicemail/silence-watch.ts'
import { VoicemailPart } from '../voicemail/voicemail-part.ts'
import { WaitingPart } from '../waiting/waiting-part.ts'
import { AgentNumbers } from './agent-numbers.ts'
import { CallerFlows } from './caller-flows.ts'
import { Callers } from './callers.ts'

export type CallersParts = {
  readonly config: Pick<MediaConfig, 'MEDIA_ADDRESS' | 'MEDIA_HTTP_ALLOWED' | 'SEATLINE_SECRETS_KEY'>
  readonly redis: { hget(key: string, field: string): Promise<string | null> }
  readonly ng: NgCommands
  readonly journal: Journal
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly call: (callId: CallId, input: CallInput) => void
  readonly acd: (input: AcdInput) => void
}

/** Flows, waiting and voicemail of this node, put together. */
export function createCallers(parts: CallersParts): { readonly services: Callers; readonly waiting: WaitingPart } {
  const { config, redis, ng, inbox, clock, log, call, acd } = parts
  const voices = new CallVoices({ clock, log })
  const journal: VoicemailPartJournal = (tenantId, facts) => parts.journal.append(tenantId, facts)
  const silence = new SilenceWatch({ ng, address: config.MEDIA_ADDRESS, clock, log })
  const voicemail = new VoicemailPart({ inbox, clock, log, voices, silence, journal })
  const waiting = new WaitingPart({
    inbox,
    clock,
    voices,
    acd,
    hangUp: (callId) => call(callId, { kind: 'waiting.hangUp' }),
  })
  const known = new KnownCallers({ redis, clock, log })
  const key = config.SEATLINE_SECRETS_KEY
  const services = new IvrServices({
    callers: known,
    secrets: new FlowSecrets({ redis, key: key === undefined ? null : sealingKey(key) }),
    http: new HttpCaller({ allowed: new Set(config.MEDIA_HTTP_ALLOWED) }),
    log,
  })
  const flows = new CallerFlows({
    inbox,
    clock,
    log,
    voices,
    services,
    callers: known,
    voicemail,
    call,
    acd,
    journal,
  })
  const voicemailEnded = (callId: CallId): void => call(callId, { kind: 'voicemail.ended' })
  return {
    services: new Callers({ flows, waiting, voicemail, numbers: new AgentNumbers({ voices, log }), voicemailEnded }),
    waiting,
  }
}

type VoicemailPartJournal = ConstructorParameters<typeof VoicemailPart>[0]['journal']
