import { instant } from '@seatline/core'
import {
  INDICATOR_FORM,
  INDICATORS,
  limitText,
  RENEWAL_FORMS,
  serializeContractTerms,
  SERVICE_TIERS,
} from '@seatline/billing'
import type { CaseStanding, ContractPromise, CreditRuleJson } from '@seatline/billing'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { ForbiddenError, InvalidInputError } from '../user-errors.ts'
import type { ContractVersionView, ContractView } from './contract-rows.ts'
import { CHANGE_STATUSES, INCIDENT_SEVERITIES, INCIDENT_STEPS } from './contract-views.ts'
import type { ChangeOrderView, IncidentView, ServiceCreditView, ServiceMeasureView } from './contract-views.ts'
import * as service from './service.ts'

const IndicatorEnum = enumOf('ServiceIndicator', INDICATORS, 'What a contract promises in figures.')
const TierEnum = enumOf('ServiceTier', SERVICE_TIERS)
const RenewalEnum = enumOf('ContractRenewal', RENEWAL_FORMS)
const NextEnum = enumOf('ContractNext', ['renews', 'ends', 'runsOn'])
const UnitEnum = enumOf('ServiceUnit', ['percent', 'seconds', 'minutes'])
export const SeverityEnum = enumOf('IncidentSeverity', INCIDENT_SEVERITIES)
export const StepEnum = enumOf('IncidentStep', INCIDENT_STEPS)
const ChangeStatusEnum = enumOf('ChangeOrderStatus', CHANGE_STATUSES)
const SideEnum = enumOf('ChangeOrderSide', ['client', 'operator'])

const at = (value: number | null) => (value === null ? null : instant(value))

const CreditRuleRef = builder.objectRef<CreditRuleJson>('ServiceCreditRule').implement({
  description: 'So many times the fee of a day, or a percentage of the fees of the month.',
  fields: (t) => ({
    dailyFeeTimes: t.string({ nullable: true, resolve: (rule) => (rule.of === 'dailyFee' ? rule.times : null) }),
    monthFeesPercent: t.string({ nullable: true, resolve: (rule) => (rule.of === 'monthFees' ? rule.percent : null) }),
  }),
})

const creditOf = (version: { readonly promise: ContractPromise }, tier: 'missed' | 'seriouslyMissed') =>
  serializeContractTerms({
    scope: '',
    renewal: 'ends',
    renewalMonths: 0,
    noticeDays: 0,
    answerWithinMs: null,
    creditCap: 0n,
    promises: [version.promise],
  }).promises[0]?.[tier] ?? null

const PromiseRef = builder.objectRef<{ readonly promise: ContractPromise }>('ServicePromise').implement({
  fields: (t) => ({
    indicator: t.field({ type: IndicatorEnum, resolve: ({ promise }) => promise.indicator }),
    unit: t.field({ type: UnitEnum, resolve: ({ promise }) => INDICATOR_FORM[promise.indicator].unit }),
    higherIsBetter: t.boolean({ resolve: ({ promise }) => INDICATOR_FORM[promise.indicator].better === 'higher' }),
    target: t.string({ resolve: ({ promise }) => limitText(promise.indicator, promise.target) }),
    serious: t.string({
      description: 'Beyond it the promise is seriously missed.',
      resolve: ({ promise }) => limitText(promise.indicator, promise.serious),
    }),
    missed: t.field({ type: CreditRuleRef, nullable: true, resolve: (it) => creditOf(it, 'missed') }),
    seriouslyMissed: t.field({ type: CreditRuleRef, nullable: true, resolve: (it) => creditOf(it, 'seriouslyMissed') }),
  }),
})

const VersionRef = builder.objectRef<ContractVersionView>('ContractVersion').implement({
  fields: (t) => ({
    version: t.exposeInt('version'),
    validFrom: t.field({ type: 'Date', resolve: (version) => version.validFrom }),
    note: t.exposeString('note'),
    scope: t.string({ resolve: ({ terms }) => terms.scope }),
    renewal: t.field({ type: RenewalEnum, resolve: ({ terms }) => terms.renewal }),
    renewalMonths: t.int({ resolve: ({ terms }) => terms.renewalMonths }),
    noticeDays: t.int({ resolve: ({ terms }) => terms.noticeDays }),
    creditCapPercent: t.string({ resolve: ({ terms }) => serializeContractTerms(terms).creditCapPercent }),
    answerWithinSeconds: t.string({
      nullable: true,
      description: 'T of the service level; null: each queue its own.',
      resolve: ({ terms }) => serializeContractTerms(terms).answerWithinSeconds,
    }),
    promises: t.field({ type: [PromiseRef], resolve: ({ terms }) => terms.promises.map((promise) => ({ promise })) }),
    terms: t.field({
      type: 'JSON',
      description: 'As it is edited.',
      resolve: ({ terms }) => serializeContractTerms(terms),
    }),
  }),
})

