import type { LocalDate } from '@seatline/core'

/** A `date` column comes as midnight UTC of that day. */
export const dayFromRow = (value: Date): LocalDate => value.toISOString().slice(0, 10)
export const dayToRow = (day: LocalDate): Date => new Date(`${day}T00:00:00Z`)
