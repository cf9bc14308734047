import { describe, expect, it } from 'vitest'
import {
  SharedAgentsSimulation,
  type ServiceOrder,
  type SimulatedTenant,
  type TenantResult,
} from '../testing/shared-agents-simulation.ts'
import { burstOfOne } from '../testing/burst-of-one.ts'

const run = (seed: number, order: ServiceOrder, changes: Partial<SimulatedTenant> = {}): readonly TenantResult[] => {
  const centre = burstOfOne(seed, order)
  return new SharedAgentsSimulation({
    ...centre,
    tenants: centre.tenants.map((tenant) => ({ ...tenant, ...changes })),
  }).run()
}
/** What was promised: 80 of 100 calls within 20 s. */
const BAND = 0.8

describe.each([1, 2, 3, 4, 5])(
  'three tenants share thirty agents and one calls five times as much, seed %i',
  (seed) => {
    it('leaves the two others within what they were promised, with queue ratios and shares', () => {
      const [alder, birch, cedar] = run(seed, 'fairShare')
      expect(alder?.serviceLevel).toBeGreaterThan(BAND)
      expect(birch?.serviceLevel).toBeGreaterThan(BAND)
      // The one that calls too much pays for it, and is not starved.
      expect(cedar?.answered).toBeGreaterThan(1_500)
      expect(cedar?.longestWaitMs).toBeLessThan(600_000)
    })

    it.each(['longestWaitFirst', 'strictPriority'] as const)('does not with %s', (order) => {
      const [alder, birch] = run(seed, order)
      expect(alder?.serviceLevel).toBeLessThan(BAND)
      expect(birch?.serviceLevel).toBeLessThan(BAND)
    })
  },
)

it('the same seed gives the same day', () => {
  expect(run(9, 'fairShare')).toEqual(run(9, 'fairShare'))
})

it('a tenant never has more agents than its maximum, so the others find agents free', () => {
  const capped = run(1, 'fairShare', { agentsMin: 0, agentsMax: 10 })
  for (const tenant of capped.slice(0, 2)) expect(tenant.serviceLevel).toBeGreaterThan(BAND)
})
