import type { Feature } from './entitlements.ts'

/** The places that a feature passes when it is used. */
export const ENFORCEMENTS = [
  /** Whoever takes calls sits on a rented seat, and every grade brings it: the engine refuses a sign-in without a seat. */
  'signIn',
  /** The queue records only when the tenant is entitled. */
  'recording',
  /** The media plane places no call out. */
  'callsOut',
  /** A menu that uses it is not published. */
  'flowPublication',
  /** The API refuses the change, and the media plane is not told of what is there. */
  'api',
] as const
export type Enforcement = (typeof ENFORCEMENTS)[number]

/** Where each feature is enforced. None: the feature is not in the product yet, so there is nothing to enforce; whoever builds it puts the place here. */
// prettier-ignore
export const ENFORCED_BY: Readonly<Record<Feature, readonly Enforcement[]>> = {
  queueing:                 ['signIn'],
  agentStates:              ['signIn'],
  groups:                   ['signIn'],
  hold:                     ['signIn'],
  transfer:                 ['api'],
  transferOutside:          ['api'],
  outbound:                 ['callsOut'],
  fullRecording:            ['recording'],
  missedCalls:              ['signIn'],
  satisfactionKeys:         ['api'],
  basicCustomerData:        ['api'],
  basicReports:             ['signIn'],
  blackList:                ['api'],
  qualityAssurance:         [],
  professionalCustomerData: ['api'],
  professionalReports:      [],
  menu:                     ['flowPublication'],
  announcements:            ['api'],
  timeForwarding:           ['flowPublication'],
  voicemail:                ['api'],
  leaderListening:          [],
  webCall:                  [],
}
