import { sayAgentNumber, type AgentId, type LegId } from '@seatline/core'
import { agentTag, type LiveCall } from '../calls/live-call.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { CallVoices } from '../speech/call-voices.ts'

/** Tells callers the number of the agent they have been connected to. Meanwhile they do not hear the agent, who hears them. */
export class AgentNumbers {
  readonly #voices: CallVoices
  readonly #log: Log
  /** Calls whose caller hears a number now. */
  readonly #saying = new WeakSet<LiveCall>()

  constructor({ voices, log }: { readonly voices: CallVoices; readonly log: Log }) {
    this.#voices = voices
    this.#log = log
  }

  /** An agent without a number is not announced. */
  say(call: LiveCall, { agentId, legId }: { readonly agentId: AgentId; readonly legId: LegId }): void {
    const { tenant, media } = call
    const number = tenant.agents.find((agent) => agent.agentId === agentId)?.number ?? null
    if (number === null) return
    const tag = agentTag(legId)
    this.#saying.add(call)
    this.#run(call, media.hush(tag))
    this.#voices.of(call).say(sayAgentNumber(number, tenant.locale), () => {
      this.#saying.delete(call)
      this.#run(call, media.hear(tag))
    })
  }

  /** Caller and agent are parted, by hold or otherwise: who joins them again makes both hear each other. */
  quiet(call: LiveCall): void {
    if (this.#saying.delete(call)) this.#voices.of(call).forget()
  }

  #run({ state: { callId } }: LiveCall, command: Promise<void>): void {
    command.catch((error: unknown) => {
      this.#log.warn({ callId, error: messageOf(error) }, "the agent's number is not announced as it should be")
    })
  }
}
