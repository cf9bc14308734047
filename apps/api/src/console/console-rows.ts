import { idSchema, SEAT_GRADES, TENANT_ATTRIBUTES } from '@seatline/core'
import type { Instant, SeatGrade } from '@seatline/core'
import type { PlatformScope } from '../auth/authorized.ts'
import type { LiveFigures } from '../limits/live-figures.ts'
import type { ConsoleTenant, Health, HealthReason, Named, Refused } from './console-views.ts'
import * as repository from './repository.ts'
import type { TenantRow } from './repository.ts'

/** Above this share of a limit the console says that it is nearly reached. */
const NEARLY = 0.9

/** Every client, as the console shows it. Counts are made by the database, one question for all clients together. */
export async function readConsoleRows(
  scope: PlatformScope,
  live: ReadonlyMap<string, LiveFigures>,
  now: Instant,
  only: readonly string[] | null = null,
): Promise<readonly ConsoleTenant[]> {
  const at = new Date(now)
  // What the operator may read of everybody is read as the operator: there the database need not look for each row's tenant in a list of a thousand.
  const resources = await scope.run(async (tx) => ({
    seats: Map.groupBy(await repository.countSeats(tx, at), (row) => row.tenant_id),
    trunks: await repository.readTrunks(tx, scope.operatorTenantId),
    agents: await repository.readAgents(tx, scope.operatorTenantId),
    tenantIds:
      only ?? (await tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true } })).map(({ id }) => id),
  }))
  return scope.runIn({ tenantIds: resources.tenantIds }, async (tx) => {
    const rows = await repository.readTenantRows(tx, resources.tenantIds)
    const calls = new Map((await repository.countCallsToday(tx, at)).map((row) => [row.tenant_id, row]))
    const refused = Map.groupBy(await repository.countRefusedToday(tx, at), (row) => row.tenant_id)
    return rows.map((row) =>
      toConsoleTenant(row, {
        calls: calls.get(row.id),
        refused: (refused.get(row.id) ?? []).map(({ reason, count }) => ({ reason, count: Number(count) })),
        seats: seatsOf(resources.seats.get(row.id) ?? []),
        trunks: dedicatedTo(resources.trunks, row.id),
        agents: dedicatedTo(resources.agents, row.id),
        live: live.get(row.id),
      }),
    )
  })
}

type Parts = {
  readonly calls: { readonly calls: bigint; readonly answered: bigint; readonly seconds: bigint } | undefined
  readonly refused: readonly Refused[]
  readonly seats: Readonly<Record<SeatGrade, number>>
  readonly trunks: readonly Named[]
  readonly agents: readonly Named[]
  readonly live: LiveFigures | undefined
}

function toConsoleTenant(row: TenantRow, parts: Parts): ConsoleTenant {
  const limits = {
    concurrentCallsMax: row.concurrent_calls_max,
    callsPerSecondMax: row.calls_per_second_max,
    apiRequestsPerMinuteMax: row.api_requests_per_minute_max,
    storageBytesMax: Number(row.storage_bytes_max),
  }
  const reasons = healthReasons(row, parts)
  return {
    tenantId: idSchema('tenant').parse(row.id),
    name: row.name,
    brandColor: row.brand_color,
    status: row.status,
    statusSince: row.status_since?.getTime() ?? null,
    timeZone: row.time_zone,
    template: row.template,
    health: healthOf(row, reasons),
    healthReasons: reasons,
    numbersCount: Number(row.numbers),
    callsToday: Number(parts.calls?.calls ?? 0n),
    answeredToday: Number(parts.calls?.answered ?? 0n),
    secondsToday: Number(parts.calls?.seconds ?? 0n),
    refusedToday: parts.refused,
    lastCallAt: row.last_call?.getTime() ?? null,
    alarmsOpen: Number(row.alarms),
    preflight: row.preflight,
    seats: parts.seats,
    limits,
    attributes: TENANT_ATTRIBUTES.filter((attribute) => row.attributes.includes(attribute)),
    destinationClasses: row.destination_classes,
    storageBytes: Number(row.storage),
    dedicatedTrunks: parts.trunks,
    dedicatedAgents: parts.agents,
  }
}

/** Refused for want of lines or speed: that concerns the operator. A caller on the black list is refused as the client wants it. */
const OF_CONCERN: readonly string[] = ['tenantFull', 'tenantTooFast', 'platformFull']

export const refusedOfConcern = (refused: readonly Refused[]): number =>
  refused.filter(({ reason }) => OF_CONCERN.includes(reason)).reduce((sum, { count }) => sum + count, 0)

function healthReasons(row: TenantRow, { refused, live }: Parts): readonly HealthReason[] {
  const serves = row.status === 'live' || row.status === 'trial'
  const found: readonly (readonly [HealthReason, boolean])[] = [
    ['preflightFailed', row.preflight === 'failed'],
    ['alarmsOpen', row.alarms > 0n],
    ['callsRefused', serves && refusedOfConcern(refused) > 0],
    [
      'linesNearlyFull',
      serves && row.concurrent_calls_max > 0 && (live?.calls ?? 0) >= row.concurrent_calls_max * NEARLY,
    ],
    ['storageNearlyFull', Number(row.storage) >= Number(row.storage_bytes_max) * NEARLY],
    ['noNumber', serves && row.numbers === 0n],
  ]
  return found.flatMap(([reason, holds]) => (holds ? [reason] : []))
}

function healthOf(row: TenantRow, reasons: readonly HealthReason[]): Health {
  if (row.status === 'prospect' || row.status === 'ended') return 'idle'
  if (reasons.includes('preflightFailed') || reasons.includes('linesNearlyFull')) return 'bad'
  return reasons.length > 0 ? 'attention' : 'good'
}

function seatsOf(
  rows: readonly { readonly grade: SeatGrade; readonly seats: bigint }[],
): Readonly<Record<SeatGrade, number>> {
  const of = (wanted: SeatGrade): number => Number(rows.find(({ grade }) => grade === wanted)?.seats ?? 0n)
  return Object.fromEntries(SEAT_GRADES.map((grade) => [grade, of(grade)])) as Record<SeatGrade, number>
}

const dedicatedTo = (
  resources: readonly (Named & { readonly dedicatedTenantId: string | null })[],
  tenantId: string,
): readonly Named[] =>
  resources.filter(({ dedicatedTenantId }) => dedicatedTenantId === tenantId).map(({ id, name }) => ({ id, name }))
