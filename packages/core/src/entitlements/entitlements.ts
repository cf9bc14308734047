export const SEAT_GRADES = ['standard', 'professional', 'leader'] as const
export type SeatGrade = (typeof SEAT_GRADES)[number]

/** Rented on top of seats. */
export const ADD_ONS = [
  'menu',
  'announcements',
  'timeForwarding',
  'voicemail',
  'leaderListening',
  'survey',
  'webCall',
] as const
export type AddOn = (typeof ADD_ONS)[number]

/** What the operator sets on a tenant, whatever it has rented. */
export const TENANT_ATTRIBUTES = ['noOutbound', 'noRecording', 'noTransferOutside'] as const
export type TenantAttribute = (typeof TENANT_ATTRIBUTES)[number]

export const FEATURES = [
  'queueing',
  'agentStates',
  'groups',
  'hold',
  'transfer',
  'transferOutside',
  'outbound',
  'fullRecording',
  'missedCalls',
  'satisfactionKeys',
  'basicCustomerData',
  'basicReports',
  'blackList',
  'qualityAssurance',
  'professionalCustomerData',
  'professionalReports',
  'menu',
  'announcements',
  'timeForwarding',
  'voicemail',
  'leaderListening',
  'webCall',
] as const
export type Feature = (typeof FEATURES)[number]

type FeatureRow = {
  /** Seats of these grades bring it; one such seat is enough for the tenant. */
  readonly grades: readonly SeatGrade[]
  /** So does this add-on. */
  readonly addOn: AddOn | null
  /** This attribute takes it away. */
  readonly barredBy: TenantAttribute | null
}

const every: readonly SeatGrade[] = SEAT_GRADES
const professional: readonly SeatGrade[] = ['professional', 'leader']
const feature = (
  grades: readonly SeatGrade[],
  addOn: AddOn | null = null,
  barredBy: TenantAttribute | null = null,
): FeatureRow => ({ grades, addOn, barredBy })

/** The matrix of grades and add-ons: 22 rows. */
// prettier-ignore
export const FEATURE_MATRIX: Readonly<Record<Feature, FeatureRow>> = {
  queueing:                 feature(every),
  agentStates:              feature(every),
  groups:                   feature(every),
  hold:                     feature(every),
  transfer:                 feature(every),
  transferOutside:          feature(every, null, 'noTransferOutside'),
  outbound:                 feature(every, null, 'noOutbound'),
  fullRecording:            feature(every, null, 'noRecording'),
  missedCalls:              feature(every),
  satisfactionKeys:         feature(every, 'survey'),
  basicCustomerData:        feature(every),
  basicReports:             feature(every),
  blackList:                feature(professional),
  qualityAssurance:         feature(professional),
  professionalCustomerData: feature(professional),
  professionalReports:      feature(professional),
  menu:                     feature(professional, 'menu'),
  announcements:            feature(professional, 'announcements'),
  timeForwarding:           feature(professional, 'timeForwarding'),
  voicemail:                feature(professional, 'voicemail'),
  leaderListening:          feature([], 'leaderListening'),
  webCall:                  feature([], 'webCall'),
}

/** What a tenant has at a moment. */
export type Entitled = {
  /** Seats rented, by grade. */
  readonly seats: Readonly<Record<SeatGrade, number>>
  readonly addOns: readonly AddOn[]
  readonly attributes: readonly TenantAttribute[]
}

/** Why a tenant has a feature, or has not. */
export type FeatureGround =
  | { readonly has: true; readonly by: 'grade'; readonly grade: SeatGrade }
  | { readonly has: true; readonly by: 'addOn'; readonly addOn: AddOn }
  | { readonly has: false; readonly why: 'barred'; readonly attribute: TenantAttribute }
  | {
      readonly has: false
      readonly why: 'notRented'
      readonly grades: readonly SeatGrade[]
      readonly addOn: AddOn | null
    }

/** Decides a feature and says why; an attribute is stronger than what is rented. */
export function featureGrounds(entitled: Entitled, wanted: Feature): FeatureGround {
  const { grades, addOn, barredBy } = FEATURE_MATRIX[wanted]
  if (barredBy !== null && entitled.attributes.includes(barredBy))
    return { has: false, why: 'barred', attribute: barredBy }
  const grade = grades.find((each) => entitled.seats[each] > 0)
  if (grade !== undefined) return { has: true, by: 'grade', grade }
  if (addOn !== null && entitled.addOns.includes(addOn)) return { has: true, by: 'addOn', addOn }
  return { has: false, why: 'notRented', grades, addOn }
}

export function featuresOf(entitled: Entitled): Feature[] {
  return FEATURES.filter((feature) => featureGrounds(entitled, feature).has)
}
