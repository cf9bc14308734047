/** ISO 8601: Monday first. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
export type Day = (typeof DAYS)[number]
export type Interval = { readonly from: string; readonly to: string }
export type Period = Interval & { readonly day: number }

/** Days that follow each other with the same hours, together: Monday to Friday. */
export function groupDays(
  weekly: readonly Period[],
): readonly { readonly first: Day; readonly last: Day; readonly intervals: readonly Interval[] }[] {
  const groups: { first: Day; last: Day; intervals: readonly Interval[] }[] = []
  for (const day of DAYS) {
    const intervals = weekly.filter((period) => period.day === day).map(({ from, to }) => ({ from, to }))
    const before = groups.at(-1)
    if (before !== undefined && inWords(before.intervals) === inWords(intervals)) before.last = day
    else groups.push({ first: day, last: day, intervals })
  }
  return groups
}

export const inWords = (intervals: readonly Interval[]): string =>
  intervals.map(({ from, to }) => `${from}–${to}`).join(', ')

/** `09:00-12:00 13:00-17:00`; what cannot be read is left as it is, for the server to say what is wrong with it. */
export const intervalsOf = (text: string): Interval[] =>
  text
    .split(/[\s,;，；]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.split(/[-–—~～至]/)
      return { from: withZero(from), to: withZero(to) }
    })

const withZero = (time: string): string => (/^\d:\d\d$/.test(time) ? `0${time}` : time)

export const intervalText = (intervals: readonly Interval[]): string =>
  intervals.map(({ from, to }) => `${from}-${to}`).join(' ')
