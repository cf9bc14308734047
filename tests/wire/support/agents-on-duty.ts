import type { AgentId, CallId, QueueId } from '@seatline/core'
import { DeskPhone, issueCredentials } from '@seatline/phone'
import type { Behaviour, MediaClock, PhoneCall } from '@seatline/phone'
import { expect } from 'vitest'
import { eventually } from './edge.ts'
import { factsOf } from './signalling-path.ts'
import type { SignallingPath } from './signalling-path.ts'

/** An agent at work: what rang, what was answered, what was missed. */
export type OnDuty = {
  readonly agentId: AgentId
  readonly phone: DeskPhone
  readonly calls: PhoneCall[]
  /** `X-Seatline-Callback` of each ring; null: not a callback. */
  readonly rings: (string | null)[]
  missed: number
}

export type DutyOptions = {
  readonly agentId: string
  readonly queueIds: readonly string[]
  readonly behaviour: Behaviour
  readonly hz: number
  readonly watchHz?: readonly number[]
}

/** Agents with simulated phones, signed in and ready; `leave` sends all of them home. */
export class DutyRoster {
  readonly #path: SignallingPath
  readonly #clock: MediaClock
  readonly #onDuty: OnDuty[] = []

  constructor(path: SignallingPath, clock: MediaClock) {
    this.#path = path
    this.#clock = clock
  }

  async start({ agentId: id, queueIds, behaviour, hz, watchHz = [] }: DutyOptions): Promise<OnDuty> {
    const { stack } = this.#path
    const agentId = id as AgentId
    const phone = new DeskPhone({
      server: { host: '127.0.0.1', port: stack.ports.sip },
      localAddress: '127.0.0.1',
      agentId,
      domain: stack.sipDomain,
      credentials: () => issueCredentials(stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 600),
      clock: this.#clock,
      behaviour,
      voice: { kind: 'tone', frequencyHz: hz },
      watchHz,
      onRing: (incoming) => duty.rings.push(incoming.header('X-Seatline-Callback') ?? null),
      onAnswered: (call) => duty.calls.push(call),
      onMissed: () => duty.missed++,
    })
    const duty: OnDuty = { agentId, phone, calls: [], rings: [], missed: 0 }
    this.#onDuty.push(duty)
    expect(await phone.register()).toBe(200)
    const signIn = { kind: 'agent.signIn', agentId, device: 'sipPhone', queueIds: queueIds as QueueId[] } as const
    expect(await this.#path.command(signIn)).toMatchObject({ ok: true })
    await this.ready(agentId)
    return duty
  }

  /** Media hears of the phone a moment after its registration. */
  async ready(agentId: AgentId): Promise<void> {
    await eventually(
      `${agentId} ready`,
      () => this.#path.command({ kind: 'agent.ready', agentId }),
      ({ ok }) => ok,
    )
  }

  async leave(): Promise<void> {
    for (const { agentId, phone } of this.#onDuty.splice(0)) {
      await phone.close()
      await this.#path.command({ kind: 'agent.signOut', agentId })
    }
  }
}

/** Media has read what was published. */
export async function versionAtMedia({ stack }: SignallingPath, tenantId: string, version: number): Promise<void> {
  const url = new URL(`/configuration/${tenantId}`, stack.urls.mediaHealth)
  await eventually(
    `version ${String(version)} of ${tenantId} at media`,
    async () => (await fetch(url)).text(),
    (text) => text === JSON.stringify({ version }),
    15_000,
  )
}

/** The call that was placed, once the agent is connected to it. */
export async function connectedCall(path: SignallingPath, sipCallId: string, agentId: AgentId): Promise<CallId> {
  const connected = await eventually(
    `${agentId} is connected`,
    async () => {
      const journal = await path.journal()
      const callId = factsOf(journal, 'call.arrived').find((fact) => fact.sipCallId === sipCallId)?.callId
      return factsOf(journal, 'call.connected').find((fact) => fact.callId === callId && fact.agentId === agentId)
    },
    (fact) => fact !== undefined,
    10_000,
  )
  if (connected === undefined) throw new Error('nobody is connected')
  return connected.callId
}
