import { idSchema, instant } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Voice } from '../prompts/schema.ts'
import { Tenant } from '../tenants/schema.ts'
import { ANNOUNCEMENT_STATES } from './announcement-views.ts'
import type { AnnouncedNumber, AnnouncementPrompt, AnnouncementView } from './announcement-views.ts'
import { announceOutage } from './outage-service.ts'
import * as service from './service.ts'

const State = enumOf(
  'AnnouncementState',
  ANNOUNCEMENT_STATES,
  'NOW: callers hear it. SILENCED: they would, but another one before it ends the call, or none of its numbers is left.',
)

const Prompt = builder.objectRef<AnnouncementPrompt>('AnnouncementPrompt').implement({
  description: 'What is played.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    text: t.exposeString('text', { description: 'What it says; empty when nobody wrote it down.' }),
    durationMs: t.exposeInt('durationMs'),
  }),
})

const AnnouncementNumber = builder.objectRef<AnnouncedNumber>('AnnouncedNumber').implement({
  description: 'A number that callers dial.',
  fields: (t) => ({ id: t.exposeID('id'), number: t.exposeString('number'), label: t.exposeString('label') }),
})

const Announcement = builder.objectRef<AnnouncementView>('Announcement').implement({
  description: 'Told to callers before anything else, for as long as it holds.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    prompt: t.field({ type: Prompt, resolve: (one) => one.prompt }),
    forAllNumbers: t.exposeBoolean('forAllNumbers'),
    numbers: t.field({ type: [AnnouncementNumber], resolve: (one) => one.numbers }),
    startsAt: t.field({ type: 'DateTime', nullable: true, resolve: (one) => one.startsAt }),
    endsAt: t.field({ type: 'DateTime', nullable: true, resolve: (one) => one.endsAt }),
    regions: t.stringList({
      description: 'For callers from there; empty: from anywhere.',
      resolve: (one) => [...one.regions],
    }),
    topics: t.stringList({
      description: 'Said where one of these is reached, a queue or a step of the menu; empty: before everything else.',
      resolve: (one) => [...one.topics],
    }),
    expectedRecoveryAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When what it tells of is expected to be over.',
      resolve: (one) => one.expectedRecoveryAt,
    }),
    enabled: t.exposeBoolean('enabled'),
    thenHangUp: t.exposeBoolean('thenHangUp', { description: 'The call ends after it; else it goes on as always.' }),
    state: t.field({ type: State, resolve: (one) => one.state }),
  }),
})

const AnnouncementChoices = builder.objectRef<service.AnnouncementChoices>('AnnouncementChoices').implement({
  description: 'What an announcement can be made of.',
  fields: (t) => ({
    prompts: t.field({ type: [Prompt], resolve: (choices) => choices.prompts }),
    numbers: t.field({ type: [AnnouncementNumber], resolve: (choices) => choices.numbers }),
    regions: t.stringList({ resolve: (choices) => [...choices.regions] }),
    topics: t.stringList({
      description: 'Queues and steps of the menus, by name.',
      resolve: (choices) => [...choices.topics],
    }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  announcements: t.field({
    type: [Announcement],
    description: 'In the order in which callers hear them.',
    resolve: ({ id }, _args, { scope }) => service.listAnnouncements(scope, { tenantId: id }),
  }),
  announcementChoices: t.field({
    type: AnnouncementChoices,
    resolve: ({ id }, _args, { scope }) => service.listChoices(scope, { tenantId: id }),
  }),
}))

const CreateAnnouncementInput = builder.inputType('CreateAnnouncementInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    promptId: t.id({ required: true }),
    didIds: t.idList({ required: true, description: 'For callers of these numbers; empty: of all.' }),
    regions: t.stringList({ description: 'For callers from these regions; left out or empty: from anywhere.' }),
    topics: t.stringList({
      description: 'Said where one of these is reached; left out or empty: before everything else.',
    }),
    expectedRecoveryAt: t.field({ type: 'DateTime' }),
    startsAt: t.field({ type: 'DateTime', description: 'Left out: at once.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Left out: until further notice.' }),
    enabled: t.boolean({ required: true }),
    thenHangUp: t.boolean({ required: true }),
  }),
})
const UpdateAnnouncementInput = builder.inputType('UpdateAnnouncementInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    id: t.id({ required: true }),
    name: t.string({ required: true }),
    promptId: t.id({ required: true }),
    didIds: t.idList({ required: true, description: 'For callers of these numbers; empty: of all.' }),
    regions: t.stringList({ description: 'For callers from these regions; left out or empty: from anywhere.' }),
    topics: t.stringList({
      description: 'Said where one of these is reached; left out or empty: before everything else.',
    }),
    expectedRecoveryAt: t.field({ type: 'DateTime' }),
    startsAt: t.field({ type: 'DateTime', description: 'Left out: at once.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Left out: until further notice.' }),
    enabled: t.boolean({ required: true }),
    thenHangUp: t.boolean({ required: true }),
  }),
})
const OutageInput = builder.inputType('OutageInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    text: t.string({ required: true, description: 'What callers are told.' }),
    voice: t.field({ type: Voice, required: true }),
    didIds: t.idList({ description: 'For callers of these numbers; left out or empty: of all.' }),
    regions: t.stringList(),
    topics: t.stringList(),
    endsAt: t.field({ type: 'DateTime', description: 'Left out: until somebody ends it.' }),
    expectedRecoveryAt: t.field({ type: 'DateTime' }),
    sayRecovery: t.boolean({ description: 'The text ends with when it is expected to be over.' }),
    thenHangUp: t.boolean(),
  }),
})
const SwitchAnnouncementInput = builder.inputType('SwitchAnnouncementInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    id: t.id({ required: true }),
    enabled: t.boolean({ required: true }),
  }),
})
const ArchiveAnnouncementInput = builder.inputType('ArchiveAnnouncementInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), id: t.id({ required: true }) }),
})
const OrderAnnouncementsInput = builder.inputType('OrderAnnouncementsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    ids: t.idList({ required: true, description: 'Every announcement, each once.' }),
  }),
})

