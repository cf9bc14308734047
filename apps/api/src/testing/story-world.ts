import { simpleDefinition } from '@seatline/billing'
import type { Database } from '../database/client.ts'
import { toCheckedRow } from '../price-plans/plan-rows.ts'
import type { StoryWorld } from './journal-stories.ts'

/** The rows that a journal story names: an operator, two clients, four agents. Times of validity are far in the past. */
export async function createStoryWorld(database: Database): Promise<StoryWorld> {
  const tenants = ['ten_test-a', 'ten_test-b'].map((tenantId, index) => ({
    tenantId,
    didId: `did_test-${String(index)}`,
    number: `40011110${String(index)}`,
    queueIds: [`que_test-${String(index)}-1`, `que_test-${String(index)}-2`],
    flowId: `ivr_test-${String(index)}`,
    flowVersionId: `ivv_test-${String(index)}`,
    dispositionId: `dsp_test-${String(index)}`,
  }))
  const agents = [1, 2, 3, 4].map((n) => ({
    agentId: `agt_test-${String(n)}`,
    homeTenantId: n === 4 ? 'ten_test-a' : 'ten_test-op',
  }))
  const world: StoryWorld = { operatorTenantId: 'ten_test-op', trunkId: 'trk_test', tenants, agents }
  await database.withTenants(
    { tenantIds: [world.operatorTenantId, ...tenants.map((tenant) => tenant.tenantId)], operator: true },
    async (tx) => {
      const shared = { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' } as const
      await tx.tenant.createMany({
        data: [
          { id: world.operatorTenantId, kind: 'operator', name: 'Operator', brandName: 'Operator', ...shared },
          ...tenants.map(({ tenantId }) => ({
            id: tenantId,
            kind: 'client' as const,
            name: tenantId,
            brandName: tenantId,
            ...shared,
          })),
        ],
      })
      await tx.agent.createMany({
        data: agents.map(({ agentId, homeTenantId }) => ({ id: agentId, tenantId: homeTenantId, name: agentId })),
      })
      for (const tenant of tenants) await createClient(tx, tenant)
    },
  )
  return world
}

type Tx = Parameters<Parameters<Database['withTenants']>[1]>[0]

async function createClient(tx: Tx, tenant: StoryWorld['tenants'][number]): Promise<void> {
  const { tenantId } = tenant
  const musicPromptId = `prm_music-${tenantId}`
  await tx.prompt.create({
    data: {
      id: musicPromptId,
      tenantId,
      name: 'Music',
      kind: 'music',
      locale: 'en',
      file: 'm.wav',
      durationMs: 1,
      sha256: '',
    },
  })
  await tx.queue.createMany({ data: tenant.queueIds.map((id) => ({ id, tenantId, name: id, musicPromptId })) })
  await tx.flow.create({ data: { id: tenant.flowId, tenantId, name: 'Main' } })
  await tx.did.create({ data: { id: tenant.didId, tenantId, number: tenant.number, flowId: tenant.flowId } })
  await tx.disposition.create({ data: { id: tenant.dispositionId, tenantId, name: 'Done', position: 1 } })
  const head = {
    tenantId,
    planId: `pln_${tenantId.slice(4)}`,
    version: 1,
    name: 'Test',
    currency: 'CNY',
    validFrom: new Date(0),
  }
  const definition = simpleDefinition({
    seatPricePerMonth: '100',
    inboundPerMinute: '0.12',
    outboundPerMinute: '0.18',
    increment: '6/6',
  })
  await tx.pricePlan.create({ data: toCheckedRow(head, definition) })
}
