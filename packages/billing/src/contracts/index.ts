export { INDICATOR_FORM, INDICATORS, SERVICE_TIERS } from './indicators.ts'
export type { Figure, Indicator, IndicatorForm, ServiceTier } from './indicators.ts'
export { limitText, parseContractTerms, RENEWAL_FORMS, serializeContractTerms } from './contract-terms.ts'
export type {
  ContractFieldError,
  ContractFieldErrorCode,
  ContractPromise,
  ContractTerms,
  ContractTermsJson,
  CreditRule,
  CreditRuleJson,
  PromiseJson,
  RenewalForm,
} from './contract-terms.ts'
export { judge } from './judge.ts'
export { availability, downSpans } from './availability.ts'
export type { AvailabilityFacts } from './availability.ts'
export { caseStanding, incidentStandings } from './cases.ts'
export type { CaseStanding, IncidentTimes } from './cases.ts'
export { serviceCreditCharges } from './credit-charges.ts'
export type { ServiceCredit } from './credit-charges.ts'
export { feesOf, serviceCreditLines, serviceCredits } from './service-credits.ts'
export type { JudgedMeasure } from './service-credits.ts'
export { termStanding } from './renewal.ts'
export type { ContractTerm, TermStanding } from './renewal.ts'
export { settleReseller } from './resellers.ts'
export type { SettledItem, ResellerSettlement, SettlementLine, SettlementTerms } from './resellers.ts'
