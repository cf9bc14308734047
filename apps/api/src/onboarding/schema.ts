import { ADD_ONS, idSchema, NUMBER_KINDS, SEAT_GRADES, TENANT_ATTRIBUTES } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant, TenantStatus } from '../tenants/schema.ts'
import { changeTenantStatus, createProspect, findTenantFile, listProspects, readStock } from './lifecycle-service.ts'
import type { OnboardedView, StatusChangeView, StockView, TenantFileView } from './onboarding-views.ts'
import * as service from './service.ts'
import { listTemplates } from './template-views.ts'
import type { TemplateStepView, TemplateView } from './template-views.ts'

const TemplateWay = builder.objectRef<TemplateStepView['ways'][number]>('TemplateWay').implement({
  fields: (t) => ({
    when: t.exposeString('when', { description: 'A key, or: then, otherwise, open, closed.' }),
    nodeId: t.exposeString('nodeId'),
  }),
})

const TemplateStep = builder.objectRef<TemplateStepView>('TemplateStep').implement({
  fields: (t) => ({
    nodeId: t.exposeString('nodeId'),
    kind: t.exposeString('kind', { description: 'play, menu, collect, hours, queue, hangUp' }),
    label: t.exposeString('label'),
    says: t.exposeString('says', { nullable: true }),
    ways: t.field({ type: [TemplateWay], resolve: (step) => step.ways }),
  }),
})

const TemplateQueue = builder.objectRef<TemplateView['queues'][number]>('TemplateQueue').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    description: t.exposeString('description'),
    skill: t.exposeString('skill'),
    answerWithinSeconds: t.exposeInt('answerWithinSeconds'),
  }),
})

const TemplateHours = builder.objectRef<TemplateView['hours'][number]>('TemplateHours').implement({
  fields: (t) => ({
    day: t.exposeInt('day', { description: '1 is Monday.' }),
    from: t.exposeString('from'),
    to: t.exposeString('to'),
  }),
})

const TemplateText = builder.objectRef<TemplateView['prompts'][number]>('TemplateText').implement({
  fields: (t) => ({ key: t.exposeString('key'), name: t.exposeString('name'), text: t.exposeString('text') }),
})

const TemplateScript = builder.objectRef<TemplateView['scripts'][number]>('TemplateScript').implement({
  fields: (t) => ({ name: t.exposeString('name'), body: t.exposeString('body') }),
})

const SeatCounts = builder.objectRef<TemplateView['seats']>('SeatCounts').implement({
  fields: (t) => ({
    standard: t.exposeInt('standard'),
    professional: t.exposeInt('professional'),
    leader: t.exposeInt('leader'),
  }),
})

const IndustryTemplate = builder.objectRef<TemplateView>('IndustryTemplate').implement({
  description: 'A first set-up for a line of business, in one language.',
  fields: (t) => ({
    key: t.exposeString('key'),
    language: t.exposeString('language'),
    name: t.exposeString('name'),
    summary: t.exposeString('summary'),
    queues: t.field({ type: [TemplateQueue], resolve: (template) => template.queues }),
    hours: t.field({ type: [TemplateHours], resolve: (template) => template.hours }),
    seats: t.field({ type: SeatCounts, resolve: (template) => template.seats }),
    steps: t.field({ type: [TemplateStep], resolve: (template) => template.steps }),
    dispositions: t.stringList({ resolve: (template) => [...template.dispositions] }),
    scripts: t.field({ type: [TemplateScript], resolve: (template) => template.scripts }),
    prompts: t.field({ type: [TemplateText], resolve: (template) => template.prompts }),
  }),
})

const StockNumber = builder.objectRef<StockView['numbers'][number]>('StockNumber').implement({
  description: 'A number that a new client can be given.',
  fields: (t) => ({
    number: t.exposeString('number'),
    kind: t.exposeString('kind', { description: NUMBER_KINDS.join(', ') }),
    reservedFor: t.exposeString('reservedFor', { description: 'Empty for a free one.' }),
  }),
})

