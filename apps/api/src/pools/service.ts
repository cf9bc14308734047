import { idSchema, poolShareSchema } from '@seatline/core'
import type { PoolShare, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { InputIssue } from '../user-errors.ts'
import { NotFoundError } from '../user-errors.ts'
import type { PoolMember, PoolView } from './pool-views.ts'

type Nothing = Record<string, never>

const count = z.number().int('Give a whole number.').min(0, 'At least 0 agents.').max(10_000, 'At most 10,000 agents.')
const shareInputSchema = z
  .object({
    poolId: idSchema('pool'),
    agentsMin: count,
    agentsMax: count.nullable(),
    weight: z.number().min(0.1, 'A weight is at least 0.1.').max(100, 'A weight is at most 100.'),
  })
  .refine(({ agentsMin, agentsMax }) => agentsMax === null || agentsMax >= agentsMin, {
    path: ['agentsMax'],
    message: 'The most it may take is not less than what it is guaranteed.',
    params: { code: 'pool.maxBelowMin' },
  })

export type ShareInput = {
  readonly tenantId: TenantId
  readonly poolId: string
  readonly agentsMin: number
  readonly agentsMax: number | null
  readonly weight: number
}

/** Every pool with its clients and agents: for those who see agents at work, which the operator's finance does not. */
export const listPools = authorizedPlatform(
  'live.viewAgents',
  async (scope, _input: Nothing): Promise<readonly PoolView[]> => poolsOf(await readPlaces(scope)),
)

/** Puts a client in a pool and says what it is guaranteed there. All who share an agent are in one pool, and nobody is guaranteed what is not there. */
export const setPoolShare = authorizedPlatform(
  'platform.manageTenants',
  async (platformScope, input: ShareInput): Promise<readonly PoolView[]> => {
    const { poolId, ...share } = parseInput(shareInputSchema, input)
    const scope = await enterTenant(platformScope, input.tenantId)
    if (scope.tenant.kind === 'operator') throw new NotFoundError('client')
    const places = await readPlaces(platformScope)
    const then = places.map((place) => (place.tenantId === scope.tenant.id ? { ...place, poolId, share } : place))
    refuseIfAny([...torn(then, scope.tenant.id), ...beyond(then, poolId)])
    await changeConfiguration(
      scope,
      async (tx) => {
        const row = await tx.tenant.findUniqueOrThrow({ where: { id: scope.tenant.id } })
        await tx.tenant.update({ where: { id: scope.tenant.id }, data: { poolId, poolShare: share } })
        return {
          value: null,
          action: 'tenant.setPoolShare',
          subject: { id: scope.tenant.id, name: scope.tenant.name },
          before: { poolId: row.poolId, ...poolShareSchema.parse(row.poolShare) },
          after: { poolId, ...share },
          summary: 'Share of the agents set by the operator',
        }
      },
      { inEveryStatus: true },
    )
    return poolsOf(await readPlaces(platformScope))
  },
)

type Place = {
  readonly tenantId: TenantId
  readonly name: string
  readonly poolId: string
  readonly share: PoolShare
  readonly agentIds: ReadonlySet<string>
}

async function readPlaces(scope: PlatformScope): Promise<readonly Place[]> {
  const clients = await scope.run((tx) => tx.tenant.findMany({ where: { kind: 'client' }, orderBy: { name: 'asc' } }))
  const serving = await scope.runIn({ tenantIds: clients.map(({ id }) => id), operator: true }, (tx) =>
    tx.agentQueue.findMany({
      where: { queue: { archivedAt: null } },
      distinct: ['tenantId', 'agentId'],
      select: { tenantId: true, agentId: true },
    }),
  )
  const active = await scope.runIn(
    { tenantIds: [scope.operatorTenantId, ...clients.map(({ id }) => id)], operator: true },
    (tx) => tx.agent.findMany({ where: { active: true }, select: { id: true } }),
  )
  const works = new Set(active.map(({ id }) => id))
  const byTenant = Map.groupBy(serving, ({ tenantId }) => tenantId)
  return clients.map(({ id, name, poolId, poolShare }) => ({
    tenantId: idSchema('tenant').parse(id),
    name,
    poolId,
    share: poolShareSchema.parse(poolShare),
    agentIds: new Set((byTenant.get(id) ?? []).map(({ agentId }) => agentId).filter((agentId) => works.has(agentId))),
  }))
}

function poolsOf(places: readonly Place[]): readonly PoolView[] {
  return [...Map.groupBy(places, ({ poolId }) => poolId)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([poolId, members]) => ({
      poolId,
      agentsCount: agentsOf(members).size,
      guaranteed: guaranteedOf(members),
      members: members.map(({ tenantId, name, share, agentIds }): PoolMember => ({
        tenantId,
        name,
        share,
        agentsCount: agentIds.size,
      })),
    }))
}

const agentsOf = (places: readonly Place[]): ReadonlySet<string> =>
  new Set(places.flatMap(({ agentIds }) => [...agentIds]))
const guaranteedOf = (places: readonly Place[]): number => places.reduce((sum, { share }) => sum + share.agentsMin, 0)

/** One engine decides over an agent: who serves two clients ties them to one pool. */
function torn(places: readonly Place[], tenantId: TenantId): readonly InputIssue[] {
  const here = places.find((place) => place.tenantId === tenantId)
  if (here === undefined) return []
  const others = places
    .filter(({ poolId }) => poolId !== here.poolId)
    .map(({ name, agentIds }) => ({ name, shared: [...agentIds].filter((id) => here.agentIds.has(id)).length }))
    .filter(({ shared }) => shared > 0)
  if (others.length === 0) return []
  const list = others.map(({ name, shared }) => `${name} (${String(shared)})`).join(', ')
  return [
    {
      field: 'poolId',
      code: 'pool.sharedAgents',
      message: `Agents also serve clients of another pool: ${list}. Move these into the same pool, or take the agents off first.`,
    },
  ]
}

function beyond(places: readonly Place[], poolId: string): readonly InputIssue[] {
  const members = places.filter((place) => place.poolId === poolId)
  const guaranteed = guaranteedOf(members)
  const agents = agentsOf(members).size
  if (guaranteed <= agents) return []
  const list = members
    .filter(({ share }) => share.agentsMin > 0)
    .map(({ name, share }) => `${name} ${String(share.agentsMin)}`)
    .join(', ')
  return [
    {
      field: 'agentsMin',
      code: 'pool.minimaExceed',
      message: `${String(guaranteed)} agents would be guaranteed (${list}), and the pool has ${String(agents)}. Guarantee fewer.`,
    },
  ]
}