type NamedContract = ContractView & { readonly tenantName?: string }
export const ContractRef = builder.objectRef<NamedContract>('Contract').implement({
  description: 'What operator and client have agreed.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.string({ nullable: true, resolve: ({ tenantName }) => tenantName ?? null }),
    number: t.exposeString('number'),
    title: t.exposeString('title'),
    from: t.field({ type: 'Date', resolve: (contract) => contract.from }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day after the present term, renewals counted; null: until notice.',
      resolve: ({ standing }) => standing.until,
    }),
    lastNoticeOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day on which notice still ends it with the present term.',
      resolve: ({ standing }) => standing.lastNoticeOn,
    }),
    daysLeft: t.int({ nullable: true, resolve: ({ standing }) => standing.daysLeft }),
    renewed: t.int({ resolve: ({ standing }) => standing.renewed }),
    next: t.field({ type: NextEnum, resolve: ({ standing }) => standing.next }),
    hasEnded: t.boolean({ resolve: ({ standing }) => standing.hasEnded }),
    noticeOn: t.field({ type: 'Date', nullable: true, resolve: (contract) => contract.noticeOn }),
    noticeBy: t.exposeString('noticeBy', { nullable: true }),
    inForce: t.field({ type: VersionRef, resolve: (contract) => contract.inForce }),
    versions: t.field({ type: [VersionRef], resolve: (contract) => contract.versions }),
  }),
})

const MeasureRef = builder.objectRef<ServiceMeasureView>('ServiceMeasure').implement({
  description: 'A promise as measured. Kept ones never change.',
  fields: (t) => ({
    id: t.exposeID('id'),
    month: t.exposeString('month'),
    indicator: t.field({ type: IndicatorEnum, resolve: (measure) => measure.indicator }),
    unit: t.field({ type: UnitEnum, resolve: ({ indicator }) => INDICATOR_FORM[indicator].unit }),
    caseId: t.exposeID('caseId', { nullable: true, description: 'The incident or change order; null: of the month.' }),
    figure: t.exposeString('figure', {
      nullable: true,
      description: 'In the unit; null: there was nothing to measure.',
    }),
    target: t.exposeString('target'),
    serious: t.exposeString('serious'),
    tier: t.field({ type: TierEnum, resolve: (measure) => measure.tier }),
    isFinal: t.exposeBoolean('isFinal'),
    measuredUntil: t.field({ type: 'DateTime', resolve: (measure) => instant(measure.measuredUntil) }),
    inputs: t.exposeString('inputs', { description: 'Counts that the figure was made of, as JSON.' }),
  }),
})

const CreditRef = builder.objectRef<ServiceCreditView>('ServiceCredit').implement({
  description: 'What the client was given for a promise that was not kept.',
  fields: (t) => ({
    id: t.exposeID('id'),
    month: t.exposeString('month'),
    indicator: t.field({ type: IndicatorEnum, resolve: (credit) => credit.indicator }),
    measureId: t.exposeID('measureId'),
    amount: t.field({ type: Money, resolve: (credit) => credit.amount }),
    rule: t.exposeString('rule'),
    decidedAt: t.field({ type: 'DateTime', resolve: (credit) => instant(credit.decidedAt) }),
  }),
})

const StandingRef = builder.objectRef<CaseStanding>('CaseStanding').implement({
  description: 'How a case stands with a promise now.',
  fields: (t) => ({
    indicator: t.field({ type: IndicatorEnum, resolve: (standing) => standing.indicator }),
    tier: t.field({ type: TierEnum, resolve: (standing) => standing.tier }),
    tookMinutes: t.float({ resolve: ({ figure }) => Math.floor(figure.ms / 6_000) / 10 }),
    dueAt: t.field({ type: 'DateTime', resolve: (standing) => instant(standing.dueAt) }),
    decidedAt: t.field({ type: 'DateTime', nullable: true, resolve: (standing) => at(standing.decidedAt) }),
  }),
})

