import { tenantSnapshotSchema } from '@seatline/core'
import type { Flow, TenantSnapshot } from '@seatline/core'
import type { Transaction } from '../database/client.ts'

/**
 * What a flow can name and is played with: the tenant's configuration as the media plane has it. Every change makes a version, so the last one is what the rows say.
 * The lists of callers and the numbers are left where they are: they can be long, and no step looks at them.
 */
export async function readSurroundings(tx: Transaction, tenantId: string): Promise<TenantSnapshot | null> {
  const rows = await tx.$queryRaw<readonly { readonly snapshot: unknown }[]>`
    SELECT snapshot - 'callerLists' - 'numbers' - 'regions' AS snapshot
    FROM config_version WHERE tenant_id = ${tenantId} ORDER BY version DESC LIMIT 1`
  const snapshot = rows[0]?.snapshot
  if (typeof snapshot !== 'object' || snapshot === null) return null
  const parsed = tenantSnapshotSchema.safeParse({ ...snapshot, numbers: [] })
  return parsed.success ? parsed.data : null
}

/** What a flow may name: what the tenant has, and the flow itself, which may not be published yet. */
export function surroundingsOf(snapshot: TenantSnapshot | null, flowId: string, own: Flow) {
  const ids = <T>(all: readonly T[] | undefined, id: (each: T) => string) => new Set((all ?? []).map(id))
  return {
    promptIds: ids(snapshot?.prompts, ({ promptId }) => promptId),
    queueIds: ids(snapshot?.queues, ({ queueId }) => queueId),
    hoursIds: ids(snapshot?.hours, ({ hoursId }) => hoursId),
    boxIds: ids(snapshot?.voicemailBoxes, ({ boxId }) => boxId),
    onCallListIds: ids(snapshot?.onCallLists, ({ listId }) => listId),
    surveyIds: ids(snapshot?.surveys, ({ surveyId }) => surveyId),
    agentIds: ids(snapshot?.agents, ({ agentId }) => agentId),
    flows: [...(snapshot?.flows ?? []).filter((flow) => flow.flowId !== flowId), own],
    features: new Set(snapshot?.features ?? []),
  }
}
