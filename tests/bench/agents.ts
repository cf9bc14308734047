import { DeskPhone, issueCredentials } from '@seatline/phone'
import type { MediaClock, PhoneCall } from '@seatline/phone'
import type { AgentId, QueueId } from '@seatline/core'
import { QUEUE_ID } from './bench-stack.ts'
import type { BenchStack } from './bench-stack.ts'

export const AGENT_HZ = 500
export const CALLER_HZ = 300
const CREDENTIAL_SECONDS = 3_600

/** Simulated people at SIP desk phones who answer every call. `answered` is told of each with the caller's number. */
export class Agents {
  readonly #phones: DeskPhone[] = []
  readonly #answered = new Map<string, (call: PhoneCall) => void>()

  static async start(bench: BenchStack, clock: MediaClock, ringMs: number): Promise<Agents> {
    const agents = new Agents()
    // Ten at a time: logging in two hundred at once is not what is measured.
    for (let at = 0; at < bench.agentIds.length; at += 10) {
      await Promise.all(bench.agentIds.slice(at, at + 10).map((agentId) => agents.#add(bench, clock, agentId, ringMs)))
    }
    for (const agentId of bench.agentIds) {
      await bench.command({
        kind: 'agent.signIn',
        agentId: agentId as AgentId,
        device: 'sipPhone',
        queueIds: [QUEUE_ID as QueueId],
      })
      await bench.command({ kind: 'agent.ready', agentId: agentId as AgentId })
    }
    return agents
  }

  /** Who answers the caller with that number. */
  whenAnswered(callerNumber: string): Promise<PhoneCall> {
    return new Promise((resolve) => this.#answered.set(callerNumber, resolve))
  }

  forget(callerNumber: string): void {
    this.#answered.delete(callerNumber)
  }

  async stop(): Promise<void> {
    await Promise.all(this.#phones.map((phone) => phone.close()))
  }

  async #add(bench: BenchStack, clock: MediaClock, agentId: string, ringMs: number): Promise<void> {
    const { stack } = bench
    const phone = new DeskPhone({
      server: { host: '127.0.0.1', port: stack.ports.sip },
      localAddress: '127.0.0.1',
      agentId,
      domain: stack.sipDomain,
      credentials: () =>
        issueCredentials(stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + CREDENTIAL_SECONDS),
      clock,
      behaviour: { kind: 'answer', afterMs: ringMs },
      voice: { kind: 'tone', frequencyHz: AGENT_HZ },
      watchHz: [CALLER_HZ],
      onAnswered: (call, incoming) => {
        this.#answered.get(incoming.from.user)?.(call)
      },
    })
    const status = await phone.register()
    if (status !== 200) throw new Error(`the phone of ${agentId} could not register: ${status}`)
    this.#phones.push(phone)
  }
}
