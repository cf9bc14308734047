import { isOpen } from '@seatline/core'
import type { BusinessHours, Instant, TenantId } from '@seatline/core'
import { businessHoursSchema } from '@seatline/core'
import { hoursOf } from '../config-publisher/snapshot-parts.ts'
import { flowUses } from '../configuration/flow-uses.ts'
import type { Transaction } from '../database/client.ts'
import { calendarDaysSchema, closedDaysSchema, weeklySchema } from './day-plans.ts'
import type { CalendarSettings, HoursSettings } from './hours-views.ts'

/** As the media plane is given them: with the days of the calendars. */
export async function readPublishedHours(tx: Transaction, tenantId: TenantId): Promise<readonly BusinessHours[]> {
  return (await hoursOf(tx, tenantId)).map((hours) => businessHoursSchema.parse(hours))
}

export async function readHours(
  tx: Transaction,
  tenantId: TenantId,
  now: Instant,
  id?: string,
): Promise<readonly HoursSettings[]> {
  const rows = await tx.businessHours.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    orderBy: { name: 'asc' },
  })
  const published = await readPublishedHours(tx, tenantId)
  const uses = await flowUses(tx, tenantId, (node) => (node.kind === 'hours' ? node.hoursId : null))
  return rows.map((row) => {
    const hours = published.find(({ hoursId }) => hoursId === row.id)
    return {
      id: row.id,
      tenantId,
      name: row.name,
      timeZone: row.timeZone,
      weekly: weeklySchema.parse(row.weekly),
      holidays: closedDaysSchema.parse(row.holidays),
      followsCalendars: row.followsCalendars,
      isOpenNow: hours !== undefined && isOpen(hours, now),
      uses: uses.get(row.id) ?? [],
    }
  })
}

export async function readCalendars(
  tx: Transaction,
  tenantId: TenantId,
  id?: string,
): Promise<readonly CalendarSettings[]> {
  const rows = await tx.holidayCalendar.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    orderBy: [{ year: 'desc' }, { name: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    tenantId,
    year: row.year,
    name: row.name,
    days: calendarDaysSchema.parse(row.days),
  }))
}
