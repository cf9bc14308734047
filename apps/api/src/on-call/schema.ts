import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import type { DutyView, OnCallListView } from './on-call-views.ts'
import * as service from './service.ts'

type Named = { readonly id: string; readonly name: string }
const named = (name: string) =>
  builder.objectRef<Named>(name).implement({ fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }) })
const OnCallAgent = named('OnCallAgent')
const OnCallQueue = named('OnCallQueue')

const Duty = builder.objectRef<DutyView>('OnCallDuty').implement({
  description: 'One line of a list: who is on call, on which days, from when to when.',
  fields: (t) => ({
    agent: t.field({ type: OnCallAgent, nullable: true, resolve: (duty) => duty.agent }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'Rung when the agent is not there or does not answer.',
    }),
    days: t.exposeIntList('days', { description: '1 = Monday … 7 = Sunday.' }),
    from: t.exposeString('from'),
    to: t.exposeString('to', { description: 'Not after `from`: on the day after.' }),
    firstDate: t.exposeString('firstDate', { nullable: true }),
    lastDate: t.exposeString('lastDate', { nullable: true }),
    holdsNow: t.exposeBoolean('holdsNow'),
  }),
})

const OnCallListRef = builder.objectRef<OnCallListView>('OnCallList').implement({
  description: 'Which experts are on call when.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    queue: t.field({
      type: OnCallQueue,
      description: 'Its music is heard meanwhile; there the caller waits when nobody answers.',
      resolve: (list) => list.queue,
    }),
    timeZone: t.exposeString('timeZone', { description: 'IANA time zone' }),
    duties: t.field({ type: [Duty], resolve: (list) => list.duties }),
    onCallNow: t.exposeStringList('onCallNow', { description: 'Who is rung now, in that order.' }),
  }),
})

const DutyInput = builder.inputType('OnCallDutyInput', {
  fields: (t) => ({
    agentId: t.id({ description: 'An agent, a number, or both.' }),
    number: t.string(),
    days: t.intList({ required: true }),
    from: t.string({ required: true, description: 'HH:MM, by the time zone of the list.' }),
    to: t.string({ required: true }),
    firstDate: t.string(),
    lastDate: t.string(),
  }),
})
const ListInput = builder.inputType('OnCallListInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    queueId: t.id({ required: true }),
    timeZone: t.string({ required: true }),
    duties: t.field({ type: [DutyInput], required: true }),
  }),
})

builder.objectField(Tenant, 'onCallLists', (t) =>
  t.field({
    type: [OnCallListRef],
    resolve: ({ id }, _args, { scope }) => service.listOnCall(scope, { tenantId: id }),
  }),
)

const tenantOf = (tenantId: string) => parseId(idSchema('tenant'), 'tenantId', tenantId)
const listOf = (listId: string) => parseId(idSchema('onCallList'), 'listId', listId)
const inputOf = ({ duties, ...rest }: typeof ListInput.$inferInput): object => ({
  ...rest,
  duties: duties.map((duty) => ({
    ...duty,
    agentId: duty.agentId ?? null,
    number: duty.number ?? null,
    firstDate: duty.firstDate ?? null,
    lastDate: duty.lastDate ?? null,
  })),
})

builder.mutationFields((t) => ({
  createOnCallList: t.field({
    type: OnCallListRef,
    errors: administrationErrors('CreateOnCallList'),
    args: { tenantId: t.arg.id({ required: true }), input: t.arg({ type: ListInput, required: true }) },
    resolve: (_root, { tenantId, input }, { scope }) =>
      service.createList(scope, { tenantId: tenantOf(tenantId), input: inputOf(input) }),
  }),
  updateOnCallList: t.field({
    type: OnCallListRef,
    errors: administrationErrors('UpdateOnCallList'),
    args: {
      tenantId: t.arg.id({ required: true }),
      listId: t.arg.id({ required: true }),
      input: t.arg({ type: ListInput, required: true }),
    },
    resolve: (_root, { tenantId, listId, input }, { scope }) =>
      service.updateList(scope, { tenantId: tenantOf(tenantId), listId: listOf(listId), input: inputOf(input) }),
  }),
  archiveOnCallList: t.field({
    type: OnCallListRef,
    errors: administrationErrors('ArchiveOnCallList'),
    args: { tenantId: t.arg.id({ required: true }), listId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, listId }, { scope }) =>
      service.archiveList(scope, { tenantId: tenantOf(tenantId), listId: listOf(listId) }),
  }),
}))
