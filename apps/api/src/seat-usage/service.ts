import { addDays, daysBetween, idSchema } from '@seatline/core'
import type { LocalDate, SeatGrade, TenantId } from '@seatline/core'
import { dayOf } from '@seatline/billing'
import { authorized } from '../auth/authorized.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import { InvalidInputError } from '../user-errors.ts'

export type SeatHourView = {
  readonly startsAt: number
  readonly day: LocalDate
  readonly hour: number
  readonly grade: SeatGrade
  readonly peak: number
}
export type SeatUserView = {
  readonly day: LocalDate
  readonly agentId: string
  readonly name: string
  readonly grade: SeatGrade
  readonly signedInMs: number
}
/** The tenant's own part of a shared agent's day, in milliseconds. */
export type SeatShareView = {
  readonly day: LocalDate
  readonly agentId: string
  readonly name: string
  readonly grade: SeatGrade
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapUpMs: number
  readonly ringMs: number
  readonly idleMs: number
  readonly notReadyMs: number
}
export type SeatUseView = {
  readonly fromDay: LocalDate
  readonly toDay: LocalDate
  readonly hours: readonly SeatHourView[]
  readonly users: readonly SeatUserView[]
  readonly shares: readonly SeatShareView[]
}

const DAYS_MAX = 92

/** Peaks, people and shares of some days, the last included; yesterday and today when no day is named. */
export const seatUse = authorized(
  'seats.view',
  async (
    scope,
    input: { readonly tenantId: TenantId; readonly fromDay: LocalDate | null; readonly toDay: LocalDate | null },
  ): Promise<SeatUseView> => {
    const { tenant, platform } = scope
    const toDay = input.toDay ?? dayOf(tenant.timeZone, platform.now())
    const fromDay = input.fromDay ?? addDays(toDay, -6)
    if (toDay < fromDay) throw new InvalidInputError('toDay', 'The last day must not be before the first.')
    if (daysBetween(fromDay, toDay) >= DAYS_MAX)
      throw new InvalidInputError('fromDay', `At most ${String(DAYS_MAX)} days at once.`)
    const where = { tenantId: tenant.id, day: { gte: dayToRow(fromDay), lte: dayToRow(toDay) } }
    return scope.run(async (tx) => {
      const hours = await tx.seatHour.findMany({ where, orderBy: [{ startsAt: 'asc' }, { grade: 'asc' }] })
      const users = await tx.seatUserDay.findMany({ where, orderBy: [{ day: 'desc' }, { agentId: 'asc' }] })
      const shares = await tx.seatShare.findMany({
        where: { ...where, homeTenantId: { not: tenant.id } },
        orderBy: [{ day: 'desc' }, { agentId: 'asc' }],
      })
      const agentIds = [...new Set([...users, ...shares].map(({ agentId }) => agentId))]
      const agents = await tx.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true } })
      const names = new Map(agents.map(({ id, name }) => [id, name]))
      const named = <T extends { readonly agentId: string; readonly day: Date }>(row: T) => ({
        ...row,
        day: dayFromRow(row.day),
        agentId: idSchema('agent').parse(row.agentId),
        name: names.get(row.agentId) ?? row.agentId,
      })
      return {
        fromDay,
        toDay,
        hours: hours.map((row) => ({ ...row, day: dayFromRow(row.day), startsAt: row.startsAt.getTime() })),
        users: users.map(named),
        shares: shares.map(named),
      }
    })
  },
)
