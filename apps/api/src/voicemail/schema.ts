import { idSchema } from '@seatline/core'
import { Agent } from '../agents/schema.ts'
import { RecordingStatus } from '../calls/schema.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Queue, Tenant } from '../tenants/schema.ts'
import type { Addressee, VoicemailBoxView } from './box-views.ts'
import * as boxes from './boxes-service.ts'
import * as figures from './figures-service.ts'
import type { OwnBacklog, VoicemailLiveView } from './figures-service.ts'
import { CONTACT_OUTCOMES, VOICEMAIL_STATES } from './message-views.ts'
import type {
  ContactAttemptView,
  VoicemailDay,
  VoicemailFigures,
  VoicemailPage,
  VoicemailView,
} from './message-views.ts'
import * as messages from './messages-service.ts'

export const VoicemailStateRef = enumOf(
  'VoicemailState',
  VOICEMAIL_STATES,
  'OPEN: somebody is to call back. FAILED: nobody could be reached.',
)
export const ContactOutcomeRef = enumOf('ContactOutcome', CONTACT_OUTCOMES, 'What came of an attempt to call back.')
const AddresseeKind = enumOf('VoicemailAddresseeKind', ['group', 'agent'])

const AddresseeRef = builder.objectRef<Addressee>('VoicemailAddressee').implement({
  description: 'Who sees the messages of a box, besides the superiors.',
  fields: (t) => ({
    kind: t.field({ type: AddresseeKind, resolve: (addressee) => addressee.kind }),
    id: t.exposeID('id'),
    name: t.exposeString('name'),
  }),
})

type Named = { readonly id: string; readonly name: string }
const Greeting = builder.objectRef<Named>('VoicemailGreeting').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

export const VoicemailBox = builder.objectRef<VoicemailBoxView>('VoicemailBox').implement({
  description: 'Where callers leave messages for a group or an agent.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    addressee: t.field({ type: AddresseeRef, resolve: (box) => box.addressee }),
    greeting: t.field({ type: Greeting, resolve: (box) => box.greeting }),
    lengthMaxSeconds: t.int({ resolve: (box) => Math.round(box.lengthMaxMs / 1_000) }),
    promisedWithinMinutes: t.int({
      description: 'The caller hears from somebody within this time.',
      resolve: (box) => Math.round(box.promisedWithinMs / 60_000),
    }),
    branchId: t.exposeID('branchId', { nullable: true }),
    open: t.exposeInt('open', { description: 'Messages that wait.' }),
  }),
})

const BoxName = builder.objectRef<VoicemailView['box']>('VoicemailBoxName').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    addressee: t.field({ type: AddresseeRef, resolve: (box) => box.addressee }),
  }),
})

const ContactAttempt = builder.objectRef<ContactAttemptView>('ContactAttempt').implement({
  fields: (t) => ({
    number: t.exposeInt('number'),
    at: t.field({ type: 'DateTime', resolve: (attempt) => attempt.at }),
    by: t.exposeString('by'),
    outcome: t.field({ type: ContactOutcomeRef, resolve: (attempt) => attempt.outcome }),
    note: t.exposeString('note'),
  }),
})

export const Voicemail = builder.objectRef<VoicemailView>('Voicemail').implement({
  description:
    'A message that a caller left: a task with a promised time. Seen by its addressee and the superiors alone.',
  fields: (t) => ({
    id: t.exposeID('id'),
    box: t.field({ type: BoxName, resolve: (message) => message.box }),
    callId: t.exposeID('callId'),
    ani: t.exposeString('ani'),
    callerName: t.exposeString('callerName', { description: 'By the number; empty when it is not known.' }),
    queue: t.field({
      type: Queue,
      nullable: true,
      description: 'Where the caller had waited.',
      resolve: (message) => message.queue,
    }),
    leftAt: t.field({ type: 'DateTime', resolve: (message) => message.leftAt }),
    promisedAt: t.field({ type: 'DateTime', resolve: (message) => message.promisedAt }),
    overdue: t.boolean({
      description: 'Open, and longer than was promised.',
      resolve: (message, _args, { scope }) => message.state === 'open' && message.promisedAt < scope.platform.now(),
    }),
    lengthMs: t.exposeInt('lengthMs'),
    status: t.field({ type: RecordingStatus, resolve: (message) => message.status }),
    state: t.field({ type: VoicemailStateRef, resolve: (message) => message.state }),
    assignee: t.field({ type: Agent, nullable: true, resolve: (message) => message.assignee }),
    heardAt: t.field({ type: 'DateTime', nullable: true, resolve: (message) => message.heardAt }),
    heardBy: t.exposeString('heardBy', { nullable: true }),
    settledAt: t.field({ type: 'DateTime', nullable: true, resolve: (message) => message.settledAt }),
    note: t.exposeString('note'),
    attempts: t.field({ type: [ContactAttempt], resolve: (message) => message.attempts }),
    audioUrl: t.string({
      nullable: true,
      description: 'Where the WAV can be fetched for some minutes, relative to the API; null while there is none.',
      resolve: (message, _args, { scope }) => messages.audioUrl(scope, message),
    }),
  }),
})

const VoicemailPageRef = builder.objectRef<VoicemailPage>('VoicemailPage').implement({
  fields: (t) => ({
    messages: t.field({ type: [Voicemail], resolve: (page) => page.messages }),
    totalCount: t.exposeInt('totalCount'),
  }),
})

const DayRef = builder.objectRef<VoicemailDay>('VoicemailDay').implement({
  description: 'By the day on which messages were left, in the time of the company.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    left: t.exposeInt('left'),
    withinPromise: t.exposeInt('withinPromise'),
    late: t.exposeInt('late'),
    openAtEnd: t.exposeInt('openAtEnd', { description: 'The backlog at the end of the day, or now.' }),
  }),
})

