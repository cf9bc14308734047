import { idSchema } from '@seatline/core'
import type { Result, TenantId } from '@seatline/core'
import { formatMicros, parseMicros } from '@seatline/billing'
import type { ChargeLine, InvoiceKind, InvoiceRefusal } from '@seatline/billing'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { DatabaseScope, Transaction } from '../database/client.ts'
import type { Invoice } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import { finalise, findInvoice, makeVoid, markSent, writeDraft } from './documents.ts'
import type { InvoiceView } from './invoice-views.ts'
import { currencyOf, lineFromRow } from './line-rows.ts'
import { findInvoiceView } from './repository.ts'

/** One client's books, written by someone of the operator. */
export const booksWall = (scope: PlatformScope, tenantId: TenantId): DatabaseScope => ({
  tenantIds: [tenantId],
  userId: scope.viewer.person.id,
})

export type DocumentInput = { readonly tenantId: TenantId; readonly invoiceId: string; readonly reason?: string }

const REFUSALS: Readonly<Record<InvoiceRefusal, string>> = {
  'invoice.notInThisStatus': 'This cannot be done with a document in this status.',
  'invoice.hasPayments': 'Something was paid of it: write a credit note instead.',
  'invoice.settledMoreThanPayable': 'No more can be settled than is to be paid.',
}

const refuse = (code: InvoiceRefusal): never => {
  throw new UserError({ code, message: REFUSALS[code] })
}

type Change = (tx: Transaction, at: number, invoice: Invoice) => Promise<Result<Invoice, InvoiceRefusal>>

/** One step of a document, with its audit entry in the same transaction. */
async function change(
  scope: PlatformScope,
  input: DocumentInput,
  act: { readonly action: string; readonly work: Change },
): Promise<InvoiceView> {
  const { tenantId, invoiceId, reason } = input
  return scope.runIn(booksWall(scope, tenantId), async (tx) => {
    const before = await findInvoice(tx, { tenantId, invoiceId })
    if (before === null) throw new NotFoundError('document')
    const changed = await act.work(tx, scope.platform.now(), before)
    if (!changed.ok) return refuse(changed.error)
    await auditDocument(tx, scope, { action: act.action, before, after: changed.value, reason })
    return viewOrThrow(tx, tenantId, invoiceId)
  })
}

async function auditDocument(
  tx: Transaction,
  scope: PlatformScope,
  of: {
    readonly action: string
    readonly before: Invoice | null
    readonly after: Invoice
    readonly reason: string | undefined
  },
): Promise<void> {
  const { before, after, action, reason } = of
  await recordAudit(tx, scope, {
    tenantId: idSchema('tenant').parse(after.tenantId),
    action,
    subject: { id: after.id, name: after.number ?? after.month ?? after.id },
    before: before === null ? null : { status: before.status, number: before.number },
    after: {
      status: after.status,
      number: after.number,
      amount: `${formatMicros(after.payableMicros)} ${after.currency}`,
    },
    ...(reason === undefined ? {} : { reason }),
  })
}

async function viewOrThrow(tx: Transaction, tenantId: TenantId, id: string): Promise<InvoiceView> {
  const view = await findInvoiceView(tx, { tenantId, id })
  if (view === null) throw new NotFoundError('document')
  return view
}

/** Gives a draft its number and books it. */
export const finaliseInvoice = authorizedPlatform('platform.manageFinance', (scope, input: DocumentInput) =>
  change(scope, input, {
    action: 'invoice.finalise',
    work: (tx) => finalise(tx, { ...input, at: scope.platform.now() }),
  }),
)

/** Says that the client has it. */
export const sendInvoice = authorizedPlatform('platform.manageFinance', (scope, input: DocumentInput) =>
  change(scope, input, {
    action: 'invoice.send',
    work: (tx) => markSent(tx, { ...input, at: scope.platform.now() }),
  }),
)

const reasonSchema = z
  .string()
  .trim()
  .min(3, 'Say why, in a few words: it stays with the document.')
  .max(500, 'Use at most 500 characters.')

/** Makes a document void of which nothing was paid. */
export const voidInvoice = authorizedPlatform('platform.manageFinance', async (scope, input: DocumentInput) => {
  const { reason } = parseInput(z.object({ reason: reasonSchema }), { reason: input.reason })
  return change(
    scope,
    { ...input, reason },
    {
      action: 'invoice.void',
      work: (tx) => makeVoid(tx, { ...input, at: scope.platform.now() }),
    },
  )
})

export type NoteInput = {
  readonly tenantId: TenantId
  readonly invoiceId: string
  readonly kind: Exclude<InvoiceKind, 'invoice'>
  readonly reason: string
  /** Exact decimal text of each line, positive; none: the whole document, which only a credit note can be of. */
  readonly lines: readonly { readonly lineId: string; readonly amount: string }[]
}

