import type { AgentDevice } from '../agents/agent-status.ts'
import type { ReleasedBy } from '../calls/hangup-cause.ts'
import type { CommandErrorCode, RefusalDetail } from '../contracts/commands.ts'
import type { AgentId, CallbackId, CallId, CommandId, FlowId, LegId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { OverflowTarget } from './queue-routing.ts'

/** What the shell carries out. Each is told once; what comes of it comes back as an input. */
export type AcdEffect = AgentEffect | CallEffect | CallbackEffect | OutsideEffect | ShellEffect

type AgentEffect =
  /**
   * Ring this agent for the call. With `ringAll` several rings of one call run side by side, each with its own presentation. With `callback` the agent is told that
   * it is one, and at its first ring the call does not exist yet: the shell makes it (an outbound call of the tenant, nobody on the line).
   */
  | {
      readonly kind: 'agent.ring'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly device: AgentDevice
      readonly presentation: number
      readonly callback?: {
        readonly callbackId: CallbackId
        readonly tenantId: TenantId
        readonly queueId: QueueId
        readonly number: string
        readonly attempt: number
      }
    }
  | {
      readonly kind: 'agent.cancelRing'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly presentation: number
    }
  /** The answer came too late (the call has gone, or rings elsewhere): hang that leg up. */
  | { readonly kind: 'leg.release'; readonly callId: CallId; readonly agentId: AgentId; readonly legId: LegId }
  /** The agent has handed the caller on: hang the agent's leg up and keep the caller. No `talk.agentLeft` is wanted for it. */
  | { readonly kind: 'agent.part'; readonly callId: CallId; readonly agentId: AgentId; readonly legId: LegId }

type CallEffect =
  /** The answer counts: join caller and agent, stop the music, record when the queue says so. For a callback: the caller has answered the dial. */
  | {
      readonly kind: 'call.connect'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly legId: LegId
      readonly record: boolean
      /** The caller hears the agent's number first. */
      readonly sayAgentNumber: boolean
    }
  /** The caller waits (again): play the queue's music. */
  | { readonly kind: 'call.playMusic'; readonly callId: CallId; readonly queueId: QueueId }
  | { readonly kind: 'call.hangUp'; readonly callId: CallId; readonly releasedBy: ReleasedBy }
  /** Answer to `call.positionAsked`; the wait is null while nothing is known. */
  | {
      readonly kind: 'call.tellPosition'
      readonly callId: CallId
      readonly queueId: QueueId
      readonly position: number
      readonly expectedMs: number | null
    }
  /** The caller has waited so long that the queue asks: go on waiting, or this? The answer comes as `call.chose`. */
  | { readonly kind: 'call.offer'; readonly callId: CallId; readonly offer: 'callback' | 'voicemail' }
  /** The caller's choice holds: the call has left the engine, the shell goes on with it. */
  | { readonly kind: 'call.leaveQueue'; readonly callId: CallId; readonly to: 'voicemail' | 'callback' | 'flow' }
  /** The queue gave the call up and it has left the engine: the shell takes it there. Overflow to a queue or an outside number is the engine's own and never told here. */
  | {
      readonly kind: 'call.overflow'
      readonly callId: CallId
      readonly queueId: QueueId
      readonly why: 'wait' | 'length' | 'noAgent' | 'noAnswer'
      readonly to: Exclude<OverflowTarget, { readonly kind: 'queue' | 'number' }>
    }
  /** The agent sends the caller into a flow. `returns`: the agent's leg stays, on hold, and hears nothing of it; else the call has left the engine. */
  | {
      readonly kind: 'call.startFlow'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly flowId: FlowId
      readonly returns: boolean
    }
  /** The caller is back from the flow: join both again, and record again when the queue says so. */
  | {
      readonly kind: 'call.rejoin'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly legId: LegId
      readonly record: boolean
    }

type CallbackEffect =
  /** The agent is on the line: call the caller back. Said exactly once for each attempt. */
  {
    readonly kind: 'callback.dial'
    readonly callId: CallId
    readonly callbackId: CallbackId
    readonly tenantId: TenantId
    readonly agentId: AgentId
    readonly legId: LegId
    readonly number: string
    readonly attempt: number
  }

type OutsideEffect =
  /** Call this number for the caller, who goes on hearing music; answered by `outside.answered` or `outside.failed` with the same presentation. */
  | {
      readonly kind: 'outside.ring'
      readonly callId: CallId
      readonly tenantId: TenantId
      readonly number: string
      readonly presentation: number
    }
  | { readonly kind: 'outside.cancelRing'; readonly callId: CallId; readonly presentation: number }
  /** Join caller and outside party; recorded as at an agent. */
  | { readonly kind: 'outside.connect'; readonly callId: CallId; readonly legId: LegId; readonly record: boolean }
  /** The answer came too late: hang that leg up. */
  | { readonly kind: 'outside.release'; readonly callId: CallId; readonly legId: LegId }

type ShellEffect =
  | { readonly kind: 'timer.set'; readonly timerId: string; readonly at: Instant }
  | { readonly kind: 'timer.cancel'; readonly timerId: string }
  | {
      readonly kind: 'command.reply'
      readonly commandId: CommandId
      readonly result:
        | { readonly ok: true }
        | {
            readonly ok: false
            readonly code: CommandErrorCode
            readonly message: string
            readonly detail?: RefusalDetail
          }
    }
