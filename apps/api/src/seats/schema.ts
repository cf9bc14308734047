import { ADD_ONS, ENFORCEMENTS, FEATURES, idSchema, TENANT_ATTRIBUTES } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { SeatGrade } from '../tenants/schema.ts'
import { FEATURE_REASONS, LIMIT_KINDS } from './seat-views.ts'
import type {
  AddOnView,
  FeatureView,
  LimitView,
  RentedView,
  RentStep,
  SeatGradeView,
  SeatHolder,
  SeatOverview,
  SeatPreview,
} from './seat-views.ts'
import * as service from './service.ts'

export const AddOn = enumOf('AddOn', ADD_ONS, 'Rented beside the seats.')
export const Feature = enumOf('Feature', FEATURES)
export const TenantAttribute = enumOf('TenantAttribute', TENANT_ATTRIBUTES, 'What the operator sets on a client.')
const Enforcement = enumOf('FeatureEnforcement', ENFORCEMENTS, 'Where a feature is enforced.')
const FeatureReason = enumOf('FeatureReason', FEATURE_REASONS, 'Why a feature is there, or is not.')
const LimitKind = enumOf('LimitKind', LIMIT_KINDS)

const RentStepRef = builder.objectRef<RentStep>('RentStep').implement({
  description: 'From this day on so many are rented.',
  fields: (t) => ({ day: t.expose('day', { type: 'Date' }), quantity: t.exposeInt('quantity') }),
})

const Rented = builder.objectRef<RentedView>('Rented').implement({
  description: 'So many from a day on; `untilDay` is the first day without them.',
  fields: (t) => ({
    fromDay: t.expose('fromDay', { type: 'Date' }),
    untilDay: t.expose('untilDay', { type: 'Date', nullable: true }),
    quantity: t.exposeInt('quantity'),
  }),
})

const Holder = builder.objectRef<SeatHolder>('SeatHolder').implement({
  description: 'Who sits on a seat at this moment.',
  fields: (t) => ({ agentId: t.exposeID('agentId'), name: t.exposeString('name', { nullable: true }) }),
})

const GradeRef = builder.objectRef<SeatGradeView>('SeatGradeRent').implement({
  fields: (t) => ({
    grade: t.field({ type: SeatGrade, resolve: (view) => view.grade }),
    rented: t.exposeInt('rented', { description: 'Today.' }),
    inUse: t.exposeInt('inUse'),
    peakToday: t.exposeInt('peakToday'),
    holders: t.field({ type: [Holder], resolve: (view) => view.holders }),
    planned: t.field({ type: [RentStepRef], resolve: (view) => view.planned }),
    history: t.field({ type: [Rented], resolve: (view) => view.history }),
  }),
})

const AddOnRef = builder.objectRef<AddOnView>('AddOnRent').implement({
  fields: (t) => ({
    addOn: t.field({ type: AddOn, resolve: (view) => view.addOn }),
    rented: t.exposeInt('rented', { description: 'Today.' }),
    planned: t.field({ type: [RentStepRef], resolve: (view) => view.planned }),
    history: t.field({ type: [Rented], resolve: (view) => view.history }),
  }),
})

const FeatureRef = builder.objectRef<FeatureView>('FeatureState').implement({
  description: 'A row of the matrix of grades and add-ons, for this tenant, today.',
  fields: (t) => ({
    feature: t.field({ type: Feature, resolve: (view) => view.feature }),
    has: t.exposeBoolean('has'),
    reason: t.field({ type: FeatureReason, resolve: (view) => view.reason }),
    grades: t.field({
      type: [SeatGrade],
      description: 'Grades that bring it; the one that does comes first.',
      resolve: (view) => view.grades,
    }),
    addOn: t.field({ type: AddOn, nullable: true, resolve: (view) => view.addOn }),
    attribute: t.field({
      type: TenantAttribute,
      nullable: true,
      description: 'What takes it away.',
      resolve: (view) => view.attribute,
    }),
    enforcedBy: t.field({
      type: [Enforcement],
      description: 'Empty: the product does not have the feature yet.',
      resolve: (view) => view.enforcedBy,
    }),
  }),
})

export const Limit = builder.objectRef<LimitView>('Limit').implement({
  fields: (t) => ({
    kind: t.field({ type: LimitKind, resolve: (view) => view.kind }),
    max: t.exposeFloat('max', { nullable: true, description: 'null: not limited.' }),
    use: t.exposeFloat('use', { description: 'At this moment.' }),
    peakToday: t.exposeFloat('peakToday', { nullable: true }),
  }),
})

const Overview = builder.objectRef<SeatOverview>('SeatOverview').implement({
  description: 'What a tenant has rented, who uses it, and what that entitles to.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    today: t.expose('today', { type: 'Date', description: "By the tenant's time zone." }),
    liveKnown: t.exposeBoolean('liveKnown', { description: 'Whether use at this moment is known.' }),
    grades: t.field({ type: [GradeRef], resolve: (view) => view.grades }),
    addOns: t.field({ type: [AddOnRef], resolve: (view) => view.addOns }),
    attributes: t.field({ type: [TenantAttribute], resolve: (view) => view.attributes }),
    features: t.field({ type: [FeatureRef], resolve: (view) => view.features }),
    limits: t.field({ type: [Limit], resolve: (view) => view.limits }),
    seatPricePerMonth: t.field({ type: Money, nullable: true, resolve: (view) => view.seatPricePerMonth }),
  }),
})

const Preview = builder.objectRef<SeatPreview>('SeatPreview').implement({
  description: 'What a change of seats would mean.',
  fields: (t) => ({
    rentedBefore: t.exposeInt('rentedBefore'),
    rentedAfter: t.exposeInt('rentedAfter'),
    monthlyBefore: t.field({ type: Money, nullable: true, resolve: (view) => view.monthlyBefore }),
    monthlyAfter: t.field({ type: Money, nullable: true, resolve: (view) => view.monthlyAfter }),
    gained: t.field({ type: [Feature], resolve: (view) => view.gained }),
    lost: t.field({ type: [Feature], resolve: (view) => view.lost }),
    signedInBeyond: t.exposeInt('signedInBeyond'),
  }),
})

const SeatChangeInput = builder.inputType('SeatChangeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    grade: t.field({ type: SeatGrade, required: true }),
    quantity: t.int({ required: true }),
    fromDay: t.string({ required: true, description: 'YYYY-MM-DD; today or later.' }),
  }),
})
const AddOnChangeInput = builder.inputType('AddOnChangeInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    addOn: t.field({ type: AddOn, required: true }),
    quantity: t.int({ required: true }),
    fromDay: t.string({ required: true, description: 'YYYY-MM-DD; today or later.' }),
  }),
})

const tenantIdOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.queryFields((t) => ({
  seatOverview: t.field({
    type: Overview,
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.seatOverview(scope, tenantIdOf(args.tenantId)),
  }),
  previewSeats: t.field({
    type: Preview,
    errors: administrationErrors('PreviewSeats'),
    args: { input: t.arg({ type: SeatChangeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.previewSeats(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
}))

builder.mutationFields((t) => ({
  changeSeats: t.field({
    type: Overview,
    description: 'Rents more or fewer seats of a grade from a day on. Nobody who is signed in is thrown out.',
    errors: administrationErrors('ChangeSeats'),
    args: { input: t.arg({ type: SeatChangeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.changeSeats(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
  changeAddOn: t.field({
    type: Overview,
    errors: administrationErrors('ChangeAddOn'),
    args: { input: t.arg({ type: AddOnChangeInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.changeAddOn(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
}))
