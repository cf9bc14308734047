import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { ClosingClientView, ClosingDocumentView, ClosingView } from './closing-views.ts'
import { FINDING_CODES } from './findings.ts'
import type { Finding } from './findings.ts'
import type { Rebuilt } from './rebuild.ts'
import * as service from './service.ts'

const ClosingStep = enumOf('ClosingStep', ['waiting', 'drafted', 'blocked', 'final'])
const FindingCode = enumOf('FindingCode', FINDING_CODES)

const ClosingFinding = builder.objectRef<Finding>('ClosingFinding').implement({
  description: "Something about a client's month that keeps it from being closed, or should be known.",
  fields: (t) => ({
    code: t.field({ type: FindingCode, resolve: (finding) => finding.code }),
    count: t.exposeInt('count'),
    blocks: t.exposeBoolean('blocks'),
  }),
})

const ClosingDocument = builder.objectRef<ClosingDocumentView>('ClosingDocument').implement({
  description: 'A document that the closing made.',
  fields: (t) => ({
    id: t.exposeID('id'),
    number: t.exposeString('number', { nullable: true, description: 'null: a draft.' }),
    payable: t.field({ type: Money, resolve: (document) => document.payable }),
  }),
})

const ClosingClient = builder.objectRef<ClosingClientView>('ClosingClient').implement({
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    step: t.field({ type: ClosingStep, resolve: (client) => client.step }),
    findings: t.field({
      type: [ClosingFinding],
      complexity: { field: 1, multiplier: 1 },
      resolve: (client) => client.findings,
    }),
    invoiceIds: t.exposeIDList('invoiceIds'),
    documents: t.field({ type: [ClosingDocument], resolve: (client) => client.documents }),
  }),
})

const Closing = builder.objectRef<ClosingView>('Closing').implement({
  description: 'The closing of a month for all clients, and how far it is.',
  fields: (t) => ({
    id: t.exposeID('id'),
    month: t.exposeString('month', { description: '2026-03' }),
    at: t.field({
      type: 'DateTime',
      description: 'The time that its documents bear; a new one when clients who were blocked are gone on with.',
      resolve: (closing) => closing.at,
    }),
    finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: (closing) => closing.finishedAt }),
    clientsCount: t.int({ resolve: ({ clients }) => clients.length }),
    finalCount: t.int({ resolve: ({ clients }) => clients.filter(({ step }) => step === 'final').length }),
    blockedCount: t.int({ resolve: ({ clients }) => clients.filter(({ step }) => step === 'blocked').length }),
    clients: t.field({
      type: [ClosingClient],
      complexity: { field: 1, multiplier: 10 },
      resolve: (closing) => closing.clients,
    }),
  }),
})

const RebuiltInvoice = builder.objectRef<Rebuilt>('RebuiltInvoice').implement({
  description: 'Whether an invoice that is made again from its facts and versions is the same to the last character.',
  fields: (t) => ({
    outcome: t.string({ description: 'equal, different, byHand', resolve: ({ kind }) => kind }),
    linesCount: t.int({ nullable: true, resolve: (rebuilt) => (rebuilt.kind === 'equal' ? rebuilt.lines : null) }),
    differences: t.stringList({
      description: 'The charges that come out otherwise.',
      resolve: (rebuilt) => (rebuilt.kind === 'different' ? [...rebuilt.differences] : []),
    }),
  }),
})

function parseMonth(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new InvalidInputError('month', 'A month is written YYYY-MM.')
  return month
}

builder.queryFields((t) => ({
  closings: t.field({
    type: [Closing],
    description: 'The months that were closed or are being closed, the latest first.',
    args: { month: t.arg.string({ description: 'YYYY-MM' }) },
    complexity: { field: 1, multiplier: 12 },
    resolve: (_root, { month }, { scope }) =>
      service.listClosings(scope, { month: month === null || month === undefined ? null : parseMonth(month) }),
  }),
  rebuiltInvoice: t.field({
    type: RebuiltInvoice,
    args: { tenantId: t.arg.id({ required: true }), invoiceId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, invoiceId }, { scope }) =>
      service.checkInvoice(scope, {
        tenantId: parseId(idSchema('tenant'), 'tenantId', tenantId),
        invoiceId: parseId(idSchema('invoice'), 'invoiceId', invoiceId),
      }),
  }),
}))

builder.mutationFields((t) => ({
  startClosing: t.field({
    type: Closing,
    description: 'Starts the closing of a month that is over, or goes on with one that some clients were blocked in.',
    errors: administrationErrors('StartClosing'),
    args: { month: t.arg.string({ required: true, description: 'YYYY-MM' }) },
    resolve: (_root, { month }, { scope }) => service.startClosing(scope, { month: parseMonth(month) }),
  }),
}))