const StockAgent = builder.objectRef<StockView['agents'][number]>('StockAgent').implement({
  description: "One of the operator's agents who may serve any client.",
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name'), grade: t.exposeString('grade') }),
})

const OnboardingStock = builder.objectRef<StockView>('OnboardingStock').implement({
  fields: (t) => ({
    numbers: t.field({ type: [StockNumber], resolve: (stock) => stock.numbers }),
    agents: t.field({ type: [StockAgent], resolve: (stock) => stock.agents }),
  }),
})

const StatusChange = builder.objectRef<StatusChangeView>('TenantStatusChange').implement({
  fields: (t) => ({
    at: t.field({ type: 'DateTime', resolve: (change) => change.at }),
    from: t.field({ type: TenantStatus, nullable: true, resolve: (change) => change.from }),
    to: t.field({ type: TenantStatus, resolve: (change) => change.to }),
    reason: t.exposeString('reason'),
    by: t.exposeString('by', { nullable: true }),
  }),
})

const Contact = builder.objectRef<TenantFileView['contact']>('TenantContact').implement({
  fields: (t) => ({ name: t.exposeString('name'), email: t.exposeString('email'), phone: t.exposeString('phone') }),
})

const FirstInvitation = builder.objectRef<TenantFileView['invitations'][number]>('FirstInvitation').implement({
  description: 'Somebody who was asked to be an administrator.',
  fields: (t) => ({
    name: t.exposeString('name'),
    email: t.exposeString('email'),
    sentAt: t.field({ type: 'DateTime', nullable: true, resolve: (invitation) => invitation.sentAt }),
    sendProblem: t.exposeString('sendProblem', { nullable: true }),
    acceptedAt: t.field({ type: 'DateTime', nullable: true, resolve: (invitation) => invitation.acceptedAt }),
  }),
})

export const TenantFile = builder.objectRef<TenantFileView>('TenantFile').implement({
  description: 'What the operator keeps of a client: from the first talk to the end.',
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (file) => file.tenant }),
    contact: t.field({ type: Contact, resolve: (file) => file.contact }),
    requirements: t.exposeString('requirements'),
    template: t.exposeString('template', { nullable: true }),
    createdAt: t.field({ type: 'DateTime', resolve: (file) => file.createdAt }),
    history: t.field({ type: [StatusChange], resolve: (file) => file.history }),
    next: t.field({ type: [TenantStatus], description: 'What it can become.', resolve: (file) => file.next }),
    numbers: t.stringList({ resolve: (file) => [...file.numbers] }),
    invitations: t.field({ type: [FirstInvitation], resolve: (file) => file.invitations }),
  }),
})

const Onboarded = builder.objectRef<OnboardedView>('Onboarded').implement({
  fields: (t) => ({
    file: t.field({
      type: TenantFile,
      nullable: true,
      resolve: ({ tenantId }, _args, { scope }) => findTenantFile(scope, { tenantId }),
    }),
    repeated: t.exposeBoolean('repeated', { description: 'True when the key had made it before.' }),
  }),
})

