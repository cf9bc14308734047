import { formatIncrement, formatMicros, simpleDefinition } from '@seatline/billing'
import { PREFLIGHT_TRUNK_ID } from '@seatline/core'
import type { Redis } from 'ioredis'
import { toCheckedRow } from '../price-plans/plan-rows.ts'
import { publishSnapshots } from '../config-publisher/publish-snapshots.ts'
import type { Database, Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { seedBranches } from './demo-branches.ts'
import { DEMO_CLIENTS, type DemoClient } from './demo-clients.ts'
import { seedContracts } from './demo-contracts.ts'
import { demoInvitations } from './demo-invitations.ts'
import { seedFlowTests } from './demo-flows.ts'
import { demoFlow, ENTRY_NODE_ID, flowId, flowVersionId, hoursId, promptId } from './demo-flow.ts'
import { seedBillingProfiles, seedInvoices } from './demo-invoices.ts'
import { demoListEntries } from './demo-lists.ts'
import { seedOfficeHours } from './demo-hours.ts'
import { DEMO_AGENTS, DEMO_USERS, OPERATOR_ID, TRUNK_ID } from './demo-people.ts'
import { seedMessages, speakMessages } from './demo-messages.ts'
import type { SpokenMessage } from './demo-messages.ts'
import { demoLogoFile, makeLogo, seedTeam, seedTeamMembers } from './demo-team.ts'
import { demoRouting, seedRouting } from './demo-routing.ts'
import { seedFinance } from './demo-finance.ts'
import { seedStock } from './demo-stock.ts'
import { makePrompts } from './seed-prompts.ts'

export type SeedParts = {
  readonly database: Database
  readonly redis: Redis
  readonly promptsDir: string
  readonly assetsDir: string
  /** Where messages of callers are kept; null: no messages. */
  readonly recordingsDir: string | null
  readonly now: () => number
}

/** Plans and seats are valid since long before any call of a demonstration. */
const SINCE = new Date('2025-01-01T00:00:00Z')
const GROWN = new Date('2025-06-01T00:00:00Z')
/** Changes that are planned show themselves, too. */
const PLANNED = new Date('2030-01-01T00:00:00Z')
const NOTHING_TWICE = { skipDuplicates: true } as const

/**
 * The operator with three clients, their people, menus and prompts; then published to the media plane. Rows that exist are left as they are, so that a second
 * run repairs what is missing and changes nothing else. No calls: history is only ever made by calls.
 */
export async function seed(parts: SeedParts): Promise<void> {
  const prompts = new Map<string, readonly Prisma.PromptUncheckedCreateInput[]>()
  for (const client of DEMO_CLIENTS) await makeLogo(client, parts.assetsDir)
  for (const client of DEMO_CLIENTS) prompts.set(client.tenantId, await makePrompts(client, parts.promptsDir))
  const spoken = new Map<string, readonly SpokenMessage[]>()
  for (const client of DEMO_CLIENTS) spoken.set(client.tenantId, await speakMessages(client, parts.recordingsDir))
  const tenantIds = [OPERATOR_ID, ...DEMO_CLIENTS.map(({ tenantId }) => tenantId)]
  await parts.database.withTenants({ tenantIds, operator: true }, async (tx) => {
    await seedTenants(tx)
    await seedPeople(tx)
    for (const client of DEMO_CLIENTS) await seedClient(tx, client, prompts.get(client.tenantId) ?? [])
    await tx.invitation.createMany({
      ...NOTHING_TWICE,
      data: DEMO_CLIENTS.flatMap((client) => demoInvitations(client, parts.now())),
    })
    await tx.listEntry.createMany({
      ...NOTHING_TWICE,
      data: DEMO_CLIENTS.flatMap((client) => demoListEntries(client, parts.now())),
    })
    await seedReasons(tx, OPERATOR_ID, 'operator', ['Break', 'Meal', 'Training'])
    await seedAgents(tx)
    for (const client of DEMO_CLIENTS) await seedTeamMembers(tx, client)
    for (const client of DEMO_CLIENTS)
      await seedMessages(tx, client, { spoken: spoken.get(client.tenantId) ?? [], now: parts.now() })
    await seedBranches(tx)
    await seedStock(tx, parts.now())
    await seedFinance(tx, parts.now())
    await seedBillingProfiles(tx)
    await seedContracts(tx, parts.now())
  })
  await seedInvoices(parts)
  const faults = await publishSnapshots(
    { ...parts, publishedBy: null },
    { clientIds: DEMO_CLIENTS.map(({ tenantId }) => tenantId), operatorId: OPERATOR_ID },
  )
  if (faults.length > 0) throw new Error(`The demonstration could not be published: ${JSON.stringify(faults)}`)
}

async function seedTenants(tx: Transaction): Promise<void> {
  await tx.tenant.createMany({
    ...NOTHING_TWICE,
    data: [
      {
        id: OPERATOR_ID,
        kind: 'operator',
        name: 'Harbor Contact Services',
        brandName: 'Harbor Contact Services',
        brandColor: '#1e3a8a',
        story: 'Harbor answers the telephone for companies that would rather do what they are good at.',
        locale: 'en',
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
      },
      ...DEMO_CLIENTS.map((client) => ({
        id: client.tenantId,
        kind: 'client' as const,
        name: client.name,
        brandName: client.brandName,
        brandColor: client.brandColor,
        logoFile: demoLogoFile(client),
        story: client.story,
        locale: client.locale,
        timeZone: client.timeZone,
        currency: client.currency,
        concurrentCallsMax: 500,
        fullPromptId: promptId(client, 'full'),
      })),
    ],
  })
  await tx.trunk.createMany({
    ...NOTHING_TWICE,
    data: {
      id: TRUNK_ID,
      tenantId: OPERATOR_ID,
      name: 'Demo carrier',
      sourceAddresses: ['127.0.0.9', '127.0.0.1'],
      concurrentCallsMax: 2_000,
    },
  })
  await tx.trunk.createMany({
    ...NOTHING_TWICE,
    data: {
      id: PREFLIGHT_TRUNK_ID,
      tenantId: OPERATOR_ID,
      name: 'Test calls',
      sourceAddresses: ['127.0.0.10'],
      concurrentCallsMax: 20,
    },
  })
}

async function seedPeople(tx: Transaction): Promise<void> {
  await tx.user.createMany({
    ...NOTHING_TWICE,
    data: DEMO_USERS.map(({ userId, roles: _, ...user }) => ({ id: userId, ...user })),
  })
  await tx.membership.createMany({
    ...NOTHING_TWICE,
    data: DEMO_USERS.flatMap(({ userId, roles }) =>
      roles.map(({ tenantId, role }) => ({
        id: `mbr_${userId.slice(4)}-${tenantId.slice(4)}-${role}`,
        tenantId,
        userId,
        role,
      })),
    ),
  })
}

async function seedClient(
  tx: Transaction,
  client: DemoClient,
  prompts: readonly Prisma.PromptUncheckedCreateInput[],
): Promise<void> {
  const { tenantId, slug } = client
  await tx.prompt.createMany({ ...NOTHING_TWICE, data: [...prompts] })
  await tx.queue.createMany({
    ...NOTHING_TWICE,
    data: client.queues.map(({ queueId, name, serviceLevelMs }) => ({
      id: queueId,
      tenantId,
      name,
      serviceLevelMs,
      musicPromptId: promptId(client, 'music'),
      routing: demoRouting(client, queueId),
    })),
  })
  await seedFlow(tx, client)
  await seedFlowTests(tx, client)
  await seedOfficeHours(tx, client)
  await seedTeam(tx, client)
  await seedRouting(tx, client)
  await seedReasons(tx, tenantId, slug, client.reasons)
  await tx.disposition.createMany({
    ...NOTHING_TWICE,
    data: client.dispositions.map((name, index) => ({
      id: `dsp_${slug}-${String(index + 1)}`,
      tenantId,
      name,
      position: index + 1,
    })),
  })
  await seedPrices(tx, client)
}

async function seedFlow(tx: Transaction, client: DemoClient): Promise<void> {
  const { tenantId, labels } = client
  const everyDay = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
  await tx.businessHours.createMany({
    ...NOTHING_TWICE,
    data: {
      id: hoursId(client),
      tenantId,
      name: labels.hours,
      timeZone: client.timeZone,
      weekly: everyDay,
      holidays: [],
      // A demonstration is given on holidays too.
      followsCalendars: false,
    },
  })
  await tx.flow.createMany({
    ...NOTHING_TWICE,
    data: { id: flowId(client), tenantId, name: labels.menu, publishedVersionId: flowVersionId(client) },
  })
  await tx.flowVersion.createMany({
    ...NOTHING_TWICE,
    data: {
      id: flowVersionId(client),
      tenantId,
      flowId: flowId(client),
      number: 1,
      entryNodeId: ENTRY_NODE_ID,
      nodes: [...demoFlow(client)],
    },
  })
  await tx.did.createMany({
    ...NOTHING_TWICE,
    data: {
      id: `did_${client.slug}`,
      tenantId,
      number: client.number,
      label: client.brandName,
      flowId: flowId(client),
    },
  })
}

async function seedReasons(tx: Transaction, tenantId: string, slug: string, names: readonly string[]): Promise<void> {
  await tx.reason.createMany({
    ...NOTHING_TWICE,
    data: names.map((name, index) => ({ id: `rsn_${slug}-${String(index + 1)}`, tenantId, name, position: index + 1 })),
  })
}

async function seedPrices(tx: Transaction, { tenantId, slug, plan, currency, seatsCount }: DemoClient): Promise<void> {
  const head = { tenantId, planId: `pln_${slug}`, version: 1, name: plan.name, currency, validFrom: SINCE }
  const definition = simpleDefinition({
    seatPricePerMonth: formatMicros(plan.seatPricePerMonth),
    inboundPerMinute: formatMicros(plan.inboundPerMinute),
    outboundPerMinute: formatMicros(plan.outboundPerMinute),
    increment: formatIncrement(plan),
  })
  await tx.pricePlan.createMany({ ...NOTHING_TWICE, data: toCheckedRow(head, definition) })
  await seedRents(tx, { tenantId, slug, seatsCount })
}

/** Enough for the people of the demonstration and for its simulated agents, who all sit on professional seats; and something of every other kind. */
async function seedRents(
  tx: Transaction,
  { tenantId, slug, seatsCount }: Pick<DemoClient, 'tenantId' | 'slug' | 'seatsCount'>,
): Promise<void> {
  await tx.seatSubscription.createMany({
    ...NOTHING_TWICE,
    data: [
      { id: `sub_${slug}-1`, tenantId, grade: 'professional', seatsCount, fromDay: SINCE },
      { id: `sub_${slug}-2`, tenantId, grade: 'professional', seatsCount: 12, fromDay: GROWN },
      { id: `sub_${slug}-3`, tenantId, grade: 'leader', seatsCount: 1, fromDay: GROWN },
      { id: `sub_${slug}-4`, tenantId, grade: 'leader', seatsCount: 1, fromDay: PLANNED },
    ],
  })
  await tx.addOn.createMany({
    ...NOTHING_TWICE,
    data: [
      { id: `add_${slug}-1`, tenantId, addOn: 'survey', fromDay: GROWN },
      { id: `add_${slug}-2`, tenantId, addOn: 'leaderListening', fromDay: PLANNED },
    ],
  })
}

async function seedAgents(tx: Transaction): Promise<void> {
  await tx.agent.createMany({
    ...NOTHING_TWICE,
    data: DEMO_AGENTS.map(({ agentId, tenantId, userId, name, employeeNumber }) => ({
      id: agentId,
      tenantId,
      userId,
      name,
      employeeNumber,
    })),
  })
  await tx.agentQueue.createMany({
    ...NOTHING_TWICE,
    data: DEMO_AGENTS.flatMap(({ agentId, tenantId: agentTenantId, queues }) =>
      queues.map(({ tenantId, queueId }) => ({ tenantId, agentTenantId, agentId, queueId })),
    ),
  })
}
