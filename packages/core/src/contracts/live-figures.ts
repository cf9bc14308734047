import { z } from 'zod'
import { SEAT_GRADES } from '../entitlements/entitlements.ts'
import { idSchema } from '../ids.ts'

const bySeat = z.partialRecord(z.enum(SEAT_GRADES), z.number().int().min(0))

/** What one tenant does on one media node at this moment. `today` is the day of the tenant's time zone. */
export const tenantFiguresSchema = z.object({
  tenantId: idSchema('tenant'),
  /** Epoch milliseconds: figures that are older than some seconds are of a node that is gone. */
  at: z.number().int(),
  day: z.iso.date(),
  calls: z.number().int().min(0),
  callsPeakToday: z.number().int().min(0),
  /** Arrived in the last whole second, refused ones included. */
  callsPerSecond: z.number().int().min(0),
  callsPerSecondPeakToday: z.number().int().min(0),
  /** Refused at the door today, by reason. */
  refusedToday: z.record(z.string(), z.number().int().min(0)),
  lastCallAt: z.number().int().nullable(),
  /** Who sits on which of the tenant's seats. */
  seats: z.array(z.object({ agentId: idSchema('agent'), grade: z.enum(SEAT_GRADES) })),
  seatsPeakToday: bySeat,
})
export type TenantFigures = z.infer<typeof tenantFiguresSchema>

/** Redis hash of a node: field tenantId -> JSON of TenantFigures; a tenant with nothing to tell has no field. */
export const liveFiguresKey = (nodeId: string): string => `seatline:figures:${nodeId}`
/** Redis set of the nodes that publish figures. */
export const FIGURE_NODES = 'seatline:figures:nodes'
/** A node writes at least this often what is not zero. */
export const FIGURES_EVERY_MS = 1_000
/** Older figures are not shown as the present. */
export const FIGURES_STALE_MS = 5_000
