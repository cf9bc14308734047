import { idSchema } from '@seatline/core'
import { PAYMENT_METHODS, PAYMENT_STATUSES, REFUND_STATUSES, STATEMENT_COLUMNS } from '@seatline/billing'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { Tenant } from '../tenants/schema.ts'
import * as finance from './finance-service.ts'
import { BOOKING_STATES } from './payment-views.ts'
import type {
  BankBookingView,
  PaidInvoice,
  PaymentMethodView,
  PaymentView,
  StatementImport,
  StatementIssue,
} from './payment-views.ts'
import type { BookingPage, PaymentPage } from './repository.ts'
import * as service from './service.ts'
import * as statement from './statement-service.ts'
import { listTroubles, tryTaskAgain } from './troubles-service.ts'
import type { PaymentTrouble } from './troubles-service.ts'

const Method = enumOf('PaymentWay', PAYMENT_METHODS, 'Through the payment provider, or to the bank account.')
const Status = enumOf('PaymentStatus', PAYMENT_STATUSES)
const RefundStatus = enumOf('RefundStatus', REFUND_STATUSES)
const BookingState = enumOf('BankBookingState', BOOKING_STATES)

const PaidInvoiceRef = builder.objectRef<PaidInvoice>('PaidInvoice').implement({
  description: 'So much of a payment is for this invoice.',
  fields: (t) => ({
    invoiceId: t.exposeID('invoiceId'),
    number: t.exposeString('number'),
    amount: t.field({ type: Money, resolve: ({ amount }) => amount }),
  }),
})
const Refund = builder.objectRef<PaymentView['refunds'][number]>('PaymentRefund').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    status: t.field({ type: RefundStatus, resolve: ({ status }) => status }),
    amount: t.field({ type: Money, resolve: ({ amount }) => amount }),
  }),
})

const Payment = builder.objectRef<PaymentView>('Payment').implement({
  description: 'Money that a client paid or was asked to pay.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.string({
      nullable: true,
      description: 'null for one who may not see the list of clients.',
      resolve: ({ tenantId }, _args, { scope }) => finance.clientName(scope, tenantId),
    }),
    way: t.field({ type: Method, resolve: ({ method }) => method }),
    status: t.field({ type: Status, resolve: ({ status }) => status }),
    asked: t.field({ type: Money, resolve: ({ asked }) => asked }),
    received: t.field({ type: Money, resolve: ({ received }) => received }),
    net: t.field({
      type: Money,
      description: 'What it is worth now: received, less refunds and disputes.',
      resolve: ({ net }) => net,
    }),
    refundable: t.field({ type: Money, resolve: ({ refundable }) => refundable }),
    invoices: t.field({
      type: [PaidInvoiceRef],
      description: 'What it pays, or is meant to; the rest is credit.',
      resolve: ({ allocations }) => allocations,
    }),
    refunds: t.field({ type: [Refund], resolve: ({ refunds }) => refunds }),
    isTopUp: t.exposeBoolean('isTopUp'),
    hostedUrl: t.exposeString('hostedUrl', {
      nullable: true,
      description:
        "The provider's page on which it can be paid; null while it is made and when there is nothing to pay.",
    }),
    reference: t.exposeString('reference', { description: "The bank's, or the number of the invoice." }),
    payer: t.exposeString('payer'),
    note: t.exposeString('note'),
    receivedOn: t.field({ type: 'Date', nullable: true, resolve: ({ receivedOn }) => receivedOn }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
})

const PaymentPageRef = builder.objectRef<PaymentPage>('PaymentPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [Payment], resolve: ({ rows }) => rows }),
  }),
})
const SavedMethod = builder.objectRef<PaymentMethodView>('SavedPaymentMethod').implement({
  description: 'By what a client pays. The provider keeps it; here is only how it ends.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'visa, sepa_debit, …' }),
    last4: t.exposeString('last4'),
    ends: t.exposeString('ends', { description: '2028-04; empty where it does not end.' }),
    collects: t.exposeBoolean('collects', { description: 'Invoices are collected by it when they are final.' }),
  }),
})

