import {
  ATTEMPT_RESULTS,
  CALLER_ID_RULES,
  DESTINATION_CLASSES,
  idSchema,
  instant,
  LEFT_OUT_REASONS,
  OUTBOUND_REFUSALS,
  RULED_CLASSES,
  TRUNK_CODECS,
  TRUNK_DIRECTIONS,
} from '@seatline/core'
import type { CallAttempt, GatewayHealth, OutboundCall } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { CommandRefusedError, EngineUnavailableError } from '../user-errors.ts'
import * as service from './service.ts'
import { findTestCall, placeTestCall } from './test-calls.ts'
import type { TrunkAlarmView, TrunkLiveView, TrunkView } from './trunk-views.ts'

const TrunkDirection = enumOf('TrunkDirection', TRUNK_DIRECTIONS)
const CallerIdRule = enumOf(
  'CallerIdRule',
  CALLER_ID_RULES,
  "OWN_NUMBERS: only the tenant's own numbers that can be called back. FIXED: always the same.",
)
const TrunkCodec = enumOf('TrunkCodec', TRUNK_CODECS)
export const DestinationClass = enumOf('DestinationClass', DESTINATION_CLASSES)
const RuledClass = enumOf('RuledDestinationClass', RULED_CLASSES, 'Classes that a tenant may be allowed to call.')
const LeftOutReason = enumOf('TrunkLeftOutReason', LEFT_OUT_REASONS, 'Why a trunk does not carry a call.')
const AttemptResult = enumOf('CallAttemptResult', ATTEMPT_RESULTS)
const OutboundRefusal = enumOf('OutboundRefusal', OUTBOUND_REFUSALS, 'Why a call was not placed.')
const OutboundState = enumOf('OutboundCallState', ['trying', 'ringing', 'answered', 'ended', 'refused'])

const Trunk = builder.objectRef<TrunkView>('Trunk').implement({
  description: "A carrier's connection.",
  fields: (t) => ({
    id: t.id({ resolve: (trunk) => trunk.trunkId }),
    name: t.exposeString('name'),
    direction: t.field({ type: TrunkDirection, resolve: (trunk) => trunk.direction }),
    enabled: t.exposeBoolean('enabled'),
    sourceAddresses: t.exposeStringList('sourceAddresses'),
    gateways: t.exposeStringList('gateways', { description: 'Where calls out go, in this order: host:port.' }),
    concurrentCallsMax: t.exposeInt('concurrentCallsMax'),
    alarmPercent: t.exposeInt('alarmPercent'),
    alarmFailures: t.exposeInt('alarmFailures', { description: 'So many failures in a row are an alarm.' }),
    probed: t.exposeBoolean('probed', { description: 'Its gateways are asked by OPTIONS if they are there.' }),
    priority: t.exposeInt('priority', { description: 'Smaller is tried first.' }),
    codecs: t.field({ type: [TrunkCodec], resolve: (trunk) => trunk.codecs }),
    prefixes: t.exposeStringList('prefixes', { description: 'Destinations it carries; empty: all.' }),
    stripDigits: t.exposeInt('stripDigits'),
    addDigits: t.exposeString('addDigits'),
    callerIdRule: t.field({ type: CallerIdRule, resolve: (trunk) => trunk.callerIdRule }),
    fixedCallerId: t.exposeString('fixedCallerId', { nullable: true }),
    setupTimeoutMs: t.exposeInt('setupTimeoutMs', { description: 'Then the next trunk is tried.' }),
    failoverStatuses: t.exposeIntList('failoverStatuses', { description: 'After these the next trunk is tried.' }),
    dedicatedTenantId: t.exposeID('dedicatedTenantId', { nullable: true, description: 'null: shared by all.' }),
    dedicatedTenantName: t.string({ nullable: true, resolve: (trunk) => trunk.dedicatedTo?.name ?? null }),
  }),
})

const TrunkGateway = builder.objectRef<GatewayHealth>('TrunkGateway').implement({
  fields: (t) => ({
    gateway: t.exposeString('gateway'),
    answers: t.exposeBoolean('answers', { nullable: true, description: 'OPTIONS; null: not asked.' }),
    failures: t.exposeInt('failures', { description: 'Calls that failed in a row.' }),
  }),
})

