import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import * as acts from './document-acts.ts'
import { Invoice } from './schema.ts'

const DocumentInput = builder.inputType('DocumentInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), invoiceId: t.id({ required: true }) }),
})
const VoidInvoiceInput = builder.inputType('VoidInvoiceInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    invoiceId: t.id({ required: true }),
    reason: t.string({ required: true }),
  }),
})
const NoteLineInput = builder.inputType('NoteLineInput', {
  fields: (t) => ({
    lineId: t.id({ required: true }),
    amount: t.string({ required: true, description: 'Exact decimal text above zero, before tax: 12.50' }),
  }),
})
const NoteInput = builder.inputType('NoteInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    invoiceId: t.id({ required: true, description: 'The document that it is about.' }),
    reason: t.string({ required: true }),
    lines: t.field({ type: [NoteLineInput], description: 'None: a credit note of the whole document.' }),
  }),
})

const documentOf = (input: typeof DocumentInput.$inferInput) => ({
  tenantId: parseId(idSchema('tenant'), 'input.tenantId', input.tenantId),
  invoiceId: parseId(idSchema('invoice'), 'input.invoiceId', input.invoiceId),
})

builder.mutationFields((t) => ({
  finaliseInvoice: t.field({
    type: Invoice,
    description: 'Gives a draft its number, books it, and closes it for ever.',
    errors: administrationErrors('FinaliseInvoice'),
    args: { input: t.arg({ type: DocumentInput, required: true }) },
    resolve: (_root, { input }, { scope }) => acts.finaliseInvoice(scope, documentOf(input)),
  }),
  sendInvoice: t.field({
    type: Invoice,
    description: 'Says that the client has it.',
    errors: administrationErrors('SendInvoice'),
    args: { input: t.arg({ type: DocumentInput, required: true }) },
    resolve: (_root, { input }, { scope }) => acts.sendInvoice(scope, documentOf(input)),
  }),
  voidInvoice: t.field({
    type: Invoice,
    description: 'Makes a document void of which nothing was paid; its number stays taken.',
    errors: administrationErrors('VoidInvoice'),
    args: { input: t.arg({ type: VoidInvoiceInput, required: true }) },
    resolve: (_root, { input }, { scope }) => acts.voidInvoice(scope, { ...documentOf(input), reason: input.reason }),
  }),
  writeCreditNote: t.field({
    type: Invoice,
    description: 'Takes back what a final document charged, wholly or in part.',
    errors: administrationErrors('WriteCreditNote'),
    args: { input: t.arg({ type: NoteInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      acts.writeNote(scope, {
        ...documentOf(input),
        kind: 'creditNote',
        reason: input.reason,
        lines: input.lines ?? [],
      }),
  }),
  writeDebitNote: t.field({
    type: Invoice,
    description: 'Charges more of what a final document charged.',
    errors: administrationErrors('WriteDebitNote'),
    args: { input: t.arg({ type: NoteInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      acts.writeNote(scope, {
        ...documentOf(input),
        kind: 'debitNote',
        reason: input.reason,
        lines: input.lines ?? [],
      }),
  }),
}))