export const IncidentRef = builder.objectRef<IncidentView>('Incident').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    title: t.exposeString('title'),
    severity: t.field({ type: SeverityEnum, resolve: (incident) => incident.severity }),
    openedAt: t.field({ type: 'DateTime', resolve: (incident) => instant(incident.openedAt) }),
    noticedAt: t.field({ type: 'DateTime', nullable: true, resolve: (incident) => at(incident.noticedAt) }),
    respondedAt: t.field({ type: 'DateTime', nullable: true, resolve: (incident) => at(incident.respondedAt) }),
    resolvedAt: t.field({ type: 'DateTime', nullable: true, resolve: (incident) => at(incident.resolvedAt) }),
    cause: t.exposeString('cause'),
    alarmId: t.exposeID('alarmId', { nullable: true }),
    standings: t.field({ type: [StandingRef], resolve: (incident) => incident.standings }),
  }),
})

export const ChangeOrderRef = builder.objectRef<ChangeOrderView>('ChangeOrder').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    contractId: t.exposeID('contractId'),
    title: t.exposeString('title'),
    text: t.exposeString('text'),
    requestedSide: t.field({ type: SideEnum, resolve: (change) => change.requestedSide }),
    requestedBy: t.exposeString('requestedBy'),
    requestedAt: t.field({ type: 'DateTime', resolve: (change) => instant(change.requestedAt) }),
    status: t.field({ type: ChangeStatusEnum, resolve: (change) => change.status }),
    answeredAt: t.field({ type: 'DateTime', nullable: true, resolve: (change) => at(change.answeredAt) }),
    answer: t.exposeString('answer'),
    effectiveOn: t.field({ type: 'Date', nullable: true, resolve: (change) => change.effectiveOn }),
    version: t.exposeInt('version', { nullable: true, description: 'Of the contract, that it made.' }),
    pricePlan: t.exposeString('pricePlan', { nullable: true }),
    standing: t.field({ type: StandingRef, nullable: true, resolve: (change) => change.standing }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  contracts: t.field({
    type: [ContractRef],
    description: 'Newest first.',
    resolve: ({ id: tenantId }, _args, { scope }) => service.contractsOf(scope, { tenantId }),
  }),
  serviceMeasures: t.field({
    type: [MeasureRef],
    description: 'How the promises of the contract were kept in a month; up to now in the running one.',
    errors: { types: [ForbiddenError, InvalidInputError], union: { name: 'ServiceMeasuresResult' } },
    args: { month: t.arg.string({ description: 'YYYY-MM; the running month when not given' }) },
    resolve: ({ id: tenantId }, { month }, { scope }) => service.measuresOf(scope, { tenantId, month: month ?? null }),
  }),
  serviceHistory: t.field({
    type: [MeasureRef],
    description: 'Of whole months that are over, oldest first, two years back.',
    resolve: ({ id: tenantId }, _args, { scope }) => service.measureHistory(scope, { tenantId }),
  }),
  serviceCredits: t.field({
    type: [CreditRef],
    resolve: ({ id: tenantId }, _args, { scope }) => service.creditsOf(scope, { tenantId }),
  }),
  incidents: t.field({
    type: [IncidentRef],
    resolve: ({ id: tenantId }, _args, { scope }) => service.incidentsOf(scope, { tenantId }),
  }),
  changeOrders: t.field({
    type: [ChangeOrderRef],
    resolve: ({ id: tenantId }, _args, { scope }) => service.changesOf(scope, { tenantId }),
  }),
}))

builder.queryFields((t) => ({
  allContracts: t.field({
    type: [ContractRef],
    description: 'Of all clients, for the operator’s finance.',
    resolve: (_root, _args, { scope }) => service.allContracts(scope, null),
  }),
  allIncidents: t.field({
    type: [IncidentRef],
    resolve: (_root, _args, { scope }) => service.allIncidents(scope, null),
  }),
  allChangeOrders: t.field({
    type: [ChangeOrderRef],
    resolve: (_root, _args, { scope }) => service.allChanges(scope, null),
  }),
}))