const ContactInput = builder.inputType('TenantContactInput', {
  fields: (t) => ({ name: t.string(), email: t.string(), phone: t.string() }),
})
const AdminInput = builder.inputType('FirstAdminInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    email: t.string({ required: true }),
    language: t.string(),
  }),
})
const SeatsInput = builder.inputType('SeatCountsInput', {
  fields: (t) => ({
    standard: t.int({ required: true }),
    professional: t.int({ required: true }),
    leader: t.int({ required: true }),
  }),
})
const IntervalInput = builder.inputType('WeeklyIntervalInput', {
  fields: (t) => ({
    day: t.int({ required: true, description: '1 is Monday.' }),
    from: t.string({ required: true }),
    to: t.string({ required: true }),
  }),
})
const PlanInput = builder.inputType('OnboardingPlanInput', {
  description: 'Amounts are exact decimal texts in the currency of the client: 299 or 0.12',
  fields: (t) => ({
    name: t.string({ required: true }),
    seatPricePerMonth: t.string({ required: true }),
    inboundPerMinute: t.string({ required: true }),
    outboundPerMinute: t.string({ required: true }),
    firstSeconds: t.int({ required: true }),
    thenSeconds: t.int({ required: true }),
  }),
})
const OnboardTenantInput = builder.inputType('OnboardTenantInput', {
  fields: (t) => ({
    prospectId: t.id({ description: 'The prospect that becomes this client.' }),
    name: t.string({ required: true, description: 'Two clients may have the same.' }),
    brandName: t.string({ description: 'What agents say and callers hear; default: the name.' }),
    brandColor: t.string(),
    template: t.string({ required: true, description: 'The key of an industry template.' }),
    language: t.string({ required: true, description: 'zh-CN or en' }),
    timeZone: t.string({ required: true }),
    currency: t.string({ required: true }),
    contact: t.field({ type: ContactInput }),
    admin: t.field({ type: AdminInput, required: true }),
    numbers: t.stringList({ required: true, description: "Free or reserved ones of the operator's stock." }),
    agentIds: t.idList({ description: "The operator's agents who answer its calls." }),
    seats: t.field({ type: SeatsInput, required: true }),
    addOns: t.stringList({ description: ADD_ONS.join(', ') }),
    attributes: t.stringList({ description: TENANT_ATTRIBUTES.join(', ') }),
    concurrentCallsMax: t.int({ description: `Default: 1.5 for each seat (${SEAT_GRADES.join(', ')}).` }),
    hours: t.field({ type: [IntervalInput], description: "Default: the template's." }),
    plan: t.field({ type: PlanInput, required: true }),
  }),
})
const ProspectInput = builder.inputType('ProspectInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    contact: t.field({ type: ContactInput }),
    requirements: t.string(),
  }),
})

builder.queryFields((t) => ({
  industryTemplates: t.field({
    type: [IndustryTemplate],
    description: 'Each in both languages.',
    args: { company: t.arg.string({ description: 'Stands in the texts in place of the client’s name.' }) },
    resolve: (_root, { company }, { scope }) => listTemplates(scope, { company: company ?? '…' }),
  }),
  onboardingStock: t.field({ type: OnboardingStock, resolve: (_root, _args, { scope }) => readStock(scope, null) }),
  prospects: t.field({ type: [TenantFile], resolve: (_root, _args, { scope }) => listProspects(scope, null) }),
  tenantFile: t.field({
    type: TenantFile,
    nullable: true,
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      findTenantFile(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', args.tenantId) }),
  }),
}))

builder.mutationFields((t) => ({
  createProspect: t.field({
    type: TenantFile,
    errors: administrationErrors('CreateProspect'),
    args: { input: t.arg({ type: ProspectInput, required: true }) },
    resolve: (_root, { input }, { scope }) => createProspect(scope, withoutNulls(input)),
  }),
  onboardTenant: t.field({
    type: Onboarded,
    description:
      'Makes a client ready to take calls: all of it or nothing. The same key with the same input is the same client, however often it is sent; with other input it is refused (onboarding.keyUsed).',
    errors: administrationErrors('OnboardTenant'),
    args: {
      input: t.arg({ type: OnboardTenantInput, required: true }),
      idempotencyKey: t.arg.string({ required: true, description: '8 to 100 letters, digits and . _ : -' }),
    },
    resolve: (_root, { input, idempotencyKey: key }, { scope }) =>
      service.onboardTenant(scope, { input: withoutNulls(input), key }),
  }),
  changeTenantStatus: t.field({
    type: TenantFile,
    description: 'A step in the life of a client. The next caller is treated accordingly.',
    errors: administrationErrors('ChangeTenantStatus'),
    args: {
      tenantId: t.arg.id({ required: true }),
      status: t.arg({ type: TenantStatus, required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, args, { scope }) => changeTenantStatus(scope, args),
  }),
}))

/** What a client leaves empty is not there. */
const withoutNulls = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined))
