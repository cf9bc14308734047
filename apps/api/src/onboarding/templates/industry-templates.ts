import { citySecretary } from './city-secretary.ts'
import { emergencyLine } from './emergency-line.ts'
import { heatingRepair } from './heating-repair.ts'
import { hospitalBooking } from './hospital-booking.ts'
import { logistics } from './logistics.ts'
import { retailAfterSales } from './retail-after-sales.ts'
import type { IndustryTemplate } from './template.ts'
import { travelBooking } from './travel-booking.ts'

/** In the order in which the wizard offers them. */
export const INDUSTRY_TEMPLATES: readonly IndustryTemplate[] = [
  hospitalBooking,
  heatingRepair,
  travelBooking,
  logistics,
  retailAfterSales,
  emergencyLine,
  citySecretary,
]

export const TEMPLATE_KEYS: readonly string[] = INDUSTRY_TEMPLATES.map(({ key }) => key)

export const findTemplate = (key: string): IndustryTemplate | null =>
  INDUSTRY_TEMPLATES.find((template) => template.key === key) ?? null
