import type { Capacity, Channel, PooledAgent } from './pool-types.ts'

/** One of each, and voice by itself. */
export const DEFAULT_CAPACITY: Capacity = { voice: 1, chat: 1, email: 1, fax: 1, task: 1 }

/** How many items of the channel bind the agent now. */
export const itemsOf = ({ servedCall }: Pick<PooledAgent, 'servedCall'>, channel: Channel): number =>
  servedCall?.channel === channel ? 1 : 0

/** Whether the agent may take one item more of the channel. Who is on a call does nothing else, and who does something else takes no call. */
export function hasRoomFor(agent: Pick<PooledAgent, 'servedCall' | 'capacity'>, channel: Channel): boolean {
  const { servedCall, capacity } = agent
  if (servedCall !== null && (servedCall.channel === 'voice' || channel === 'voice')) return false
  return itemsOf(agent, channel) < capacity[channel]
}

/** Free of calls, wants one, and can be rung. */
export const isAvailable = (agent: PooledAgent): boolean => agent.status.kind === 'ready' && agent.phoneRegistered
