import type { OpenGround, TenantId } from '@seatline/core'
import type { Use } from '../configuration/flow-uses.ts'
import type { CalendarDay, ClosedDay, WeeklyPeriod } from './day-plans.ts'

export type HoursSettings = {
  readonly id: string
  readonly tenantId: TenantId
  readonly name: string
  readonly timeZone: string
  readonly weekly: readonly WeeklyPeriod[]
  /** Closed on these days besides those of the calendars. */
  readonly holidays: readonly ClosedDay[]
  readonly followsCalendars: boolean
  readonly isOpenNow: boolean
  readonly uses: readonly Use[]
}

export type CalendarSettings = {
  readonly id: string
  readonly tenantId: TenantId
  readonly year: number
  readonly name: string
  readonly days: readonly CalendarDay[]
}

/** Whether it is open at a moment of the wall clock, and what decides that. */
export type OpenPreview = {
  readonly isOpen: boolean
  readonly ground: OpenGround['kind']
  /** The day whose hours decide: the day before for a night. */
  readonly date: string
  readonly name: string
}
