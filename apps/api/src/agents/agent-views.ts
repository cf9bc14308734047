import type { AgentDevice, AgentId, CallId, CommandId, Instant, NotReadyReason } from '@seatline/core'
import type { DispositionView, QueueView, ReasonView, TenantView } from '../tenants/tenant-views.ts'

export type AgentView = { readonly id: AgentId; readonly name: string }

/** `engaged`: with a call of somebody this tenant knows nothing of. Only ever seen by a tenant, never by the agent. */
export const AGENT_STATUS_KINDS = [
  'signedOut',
  'notReady',
  'ready',
  'ringing',
  'talking',
  'hold',
  'wrapUp',
  'engaged',
] as const
export type AgentStatusKindView = (typeof AGENT_STATUS_KINDS)[number]

export const SYSTEM_REASONS = [
  'signedIn',
  'ringNoAnswer',
  'declined',
  'phoneUnreachable',
  'connectionLost',
] as const satisfies readonly SystemReason[]
export type SystemReason = Extract<NotReadyReason, { kind: 'system' }>['code']

export type ReasonStateView =
  | { readonly kind: 'code'; readonly reason: ReasonView | null }
  | { readonly kind: 'system'; readonly code: SystemReason }

export type MenuStepView = {
  readonly nodeId: string
  readonly kind: string
  readonly label: string
  readonly at: Instant
  /** What the caller pressed here; null when nothing was asked or pressed. */
  readonly digits: string | null
}

/** Something that the flow found out, or that the caller keyed in, by its name in the flow. */
export type CallVariableView = { readonly name: string; readonly value: string }

export type DesktopCallView = {
  readonly id: CallId
  readonly ani: string
  readonly dnis: string
  readonly tenant: TenantView
  readonly queue: QueueView | null
  readonly menuPath: readonly MenuStepView[]
  readonly variables: readonly CallVariableView[]
  readonly waitedMs: number
  readonly arrivedAt: Instant
  readonly queuedAt: Instant | null
  readonly connectedAt: Instant | null
  readonly endedAt: Instant | null
  readonly recording: boolean
  readonly disposition: DispositionView | null
  readonly dispositionNote: string | null
  readonly callback: DesktopCallbackView | null
}

/** Somebody who left the queue to be called back: who answers is joined to the customer, who is called only then. */
export type DesktopCallbackView = {
  readonly number: string
  /** Since when the customer's place counts. */
  readonly waitsSince: Instant
  readonly attempt: number
}

export type AgentDesktopView = {
  readonly serverTime: Instant
  readonly agent: AgentView
  readonly status: AgentStatusKindView
  readonly since: Instant
  readonly reason: ReasonStateView | null
  readonly device: AgentDevice | null
  readonly signedInAt: Instant | null
  readonly signedInQueues: readonly QueueView[]
  readonly muted: boolean
  readonly phoneRegistered: boolean
  readonly connection: AgentConnection
  readonly call: DesktopCallView | null
  readonly wrapUpEndsAt: Instant | null
  /** The caller is in a flow to which the agent sent them, and comes back. */
  readonly callerInFlow: boolean
}

/** `lost`: the agent works but the phone has gone; calls cannot reach the agent. */
export const AGENT_CONNECTIONS = ['connected', 'lost', 'signedOut'] as const
export type AgentConnection = (typeof AGENT_CONNECTIONS)[number]

export type LiveAgentView = {
  readonly agent: AgentView
  readonly status: AgentStatusKindView
  readonly since: Instant
  readonly queues: readonly QueueView[]
  readonly callId: CallId | null
  readonly muted: boolean
}

export type SipCredentialsView = {
  readonly wsUrl: string
  readonly domain: string
  readonly aor: string
  readonly username: string
  readonly password: string
  readonly expiresAt: Instant
}

export type CommandAccepted = { readonly commandId: CommandId }
