import type { QueueConfig, TenantSnapshot } from '@seatline/core'

/** The tenant's queues as the routing engine is to have them: none records when the tenant is not entitled to it. */
export function entitledQueues({ queues, features }: TenantSnapshot): readonly QueueConfig[] {
  return features.includes('fullRecording') ? queues : queues.map((queue) => ({ ...queue, record: false }))
}