const Booking = builder.objectRef<BankBookingView>('BankBooking').implement({
  description: "A booking of the operator's bank account.",
  fields: (t) => ({
    id: t.exposeID('id'),
    day: t.field({ type: 'Date', resolve: ({ day }) => day }),
    amount: t.field({ type: Money, resolve: ({ amount }) => amount }),
    reference: t.exposeString('reference'),
    text: t.exposeString('text'),
    payer: t.exposeString('payer'),
    state: t.field({ type: BookingState, resolve: ({ state }) => state }),
    reason: t.exposeString('reason', {
      description:
        'Why a person has to look: noInvoiceNumber, severalClients, otherCurrency, takenBack; or why it was set aside.',
    }),
    paymentId: t.exposeID('paymentId', { nullable: true }),
  }),
})
const BookingPageRef = builder.objectRef<BookingPage>('BankBookingPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [Booking], resolve: ({ rows }) => rows }),
  }),
})
const Issue = builder.objectRef<StatementIssue>('BankStatementIssue').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    field: t.exposeString('field', { description: 'The column; empty: the line as a whole.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})
const Import = builder.objectRef<StatementImport>('BankStatementImport').implement({
  description: 'With an issue nothing was taken.',
  fields: (t) => ({
    matched: t.exposeInt('matched', { description: 'Became payments.' }),
    unmatched: t.exposeInt('unmatched', { description: 'Wait for a person.' }),
    outgoing: t.exposeInt('outgoing'),
    known: t.exposeInt('known', { description: 'Were in an earlier file.' }),
    issues: t.field({ type: [Issue], resolve: ({ issues }) => issues }),
  }),
})
const Trouble = builder.objectRef<PaymentTrouble>('PaymentTrouble').implement({
  description: 'What stands between us and the payment provider, and needs a person.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.exposeString('kind', { description: 'What was asked, or the type of the message.' }),
    problem: t.exposeString('problem'),
    canTryAgain: t.exposeBoolean('canTryAgain'),
    tenantId: t.exposeID('tenantId', { nullable: true }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
})

const pageArgs = {
  offset: { required: true as const, defaultValue: 0 },
  limit: { required: true as const, defaultValue: 50, description: `At most ${String(finance.PAYMENTS_PAGE_MAX)}` },
}

builder.objectFields(Tenant, (t) => ({
  payments: t.field({
    type: PaymentPageRef,
    description: 'Latest first.',
    args: { offset: t.arg.int(pageArgs.offset), limit: t.arg.int(pageArgs.limit) },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: ({ id }, args, { scope }) => service.listOwnPayments(scope, { tenantId: id, ...args }),
  }),
  canPayOnline: t.boolean({
    description: 'Otherwise by bank transfer alone.',
    resolve: ({ id }, _args, { scope }) => service.canPayOnline(scope, { tenantId: id }),
  }),
  paymentMethod: t.field({
    type: SavedMethod,
    nullable: true,
    resolve: ({ id }, _args, { scope }) => service.paymentMethod(scope, { tenantId: id }),
  }),
  creditBalance: t.field({
    type: Money,
    description: 'What was paid and not used yet; below nothing: what was given back and is owed again.',
    resolve: ({ id }, _args, { scope }) => service.creditBalance(scope, { tenantId: id }),
  }),
}))

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.queryFields((t) => ({
  payments: t.field({
    type: PaymentPageRef,
    description: 'Of all clients, or of one; latest first.',
    args: { tenantId: t.arg.id(), offset: t.arg.int(pageArgs.offset), limit: t.arg.int(pageArgs.limit) },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: (_root, { tenantId, offset, limit }, { scope }) =>
      finance.listPayments(scope, { tenantId: tenantId ? tenantOf(tenantId) : null, offset, limit }),
  }),
  bankBookings: t.field({
    type: BookingPageRef,
    description: 'Latest first.',
    args: {
      state: t.arg({ type: BookingState }),
      offset: t.arg.int(pageArgs.offset),
      limit: t.arg.int(pageArgs.limit),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: (_root, { state, offset, limit }, { scope }) =>
      statement.listBookings(scope, { state: state ?? null, offset, limit }),
  }),
  bankStatementTemplate: t.string({
    description: 'The first line of a file to import.',
    resolve: () => STATEMENT_COLUMNS.join(','),
  }),
  paymentTroubles: t.field({
    type: [Trouble],
    description: 'The latest hundred.',
    resolve: (_root, _args, { scope }) => listTroubles(scope, undefined),
  }),
}))

const AllocationInput = builder.inputType('PaymentAllocationInput', {
  fields: (t) => ({
    invoiceId: t.id({ required: true }),
    amount: t.string({ required: true, description: 'Decimal text: 1200.50' }),
  }),
})
const allocationsField = 'Left out: what was due first. What is left over is credit.'
const TransferInput = builder.inputType('EnterTransferInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    amount: t.string({ required: true, description: 'Decimal text: 1200.50' }),
    currency: t.string({ required: true }),
    receivedOn: t.field({ type: 'Date', required: true }),
    reference: t.string({ required: true, description: "The bank's." }),
    payer: t.string({ required: true }),
    note: t.string({ required: true }),
    allocations: t.field({ type: [AllocationInput], description: allocationsField }),
  }),
})
const StatementInput = builder.inputType('ImportBankStatementInput', {
  fields: (t) => ({
    csv: t.string({ required: true }),
    currency: t.string({ required: true, description: 'Of lines that name none.' }),
    onlyCheck: t.boolean({ required: true, description: 'Nothing is kept: only said what would be.' }),
  }),
})
const AssignInput = builder.inputType('AssignBankBookingInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    tenantId: t.id({ required: true }),
    allocations: t.field({ type: [AllocationInput], description: allocationsField }),
  }),
})

