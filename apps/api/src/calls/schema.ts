import { hangupReasonSchema, idSchema, releasedBySchema } from '@seatline/core'
import type { RoutingReason } from '@seatline/core'
import { Agent, CallVariable, MenuStep } from '../agents/schema.ts'
import { Money } from '../graphql/money-types.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Disposition, Queue, Tenant } from '../tenants/schema.ts'
import { CALL_OUTCOMES, LEG_DIRECTIONS, LEG_PARTIES, PRESENTATION_OUTCOMES, RECORDING_STATUSES } from './call-views.ts'
import type {
  CallInvoiceLineView,
  CallPriceLineView,
  CallPriceView,
  CallView,
  HangupCauseView,
  LegView,
  PresentationView,
  RecordingView,
} from './call-views.ts'
import * as service from './service.ts'

export const CallOutcome = enumOf('CallOutcome', CALL_OUTCOMES)
const ReleasedBy = enumOf('ReleasedBy', releasedBySchema.options, 'Who ended a leg or a call.')
const HangupReason = enumOf('HangupReason', hangupReasonSchema.options)
export const LegDirection = enumOf('LegDirection', LEG_DIRECTIONS)
const LegParty = enumOf('LegParty', LEG_PARTIES)
export const PresentationOutcome = enumOf('PresentationOutcome', PRESENTATION_OUTCOMES)
export const RecordingStatus = enumOf(
  'RecordingStatus',
  RECORDING_STATUSES,
  'WHOLE can be played and covers the talk time; SHORT can be played but lacks some; MISSING and FAILED have no audio.',
)

const HangupCause = builder.objectRef<HangupCauseView>('HangupCause').implement({
  fields: (t) => ({
    reason: t.field({ type: HangupReason, resolve: (cause) => cause.reason }),
    sipStatus: t.exposeInt('sipStatus', { nullable: true }),
    q850: t.exposeInt('q850', { nullable: true, description: 'ITU-T Q.850 cause' }),
  }),
})

const CallLeg = builder.objectRef<LegView>('CallLeg').implement({
  description: 'A call detail record: one dialog with one party.',
  fields: (t) => ({
    id: t.exposeID('id'),
    direction: t.field({ type: LegDirection, resolve: (leg) => leg.direction }),
    party: t.field({ type: LegParty, resolve: (leg) => leg.party }),
    agent: t.field({ type: Agent, nullable: true, resolve: (leg) => leg.agent }),
    sipCallId: t.exposeString('sipCallId'),
    startedAt: t.field({ type: 'DateTime', resolve: (leg) => leg.startedAt }),
    ringingAt: t.field({ type: 'DateTime', nullable: true, resolve: (leg) => leg.ringingAt }),
    answeredAt: t.field({ type: 'DateTime', nullable: true, resolve: (leg) => leg.answeredAt }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (leg) => leg.endedAt }),
    releasedBy: t.field({ type: ReleasedBy, nullable: true, resolve: (leg) => leg.releasedBy }),
    cause: t.field({ type: HangupCause, nullable: true, resolve: (leg) => leg.cause }),
  }),
})

const RoutingReasonRef = builder.objectRef<RoutingReason>('RoutingReason').implement({
  description: 'Why the engine chose this agent for this caller.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'longestIdle' }),
    candidates: t.exposeInt('candidates', { description: 'How many agents could have been chosen.' }),
    idleMs: t.exposeInt('idleMs', { description: 'How long the chosen agent had been free.' }),
    waitedMs: t.exposeInt('waitedMs', { description: 'How long the caller had waited.' }),
  }),
})

const Presentation = builder.objectRef<PresentationView>('Presentation').implement({
  description: 'The call rang at an agent.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1 is the first agent it rang at.' }),
    agent: t.field({ type: Agent, resolve: (presentation) => presentation.agent }),
    queue: t.field({ type: Queue, nullable: true, resolve: (presentation) => presentation.queue }),
    presentedAt: t.field({ type: 'DateTime', resolve: (presentation) => presentation.presentedAt }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (presentation) => presentation.endedAt }),
    outcome: t.field({ type: PresentationOutcome, nullable: true, resolve: (presentation) => presentation.outcome }),
    reason: t.field({ type: RoutingReasonRef, nullable: true, resolve: (presentation) => presentation.reason }),
  }),
})

