import type { AcdInput, AgentId, PooledAgent, TenantId } from '@seatline/core'
import type { PoolPart } from '../pool/pool-part.ts'

/** The routing engines as the rest of the node sees them: what happens goes in here, wherever the engine runs. */
export class AcdRunner {
  readonly #pools: PoolPart

  constructor(pools: PoolPart) {
    this.#pools = pools
  }

  dispatch(input: AcdInput): void {
    if (input.kind === 'agent.phoneRegistered' || input.kind === 'agent.phoneLost') this.#pools.phone(input)
    else this.#pools.dispatch(input)
  }

  isTalking(agentId: AgentId): boolean {
    const kind = this.#pools.agent(agentId)?.status.kind
    return kind === 'talking' || kind === 'hold'
  }

  /** Of the pools that this node leads. */
  agents(): Iterable<PooledAgent> {
    return this.#pools.agentsLed()
  }

  /** Brings the engines to what is published for these tenants. */
  configure(tenantIds: readonly TenantId[]): void {
    this.#pools.configure(tenantIds)
  }
}