const OrderedAnnouncements = builder
  .objectRef<{ readonly announcements: readonly AnnouncementView[] }>('OrderedAnnouncements')
  .implement({
    fields: (t) => ({ announcements: t.field({ type: [Announcement], resolve: (ordered) => ordered.announcements }) }),
  })

const tenantOf = (input: { readonly tenantId: string }) => parseId(idSchema('tenant'), 'tenantId', input.tenantId)
const keyOf = (input: { readonly tenantId: string; readonly id: string }) => ({
  tenantId: tenantOf(input),
  id: parseId(idSchema('announcement'), 'id', input.id),
})
const contentOf = (input: typeof CreateAnnouncementInput.$inferInput) => ({
  ...input,
  tenantId: tenantOf(input),
  regions: input.regions ?? [],
  topics: input.topics ?? [],
  expectedRecoveryAt: timeOf(input.expectedRecoveryAt),
  startsAt: timeOf(input.startsAt),
  endsAt: timeOf(input.endsAt),
})
const timeOf = (value: number | null | undefined) => (value === null || value === undefined ? null : instant(value))

builder.mutationFields((t) => ({
  createAnnouncement: t.field({
    type: Announcement,
    errors: administrationErrors('CreateAnnouncement'),
    args: { input: t.arg({ type: CreateAnnouncementInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.createAnnouncement(scope, contentOf(input)),
  }),
  announceOutage: t.field({
    type: Announcement,
    description: 'The text is spoken, becomes a prompt, and callers hear it from now on: in one step.',
    errors: administrationErrors('AnnounceOutage'),
    args: { input: t.arg({ type: OutageInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      announceOutage(scope, {
        tenantId: tenantOf(input),
        name: input.name,
        text: input.text,
        voice: input.voice,
        didIds: input.didIds ?? [],
        regions: input.regions ?? [],
        topics: input.topics ?? [],
        endsAt: timeOf(input.endsAt),
        expectedRecoveryAt: timeOf(input.expectedRecoveryAt),
        sayRecovery: input.sayRecovery ?? true,
        thenHangUp: input.thenHangUp ?? false,
      }),
  }),
  updateAnnouncement: t.field({
    type: Announcement,
    errors: administrationErrors('UpdateAnnouncement'),
    args: { input: t.arg({ type: UpdateAnnouncementInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.updateAnnouncement(scope, { ...contentOf(input), ...keyOf(input) }),
  }),
  setAnnouncementEnabled: t.field({
    type: Announcement,
    errors: administrationErrors('SetAnnouncementEnabled'),
    args: { input: t.arg({ type: SwitchAnnouncementInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.setAnnouncementEnabled(scope, { ...keyOf(input), enabled: input.enabled }),
  }),
  archiveAnnouncement: t.field({
    type: Announcement,
    errors: administrationErrors('ArchiveAnnouncement'),
    args: { input: t.arg({ type: ArchiveAnnouncementInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.archiveAnnouncement(scope, keyOf(input)),
  }),
  orderAnnouncements: t.field({
    type: OrderedAnnouncements,
    errors: administrationErrors('OrderAnnouncements'),
    args: { input: t.arg({ type: OrderAnnouncementsInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      announcements: await service.orderAnnouncements(scope, {
        tenantId: tenantOf(input),
        ids: input.ids.map((id) => parseId(idSchema('announcement'), 'ids', id)),
      }),
    }),
  }),
}))
