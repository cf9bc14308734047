/** How far `timeZone` is ahead of UTC at `epochMs`, milliseconds. */
function offsetMs(epochMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(epochMs)
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(epochMs / 1_000) * 1_000
}

/** The first moment of `day` (`YYYY-MM-DD`) in `timeZone`, as ISO 8601 in UTC. Days with 23 or 25 hours included. */
export function startOfDay(day: string, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00.000Z`)
  const guess = wall - offsetMs(wall, timeZone)
  return new Date(wall - offsetMs(guess, timeZone)).toISOString()
}

/** The day after `day`. */
export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10)

/** The day it is in `timeZone` at `epochMs`. */
export const dayOf = (epochMs: number, timeZone: string): string =>
  new Date(epochMs + offsetMs(epochMs, timeZone)).toISOString().slice(0, 10)

/** What a clock in `timeZone` shows at the moment: `2026-03-01T09:30`, as a field for day and time takes it. */
export const wallTimeOf = (iso: string, timeZone: string): string =>
  new Date(Date.parse(iso) + offsetMs(Date.parse(iso), timeZone)).toISOString().slice(0, 16)

/** The moment at which a clock in `timeZone` shows `wallTime`. */
export function momentOf(wallTime: string, timeZone: string): string {
  const wall = Date.parse(`${wallTime}Z`)
  const guess = wall - offsetMs(wall, timeZone)
  return new Date(wall - offsetMs(guess, timeZone)).toISOString()
}
