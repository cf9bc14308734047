import {
  flowSchema,
  instant,
  platformSnapshotSchema,
  RULED_CLASSES,
  tenantSnapshotSchema,
  flowErrors,
  type FlowFault,
  type PlatformSnapshot,
  type Result,
  type TenantSnapshot,
} from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { publishedEntitlements } from '../entitlements/rents.ts'
import { entitledRouting, missingInRouting, routingPartsOf } from './routing-parts.ts'
import { missingInMessages, onCallListsOf, surveysOf, voicemailBoxesOf } from './message-parts.ts'
import { announcementsOf, numberListsOf, hoursOf } from './snapshot-parts.ts'

/** Why a tenant's configuration was not published; calls go on with what was published before. */
export type SnapshotFault =
  | { readonly code: 'flow.invalid'; readonly flowId: string; readonly faults: readonly FlowFault[] }
  | { readonly code: 'snapshot.invalid'; readonly problem: string }
  | { readonly code: 'reference.missing'; readonly missing: readonly MissingReference[] }
  | { readonly code: 'tenant.unknown' }

/** Something that points at what is not there (any more). */
export type MissingReference = { readonly field: string; readonly message: string }

type Stamp = {
  readonly version: number
  /** Also the moment whose seats, features and lists are published. */
  readonly publishedAt: number
}

/** Everything the media plane must know of a tenant, from its rows. The transaction must see the tenant, and nothing else is read. */
export async function buildTenantSnapshot(
  tx: Transaction,
  tenantId: string,
  stamp: Stamp,
  /** Versions of flows that are published already. They go on when what they need is not rented any more; nothing of that kind is newly published. */
  running: ReadonlySet<string> = new Set(),
): Promise<Result<TenantSnapshot, SnapshotFault>> {
  const tenant = await tx.tenant.findUnique({ where: { id: tenantId } })
  if (tenant === null) return { ok: false, error: { code: 'tenant.unknown' } }
  const own = { where: { tenantId }, orderBy: { id: 'asc' } } as const
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } } as const
  const queues = await tx.queue.findMany({ ...inUse, include: { requiredSkills: { orderBy: { skillId: 'asc' } } } })
  const prompts = await tx.prompt.findMany(inUse)
  const dids = await tx.did.findMany({ ...own, where: { tenantId, releasedAt: null } })
  const flows = await publishedFlows(tx, tenantId)
  const { seats, features } = await publishedEntitlements(tx, tenant, instant(stamp.publishedAt))
  const parsed = tenantSnapshotSchema.safeParse({
    v: 1,
    tenantId,
    ...stamp,
    name: tenant.brandName,
    locale: tenant.locale === 'zh_CN' ? 'zh-CN' : 'en',
    timeZone: tenant.timeZone,
    status: tenant.status,
    limits: { concurrentCallsMax: tenant.concurrentCallsMax, callsPerSecondMax: tenant.callsPerSecondMax, seats },
    features,
    fullPromptId: tenant.fullPromptId,
    suspendedPromptId: tenant.suspendedPromptId,
    numbers: dids.map(({ id, number, flowId, canBeCalledBack }) => ({ didId: id, number, flowId, canBeCalledBack })),
    destinationClasses: RULED_CLASSES.filter((each) => tenant.destinationClasses.includes(each)),
    flows,
    prompts: prompts.map(({ id, name, file, durationMs }) => ({ promptId: id, name, file, durationMs })),
    callerLists: await numberListsOf(tx, { tenantId, direction: 'inbound' }, stamp.publishedAt),
    calleeLists: await numberListsOf(tx, { tenantId, direction: 'outbound' }, stamp.publishedAt),
    announcements: await announcementsOf(tx, tenantId),
    hours: await hoursOf(tx, tenantId),
    queues: queues.map(({ id, createdAt: _, routing, ...queue }) => ({
      queueId: id,
      ...queue,
      routing: entitledRouting(routing, features),
      surveyId: features.includes('satisfactionKeys') ? queue.surveyId : null,
    })),
    ...(await routingPartsOf(tx, tenant)),
    voicemailBoxes: await voicemailBoxesOf(tx, tenantId, features),
    onCallLists: await onCallListsOf(tx, tenantId, features),
    surveys: await surveysOf(tx, tenant),
    agents: await agentsOf(tx, tenantId),
  })
  if (!parsed.success) return { ok: false, error: { code: 'snapshot.invalid', problem: parsed.error.message } }
  return withValidFlows(parsed.data, running)
}

/** The operator's trunks, and the tenant that owns what no client owns. */
export async function buildPlatformSnapshot(
  tx: Transaction,
  operatorTenantId: string,
  version: number,
): Promise<PlatformSnapshot> {
  const own = { tenantId: operatorTenantId }
  const trunks = await tx.trunk.findMany({ where: { ...own, archivedAt: null }, orderBy: { id: 'asc' } })
  const destinations = await tx.destinationPrefix.findMany({ where: own, orderBy: { prefix: 'asc' } })
  return platformSnapshotSchema.parse({
    v: 1,
    version,
    operatorTenantId,
    trunks: trunks.map(({ id, ...trunk }) => ({ trunkId: id, ...trunk })),
    destinations,
  })
}

