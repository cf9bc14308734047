import { poolShareSchema, queueRoutingSchema } from '@seatline/core'
import type { Feature, OverflowTarget, QueueRouting, TenantSnapshot } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Tenant } from '../generated/prisma/client.ts'
import { routingReferences } from '../queues/routing-references.ts'
import type { ReferenceKind } from '../queues/routing-references.ts'

/** What the engine must know beyond queues and agents: with whom the tenant shares agents and how, who belongs together, and where callers are from. */
export async function routingPartsOf(tx: Transaction, tenant: Tenant): Promise<object> {
  const groups = await tx.agentGroup.findMany({
    where: { tenantId: tenant.id, archivedAt: null },
    include: { members: { where: { agent: { active: true } }, orderBy: { agentId: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return {
    poolId: tenant.poolId,
    poolShare: poolShareSchema.parse(tenant.poolShare),
    groups: groups.map(({ id, name, members }) => ({
      groupId: id,
      name,
      agentIds: members.map(({ agentId }) => agentId),
    })),
    regions: tenant.regions,
  }
}

/** A queue's routing as far as the tenant is entitled to what it uses: what is given back works no more, the setting stays. */
export function entitledRouting(kept: unknown, features: readonly Feature[]): QueueRouting {
  const routing = queueRoutingSchema.parse(kept)
  const isEntitled = (to: OverflowTarget): boolean => {
    if (to.kind === 'number') return features.includes('transferOutside')
    return to.kind !== 'voicemail' || features.includes('voicemail')
  }
  const { wait, length, noAgent } = routing.overflow
  return {
    ...routing,
    outsideNumber: features.includes('transferOutside') ? routing.outsideNumber : null,
    overflow: {
      wait: wait !== null && isEntitled(wait.to) ? wait : null,
      length: length !== null && isEntitled(length.to) ? length : null,
      noAgent: noAgent !== null && isEntitled(noAgent.to) ? noAgent : null,
    },
    waiting: features.includes('voicemail') ? routing.waiting : { ...routing.waiting, voicemail: null },
  }
}

/** What the routing of a queue leads to and is not there any more. Agents who left and skills nobody has are harmless there. */
export function missingInRouting(
  snapshot: TenantSnapshot,
): readonly { readonly field: string; readonly message: string }[] {
  const known: Readonly<Partial<Record<ReferenceKind, ReadonlySet<string>>>> = {
    group: new Set(snapshot.groups.map(({ groupId }) => groupId)),
    queue: new Set(snapshot.queues.map(({ queueId }) => queueId)),
    voicemailBox: new Set(snapshot.voicemailBoxes.map(({ boxId }) => boxId)),
    flow: new Set(snapshot.flows.map(({ flowId }) => flowId)),
    prompt: new Set(snapshot.prompts.map(({ promptId }) => promptId)),
  }
  return snapshot.queues.flatMap(({ queueId, name, routing }) =>
    routingReferences(routing)
      .filter(({ kind, id }) => known[kind]?.has(id) === false)
      .map(({ kind, field }) => ({
        field: `queues.${queueId}.routing.${field}`,
        message: `The queue "${name}" leads to a ${WORDS[kind]} that would not be there. Change its routing first.`,
      })),
  )
}

const WORDS: Readonly<Record<ReferenceKind, string>> = {
  agent: 'agent',
  skill: 'skill',
  group: 'group',
  queue: 'queue',
  voicemailBox: 'voicemail box',
  flow: 'menu',
  prompt: 'prompt',
}
