import type {
  AgentInterval,
  AgentLive,
  AgentQueueLive,
  Call,
  CallStep,
  Leg,
  Recording,
  RejectedCall,
} from '../generated/prisma/client.ts'

/** Rows as the projector writes them. The epoch is a whole number of milliseconds, so it needs no bigint here. */
type Numbered<T> = { readonly [K in keyof T]: K extends 'epoch' ? number : T[K] }

/** Money and wrap-up are put in by their own parts of the projection. */
export type CallRow = Numbered<Omit<Call, 'wrapUpMs' | 'priceMicros' | 'currency'>>
export type PricedCallRow = CallRow & { readonly priceMicros: string | null; readonly currency: string | null }
export type LegRow = Readonly<Leg>
export type CallStepRow = Readonly<CallStep>
/** What the journal says of a recording; the rest is the recording job's. */
export type RecordingRow = Pick<
  Recording,
  | 'id'
  | 'tenantId'
  | 'callId'
  | 'agentId'
  | 'segment'
  | 'rtpengineCallId'
  | 'startedAt'
  | 'stoppedAt'
  | 'expectedMs'
  | 'captureFile'
  | 'streams'
  | 'status'
>
export type RejectedCallRow = Readonly<RejectedCall>
export type AgentIntervalRow = Numbered<AgentInterval>
export type AgentLiveRow = { readonly [K in keyof AgentLive]: K extends 'epoch' ? number | null : AgentLive[K] }
export type AgentQueueLiveRow = Readonly<AgentQueueLive>
export type DerivedCall = {
  readonly call: CallRow
  readonly legs: readonly LegRow[]
  readonly steps: readonly CallStepRow[]
  readonly recordings: readonly RecordingRow[]
  /** The number at the far end of each leg, where one is known. */
  readonly numbers: ReadonlyMap<string, string>
}
