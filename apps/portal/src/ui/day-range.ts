/** The last days up to today, as the tenant's calendar has them. */
export function lastDays(timeZone: string, count: number, now = Date.now()): { fromDay: string; toDay: string } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return { fromDay: format.format(new Date(now - (count - 1) * 86_400_000)), toDay: format.format(new Date(now)) }
}
