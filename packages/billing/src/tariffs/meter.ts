/** What is counted in minutes. `ivr` is the time a caller spends in menus. */
export const METERS = ['inbound', 'outbound', 'ivr'] as const
export type Meter = (typeof METERS)[number]