const FiguresRef = builder.objectRef<VoicemailFigures>('VoicemailFigures').implement({
  description: 'Backlog and timeliness, of the messages that the viewer sees.',
  fields: (t) => ({
    left: t.exposeInt('left'),
    open: t.exposeInt('open', { description: 'Now, whenever they were left.' }),
    overdue: t.exposeInt('overdue', { description: 'Now, whenever they were left.' }),
    withinPromise: t.exposeInt('withinPromise', {
      description: 'First attempt, or settled without one, before the promised time.',
    }),
    decided: t.exposeInt('decided', { description: 'Of those that had an attempt, or whose promised time has come.' }),
    medianFirstAttemptMs: t.exposeInt('medianFirstAttemptMs', { nullable: true }),
    reached: t.exposeInt('reached'),
    failed: t.exposeInt('failed'),
    days: t.field({ type: [DayRef], resolve: (figures) => figures.days }),
  }),
})

type Addressees = { readonly groups: readonly Named[]; readonly agents: readonly Named[] }
const NamedRef = builder.objectRef<Named>('VoicemailChoice').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})
const AddresseesRef = builder.objectRef<Addressees>('VoicemailAddressees').implement({
  fields: (t) => ({
    groups: t.field({ type: [NamedRef], resolve: (addressees) => addressees.groups }),
    agents: t.field({ type: [NamedRef], resolve: (addressees) => addressees.agents }),
  }),
})

const VoicemailFilterInput = builder.inputType('VoicemailFilterInput', {
  fields: (t) => ({
    state: t.field({ type: VoicemailStateRef }),
    boxId: t.id(),
    assigneeId: t.id({ description: 'Given to this agent.' }),
    overdue: t.boolean({ description: 'Only what waits longer than was promised.' }),
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  voicemailBoxes: t.field({
    type: [VoicemailBox],
    resolve: ({ id }, _args, { scope }) => boxes.listBoxes(scope, { tenantId: id }),
  }),
  voicemailAddressees: t.field({
    type: AddresseesRef,
    resolve: ({ id }, _args, { scope }) => boxes.listAddressees(scope, { tenantId: id }),
  }),
  voicemails: t.field({
    type: VoicemailPageRef,
    description:
      'What waits first, by its promise; then what is settled. Only what the viewer may see. 200 at most at a time.',
    args: {
      filter: t.arg({ type: VoicemailFilterInput }),
      offset: t.arg.int({ defaultValue: 0 }),
      limit: t.arg.int({ defaultValue: 50 }),
    },
    resolve: ({ id }, { filter, offset, limit }, { scope }) =>
      messages.listMessages(scope, {
        tenantId: id,
        offset: offset ?? 0,
        limit: limit ?? 50,
        filter: {
          state: filter?.state ?? null,
          boxId: filter?.boxId ?? null,
          assigneeId:
            filter?.assigneeId === null || filter?.assigneeId === undefined
              ? null
              : parseId(idSchema('agent'), 'filter.assigneeId', filter.assigneeId),
          overdue: filter?.overdue ?? false,
          from: filter?.from ?? null,
          to: filter?.to ?? null,
        },
      }),
  }),
  voicemail: t.field({
    type: Voicemail,
    nullable: true,
    args: { voicemailId: t.arg.id({ required: true }) },
    resolve: ({ id }, { voicemailId }, { scope }) =>
      messages.findMessage(scope, {
        tenantId: id,
        voicemailId: parseId(idSchema('voicemail'), 'voicemailId', voicemailId),
      }),
  }),
  voicemailFigures: t.field({
    type: FiguresRef,
    args: { fromDay: t.arg({ type: 'Date', required: true }), toDay: t.arg({ type: 'Date', required: true }) },
    resolve: ({ id }, { fromDay, toDay }, { scope }) => figures.figures(scope, { tenantId: id, fromDay, toDay }),
  }),
}))

const OwnBacklogRef = builder.objectRef<OwnBacklog>('OwnVoicemailBacklog').implement({
  description: 'Messages in one company that wait for the viewer as an agent.',
  fields: (t) => ({
    tenantId: t.id({ resolve: (backlog) => backlog.tenant.id }),
    tenantName: t.string({ resolve: (backlog) => backlog.tenant.brand.name }),
    open: t.exposeInt('open'),
    overdue: t.exposeInt('overdue'),
    oldestLeftAt: t.field({ type: 'DateTime', nullable: true, resolve: (backlog) => backlog.oldestLeftAt }),
  }),
})

const LiveRef = builder.objectRef<VoicemailLiveView>('VoicemailLive').implement({
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    serverTime: t.field({ type: 'DateTime', resolve: (live) => live.serverTime }),
    open: t.exposeInt('open'),
    overdue: t.exposeInt('overdue'),
    revision: t.exposeString('revision', { description: 'Another one: lists of messages are out of date.' }),
  }),
})

builder.queryField('ownVoicemail', (t) =>
  t.field({
    type: [OwnBacklogRef],
    description:
      'What waits for the viewer as an agent, most overdue first; companies where nothing waits are left out.',
    resolve: (_root, _args, { scope }) => figures.ownBacklog(scope),
  }),
)

builder.subscriptionField('voicemailLive', (t) =>
  t.field({
    type: LiveRef,
    description: 'Sends at once, after every change, and at least every 5 seconds. Ends when the log-in expires.',
    args: { tenantId: t.arg.id({ required: true }) },
    subscribe: (_root, { tenantId }, { scope }) =>
      figures.watchVoicemail(scope, parseId(idSchema('tenant'), 'tenantId', tenantId)),
    resolve: (live: VoicemailLiveView) => live,
  }),
)
