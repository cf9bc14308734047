import { explainOpen, instant, isLocalDate, localTimeAt, startOfDay } from '@seatline/core'
import type { BusinessHours, HoursId, Instant, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { describeUses } from '../configuration/flow-uses.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, InvalidInputError, NotFoundError } from '../user-errors.ts'
import { hoursInputSchema } from './hours-input.ts'
import type { HoursInput } from './hours-input.ts'
import type { HoursSettings, OpenPreview } from './hours-views.ts'
import * as repository from './repository.ts'

type OfTenant = { readonly tenantId: TenantId }
type OfHours = OfTenant & { readonly hoursId: HoursId }

export const listHours = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readHours(tx, tenantId, scope.platform.now())),
)

export const createHours = authorized(
  'hours.manage',
  (scope, { tenantId, input }: OfTenant & { readonly input: unknown }) => {
    const parsed = parseInput(hoursInputSchema, input)
    return changeConfiguration(scope, async (tx) => {
      const id = newId('hours')
      await tx.businessHours.create({ data: { id, tenantId, ...rowOf(parsed) } })
      const made = await hoursOf(tx, { tenantId, id }, scope.platform.now())
      return {
        value: made,
        action: 'hours.create',
        subject: { id, name: made.name },
        after: comparable(made),
        summary: `Hours "${made.name}" made`,
      }
    })
  },
)

export const updateHours = authorized(
  'hours.manage',
  (scope, { tenantId, hoursId, input }: OfHours & { readonly input: unknown }) => {
    const parsed = parseInput(hoursInputSchema, input)
    return changeConfiguration(scope, async (tx) => {
      const before = await hoursOf(tx, { tenantId, id: hoursId }, scope.platform.now())
      await tx.businessHours.update({ where: { id: hoursId }, data: rowOf(parsed) })
      const made = await hoursOf(tx, { tenantId, id: hoursId }, scope.platform.now())
      return {
        value: made,
        action: 'hours.update',
        subject: { id: hoursId, name: made.name },
        before: comparable(before),
        after: comparable(made),
        summary: `Hours "${made.name}" changed`,
      }
    })
  },
)

export const archiveHours = authorized('hours.manage', (scope, { tenantId, hoursId }: OfHours) =>
  changeConfiguration(scope, async (tx) => {
    const before = await hoursOf(tx, { tenantId, id: hoursId }, scope.platform.now())
    if (before.uses.length > 0)
      throw new InputRefusedError('The hours are in use.', [
        {
          field: 'hoursId',
          code: 'hours.inUse',
          message: `They are asked by ${describeUses(before.uses)}. Let it ask other hours first.`,
        },
      ])
    await tx.businessHours.update({ where: { id: hoursId }, data: { archivedAt: new Date(scope.platform.now()) } })
    return {
      value: before,
      action: 'hours.archive',
      subject: { id: hoursId, name: before.name },
      before: comparable(before),
      summary: `Hours "${before.name}" removed`,
    }
  }),
)

/** Whether it is open at a moment that the wall clock of the hours shows: `2027-01-01T09:30`. */
export const previewHours = authorized(
  'configuration.view',
  (scope, { tenantId, hoursId, at }: OfHours & { readonly at: string }): Promise<OpenPreview> =>
    scope.run(async (tx) => {
      const hours = (await repository.readPublishedHours(tx, tenantId)).find((each) => each.hoursId === hoursId)
      if (hours === undefined) throw new NotFoundError('opening hours')
      const { isOpen, ground } = explainOpen(hours, momentOf(hours, at))
      return {
        isOpen,
        ground: ground.kind,
        date: 'date' in ground ? ground.date : at.slice(0, 10),
        name: 'name' in ground ? ground.name : '',
      }
    }),
)

/** The moment at which the wall clock shows the time. A time that summer time leaves out is taken for the one after it. */
function momentOf({ timeZone }: BusinessHours, at: string): Instant {
  const [, date = '', hour = '', minute = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(at) ?? []
  const midnight = isLocalDate(date) ? startOfDay(timeZone, date) : null
  const minuteOfDay = Number(hour) * 60 + Number(minute)
  if (midnight === null || minuteOfDay >= 1_440 || Number(minute) > 59)
    throw new InvalidInputError('at', 'Write the time as 2027-01-01T09:30.')
  for (let moment = midnight; moment < midnight + 26 * 3_600_000; moment = instant(moment + 60_000)) {
    const local = localTimeAt(timeZone, moment)
    if (local !== null && (local.date > date || local.minuteOfDay >= minuteOfDay)) return moment
  }
  return midnight
}

async function hoursOf(
  tx: Transaction,
  { tenantId, id }: OfTenant & { readonly id: string },
  now: Instant,
): Promise<HoursSettings> {
  const [found] = await repository.readHours(tx, tenantId, now, id)
  if (found === undefined) throw new NotFoundError('opening hours')
  return found
}

const rowOf = ({ weekly, holidays, ...rest }: HoursInput) => ({
  ...rest,
  weekly: weekly.toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from)),
  holidays: holidays.toSorted((a, b) => a.date.localeCompare(b.date)),
})

const comparable = ({ name, timeZone, weekly, holidays, followsCalendars }: HoursSettings) => ({
  name,
  timeZone,
  weekly: weekly.map(({ day, from, to }) => `${String(day)} ${from}-${to}`),
  holidays: holidays.map(({ date, name: dayName }) => `${date} ${dayName}`),
  followsCalendars,
})
