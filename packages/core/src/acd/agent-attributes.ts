import { isAvailable } from './capacity.ts'
import { compareIds } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import type { AcdInput, AgentAttributes } from './step-types.ts'

type ConfiguredInput = Extract<AcdInput, { kind: 'agent.configured' }>

/** What is published of an agent holds from the next call on; a ring or a talk goes on. */
export function configureAgent(step: PoolStep, input: Pick<ConfiguredInput, 'agentId' | 'attributes'>): void {
  const agent = step.agent(input.agentId)
  if (agent === undefined) {
    step.ignore('the agent has not signed in yet')
    return
  }
  const named = new Set(input.attributes.map(({ tenantId }) => tenantId))
  const kept = agent.attributes.filter(({ tenantId }) => !named.has(tenantId))
  const attributes = [...kept, ...input.attributes].toSorted((a, b) => compareIds(a.tenantId, b.tenantId))
  if (isSame(agent.attributes, attributes)) return
  step.putAgent({ ...agent, attributes })
  if (isAvailable(agent)) step.freedAgents.add(agent.agentId)
}

const isSame = (a: readonly AgentAttributes[], b: readonly AgentAttributes[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
