import { comparableNumber, queueRoutingSchema } from '@seatline/core'
import type { QueueRouting } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { hashPin } from '@seatline/sealing'
import { starterRegions } from '../regions/starter-regions.ts'
import type { DemoClient } from './demo-clients.ts'
import { promptId } from './demo-flow.ts'

type Regions = readonly { readonly name: string; readonly prefixes: readonly string[] }[]
type DemoCaller = {
  readonly number: string
  readonly name: string
  readonly vipClass?: number
  readonly memberNumber?: string
  readonly designatedAgentId?: string
  readonly ownerAgentId?: string
  readonly region?: string
  readonly pin?: string
  readonly fields?: Readonly<Record<string, string>>
}

const UK: Regions = [
  { name: 'Greater London', prefixes: ['+4420'] },
  { name: 'The North', prefixes: ['+44113', '+44161', '+44191'] },
  { name: 'Scotland', prefixes: ['+44131', '+44141'] },
]

const CALLERS: Readonly<Record<string, readonly DemoCaller[]>> = {
  heating: [
    {
      number: '13900001001',
      name: '王建国',
      vipClass: 1,
      memberNumber: 'NJ-20881',
      designatedAgentId: 'agt_li',
      region: '北京',
      pin: '1357',
      fields: { address: '朝阳区和平里 7 号楼 302', heating: '地暖' },
    },
    { number: '02288886666', name: '津门物业', ownerAgentId: 'agt_mei', region: '天津', fields: { contract: '整楼' } },
    { number: '13900001003', name: '赵敏', fields: { address: '海淀区学院路 15 号' } },
  ],
  travel: [
    {
      number: '+447700900118',
      name: 'Harriet Vance',
      vipClass: 1,
      memberNumber: 'MT-4410',
      ownerAgentId: 'agt_jonas',
      region: 'Greater London',
      pin: '2468',
      fields: { tier: 'gold', language: 'en' },
    },
    {
      number: '+441314960555',
      name: 'Caledonian Walks',
      vipClass: 3,
      designatedAgentId: 'agt_mei',
      region: 'Scotland',
    },
    { number: '+447700900642', name: 'Tom Ashdown', fields: { tier: 'silver' } },
  ],
  clinic: [
    { number: '02162880001', name: 'Chen Yuhan', memberNumber: 'P-1183', ownerAgentId: 'agt_jonas', pin: '8080' },
    { number: '02162880044', name: 'Embassy school nurse', vipClass: 2, designatedAgentId: 'agt_mei' },
  ],
}

/** Of each client the first queue is as simple as can be, the second one shows what there is. */
export function demoRouting(client: DemoClient, queueId: string): QueueRouting {
  const groupId = SECOND_GROUP[client.slug]
  if (queueId === client.queues[0].queueId) return queueRoutingSchema.parse({ vipPriority: [30, 20, 10, 5, 2] })
  return queueRoutingSchema.parse({
    rules: [
      { kind: 'designatedAgent', holdMs: 20_000 },
      { kind: 'ownerAgent', holdMs: 15_000 },
      { kind: 'skills', prefer: 'highest' },
    ],
    steps: [{ afterMs: 45_000, skills: null, groupIds: groupId === undefined ? [] : [groupId], offer: null }],
    priority: 5,
    weight: 2,
    overflow: {
      wait: { afterMs: 600_000, to: { kind: 'queue', queueId: client.queues[0].queueId } },
      length: { callsMax: 200, to: { kind: 'announcement', promptId: promptId(client, 'full') } },
      noAgent: null,
    },
    noAnswersMax: 2,
    waiting: {
      position: { firstMs: 30_000, everyMs: 60_000, sayWait: true },
      callback: { key: '1', offerAfterMs: 45_000, attemptsMax: 3, retryAfterMs: 600_000, otherNumber: true },
    },
  })
}

const SECOND_GROUP: Readonly<Record<string, string>> = {
  heating: 'grp_heating-night',
  travel: 'grp_travel-late',
  clinic: 'grp_clinic-desk',
}

/** Regions, known callers, and what each client is guaranteed of the agents whom all three share. */
export async function seedRouting(tx: Transaction, client: DemoClient): Promise<void> {
  const { tenantId, slug } = client
  const regions = slug === 'travel' ? UK : starterRegions(client.locale === 'zh_CN' ? 'zh-CN' : 'en')
  await tx.tenant.updateMany({
    where: { id: tenantId, regions: { equals: [] } },
    data: { regions: regions.map(({ name, prefixes }) => ({ name, prefixes: [...prefixes] })) },
  })
  await tx.tenant.updateMany({
    where: { id: tenantId, poolShare: { equals: {} } },
    data: { poolShare: { agentsMin: 2, agentsMax: null, weight: 1 } },
  })
  const callers = CALLERS[slug] ?? []
  const present = await tx.knownCaller.findMany({ where: { tenantId }, select: { id: true } })
  for (const [at, { number, pin, fields, ...caller }] of callers.entries()) {
    const id = `cll_${slug}-${String(at + 1)}`
    if (present.some((each) => each.id === id)) continue
    await tx.knownCaller.create({
      data: {
        id,
        tenantId,
        ...caller,
        number: comparableNumber(number) ?? number,
        fields: { ...fields },
        pinHash: pin === undefined ? null : await hashPin(pin),
      },
    })
  }
}
