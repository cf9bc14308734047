import { featureGrounds } from '@seatline/core'
import type { AddOn, Feature, FeatureGround, SeatGrade } from '@seatline/core'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { LimitReachedError } from '../user-errors.ts'
import { entitledOn, readRents, today } from './rents.ts'

/**
 * Throws when the tenant is not entitled to a feature today. Called in the transaction of the change that uses the feature, so that a feature given back meanwhile
 * is not used all the same.
 */
export async function requireFeature(tx: Transaction, scope: TenantScope, feature: Feature): Promise<void> {
  const rents = await readRents(tx, scope.tenant.id)
  const ground = featureGrounds(entitledOn(rents, today(scope.tenant.timeZone, scope.platform.now())), feature)
  if (!ground.has) throw notEntitled(feature, ground)
}

/** The refusal, with what would bring the feature. Codes: `feature.notRented`, `feature.barred`; `field` is the feature. */
export function notEntitled(feature: Feature, ground: Extract<FeatureGround, { has: false }>): LimitReachedError {
  return ground.why === 'barred'
    ? new LimitReachedError({
        code: 'feature.barred',
        field: feature,
        message: `${FEATURE_NAME[feature]} is switched off for your company by the operator (${ground.attribute}). Ask the operator to change that.`,
      })
    : new LimitReachedError({
        code: 'feature.notRented',
        field: feature,
        message: `${FEATURE_NAME[feature]} is not part of what your company has rented. ${whatBrings(ground)} would bring it: see "Seats".`,
      })
}

export function whatBrings({ grades, addOn }: { grades: readonly SeatGrade[]; addOn: AddOn | null }): string {
  const ways = [
    ...(grades.length === 0 ? [] : [`A ${grades.join(' or ')} seat`]),
    ...(addOn === null ? [] : [`${grades.length === 0 ? 'The' : 'the'} add-on "${addOn}"`]),
  ]
  return ways.join(', or ')
}

export const FEATURE_NAME: Readonly<Record<Feature, string>> = {
  queueing: 'Queueing',
  agentStates: 'Agent states',
  groups: 'Groups',
  hold: 'Hold',
  transfer: 'Transfer',
  transferOutside: 'Transfer to outside numbers',
  outbound: 'Calling out',
  fullRecording: 'Full recording',
  missedCalls: 'Missed calls',
  satisfactionKeys: 'Satisfaction by keys',
  basicCustomerData: 'Customer data',
  basicReports: 'Reports',
  blackList: 'The black list',
  qualityAssurance: 'Quality assurance',
  professionalCustomerData: 'Professional customer data',
  professionalReports: 'Professional reports',
  menu: 'A menu by keys',
  announcements: 'Announcements',
  timeForwarding: 'Forwarding by time of day',
  voicemail: 'Voicemail',
  leaderListening: 'Listening in by leaders',
  webCall: 'Calls from the web',
}
