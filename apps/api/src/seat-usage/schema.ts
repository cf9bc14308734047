import { instant } from '@seatline/core'
import { builder } from '../graphql/builder.ts'
import { SeatGrade, Tenant } from '../tenants/schema.ts'
import { ForbiddenError, InvalidInputError } from '../user-errors.ts'
import { seatUse } from './service.ts'
import type { SeatHourView, SeatShareView, SeatUserView, SeatUseView } from './service.ts'

const Hour = builder.objectRef<SeatHourView>('SeatHour').implement({
  description:
    'Most agents of a grade who were signed in at once for half an hour of the hour or more, all stretches together.',
  fields: (t) => ({
    startsAt: t.field({ type: 'DateTime', resolve: (row) => instant(row.startsAt) }),
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    hour: t.exposeInt('hour', { description: 'Of the local day, from 0.' }),
    grade: t.field({ type: SeatGrade, resolve: (row) => row.grade }),
    peak: t.exposeInt('peak'),
  }),
})
const User = builder.objectRef<SeatUserView>('SeatUserDay').implement({
  description: 'Somebody who was signed in on a day.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    agentId: t.exposeID('agentId'),
    name: t.exposeString('name'),
    grade: t.field({ type: SeatGrade, resolve: (row) => row.grade }),
    signedInMs: t.exposeInt('signedInMs'),
  }),
})
const Share = builder.objectRef<SeatShareView>('SeatShare').implement({
  description: "The client's own part of a shared agent's day, in milliseconds.",
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    agentId: t.exposeID('agentId'),
    name: t.exposeString('name'),
    grade: t.field({ type: SeatGrade, resolve: (row) => row.grade }),
    talkMs: t.exposeInt('talkMs'),
    holdMs: t.exposeInt('holdMs'),
    wrapUpMs: t.exposeInt('wrapUpMs'),
    ringMs: t.exposeInt('ringMs'),
    idleMs: t.exposeInt('idleMs', { description: 'Ready for several: divided by what each is guaranteed.' }),
    notReadyMs: t.exposeInt('notReadyMs'),
  }),
})
const Use = builder.objectRef<SeatUseView>('SeatUse').implement({
  description: 'Who was signed in, and for whom. Kept every five minutes.',
  fields: (t) => ({
    fromDay: t.field({ type: 'Date', resolve: (use) => use.fromDay }),
    toDay: t.field({ type: 'Date', resolve: (use) => use.toDay }),
    hours: t.field({ type: [Hour], resolve: (use) => use.hours }),
    users: t.field({ type: [User], resolve: (use) => use.users }),
    shares: t.field({ type: [Share], resolve: (use) => use.shares }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  seatUse: t.field({
    type: Use,
    description: 'Of the last seven days when none are named.',
    errors: { types: [ForbiddenError, InvalidInputError], union: { name: 'SeatUseResult' } },
    args: { fromDay: t.arg({ type: 'Date' }), toDay: t.arg({ type: 'Date' }) },
    resolve: ({ id: tenantId }, { fromDay, toDay }, { scope }) =>
      seatUse(scope, { tenantId, fromDay: fromDay ?? null, toDay: toDay ?? null }),
  }),
}))