const TrunkLive = builder.objectRef<TrunkLiveView>('TrunkLive').implement({
  description: 'What goes on on a trunk now.',
  fields: (t) => ({
    trunkId: t.exposeID('trunkId'),
    inbound: t.exposeInt('inbound'),
    outbound: t.exposeInt('outbound'),
    capacity: t.exposeInt('capacity'),
    gateways: t.field({ type: [TrunkGateway], resolve: (live) => [...live.gateways] }),
  }),
})

const TrunkAlarm = builder.objectRef<TrunkAlarmView>('TrunkAlarm').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.exposeString('kind', { description: 'trunk.capacity, trunk.gatewayFailing, trunk.gatewayDown' }),
    trunkId: t.exposeID('trunkId', { nullable: true }),
    trunkName: t.exposeString('trunkName'),
    gateway: t.exposeString('gateway', { nullable: true }),
    calls: t.exposeInt('calls', { nullable: true }),
    capacity: t.exposeInt('capacity', { nullable: true }),
    failures: t.exposeInt('failures', { nullable: true }),
    raisedAt: t.field({ type: 'DateTime', resolve: (alarm) => alarm.raisedAt }),
    clearedAt: t.field({ type: 'DateTime', nullable: true, resolve: (alarm) => alarm.clearedAt }),
  }),
})

const Attempt = builder.objectRef<CallAttempt>('CallAttempt').implement({
  description: 'One gateway tried for a call out.',
  fields: (t) => ({
    legId: t.exposeID('legId'),
    trunkId: t.exposeID('trunkId'),
    trunkName: t.exposeString('trunkName'),
    gateway: t.exposeString('gateway'),
    number: t.exposeString('number', { description: 'The digits that the carrier got.' }),
    callerId: t.exposeString('callerId'),
    result: t.field({ type: AttemptResult, nullable: true, resolve: (attempt) => attempt.result }),
    sipStatus: t.exposeInt('sipStatus', { nullable: true }),
    startedAt: t.field({ type: 'DateTime', resolve: (attempt) => instant(attempt.startedAt) }),
    ringAfterMs: t.int({ nullable: true, resolve: (attempt) => span(attempt.startedAt, attempt.ringingAt) }),
    answerAfterMs: t.int({ nullable: true, resolve: (attempt) => span(attempt.startedAt, attempt.answeredAt) }),
    durationMs: t.int({ nullable: true, resolve: (attempt) => span(attempt.startedAt, attempt.endedAt) }),
  }),
})

const span = (from: number, to: number | null): number | null => (to === null ? null : to - from)

const LeftOut = builder.objectRef<OutboundCall['leftOut'][number]>('TrunkLeftOut').implement({
  fields: (t) => ({
    trunkId: t.exposeID('trunkId'),
    trunkName: t.exposeString('trunkName'),
    why: t.field({ type: LeftOutReason, resolve: (left) => left.why }),
  }),
})

const TestCall = builder.objectRef<OutboundCall>('TestCall').implement({
  description: 'A call placed to try trunks and destinations out, and the path it took.',
  fields: (t) => ({
    callId: t.exposeID('callId'),
    number: t.exposeString('number', { description: 'As dialled where the trunks are.' }),
    destinationClass: t.field({ type: DestinationClass, nullable: true, resolve: (call) => call.destinationClass }),
    state: t.field({ type: OutboundState, resolve: (call) => call.state }),
    refusal: t.field({ type: OutboundRefusal, nullable: true, resolve: (call) => call.refusal }),
    attempts: t.field({ type: [Attempt], resolve: (call) => call.attempts }),
    leftOut: t.field({ type: [LeftOut], resolve: (call) => call.leftOut }),
    durationMs: t.int({ nullable: true, resolve: (call) => span(call.startedAt, call.endedAt) }),
  }),
})

builder.queryFields((t) => ({
  trunks: t.field({
    type: [Trunk],
    description: 'In the order in which calls out try them.',
    resolve: (_root, _args, { scope }) => service.listTrunks(scope, {}),
  }),
  trunksLive: t.field({ type: [TrunkLive], resolve: (_root, _args, { scope }) => service.trunksLive(scope, {}) }),
  trunkAlarms: t.field({
    type: [TrunkAlarm],
    description: 'Those that last first, then the latest that ended by themselves.',
    resolve: (_root, _args, { scope }) => service.listTrunkAlarms(scope, {}),
  }),
  tenantDestinations: t.field({
    type: [RuledClass],
    description: 'What a tenant may call, besides emergency numbers.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.tenantDestinations(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', args.tenantId) }),
  }),
  testCall: t.field({
    type: TestCall,
    nullable: true,
    args: { callId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      findTestCall(scope, { callId: parseId(idSchema('call'), 'callId', args.callId) }),
  }),
}))

