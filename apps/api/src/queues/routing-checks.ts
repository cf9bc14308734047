import {
  classOfDestination,
  DEFAULT_DESTINATIONS,
  makeDestinationTable,
  mayCall,
  PLATFORM_SNAPSHOT,
  platformSnapshotSchema,
  queueRoutingSchema,
  toDialled,
} from '@seatline/core'
import type { DestinationTable, QueueRouting } from '@seatline/core'
import { z } from 'zod'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import type { InputIssue } from '../user-errors.ts'
import { inRouting, outsideNumbers, usesVoicemail } from './routing-input.ts'
import { overflowLoop, routingReferences } from './routing-references.ts'
import type { ReferenceKind } from './routing-references.ts'

type Checked = {
  readonly tenantId: string
  /** null: a queue that is being made. */
  readonly queueId: string | null
  readonly routing: QueueRouting
  readonly destinations: DestinationTable
}

/** What is wrong with a routing among everything else that the tenant has. */
export async function routingIssues(tx: Transaction, checked: Checked): Promise<readonly InputIssue[]> {
  const issues = [
    ...(await unknownReferences(tx, checked)),
    ...(await notServing(tx, checked)),
    ...(await unknownRegions(tx, checked)),
    ...(await loops(tx, checked)),
    ...(await forbiddenNumbers(tx, checked)),
  ]
  return issues.map(inRouting)
}

/** What the routing uses must be rented; what it does not use need not be. */
export async function requireRoutingFeatures(
  tx: Transaction,
  scope: TenantScope,
  routing: QueueRouting,
): Promise<void> {
  if (outsideNumbers(routing).length > 0) await requireFeature(tx, scope, 'transferOutside')
  if (usesVoicemail(routing)) await requireFeature(tx, scope, 'voicemail')
}

/** The operator's table is published to all parts; a client cannot read the rows it is made of. */
export async function publishedDestinations(scope: TenantScope): Promise<DestinationTable> {
  const text = await scope.platform.redis.get(PLATFORM_SNAPSHOT).catch(() => null)
  const published = text === null ? null : platformSnapshotSchema.safeParse(JSON.parse(text))
  const rows = published?.data?.destinations ?? []
  return makeDestinationTable(rows.length > 0 ? rows : DEFAULT_DESTINATIONS)
}

const WORDS: Readonly<Record<ReferenceKind, string>> = {
  agent: 'agent',
  group: 'group',
  skill: 'skill',
  queue: 'queue',
  voicemailBox: 'voicemail box',
  flow: 'published menu',
  prompt: 'prompt',
}

async function unknownReferences(tx: Transaction, { tenantId, routing }: Checked): Promise<readonly InputIssue[]> {
  const references = routingReferences(routing)
  const idsOf = (wanted: ReferenceKind): string[] =>
    references.filter(({ kind }) => kind === wanted).map(({ id }) => id)
  const inUse = (ids: string[]) => ({ where: { tenantId, archivedAt: null, id: { in: ids } }, select: { id: true } })
  const known: Readonly<Record<ReferenceKind, readonly { readonly id: string }[]>> = {
    agent: await tx.agent.findMany({ where: { active: true, id: { in: idsOf('agent') } }, select: { id: true } }),
    group: await tx.agentGroup.findMany(inUse(idsOf('group'))),
    skill: await tx.skill.findMany(inUse(idsOf('skill'))),
    queue: await tx.queue.findMany(inUse(idsOf('queue'))),
    voicemailBox: await tx.voicemailBox.findMany(inUse(idsOf('voicemailBox'))),
    flow: await tx.flow.findMany({
      where: { tenantId, archivedAt: null, publishedVersionId: { not: null }, id: { in: idsOf('flow') } },
      select: { id: true },
    }),
    prompt: await tx.prompt.findMany(inUse(idsOf('prompt'))),
  }
  return references
    .filter(({ kind, id }) => !known[kind].some((each) => each.id === id))
    .map(({ kind, field }) => ({
      field,
      code: 'reference.unknown',
      message: `There is no such ${WORDS[kind]}. Choose another.`,
    }))
}

/** In the order of those who are tried stands nobody who can never be rung. */
async function notServing(tx: Transaction, { tenantId, queueId, routing }: Checked): Promise<readonly InputIssue[]> {
  const { huntOrder } = routing
  if (huntOrder.length === 0) return []
  const serving = await tx.agentQueue.findMany({
    where: { tenantId, queueId: queueId ?? '', agentId: { in: [...huntOrder] } },
    select: { agentId: true },
  })
  const agents = await tx.agent.findMany({ where: { id: { in: [...huntOrder] } }, select: { id: true, name: true } })
  return huntOrder.flatMap((id, at) => {
    const agent = agents.find((each) => each.id === id)
    if (agent === undefined || serving.some(({ agentId }) => agentId === id)) return []
    return [
      {
        field: `huntOrder.${String(at)}`,
        code: 'hunt.notServing',
        message: `${agent.name} may not sign in for this queue. Let them under "Agents" first, or take them out of the order.`,
      },
    ]
  })
}

const regionsSchema = z.array(z.looseObject({ name: z.string() }))

async function unknownRegions(tx: Transaction, { tenantId, routing }: Checked): Promise<readonly InputIssue[]> {
  const named = routing.rules.flatMap((rule, at) =>
    rule.kind === 'region'
      ? rule.groups.map(({ region }, place) => ({
          region,
          field: `rules.${String(at)}.groups.${String(place)}.region`,
        }))
      : [],
  )
  if (named.length === 0) return []
  const { regions } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { regions: true } })
  const known = new Set(regionsSchema.parse(regions).map(({ name }) => name))
  return named
    .filter(({ region }) => !known.has(region))
    .map(({ region, field }) => ({
      field,
      code: 'region.unknown',
      message: `There is no region "${region}". Make it under "Regions" first, or choose another.`,
    }))
}

async function loops(tx: Transaction, { tenantId, queueId, routing }: Checked): Promise<readonly InputIssue[]> {
  if (queueId === null) return []
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null } })
  const routings = new Map(queues.map(({ id, routing: kept }) => [id, queueRoutingSchema.parse(kept)]))
  const loop = overflowLoop(queueId, new Map([...routings, [queueId, routing]]))
  if (loop === null) return []
  const names = loop.map((id) => `"${queues.find((queue) => queue.id === id)?.name ?? id}"`)
  return routingReferences(routing)
    .filter(({ kind, id }) => kind === 'queue' && id === loop[1])
    .slice(0, 1)
    .map(({ field }) => ({
      field,
      code: 'overflow.loop',
      message: `Callers would go round for ever: ${names.join(' → ')}. Lead them to voicemail, a menu or an announcement instead.`,
    }))
}

async function forbiddenNumbers(
  tx: Transaction,
  { tenantId, routing, destinations }: Checked,
): Promise<readonly InputIssue[]> {
  const numbers = outsideNumbers(routing)
  if (numbers.length === 0) return []
  const { destinationClasses } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { destinationClasses: true },
  })
  return numbers.flatMap(({ number, field }): InputIssue[] => {
    const dialled = toDialled(number)
    if (dialled === null)
      return [
        {
          field,
          code: 'number.notDiallable',
          message: 'This cannot be dialled: use digits, with a plus before a country code.',
        },
      ]
    const { destinationClass } = classOfDestination(destinations, dialled)
    if (mayCall(destinationClasses, destinationClass)) return []
    return [
      {
        field,
        code: 'number.classForbidden',
        message: `Your company may not call there (${destinationClass}). Choose another number, or ask the operator to allow it.`,
      },
    ]
  })
}
