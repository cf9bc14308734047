export {
  addMoney,
  formatMicros,
  formatMoney,
  isCurrency,
  parseMicros,
  roundToMicros,
  serializeMoney,
  sumMoney,
  zero,
} from './money.ts'
export type { Currency, Micros, Money, MoneyJson } from './money.ts'
export {
  addMonths,
  calendarMonth,
  dayOf,
  daysInMonth,
  daysOf,
  endOfMonth,
  firstDayOf,
  instantsOf,
  monthOf,
  monthsOf,
  monthToDate,
} from './period.ts'
export type { Month, ServicePeriod } from './period.ts'
export { billableSeconds, formatIncrement, parseIncrement } from './tariffs/increment.ts'
export type { Increment } from './tariffs/increment.ts'
export { parsePricePlan, REDUCIBLE_KINDS } from './plans/parse-price-plan.ts'
export type { PlanFieldError, PlanFieldErrorCode } from './plans/field-reader.ts'
export { ADD_ON_BASES, IVR_TIMES, METERS, PRICED_NUMBER_KINDS } from './plans/price-plan.ts'
export type {
  AddOnBasis,
  AddOnPrice,
  Allowance,
  CapTerm,
  Discount,
  IvrTime,
  Meter,
  MinuteScope,
  MinuteTerms,
  NumberPrice,
  PlanInForce,
  PricedNumberKind,
  PricePlan,
  TierTerm,
} from './plans/price-plan.ts'
export type { PlanDefinitionJson, PricePlanJson, RateJson } from './plans/price-plan-json.ts'
export { simpleDefinition } from './plans/simple-definition.ts'
export { makeRater } from './rating/rater.ts'
export type { Rater, RatingPlace } from './rating/rater.ts'
export type { IncludedUse, RatedUsage, TierUse, UsageRecord } from './rating/usage.ts'
export { ratedFromJson, ratedToJson } from './rating/rated-json.ts'
export type { RatedJson } from './rating/rated-json.ts'
export { CounterBook, counterKey, noCounters } from './rating/counters.ts'
export type { UsageCounters } from './rating/counters.ts'
export { amountOf, entriesFor, giveBack, standingCharge } from './rating/entries.ts'
export type { RatedEntry } from './rating/entries.ts'
export { findRate, makeRateTable, ratesOf } from './tariffs/rate-table.ts'
export type { DestinationRate, RateQuery, RateTable, RateTableError } from './tariffs/rate-table.ts'
export { noSeatTerms, parseSeatTerms, serializeSeatTerms } from './seats/seat-terms.ts'
export type {
  GradeTerms,
  GradeTermsJson,
  SeatTerms,
  SeatTermsError,
  SeatTermsErrorCode,
  SeatTermsJson,
} from './seats/seat-terms.ts'
export { noSeatFacts } from './seats/seat-facts.ts'
export type {
  GradedSubscription,
  HourlyPeak,
  SeatFacts,
  SeatSubscription,
  SharedAgentDay,
  UserDay,
} from './seats/seat-facts.ts'
export { seatCharges } from './seats/seat-charges.ts'
export type { SeatChargeInput } from './seats/seat-charges.ts'
export type { AgentInterval, SignIn } from './seats/agent-time.ts'
export { hourlyPeaks, PEAK_HELD_MS_MIN, userDays } from './seats/hourly-peaks.ts'
export { DEFAULT_SHARING_RULE, shareMs, splitAgentTime } from './seats/split-agent-time.ts'
export type { AgentShare, AgentTime, SharingRule } from './seats/split-agent-time.ts'
export { INDICATOR_FORM, INDICATORS, SERVICE_TIERS } from './contracts/indicators.ts'
export type { Figure, Indicator, IndicatorForm, ServiceTier } from './contracts/indicators.ts'
export { limitText, parseContractTerms, RENEWAL_FORMS, serializeContractTerms } from './contracts/contract-terms.ts'
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
} from './contracts/contract-terms.ts'
export { judge } from './contracts/judge.ts'
export { availability, downSpans } from './contracts/availability.ts'
export type { AvailabilityFacts } from './contracts/availability.ts'
export { caseStanding, incidentStandings } from './contracts/cases.ts'
export type { CaseStanding, IncidentTimes } from './contracts/cases.ts'
export { serviceCreditCharges } from './contracts/credit-charges.ts'
export type { ServiceCredit } from './contracts/credit-charges.ts'
export { feesOf, serviceCreditLines, serviceCredits } from './contracts/service-credits.ts'
export type { JudgedMeasure } from './contracts/service-credits.ts'
export { termStanding } from './contracts/renewal.ts'
export type { ContractTerm, TermStanding } from './contracts/renewal.ts'
export { settleReseller } from './contracts/resellers.ts'
export type { SettledItem, ResellerSettlement, SettlementLine, SettlementTerms } from './contracts/resellers.ts'
export { parseCsv, serializeCsv } from './tariffs/csv.ts'
export type { CsvError, CsvRecord } from './tariffs/csv.ts'
export { exportRates, importRates, RATE_ROWS_MAX, readRateFile } from './tariffs/rate-table-csv.ts'
export type { RateColumn, RateCsvError, RateCsvErrorCode, RateFile, RateRow } from './tariffs/rate-table-csv.ts'
export { bandFinder, checkBands, quarterClock } from './tariffs/time-band.ts'
export type { PlanBand, TimeBandError, WeeklyPeriod } from './tariffs/time-band.ts'
export { checkTiers, graduatedPrice, volumePrice } from './tariffs/tiers.ts'
export type { Tier, TierError, TieredPrice, TierPart, Tiers } from './tariffs/tiers.ts'
export { capitalAmount } from './documents/capital-amount.ts'
export { CHARGE_MAKERS, collectCharges } from './charges/collect-charges.ts'
export type { ChargeRequest, Charges } from './charges/collect-charges.ts'
export { noChargeFacts } from './charges/charge-facts.ts'
export type {
  ChargeFacts,
  ChargeInput,
  ChargeMaker,
  OneOff,
  RentedAddOn,
  RentedNumber,
  StaffedDay,
  UsageSum,
} from './charges/charge-facts.ts'
export { MINUTE_KINDS, sumUsage, usageKeyOf } from './charges/usage-sums.ts'
export { CHARGE_KINDS, CHARGE_UNITS } from './charges/charge-line.ts'
export type { ChargedDay, ChargeEvidence, ChargeKind, ChargeLine, ChargeUnit } from './charges/charge-line.ts'
export { allocatePayment } from './payments/allocation.ts'
export type { Allocated, AllocationError, OpenInvoice, PaymentAllocation } from './payments/allocation.ts'
export { matchStatementLine, readStatement, STATEMENT_COLUMNS } from './payments/bank-statement.ts'
export type {
  InvoiceToMatch,
  StatementColumn,
  StatementError,
  StatementLine,
  StatementMatch,
} from './payments/bank-statement.ts'
export { fromMinorUnits, toMinorUnits } from './payments/minor-units.ts'
export { movementsOf, refundable, stepPayment } from './payments/payment-machine.ts'
export type { PaymentInput, PaymentMovement, PaymentRefusal, PaymentStep } from './payments/payment-machine.ts'
export {
  askedFor,
  disputedOf,
  DISPUTE_STATUSES,
  netOf,
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  refundedOf,
  REFUND_STATUSES,
  statusOf,
} from './payments/payment-state.ts'
export type {
  ChargeStatus,
  DisputeState,
  DisputeStatus,
  PaymentMethod,
  PaymentState,
  PaymentStatus,
  RefundState,
  RefundStatus,
} from './payments/payment-state.ts'
export { CSV_DELIMITERS } from './tariffs/csv.ts'
export type { CsvDelimiter } from './tariffs/csv.ts'
export { costOfDuration, costRateOf } from './reconciliation/call-sides.ts'
export type { JournalLeg, TrunkTariff } from './reconciliation/call-sides.ts'
export { normalNumber, readCarrierFile, readCarrierHeader } from './reconciliation/carrier-csv.ts'
export type { CarrierFile, CarrierRecord, CarrierRowError } from './reconciliation/carrier-csv.ts'
export { DURATION_UNITS, NUMBER_STYLES, parseCarrierMapping, TIME_FORMATS } from './reconciliation/carrier-mapping.ts'
export type { CarrierColumns, CarrierMapping, MappingError } from './reconciliation/carrier-mapping.ts'
export { compareWithCarrier, USUAL_PRICE_TOLERANCE, USUAL_TOLERANCE } from './reconciliation/compare-carrier.ts'
export type { CarrierComparisonInput } from './reconciliation/compare-carrier.ts'
export { compareWithRated } from './reconciliation/compare-rated.ts'
export type { RatedComparisonInput, RatedLine } from './reconciliation/compare-rated.ts'
export { DIFFERENCE_CAUSES } from './reconciliation/comparison.ts'
export type { Comparison, Difference, DifferenceCause, SideTotal } from './reconciliation/comparison.ts'
export { MARGIN_DIMENSIONS, marginBy } from './reconciliation/margin.ts'
export type { MarginDimension, MarginFact, MarginRow } from './reconciliation/margin.ts'
export { COIN_ROUNDINGS, coinOf, coinPlaces, roundToCoin } from './invoices/coin.ts'
export type { CoinRounding } from './invoices/coin.ts'
export { checkTaxTable, isCoinRounding, NO_TAX, TAX_TREATMENTS, taxPart } from './invoices/tax.ts'
export type { TaxPart, TaxRate, TaxTable, TaxTableError, TaxTreatment } from './invoices/tax.ts'
export { makeInvoice, revenueByKind } from './invoices/make-invoice.ts'
export type { InvoiceFigures } from './invoices/make-invoice.ts'
export {
  INVOICE_INPUTS,
  INVOICE_KINDS,
  INVOICE_STATUSES,
  INVOICE_TRANSITIONS,
  isOpen,
  stepInvoice,
} from './invoices/invoice-state.ts'
export type {
  InvoiceFacts,
  InvoiceInput,
  InvoiceKind,
  InvoiceRefusal,
  InvoiceStatus,
} from './invoices/invoice-state.ts'
export {
  accountKindOf,
  clearingAccount,
  CUSTOMER_CREDIT,
  LEDGER_ACCOUNT_KINDS,
  RECEIVABLE,
  revenueAccount,
  taxAccount,
} from './ledger/accounts.ts'
export type { AccountCode, LedgerAccountKind } from './ledger/accounts.ts'
export { LEDGER_ENTRY_KINDS, postingsOf, sumOfPostings } from './ledger/postings.ts'
export type { LedgerFact, LedgerFactKind, Posting } from './ledger/postings.ts'
export { AGE_BANDS, agedReceivables, makeStatement } from './ledger/statement.ts'
export type { AgeBand, AgedReceivable, BalanceMove, OpenDocument, Statement } from './ledger/statement.ts'
export { closableFrom, lateCorrections, monthsBefore } from './invoices/late-corrections.ts'
export { checkDunningPlan, dunningStep, isSuspendedBy, USUAL_DUNNING } from './invoices/dunning.ts'
export type { DunningLevel, DunningPlan, DunningPlanError, DunningStep } from './invoices/dunning.ts'
export { availableOf, openBook, reserve, settle } from './prepaid/account-book.ts'
export type { AccountBook, Reservation } from './prepaid/account-book.ts'
export { affordableMs, CALL_MS_MAX, priceOfCall } from './prepaid/charge-rate.ts'
export type { ChargeRate } from './prepaid/charge-rate.ts'
export { allowanceOf, beginPrepaid, RESERVATION_GRACE_MS, reservationEnd, stepPrepaid } from './prepaid/prepaid-call.ts'
export type { PrepaidCall, PrepaidEffect, PrepaidInput, PrepaidStep } from './prepaid/prepaid-call.ts'
