export { noSeatTerms, parseSeatTerms, serializeSeatTerms } from './seat-terms.ts'
export type {
  GradeTerms,
  GradeTermsJson,
  SeatTerms,
  SeatTermsError,
  SeatTermsErrorCode,
  SeatTermsJson,
} from './seat-terms.ts'
export { noSeatFacts } from './seat-facts.ts'
export type {
  GradedSubscription,
  HourlyPeak,
  SeatFacts,
  SeatSubscription,
  SharedAgentDay,
  UserDay,
} from './seat-facts.ts'
export { seatCharges } from './seat-charges.ts'
export type { SeatChargeInput } from './seat-charges.ts'
export type { AgentInterval, SignIn } from './agent-time.ts'
export { hourlyPeaks, PEAK_HELD_MS_MIN, userDays } from './hourly-peaks.ts'
export { DEFAULT_SHARING_RULE, shareMs, splitAgentTime } from './split-agent-time.ts'
export type { AgentShare, AgentTime, SharingRule } from './split-agent-time.ts'
