import type { ListedNumber } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { calendarDaysSchema } from '../hours/day-plans.ts'

/** Opening hours with the days of the holiday calendars that they follow. */
export async function hoursOf(tx: Transaction, tenantId: string): Promise<readonly object[]> {
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } } as const
  const hours = await tx.businessHours.findMany(inUse)
  const calendars = await tx.holidayCalendar.findMany({
    ...inUse,
    orderBy: [{ year: 'asc' }, { id: 'asc' }],
  })
  const days = calendars.flatMap((calendar) => calendarDaysSchema.parse(calendar.days))
  const closedDays = days.filter(({ intervals }) => intervals.length === 0).map(({ date, name }) => ({ date, name }))
  const specialDays = days.filter(({ intervals }) => intervals.length > 0)
  return hours.map(({ id, name, timeZone, weekly, holidays, followsCalendars }) => ({
    hoursId: id,
    name,
    timeZone,
    weekly,
    holidays: [...(holidays as object[]), ...(followsCalendars ? closedDays : [])],
    specialDays: followsCalendars ? specialDays : [],
  }))
}

/** Callers who are refused (or numbers that are never called), and those who never are; of an entry that ends, the end goes with it. */
export async function numberListsOf(
  tx: Transaction,
  { tenantId, direction }: { readonly tenantId: string; readonly direction: 'inbound' | 'outbound' },
  at: number,
): Promise<{ readonly black: ListedNumber[]; readonly white: ListedNumber[] }> {
  const entries = await tx.listEntry.findMany({
    where: {
      tenantId,
      state: 'approved',
      direction: { in: [direction, 'both'] },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(at) } }],
    },
    select: { list: true, number: true, expiresAt: true },
    orderBy: [{ number: 'asc' }, { id: 'asc' }],
  })
  const of = (list: 'black' | 'white'): ListedNumber[] =>
    entries
      .filter((entry) => entry.list === list)
      .map(({ number, expiresAt }) => ({ number, until: expiresAt?.getTime() ?? null }))
  return { black: of('black'), white: of('white') }
}

export async function announcementsOf(tx: Transaction, tenantId: string): Promise<readonly object[]> {
  const rows = await tx.announcement.findMany({
    where: { tenantId, archivedAt: null, enabled: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map(
    ({ id, name, promptId, didIds, regions, topics, startsAt, endsAt, thenHangUp, expectedRecoveryAt }) => ({
      announcementId: id,
      name,
      promptId,
      didIds,
      regions,
      topics,
      expectedRecoveryAt: expectedRecoveryAt?.getTime() ?? null,
      startsAt: startsAt?.getTime() ?? null,
      endsAt: endsAt?.getTime() ?? null,
      thenHangUp,
    }),
  )
}