const SetUp = builder.objectRef<{ readonly url: string }>('PaymentMethodSetUp').implement({
  description: "A page of the payment provider's: no card number comes through here.",
  fields: (t) => ({ url: t.exposeString('url') }),
})
const SetAside = builder
  .objectRef<{ readonly id: string; readonly state: BankBookingView['state'] }>('BankBookingSetAside')
  .implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      state: t.field({ type: BookingState, resolve: ({ state }) => state }),
    }),
  })

builder.mutationFields((t) => ({
  payInvoice: t.field({
    type: Payment,
    description: 'Asks for what is open, through the payment provider.',
    errors: administrationErrors('PayInvoice'),
    args: { tenantId: t.arg.id({ required: true }), invoiceId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, invoiceId }, { scope }) =>
      service.payInvoice(scope, { tenantId: tenantOf(tenantId), invoiceId }),
  }),
  topUpBalance: t.field({
    type: Payment,
    errors: administrationErrors('TopUpBalance'),
    args: { tenantId: t.arg.id({ required: true }), amount: t.arg.string({ required: true }) },
    resolve: (_root, { tenantId, amount }, { scope }) =>
      service.topUpBalance(scope, { tenantId: tenantOf(tenantId), amount }),
  }),
  startPaymentMethodSetUp: t.field({
    type: SetUp,
    errors: administrationErrors('StartPaymentMethodSetUp'),
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.startMethodSetup(scope, { tenantId: tenantOf(tenantId) }),
  }),
  setAutomaticCollection: t.field({
    type: SavedMethod,
    errors: administrationErrors('SetAutomaticCollection'),
    args: { tenantId: t.arg.id({ required: true }), enabled: t.arg.boolean({ required: true }) },
    resolve: (_root, { tenantId, enabled }, { scope }) =>
      service.setCollection(scope, { tenantId: tenantOf(tenantId), enabled }),
  }),
}))

builder.mutationFields((t) => ({
  enterTransfer: t.field({
    type: Payment,
    errors: administrationErrors('EnterTransfer'),
    args: { input: t.arg({ type: TransferInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      finance.enterTransfer(scope, { ...input, allocations: input.allocations ?? null }),
  }),
  reverseTransfer: t.field({
    type: Payment,
    errors: administrationErrors('ReverseTransfer'),
    args: { paymentId: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: (_root, args, { scope }) => finance.reverseTransfer(scope, args),
  }),
  refundPayment: t.field({
    type: Payment,
    errors: administrationErrors('RefundPayment'),
    args: {
      paymentId: t.arg.id({ required: true }),
      amount: t.arg.string({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, args, { scope }) => finance.refundPayment(scope, args),
  }),
  importBankStatement: t.field({
    type: Import,
    errors: administrationErrors('ImportBankStatement'),
    args: { input: t.arg({ type: StatementInput, required: true }) },
    resolve: (_root, { input }, { scope }) => statement.importStatement(scope, input),
  }),
  assignBankBooking: t.field({
    type: Payment,
    errors: administrationErrors('AssignBankBooking'),
    args: { input: t.arg({ type: AssignInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      statement.assignBooking(scope, { ...input, allocations: input.allocations ?? null }),
  }),
  setBankBookingAside: t.field({
    type: SetAside,
    errors: administrationErrors('SetBankBookingAside'),
    args: { bookingId: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: (_root, args, { scope }) => statement.setBookingAside(scope, args),
  }),
  tryPaymentTaskAgain: t.field({
    type: Trouble,
    description: 'After the cause was mended: asks the provider once more, as something new.',
    errors: administrationErrors('TryPaymentTaskAgain'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { scope }) => tryTaskAgain(scope, id),
  }),
}))
