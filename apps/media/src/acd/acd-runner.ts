import {
  assertNever,
  emptyAcdState,
  stepAcd,
  type AcdEffect,
  type AcdFact,
  type AcdInput,
  type AcdState,
  type AgentId,
  type CallId,
  type CallInput,
  type CommandId,
  type CommandReply,
  type QueueConfig,
  type QueueId,
  type TenantId,
} from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { newId } from '../runtime/new-id.ts'

/** What the routing engine needs of the rest of the node. */
export interface AcdHost {
  call(callId: CallId, input: CallInput): void
  reply(reply: CommandReply): void
  journal(facts: readonly AcdFact[]): void
}

/** Who may sign in for which queues of a tenant, as published. */
type PermittedAgent = { readonly agentId: AgentId; readonly queueIds: readonly QueueId[] }

/** Shell of the routing engine of this node's pool: one inbox, timers, effects, journal. */
export class AcdRunner {
  readonly #host: AcdHost
  readonly #inbox: Inbox
  readonly #clock: Clock
  readonly #timers: NamedTimers
  #state: AcdState = emptyAcdState()

  constructor(options: { readonly host: AcdHost; readonly inbox: Inbox; readonly clock: Clock }) {
    this.#host = options.host
    this.#inbox = options.inbox
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
  }

  get state(): AcdState {
    return this.#state
  }

  isTalking(agentId: AgentId): boolean {
    const kind = this.#state.agents[agentId]?.status.kind
    return kind === 'talking' || kind === 'hold'
  }

  dispatch(input: AcdInput): void {
    this.#inbox.post(() => this.#step(input))
  }

  /** Brings the engine's queues of one tenant to what is published. */
  configure(tenantId: TenantId, queues: readonly QueueConfig[]): void {
    const published = new Set(queues.map(({ queueId }) => queueId))
    for (const queue of queues) {
      const isClosing = this.#state.closingQueues[queue.queueId] !== undefined
      if (isClosing || JSON.stringify(this.#state.queues[queue.queueId]) !== JSON.stringify(queue))
        this.dispatch({ kind: 'queue.configured', queue })
    }
    for (const queue of Object.values(this.#state.queues))
      if (queue.tenantId === tenantId && !published.has(queue.queueId))
        this.dispatch({ kind: 'queue.removed', queueId: queue.queueId })
  }

  /** Takes from agents who are signed in the queues of the tenant that they may serve no longer. */
  permit(tenantId: TenantId, agents: readonly PermittedAgent[]): void {
    const allowed = new Map(agents.map(({ agentId, queueIds }) => [agentId, new Set(queueIds)]))
    for (const { agentId, queueIds } of Object.values(this.#state.agents)) {
      const withdrawn = queueIds.filter(
        (queueId) => this.#state.queues[queueId]?.tenantId === tenantId && allowed.get(agentId)?.has(queueId) !== true,
      )
      if (withdrawn.length > 0) this.dispatch({ kind: 'agent.queuesWithdrawn', agentId, queueIds: withdrawn })
    }
  }

  stop(): void {
    this.#timers.cancelAll()
  }

  #step(input: AcdInput): void {
    const step = stepAcd(this.#state, input, this.#clock.now())
    this.#state = step.state
    this.#host.journal(step.facts)
    for (const effect of step.effects) this.#execute(effect)
  }

  #execute(effect: AcdEffect): void {
    switch (effect.kind) {
      case 'agent.ring': {
        const { agentId, device, presentation } = effect
        const legId = newId('leg')
        // The Call-ID names the leg, so that a trace on the wire leads to the record and back.
        this.#host.call(effect.callId, { kind: 'acd.ring', agentId, device, presentation, legId, sipCallId: legId })
        return
      }
      case 'agent.cancelRing': {
        const { agentId, presentation } = effect
        this.#host.call(effect.callId, { kind: 'acd.cancelRing', agentId, presentation })
        return
      }
      case 'call.connect': {
        const { agentId, legId, record } = effect
        const recordingId = record ? newId('recording') : null
        this.#host.call(effect.callId, { kind: 'acd.connect', agentId, legId, recordingId })
        return
      }
      case 'leg.release':
        this.#host.call(effect.callId, { kind: 'acd.releaseLeg', legId: effect.legId })
        return
      case 'call.playMusic':
        this.#host.call(effect.callId, { kind: 'acd.playMusic', queueId: effect.queueId })
        return
      case 'call.hangUp':
        this.#host.call(effect.callId, { kind: 'acd.hangUp', releasedBy: effect.releasedBy })
        return
      case 'timer.set':
        this.#timers.set(effect.timerId, effect.at, () => {
          this.dispatch({ kind: 'timer.fired', timerId: effect.timerId })
        })
        return
      case 'timer.cancel':
        this.#timers.cancel(effect.timerId)
        return
      case 'command.reply':
        this.#host.reply(toReply(effect.commandId, effect.result))
        return
      default:
        assertNever(effect, 'ACD effect')
    }
  }
}

function toReply(commandId: CommandId, result: Extract<AcdEffect, { kind: 'command.reply' }>['result']): CommandReply {
  if (result.ok) return { ok: true, commandId }
  const { code, message, detail } = result
  return { ok: false, commandId, code, message, ...(detail === undefined ? {} : { detail }) }
}
