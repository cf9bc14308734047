import { z } from 'zod'
import { coversNextDay, coversOwnDay, wallTimeSchema } from '../business-hours/wall-time.ts'
import type { TransferParty } from '../contracts/commands.ts'
import { idSchema } from '../ids.ts'
import { addDays, isoDayOf, localTimeAt, type LocalDate } from '../local-time.ts'
import type { Instant } from '../time.ts'

/** One line of a list: who is on call, on which days, from when to when. */
export const onCallDutySchema = z.object({
  /** Rung first; null: only the number. */
  agentId: idSchema('agent').nullable(),
  /** Rung when the agent is not there or does not answer; null: nobody outside. */
  number: z.string().min(3).max(40).nullable(),
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  /** By the wall clock of the list's time zone. A duty whose `to` is not after `from` runs past midnight and belongs to the day it begins on. */
  from: wallTimeSchema,
  to: wallTimeSchema,
  /** First and last day on which the duty begins; null: since ever, for good. */
  firstDate: z.iso.date().nullable(),
  lastDate: z.iso.date().nullable(),
})
export type OnCallDuty = z.infer<typeof onCallDutySchema>

export const onCallListSchema = z.object({
  listId: idSchema('onCallList'),
  name: z.string(),
  /** Whose music is heard while they are rung, and where a caller from a menu waits when none of them answers. */
  queueId: idSchema('queue'),
  /** IANA time zone. */
  timeZone: z.string(),
  /** In the order in which they are rung. */
  duties: z.array(onCallDutySchema).max(100),
})
export type OnCallList = z.infer<typeof onCallListSchema>

/** The duties that hold at `now`, in their order. A time zone that nobody knows has nobody on call. */
export function dutiesAt(list: Pick<OnCallList, 'timeZone' | 'duties'>, now: Instant): readonly OnCallDuty[] {
  const local = localTimeAt(list.timeZone, now)
  if (local === null) return []
  const { date, minuteOfDay } = local
  const yesterday = addDays(date, -1)
  return list.duties.filter(
    (duty) =>
      (beginsOn(duty, date) && coversOwnDay(duty, minuteOfDay)) ||
      (beginsOn(duty, yesterday) && coversNextDay(duty, minuteOfDay)),
  )
}

/** Who is rung one after the other: of each duty the agent, then the number. Nobody is named twice. */
export function partiesOnCall(list: Pick<OnCallList, 'timeZone' | 'duties'>, now: Instant): readonly TransferParty[] {
  const parties = dutiesAt(list, now).flatMap(({ agentId, number }): readonly TransferParty[] => [
    ...(agentId === null ? [] : [{ kind: 'agent', agentId } as const]),
    ...(number === null ? [] : [{ kind: 'number', number } as const]),
  ])
  return parties.filter((party, index) => parties.findIndex((each) => isSame(each, party)) === index)
}

const beginsOn = ({ days, firstDate, lastDate }: OnCallDuty, date: LocalDate): boolean =>
  days.includes(isoDayOf(date)) && (firstDate === null || firstDate <= date) && (lastDate === null || date <= lastDate)

const isSame = (a: TransferParty, b: TransferParty): boolean =>
  a.kind === 'agent' ? b.kind === 'agent' && a.agentId === b.agentId : b.kind === 'number' && a.number === b.number