const TrunkInput = builder.inputType('TrunkInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    direction: t.field({ type: TrunkDirection, required: true }),
    enabled: t.boolean({ required: true }),
    sourceAddresses: t.stringList({ required: true }),
    gateways: t.stringList({ required: true }),
    concurrentCallsMax: t.int({ required: true }),
    alarmPercent: t.int({ required: true }),
    alarmFailures: t.int({ required: true }),
    probed: t.boolean({ required: true }),
    priority: t.int({ required: true }),
    codecs: t.field({ type: [TrunkCodec], required: true }),
    prefixes: t.stringList({ required: true }),
    stripDigits: t.int({ required: true }),
    addDigits: t.string({ required: true }),
    callerIdRule: t.field({ type: CallerIdRule, required: true }),
    fixedCallerId: t.string(),
    setupTimeoutMs: t.int({ required: true }),
    failoverStatuses: t.intList({ required: true }),
    dedicatedTenantId: t.id(),
  }),
})

const TestCallInput = builder.inputType('TestCallInput', {
  fields: (t) => ({
    number: t.string({ required: true }),
    tenantId: t.id({ required: true, description: 'By whose rules and numbers.' }),
    trunkId: t.id({ description: 'Only over this one; left out: as any call.' }),
    callerId: t.string(),
    talkSeconds: t.int(),
    ringSeconds: t.int(),
  }),
})

const trunkOf = ({ fixedCallerId, dedicatedTenantId, ...rest }: typeof TrunkInput.$inferInput): object => ({
  ...rest,
  fixedCallerId: fixedCallerId === '' ? null : (fixedCallerId ?? null),
  dedicatedTenantId: dedicatedTenantId ?? null,
})

const Placed = builder.objectRef<{ readonly callId: string }>('TestCallPlaced').implement({
  fields: (t) => ({ callId: t.exposeID('callId') }),
})
const Archived = builder.objectRef<{ readonly id: string }>('TrunkArchived').implement({
  fields: (t) => ({ id: t.exposeID('id') }),
})
const TenantDestinations = builder
  .objectRef<{ readonly classes: readonly (typeof RULED_CLASSES)[number][] }>('TenantDestinations')
  .implement({ fields: (t) => ({ classes: t.field({ type: [RuledClass], resolve: (of) => of.classes }) }) })

const testCallErrors = administrationErrors('PlaceTestCall')

builder.mutationFields((t) => ({
  createTrunk: t.field({
    type: Trunk,
    errors: administrationErrors('CreateTrunk'),
    args: { input: t.arg({ type: TrunkInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.createTrunk(scope, trunkOf(input)),
  }),
  updateTrunk: t.field({
    type: Trunk,
    errors: administrationErrors('UpdateTrunk'),
    args: { id: t.arg.id({ required: true }), input: t.arg({ type: TrunkInput, required: true }) },
    resolve: (_root, { id, input }, { scope }) =>
      service.updateTrunk(scope, { id: parseId(idSchema('trunk'), 'id', id), raw: trunkOf(input) }),
  }),
  archiveTrunk: t.field({
    type: Archived,
    description: 'Takes a trunk out of use for good; its records stay.',
    errors: administrationErrors('ArchiveTrunk'),
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { scope }) => ({
      id: await service.archiveTrunk(scope, { id: parseId(idSchema('trunk'), 'id', id) }),
    }),
  }),
  setTenantDestinations: t.field({
    type: TenantDestinations,
    description: 'What a tenant may call, besides emergency numbers.',
    errors: administrationErrors('SetTenantDestinations'),
    args: { tenantId: t.arg.id({ required: true }), classes: t.arg({ type: [RuledClass], required: true }) },
    resolve: async (_root, { tenantId, classes }, { scope }) => ({
      classes: await service.setTenantDestinations(scope, {
        tenantId: parseId(idSchema('tenant'), 'tenantId', tenantId),
        raw: { classes },
      }),
    }),
  }),
  placeTestCall: t.field({
    type: Placed,
    description: 'Calls a number by the rules and trunks of a tenant, plays a prompt and hangs up; see testCall.',
    errors: { ...testCallErrors, types: [...testCallErrors.types, CommandRefusedError, EngineUnavailableError] },
    args: { input: t.arg({ type: TestCallInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      callId: await placeTestCall(
        scope,
        Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== '')),
      ),
    }),
  }),
}))
