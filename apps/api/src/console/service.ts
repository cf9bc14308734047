import { idSchema, TENANT_STATUSES } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { readLiveFigures } from '../limits/live-figures.ts'
import type { LiveFigures } from '../limits/live-figures.ts'
import { ticks } from '../live/watch.ts'
import { requestsOf } from '../limits/request-limit.ts'
import type { Platform } from '../platform.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import { readConsoleRows, refusedOfConcern } from './console-rows.ts'
import { HEALTHS } from './console-views.ts'
import type {
  ConsoleAlarm,
  ConsoleFigures,
  ConsolePage,
  ConsoleQuery,
  ConsoleSort,
  ConsoleTenant,
  Resource,
} from './console-views.ts'
import * as repository from './repository.ts'

const ROWS_MAX = 200
/** As many clients as one screen shows live. */
const FIGURES_MAX = 200

/** A page of the list of clients, and the sums of all of them. */
export const readConsole = authorizedPlatform(
  'platform.viewConsole',
  async (scope, query: ConsoleQuery): Promise<ConsolePage> => {
    if (query.first < 1 || query.first > ROWS_MAX)
      throw new InvalidInputError('first', `A page has 1 to ${String(ROWS_MAX)} clients.`)
    if (query.offset < 0) throw new InvalidInputError('offset', 'Not below 0.')
    const now = scope.platform.now()
    const live = await readLiveFigures(scope.platform.redis, null, now)
    const all = await keptRows(scope, live)
    const found = all.filter((row) => fits(row, query)).toSorted(bySort(query, live))
    return {
      rows: found.slice(query.offset, query.offset + query.first),
      totalCount: found.length,
      byStatus: TENANT_STATUSES.map((status) => ({ status, count: all.filter((row) => row.status === status).length })),
      byHealth: HEALTHS.map((health) => ({ health, count: all.filter((row) => row.health === health).length })),
      callsNow: [...live.values()].reduce((sum, { calls }) => sum + calls, 0),
      callsToday: all.reduce((sum, { callsToday }) => sum + callsToday, 0),
      refusedToday: all.reduce((sum, { refusedToday }) => sum + refusedOfConcern(refusedToday), 0),
      alarmsOpen: all.reduce((sum, { alarmsOpen }) => sum + alarmsOpen, 0),
    }
  },
)

/** The list is the same for all who may see it; whoever searches and pages through it makes the database count once in so long. */
const KEPT_MS = 2_000
const kept = new WeakMap<Platform, { readonly rows: Promise<readonly ConsoleTenant[]>; readonly until: number }>()

function keptRows(scope: PlatformScope, live: ReadonlyMap<string, LiveFigures>): Promise<readonly ConsoleTenant[]> {
  const { platform } = scope
  const now = platform.now()
  const known = kept.get(platform)
  if (known !== undefined && known.until > now) return known.rows
  const rows = readConsoleRows(scope, live, now)
  kept.set(platform, { rows, until: now + KEPT_MS })
  rows.catch(() => kept.delete(platform))
  return rows
}

/** A change made here is seen at the next look. */
export const forgetRows = (platform: Platform): void => void kept.delete(platform)

export const readConsoleTenant = authorizedPlatform(
  'platform.viewConsole',
  async (scope, tenantId: TenantId): Promise<ConsoleTenant> => {
    const now = scope.platform.now()
    const live = await readLiveFigures(scope.platform.redis, [tenantId], now)
    const [row] = await readConsoleRows(scope, live, now, [tenantId])
    if (row === undefined) throw new NotFoundError('client')
    return row
  },
)

function fits({ name, tenantId, status, health }: ConsoleTenant, query: ConsoleQuery): boolean {
  const wanted = query.search.trim().toLowerCase()
  return (
    (wanted === '' || name.toLowerCase().includes(wanted) || tenantId.includes(wanted)) &&
    (query.statuses.length === 0 || query.statuses.includes(status)) &&
    (query.healths.length === 0 || query.healths.includes(health))
  )
}

const HEALTH_ORDER = { bad: 0, attention: 1, good: 2, idle: 3 } as const