/** Writes a credit or debit note about a final document, makes it final and books it; a credit note pays what is open of the document first. */
export const writeNote = authorizedPlatform(
  'platform.manageFinance',
  async (scope, input: NoteInput): Promise<InvoiceView> => {
    const { tenantId, kind } = input
    const { reason } = parseInput(z.object({ reason: reasonSchema }), { reason: input.reason })
    const at = scope.platform.now()
    return scope.runIn(booksWall(scope, tenantId), async (tx) => {
      const about = await findInvoice(tx, { tenantId, invoiceId: input.invoiceId })
      if (about === null) throw new NotFoundError('document')
      if (about.status === 'draft' || about.status === 'void' || about.kind === 'creditNote')
        return refuse('invoice.notInThisStatus')
      const noteId = newId('invoice')
      const lines = await noteLines(tx, about, { ...input, noteId })
      const currency = currencyOf(about.currency)
      const { month, id: correctsId } = about
      await writeDraft(tx, {
        invoiceId: noteId,
        tenantId,
        kind,
        currency,
        lines,
        month,
        period: null,
        correctsId,
        reason,
        at,
      })
      const final = await finalise(tx, { tenantId, invoiceId: noteId, at })
      if (!final.ok) return refuse(final.error)
      const action = kind === 'creditNote' ? 'invoice.creditNote' : 'invoice.debitNote'
      await auditDocument(tx, scope, { action, before: null, after: final.value, reason })
      return viewOrThrow(tx, tenantId, noteId)
    })
  },
)

async function noteLines(
  tx: Transaction,
  about: Invoice,
  input: NoteInput & { readonly noteId: string },
): Promise<ChargeLine[]> {
  const rows = await tx.invoiceLine.findMany({
    where: { tenantId: about.tenantId, invoiceId: about.id },
    orderBy: { position: 'asc' },
  })
  const own = rows.map((row) => lineFromRow(row, currencyOf(about.currency)))
  const sign = input.kind === 'creditNote' ? -1n : 1n
  const all = input.lines.length === 0 && input.kind === 'creditNote'
  const wanted = all ? own.map((line) => ({ line, micros: line.amount.micros })) : input.lines.map(wantedOf(own))
  if (wanted.length === 0)
    throw new InputRefusedError('Choose what the note is of.', [
      { field: 'lines', code: 'required', message: 'Choose at least one line.' },
    ])
  const refunded = await creditedOf(tx, about)
  return wanted.map(({ line, micros }, index) => {
    const left = line.amount.micros - (refunded.get(line.lineId) ?? 0n)
    if (input.kind === 'creditNote' && micros > (left > 0n ? left : 0n) && line.amount.micros > 0n)
      throw new InputRefusedError('More is credited than was charged.', [
        {
          field: `lines.${String(index)}.amount`,
          code: 'note.tooMuch',
          message: `Of this line ${formatMicros(left)} can be credited.`,
        },
      ])
    return {
      ...line,
      lineId: `${line.lineId}/${input.noteId}`,
      details: { ...line.details, noteOf: line.lineId },
      amount: { ...line.amount, micros: sign * micros },
      evidence: { kind: 'lines', lineIds: [line.lineId] },
    }
  })
}

const wantedOf =
  (own: readonly ChargeLine[]) =>
  ({ lineId, amount }: NoteInput['lines'][number], index: number) => {
    const line = own.find((each) => each.lineId === lineId)
    const micros = parseMicros(amount)
    if (line === undefined || !micros.ok || micros.value <= 0n)
      throw new InputRefusedError('Some of this cannot be kept as it is.', [
        line === undefined
          ? { field: `lines.${String(index)}.lineId`, code: 'unknown', message: 'The document has no such line.' }
          : {
              field: `lines.${String(index)}.amount`,
              code: 'notPositive',
              message: 'Give an amount above zero, as 12.50.',
            },
      ])
    return { line, micros: micros.value }
  }

/** What credit notes have taken back of each line so far. */
async function creditedOf(tx: Transaction, about: Invoice): Promise<ReadonlyMap<string, bigint>> {
  const notes = await tx.invoice.findMany({
    where: { tenantId: about.tenantId, correctsId: about.id, kind: 'creditNote', status: { not: 'void' } },
    include: { lines: true },
  })
  const credited = new Map<string, bigint>()
  for (const row of notes.flatMap(({ lines }) => lines)) {
    const { details, amount } = lineFromRow(row, currencyOf(about.currency))
    const of = details['noteOf'] ?? ''
    credited.set(of, (credited.get(of) ?? 0n) - amount.micros)
  }
  return credited
}
