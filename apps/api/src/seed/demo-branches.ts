import type { Transaction } from '../database/client.ts'

const HEATING = 'ten_demo-heating'
const [EAST, WEST] = ['brn_heating-east', 'brn_heating-west'] as const

/** The heating company's two offices: one repairs, the other takes the money. Its number, its menu and its administrator are the head office's. */
export async function seedBranches(tx: Transaction): Promise<void> {
  const made = await tx.branch.createMany({
    skipDuplicates: true,
    data: [
      { id: EAST, tenantId: HEATING, name: '城东营业所' },
      { id: WEST, tenantId: HEATING, name: '城西营业所' },
    ],
  })
  // Only once: what somebody has moved since stays where it is.
  if (made.count === 0) return
  await tx.queue.updateMany({ where: { tenantId: HEATING, id: 'que_heating-repair' }, data: { branchId: EAST } })
  await tx.queue.updateMany({ where: { tenantId: HEATING, id: 'que_heating-billing' }, data: { branchId: WEST } })
  await tx.agent.updateMany({ where: { tenantId: HEATING, id: 'agt_li' }, data: { branchId: EAST } })
}
