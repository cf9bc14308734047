const DAY_MS = 86_400_000

/** `2026-03-31` of the first day after, `2026-04-01`. */
export const lastDay = (until: string): string =>
  new Date(Date.parse(`${until}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)

/** The first day after a month, and its own first. */
export function daysOfMonth(month: string): { readonly from: string; readonly until: string } {
  const from = `${month}-01`
  const next = new Date(Date.parse(`${from}T00:00:00Z`) + 31 * DAY_MS).toISOString().slice(0, 7)
  return { from, until: `${next}-01` }
}
