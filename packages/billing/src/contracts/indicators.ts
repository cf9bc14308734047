/**
 * What a contract can promise in figures. `percent`, `seconds` and `minutes` are how a promise is worded; `better` says which way a figure must go.
 * Of a `month` there is one figure; each `case` (an incident, a change request) has its own.
 */
export const INDICATORS = [
  'availability',
  'serviceLevel',
  'abandonment',
  'speedOfAnswer',
  'satisfaction',
  'incidentNotice',
  'incidentResponse',
  'incidentResolution',
  'changeAnswer',
] as const
export type Indicator = (typeof INDICATORS)[number]

export type IndicatorForm = {
  readonly unit: 'percent' | 'seconds' | 'minutes'
  readonly better: 'higher' | 'lower'
  readonly of: 'month' | 'incident' | 'changeRequest'
}

export const INDICATOR_FORM: Readonly<Record<Indicator, IndicatorForm>> = {
  availability: { unit: 'percent', better: 'higher', of: 'month' },
  serviceLevel: { unit: 'percent', better: 'higher', of: 'month' },
  abandonment: { unit: 'percent', better: 'lower', of: 'month' },
  speedOfAnswer: { unit: 'seconds', better: 'lower', of: 'month' },
  satisfaction: { unit: 'percent', better: 'higher', of: 'month' },
  incidentNotice: { unit: 'minutes', better: 'lower', of: 'incident' },
  incidentResponse: { unit: 'minutes', better: 'lower', of: 'incident' },
  incidentResolution: { unit: 'minutes', better: 'lower', of: 'incident' },
  changeAnswer: { unit: 'minutes', better: 'lower', of: 'changeRequest' },
}

/** `notMeasured`: there was nothing to measure, no call, no answer to a survey; nothing is promised of that. */
export const SERVICE_TIERS = ['met', 'missed', 'seriouslyMissed', 'notMeasured'] as const
export type ServiceTier = (typeof SERVICE_TIERS)[number]

/** A figure as counted; exact, so that a promise is never kept or broken by rounding. */
export type Figure =
  | { readonly kind: 'share'; readonly part: number; readonly whole: number }
  | { readonly kind: 'mean'; readonly totalMs: number; readonly count: number }
  | { readonly kind: 'duration'; readonly ms: number }
