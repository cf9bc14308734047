import type { StoryWorld } from './journal-stories.ts'

/** A world for stories that never reach a database. */
export const IMAGINED_WORLD: StoryWorld = {
  operatorTenantId: 'ten_test-op',
  trunkId: 'trk_test',
  tenants: ['a', 'b'].map((letter) => ({
    tenantId: `ten_test-${letter}`,
    didId: `did_test-${letter}`,
    number: '4001',
    queueIds: [`que_test-${letter}`],
    flowId: `ivr_test-${letter}`,
    flowVersionId: `ivv_test-${letter}`,
    dispositionId: `dsp_test-${letter}`,
  })),
  agents: [1, 2, 3].map((n) => ({ agentId: `agt_test-${String(n)}`, homeTenantId: 'ten_test-op' })),
}