async function publishedFlows(tx: Transaction, tenantId: string): Promise<readonly object[]> {
  const flows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, publishedVersionId: { not: null } },
    orderBy: { id: 'asc' },
  })
  const versions = await tx.flowVersion.findMany({
    where: { tenantId, id: { in: flows.flatMap((flow) => flow.publishedVersionId ?? []) } },
  })
  return flows.flatMap((flow) => {
    const version = versions.find(({ id }) => id === flow.publishedVersionId)
    if (version === undefined) return []
    const { id: flowVersionId, entryNodeId, nodes } = version
    return [{ flowId: flow.id, flowVersionId, name: flow.name, entryNodeId, nodes }]
  })
}

async function agentsOf(tx: Transaction, tenantId: string): Promise<TenantSnapshot['agents'][number][]> {
  const agents = await tx.agent.findMany({
    where: {
      active: true,
      queues: { some: { tenantId } },
      OR: [{ dedicatedTenantId: null }, { dedicatedTenantId: tenantId }],
    },
    include: {
      queues: { where: { tenantId }, orderBy: { queueId: 'asc' } },
      skills: { where: { tenantId, skill: { archivedAt: null } }, orderBy: { skillId: 'asc' } },
    },
    orderBy: { id: 'asc' },
  })
  return agents.map((agent) => ({
    agentId: agent.id,
    homeTenantId: agent.tenantId,
    name: agent.name,
    number: agent.employeeNumber,
    grade: agent.grade,
    emergencyOnly: agent.emergencyOnly,
    expert: agent.expert,
    queueIds: agent.queues.map((queue) => queue.queueId),
    skills: agent.skills.map(({ skillId, proficiency }) => ({ skillId, proficiency })),
  })) as TenantSnapshot['agents'][number][]
}

/** What is published leads somewhere: every number to a flow, everything that is played to a prompt. */
function missingReferences(snapshot: TenantSnapshot): readonly MissingReference[] {
  const flows = new Set(snapshot.flows.map(({ flowId }) => flowId))
  const prompts = new Set(snapshot.prompts.map(({ promptId }) => promptId))
  const { numbers, queues, announcements, fullPromptId, suspendedPromptId } = snapshot
  return [
    ...missingInRouting(snapshot),
    ...numbers
      .filter(({ flowId }) => !flows.has(flowId))
      .map(({ didId, number }) => ({
        field: `numbers.${didId}.flowId`,
        message: `The number ${number} leads to a menu that is not published. Lead it to another first.`,
      })),
    ...queues
      .filter(({ musicPromptId }) => !prompts.has(musicPromptId))
      .map(({ queueId, name }) => ({
        field: `queues.${queueId}.musicPromptId`,
        message: `The queue "${name}" plays music that is not there. Choose other music for it first.`,
      })),
    ...announcements
      .filter(({ promptId }) => !prompts.has(promptId))
      .map(({ announcementId, name }) => ({
        field: `announcements.${announcementId}.promptId`,
        message: `The announcement "${name}" plays a prompt that is not there. Choose another for it first.`,
      })),
    ...missingInMessages(snapshot),
    ...[['fullPromptId', fullPromptId] as const, ['suspendedPromptId', suspendedPromptId] as const].flatMap(
      ([field, promptId]) =>
        promptId === null || prompts.has(promptId)
          ? []
          : [{ field, message: 'What callers hear here is a prompt that is not there. Choose another first.' }],
    ),
  ]
}

/** The same check as on saving: what is published, the interpreter can walk. */
function withValidFlows(snapshot: TenantSnapshot, running: ReadonlySet<string>): Result<TenantSnapshot, SnapshotFault> {
  const surroundings = {
    promptIds: new Set(snapshot.prompts.map((prompt) => prompt.promptId)),
    queueIds: new Set(snapshot.queues.map((queue) => queue.queueId)),
    hoursIds: new Set(snapshot.hours.map((hours) => hours.hoursId)),
    onCallListIds: new Set(snapshot.onCallLists.map((list) => list.listId)),
  }
  for (const flow of snapshot.flows) {
    const entitled = running.has(flow.flowVersionId) ? {} : { features: new Set(snapshot.features) }
    const faults = flowErrors(flowSchema.parse(flow), { ...surroundings, ...entitled })
    if (faults.length > 0) return { ok: false, error: { code: 'flow.invalid', flowId: flow.flowId, faults } }
  }
  const missing = missingReferences(snapshot)
  return missing.length > 0
    ? { ok: false, error: { code: 'reference.missing', missing } }
    : { ok: true, value: snapshot }
}