const Recording = builder.objectRef<RecordingView>('Recording')
builder.node(Recording, {
  id: { resolve: (recording) => recording.id },
  loadOne: (id, { scope }) => service.findRecording(scope, { id, tenantId: null }),
  fields: (t) => ({
    callId: t.exposeID('callId'),
    segment: t.exposeInt('segment'),
    agent: t.field({ type: Agent, nullable: true, resolve: (recording) => recording.agent }),
    startedAt: t.field({ type: 'DateTime', resolve: (recording) => recording.startedAt }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (recording) => recording.endedAt }),
    status: t.field({ type: RecordingStatus, resolve: (recording) => recording.status }),
    expectedMs: t.exposeInt('expectedMs', { nullable: true, description: 'Talk time the file has to cover.' }),
    durationMs: t.exposeInt('durationMs', { nullable: true, description: 'Length of the file.' }),
    audioUrl: t.string({
      nullable: true,
      description:
        'Where the WAV can be fetched for some minutes (caller left, agent right; byte ranges work), relative to the API; null without audio or right.',
      resolve: (recording, _args, { scope }) => service.recordingUrl(scope, recording),
    }),
  }),
})

const CallInvoiceLine = builder.objectRef<CallInvoiceLineView>('CallInvoiceLine').implement({
  description: 'A line of a final document that holds a call.',
  fields: (t) => ({
    invoiceId: t.exposeID('invoiceId'),
    number: t.exposeString('number'),
    lineId: t.exposeID('lineId'),
  }),
})

const CallPriceLine = builder.objectRef<CallPriceLineView>('CallPriceLine').implement({
  fields: (t) => ({
    legId: t.exposeID('legId', { nullable: true, description: 'null for the time in menus.' }),
    direction: t.field({ type: LegDirection, resolve: (line) => line.direction }),
    durationMs: t.exposeInt('durationMs'),
    billableSeconds: t.exposeInt('billableSeconds', { description: 'The duration after the increment.' }),
    increment: t.exposeString('increment', { description: 'First and further seconds: 30/6' }),
    pricePerMinute: t.field({ type: Money, resolve: (line) => line.pricePerMinute }),
    connectionFee: t.field({ type: Money, resolve: (line) => line.connectionFee }),
    destination: t.exposeString('destination', { description: 'What the number was rated as.' }),
    planVersion: t.exposeInt('planVersion'),
    includedSeconds: t.exposeInt('includedSeconds', {
      description: 'Of the billable seconds, those that an allowance covered.',
    }),
    chargesCount: t.exposeInt('chargesCount', { description: 'More than one: it was corrected or rated anew.' }),
    amount: t.field({ type: Money, resolve: (line) => line.amount }),
    invoiceLines: t.field({
      type: [CallInvoiceLine],
      description: 'Where it was charged, the first document first; a later one corrects the earlier.',
      resolve: (line) => line.invoiceLines,
    }),
  }),
})

const CallPrice = builder.objectRef<CallPriceView>('CallPrice').implement({
  fields: (t) => ({
    total: t.field({ type: Money, resolve: (price) => price.total }),
    lines: t.field({ type: [CallPriceLine], resolve: (price) => price.lines }),
  }),
})

