import type { AllowedQueues } from '../app/viewer.ts'

export type ReasonGroup = {
  readonly tenantId: string
  readonly name: string
  readonly reasons: readonly { readonly id: string; readonly label: string }[]
}

/**
 * The reasons an agent chooses from: the employer's, who is the tenant that gives the agent work but no queue. Without one (the agent works for one client
 * only) the clients' reasons, each word once.
 */
export function reasonChoices(groups: readonly ReasonGroup[], allowed: AllowedQueues): ReasonGroup['reasons'] {
  const served = new Set(allowed.map(({ tenant }) => tenant.id))
  const employers = groups.filter(({ tenantId, reasons }) => !served.has(tenantId) && reasons.length > 0)
  const sources = employers.length > 0 ? employers : groups
  const byLabel = new Map<string, ReasonGroup['reasons'][number]>()
  for (const reason of sources.flatMap(({ reasons }) => reasons))
    if (!byLabel.has(reason.label)) byLabel.set(reason.label, reason)
  return [...byLabel.values()]
}
