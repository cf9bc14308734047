import { Call } from '../calls/schema.ts'
import { findCall } from '../calls/service.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import { pageOf } from '../graphql/pages.ts'
import { ChargeKind, ChargeUnit } from '../invoices/schema.ts'
import { Tenant } from '../tenants/schema.ts'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../user-errors.ts'
import { BILL_LINE_KINDS } from './bill-views.ts'
import type { BillDayView, BilledCallView, BilledSeatDayView, BillLineView, BillView } from './bill-views.ts'
import * as service from './service.ts'

const BillLineKind = enumOf('BillLineKind', BILL_LINE_KINDS)

const BilledCall = builder.objectRef<BilledCallView>('BilledCall').implement({
  description: 'A call that the line was made of.',
  fields: (t) => ({
    callId: t.exposeID('callId'),
    call: t.field({
      type: Call,
      nullable: true,
      description: 'The record; null without the right to see calls.',
      resolve: (billed, _args, { scope }) => findCall(scope, { id: billed.callId, tenantId: null }),
    }),
    at: t.field({ type: 'DateTime', description: 'When it was answered.', resolve: (billed) => billed.at }),
    durationMs: t.exposeInt('durationMs'),
    billableSeconds: t.exposeInt('billableSeconds', { description: 'The duration after the increment.' }),
    amount: t.field({ type: Money, resolve: (billed) => billed.amount }),
  }),
})

const BilledSeatDay = builder.objectRef<BilledSeatDayView>('BilledSeatDay').implement({
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (billed) => billed.day }),
    seats: t.exposeInt('seats'),
    amount: t.field({ type: Money, resolve: (billed) => billed.amount }),
  }),
})

const BillLine = builder.objectRef<BillLineView>('BillLine').implement({
  description: 'The sum of what it opens to is its amount, exactly.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stays the same while the month goes on.' }),
    kind: t.field({
      type: BillLineKind,
      description: 'What it opens to: calls, or days.',
      resolve: (line) => line.kind,
    }),
    charge: t.field({ type: ChargeKind, description: 'What is charged for.', resolve: (line) => line.charge.kind }),
    subject: t.string({ description: 'Grade, destination, add-on.', resolve: (line) => line.charge.subject }),
    unit: t.field({ type: ChargeUnit, description: 'What the quantity counts.', resolve: (line) => line.charge.unit }),
    quantity: t.exposeString('quantity', {
      description: 'Exact decimal text: seat days, or seconds after the increment.',
    }),
    unitPrice: t.field({
      type: Money,
      nullable: true,
      description: 'Of a seat for a month, or of a minute; null where one figure would not be true.',
      resolve: (line) => line.unitPrice,
    }),
    increment: t.exposeString('increment', {
      nullable: true,
      description: 'First and further seconds of each call, 30/6; null for seats.',
    }),
    connectionFee: t.field({
      type: Money,
      nullable: true,
      description: 'Of each call; null for seats.',
      resolve: (line) => line.connectionFee,
    }),
    amount: t.field({ type: Money, resolve: (line) => line.amount }),
    callsCount: t.exposeInt('callsCount'),
    seatsCount: t.exposeInt('seatsCount'),
    calls: t.connection({
      type: BilledCall,
      description: 'What the line is made of, oldest first; empty for a line of seats.',
      complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
      resolve: (line, args) => pageOf(line.calls, args),
    }),
    seatDays: t.connection({
      type: BilledSeatDay,
      description: 'What the line is made of, oldest first; empty for a line of minutes.',
      complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
      resolve: (line, args) => pageOf(line.seatDays, args),
    }),
  }),
})

const BillDay = builder.objectRef<BillDayView>('BillDay').implement({
  description: 'What one day cost.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (day) => day.date }),
    seats: t.field({ type: Money, resolve: (day) => day.seats }),
    inboundMinutes: t.field({ type: Money, resolve: (day) => day.inboundMinutes }),
    outboundMinutes: t.field({ type: Money, resolve: (day) => day.outboundMinutes }),
  }),
})

const Bill = builder.objectRef<BillView>('Bill').implement({
  description: 'What the operator charges the tenant for a month; the sum of the lines is the total, exactly.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    month: t.exposeString('month', { description: '2026-03' }),
    from: t.field({ type: 'DateTime', resolve: (bill) => bill.from }),
    until: t.field({
      type: 'DateTime',
      description: 'First moment after; for the running month the end of today, because a day that has begun counts.',
      resolve: (bill) => bill.until,
    }),
    isComplete: t.exposeBoolean('isComplete', { description: 'The month is over.' }),
    planName: t.exposeString('planName'),
    planVersion: t.exposeInt('planVersion'),
    lines: t.field({ type: [BillLine], resolve: (bill) => bill.lines }),
    days: t.field({
      type: [BillDay],
      description: 'The same bill told by days, every day once; they add up to the total, exactly.',
      resolve: (bill) => bill.days,
    }),
    total: t.field({ type: Money, resolve: (bill) => bill.total }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  bill: t.field({
    type: Bill,
    description: "A month's bill; the running month up to now when `month` is not given.",
    errors: { types: [ForbiddenError, InvalidInputError, NotFoundError], union: { name: 'BillResult' } },
    args: { month: t.arg.string({ description: 'YYYY-MM in the time zone of the tenant' }) },
    resolve: (tenant, args, { scope }) => service.bill(scope, { tenantId: tenant.id, month: args.month ?? null }),
  }),
}))