export const Call = builder.objectRef<CallView>('Call')
builder.node(Call, {
  id: { resolve: (call) => call.id },
  loadOne: (id, { scope }) => service.findCall(scope, { id, tenantId: null }),
  description: 'A call as the caller had it: the summary, and what happened in it. Durations in milliseconds.',
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (call) => call.tenant }),
    ani: t.exposeString('ani', { description: 'The calling number.' }),
    dnis: t.exposeString('dnis', { description: 'The dialled number.' }),
    arrivedAt: t.field({ type: 'DateTime', resolve: (call) => call.arrivedAt }),
    answeredAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.answeredAt }),
    queuedAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.queuedAt }),
    connectedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'First joined with an agent.',
      resolve: (call) => call.connectedAt,
    }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.endedAt }),
    outcome: t.field({ type: CallOutcome, resolve: (call) => call.outcome }),
    releasedBy: t.field({ type: ReleasedBy, nullable: true, resolve: (call) => call.releasedBy }),
    cause: t.field({ type: HangupCause, nullable: true, resolve: (call) => call.cause }),
    durationMs: t.exposeInt('durationMs', { nullable: true, description: 'Arrival to end.' }),
    menuMs: t.exposeInt('menuMs'),
    waitMs: t.exposeInt('waitMs'),
    talkMs: t.exposeInt('talkMs', { description: 'Without hold.' }),
    holdMs: t.exposeInt('holdMs'),
    wrapUpMs: t.exposeInt('wrapUpMs'),
    queue: t.field({ type: Queue, nullable: true, resolve: (call) => call.queue }),
    agent: t.field({ type: Agent, nullable: true, resolve: (call) => call.agent }),
    disposition: t.field({ type: Disposition, nullable: true, resolve: (call) => call.disposition }),
    dispositionNote: t.exposeString('dispositionNote', { nullable: true }),
    menuPath: t.field({ type: [MenuStep], resolve: (call, _args, { scope }) => service.menuPath(scope, call) }),
    variables: t.field({
      type: [CallVariable],
      description: 'As far as the flow shows them to the agent; by name.',
      resolve: (call) => call.variables,
    }),
    legs: t.field({ type: [CallLeg], resolve: (call, _args, { scope }) => service.legs(scope, call) }),
    presentations: t.field({
      type: [Presentation],
      resolve: (call, _args, { scope }) => service.presentations(scope, call),
    }),
    recordings: t.field({ type: [Recording], resolve: (call, _args, { scope }) => service.recordings(scope, call) }),
    price: t.field({
      type: CallPrice,
      nullable: true,
      description: 'What the tenant is charged; null without the right to see bills, and until the call is rated.',
      resolve: (call, _args, { scope }) => service.price(scope, call),
    }),
  }),
})

const CallFilter = builder.inputType('CallFilter', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Arrived at or after.' }),
    to: t.field({ type: 'DateTime', description: 'Arrived before.' }),
    number: t.string({ description: 'Part of the calling or dialled number.' }),
    agentId: t.id(),
    queueId: t.id(),
    outcome: t.field({ type: CallOutcome }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  calls: t.connection({
    type: Call,
    description: 'The calls of the tenant, newest first. An agent sees own calls.',
    args: { filter: t.arg({ type: CallFilter }) },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
    resolve: (tenant, args, { scope }) =>
      service.listCalls(scope, { tenantId: tenant.id, filter: service.parseFilter(args.filter ?? {}), page: args }),
  }),
}))

builder.queryFields((t) => ({
  call: t.field({
    type: Call,
    nullable: true,
    description: 'null when there is no such call, or none the viewer may see.',
    args: {
      id: t.arg.id({ required: true }),
      tenantId: t.arg.id({
        description: "The call's tenant: needed by the operator's people, who are members of no client.",
      }),
    },
    resolve: (_root, args, { scope }) =>
      service.findCall(scope, {
        id: parseId(idSchema('call'), 'id', args.id),
        tenantId:
          args.tenantId === null || args.tenantId === undefined
            ? null
            : parseId(idSchema('tenant'), 'tenantId', args.tenantId),
      }),
  }),
  myCalls: t.connection({
    type: Call,
    description: "The viewer's own calls as an agent, newest first, over all tenants.",
    args: { filter: t.arg({ type: CallFilter }) },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
    resolve: (_root, args, { scope }) =>
      service.listOwnCalls(scope, { filter: service.parseFilter(args.filter ?? {}), page: args }),
  }),
}))
