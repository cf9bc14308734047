import type { SeatGrade, TenantAttribute, TenantId, TenantStatus } from '@seatline/core'
import type { LiveFigures } from '../limits/live-figures.ts'

/** Why a client needs a look, the gravest first. */
export const HEALTH_REASONS = [
  'preflightFailed',
  'alarmsOpen',
  'callsRefused',
  'linesNearlyFull',
  'storageNearlyFull',
  'noNumber',
] as const
export type HealthReason = (typeof HEALTH_REASONS)[number]
export const HEALTHS = ['good', 'attention', 'bad', 'idle'] as const
export type Health = (typeof HEALTHS)[number]

export type Refused = { readonly reason: string; readonly count: number }

/** A client on the operator's console. */
export type ConsoleTenant = {
  readonly tenantId: TenantId
  readonly name: string
  readonly brandColor: string
  readonly status: TenantStatus
  readonly statusSince: number | null
  readonly timeZone: string
  readonly template: string | null
  readonly health: Health
  readonly healthReasons: readonly HealthReason[]
  readonly numbersCount: number
  readonly callsToday: number
  readonly answeredToday: number
  readonly secondsToday: number
  readonly refusedToday: readonly Refused[]
  readonly lastCallAt: number | null
  readonly alarmsOpen: number
  readonly preflight: 'running' | 'passed' | 'failed' | null
  readonly seats: Readonly<Record<SeatGrade, number>>
  readonly limits: ConsoleLimits
  readonly attributes: readonly TenantAttribute[]
  readonly destinationClasses: readonly string[]
  readonly storageBytes: number
  readonly dedicatedTrunks: readonly Named[]
  readonly dedicatedAgents: readonly Named[]
}
export type Named = { readonly id: string; readonly name: string }
export type ConsoleLimits = {
  readonly concurrentCallsMax: number
  readonly callsPerSecondMax: number | null
  readonly apiRequestsPerMinuteMax: number
  readonly storageBytesMax: number
}

export const CONSOLE_SORTS = [
  'name',
  'status',
  'health',
  'callsToday',
  'refusedToday',
  'callsNow',
  'lastCall',
  'alarms',
  'seats',
] as const
export type ConsoleSort = (typeof CONSOLE_SORTS)[number]

export type ConsoleQuery = {
  readonly search: string
  readonly statuses: readonly TenantStatus[]
  readonly healths: readonly Health[]
  readonly sort: ConsoleSort
  readonly descending: boolean
  readonly first: number
  readonly offset: number
}
export type ConsolePage = {
  readonly rows: readonly ConsoleTenant[]
  /** That fit search and filters. */
  readonly totalCount: number
  readonly byStatus: readonly { readonly status: TenantStatus; readonly count: number }[]
  readonly byHealth: readonly { readonly health: Health; readonly count: number }[]
  /** Of all clients together. */
  readonly callsNow: number
  readonly callsToday: number
  readonly refusedToday: number
  readonly alarmsOpen: number
}

export type ConsoleFigures = LiveFigures & { readonly requestsLastMinute: number }

export type ConsoleAlarm = {
  readonly id: string
  readonly tenantId: string
  readonly tenantName: string
  readonly kind: string
  readonly detail: string
  readonly raisedAt: number
  readonly acknowledgedAt: number | null
  readonly acknowledgedBy: string | null
}

export type Resource = {
  readonly id: string
  readonly name: string
  /** null: shared by all clients. */
  readonly tenantId: string | null
}
