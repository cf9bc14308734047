import { z } from 'zod'

/** `HH:MM`, local wall-clock time; `24:00` is the end of the day. */
export const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be HH:MM')

/** `from` belongs to it, `to` does not any more. When `to` is not after `from` it runs past midnight, and belongs to the day it begins on. */
export type WallInterval = { readonly from: string; readonly to: string }

/** Whether that minute of the day on which the interval begins lies in it. */
export function coversOwnDay({ from, to }: WallInterval, minuteOfDay: number): boolean {
  return minuteOfDay >= minuteOf(from) && (isPastMidnight({ from, to }) || minuteOfDay < minuteOf(to))
}

/** Whether that minute of the day after lies in it. */
export const coversNextDay = (interval: WallInterval, minuteOfDay: number): boolean =>
  isPastMidnight(interval) && minuteOfDay < minuteOf(interval.to)

const isPastMidnight = ({ from, to }: WallInterval): boolean => minuteOf(to) <= minuteOf(from)

/** `HH:MM` as minutes after midnight. */
const minuteOf = (wallTime: string): number => Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3))
