import { accountKindOf, postingsOf } from '@seatline/billing'
import type { Currency, LedgerFact, Posting } from '@seatline/billing'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import { InvariantError } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { derivedId } from '../derived-id.ts'

export type NewEntry = {
  readonly tenantId: TenantId
  /** What it is recognised by: of two entries with the same reference the second is not written. */
  readonly reference: string
  readonly fact: LedgerFact
  readonly currency: Currency
  /** The client's local day, and the time. */
  readonly day: LocalDate
  readonly at: Instant
  readonly invoiceId?: string
  readonly paymentId?: string
  readonly memo?: string
}

export type Posted = { readonly entryId: string; readonly isNew: boolean }

/** Books a fact, once: the same reference again changes nothing. null when there is nothing to book, as of a document of zero. */
export async function postEntry(tx: Transaction, entry: NewEntry): Promise<Posted | null> {
  const { tenantId, reference, currency, fact } = entry
  const postings = postingsOf(fact)
  if (postings.length === 0) return null
  const entryId = derivedId('ledgerEntry', tenantId, reference)
  const written = await tx.ledgerEntry.createMany({
    data: {
      id: entryId,
      tenantId,
      kind: fact.kind,
      reference,
      day: new Date(entry.day),
      at: new Date(entry.at),
      currency,
      invoiceId: entry.invoiceId ?? null,
      paymentId: entry.paymentId ?? null,
      memo: entry.memo ?? '',
    },
    skipDuplicates: true,
  })
  if (written.count === 0) return { entryId, isNew: false }
  await writePostings(tx, { tenantId, entryId, currency, postings })
  return { entryId, isNew: true }
}

async function writePostings(
  tx: Transaction,
  entry: {
    readonly tenantId: TenantId
    readonly entryId: string
    readonly currency: Currency
    readonly postings: readonly Posting[]
  },
): Promise<void> {
  const { tenantId, entryId, currency, postings } = entry
  // In one order, so that two entries that open the same accounts at once wait for each other and do not stop each other.
  const accounts = [...new Set(postings.map(({ account }) => account))].toSorted()
  await tx.ledgerAccount.createMany({
    data: accounts.map((code) => ({ tenantId, code, currency, kind: kindOf(code) })),
    skipDuplicates: true,
  })
  await tx.ledgerPosting.createMany({
    data: postings.map(({ account, micros }, position) => ({
      tenantId,
      entryId,
      position,
      account,
      currency,
      amountMicros: micros,
    })),
  })
}

function kindOf(code: string): string {
  const kind = accountKindOf(code)
  if (kind === null) throw new InvariantError(`no account of the ledger [code:${code}]`)
  return kind
}

/** One after the other for each client: what is open is not given away twice. */
export async function lockBooks(tx: Transaction, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`books/${tenantId}`}))`
}