function bySort({ sort, descending }: ConsoleQuery, live: ReadonlyMap<string, LiveFigures>) {
  const figure: Readonly<Record<Exclude<ConsoleSort, 'name'>, (row: ConsoleTenant) => number>> = {
    status: ({ status }) => TENANT_STATUSES.indexOf(status),
    health: ({ health }) => HEALTH_ORDER[health],
    callsToday: ({ callsToday }) => callsToday,
    refusedToday: ({ refusedToday }) => refusedOfConcern(refusedToday),
    callsNow: ({ tenantId }) => live.get(tenantId)?.calls ?? 0,
    lastCall: ({ lastCallAt }) => lastCallAt ?? 0,
    alarms: ({ alarmsOpen }) => alarmsOpen,
    seats: ({ seats }) => seats.standard + seats.professional + seats.leader,
  }
  const sign = descending ? -1 : 1
  return (a: ConsoleTenant, b: ConsoleTenant): number => {
    const byName = a.name.localeCompare(b.name)
    if (sort === 'name') return sign * byName
    return sign * (figure[sort](a) - figure[sort](b)) || byName
  }
}

const figuresOf = authorizedPlatform(
  'platform.viewConsole',
  async (scope, tenantIds: readonly TenantId[]): Promise<readonly ConsoleFigures[]> => {
    const { redis, now } = scope.platform
    const live = await readLiveFigures(redis, tenantIds, now())
    const requests = await requestsOf(redis, tenantIds, now())
    return [...live.values()].map((figures) => ({
      ...figures,
      requestsLastMinute: requests.get(figures.tenantId) ?? 0,
    }))
  },
)

export function readConsoleFigures(
  scope: RequestScope,
  tenantIds: readonly string[],
): Promise<readonly ConsoleFigures[]> {
  if (tenantIds.length > FIGURES_MAX)
    throw new InvalidInputError('tenantIds', `At most ${String(FIGURES_MAX)} clients at once.`)
  return figuresOf(
    scope,
    tenantIds.map((id) => idSchema('tenant').parse(id)),
  )
}

const FIGURES_MS = 1_000

/** The figures of these clients, every second, until the log-in ends. Rights are looked at anew each time. */
export async function watchConsoleFigures(
  scope: RequestScope,
  tenantIds: readonly string[],
): Promise<AsyncIterable<readonly ConsoleFigures[]>> {
  const first = await readConsoleFigures(scope, tenantIds)
  return ticks({
    everyMs: FIGURES_MS,
    first,
    read: async () => readConsoleFigures(await scope.renew(), tenantIds),
    until: scope.expiresAt,
    now: scope.platform.now,
  })
}

const ALARMS_SHOWN = 200

export const readAlarms = authorizedPlatform(
  'platform.viewAlarms',
  async (scope, filter: { readonly tenantId: TenantId | null; readonly openOnly: boolean }): Promise<ConsoleAlarm[]> =>
    scope.run(async (tx) => {
      const rows = await tx.alarm.findMany({
        where: {
          ...(filter.tenantId === null ? {} : { tenantId: filter.tenantId }),
          ...(filter.openOnly ? { acknowledgedAt: null } : {}),
        },
        orderBy: { raisedAt: 'desc' },
        take: ALARMS_SHOWN,
      })
      const tenants = await tx.tenant.findMany({
        where: { id: { in: [...new Set(rows.map(({ tenantId }) => tenantId))] } },
        select: { id: true, name: true },
      })
      const names = new Map(tenants.map(({ id, name }) => [id, name]))
      return rows.map((row) => ({
        id: row.id,
        tenantId: row.tenantId,
        tenantName: names.get(row.tenantId) ?? row.tenantId,
        kind: row.kind,
        detail: JSON.stringify(row.detail),
        raisedAt: row.raisedAt.getTime(),
        acknowledgedAt: row.acknowledgedAt?.getTime() ?? null,
        acknowledgedBy: row.acknowledgedBy,
      }))
    }),
)

/** The operator's trunks and agents, with the client that each is kept for. */
export const readResources = authorizedPlatform(
  'platform.viewConsole',
  async (scope: PlatformScope, _input: null): Promise<{ trunks: Resource[]; agents: Resource[] }> =>
    scope.run(async (tx) => ({
      trunks: (await repository.readTrunks(tx, scope.operatorTenantId)).map(toResource),
      agents: (await repository.readAgents(tx, scope.operatorTenantId)).map(toResource),
    })),
)

const toResource = (row: { id: string; name: string; dedicatedTenantId: string | null }): Resource => ({
  id: row.id,
  name: row.name,
  tenantId: row.dedicatedTenantId,
})
