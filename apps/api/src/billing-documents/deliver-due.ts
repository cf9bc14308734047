import { dayOf, monthOf } from '@seatline/billing'
import { addDays, idSchema, instant } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import type { Logger } from 'pino'
import type { Database, Transaction } from '../database/client.ts'
import type { DocumentSchedule } from '../generated/prisma/client.ts'
import type { Mailer } from '../mail/mailer.ts'
import { newId } from '../new-id.ts'
import { dailyReport } from './daily-report.ts'
import type { DocumentLocale } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import {
  callListFile,
  invoiceFile,
  readInvoiceDocument,
  readStatementDocument,
  spanOfMonth,
  statementFile,
} from './documents-of.ts'
import type { DocumentFile, DocumentSource } from './documents-of.ts'

export type DeliveryParts = {
  readonly database: Database
  readonly mailer: Mailer
  readonly now: () => number
  readonly log: Logger
}

/** Reports of a day or a month go out so many hours into the next by the client's clock: the last calls are rated by then. */
const MORNING_HOURS = 6
/** A mail that was not taken is tried again so much later, and so often. */
const RETRY_MS = 600_000
const ATTEMPTS_MAX = 20
/** A document that was marked as sent longer ago than this is no news. */
const INVOICES_BACK_MS = 40 * 86_400_000

type Due = {
  readonly kind: 'invoice' | 'callList' | 'daily' | 'statement'
  readonly reference: string
  readonly address: string
}
type Client = {
  readonly tenantId: TenantId
  readonly timeZone: string
  readonly name: string
  readonly currency: string
}

/**
 * Sends what clients are to have by mail, each document once to each address. What is due is entered first and sent afterwards, so that nothing is forgotten;
 * who dies between sending and writing that down sends again after ten minutes, under the same message id, by which mail programs show it once.
 */
export async function deliverDue(parts: DeliveryParts): Promise<number> {
  const { database } = parts
  const schedules = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.documentSchedule.findMany(),
  )
  let sent = 0
  for (const schedule of schedules) {
    const tenantId = idSchema('tenant').parse(schedule.tenantId)
    const client = await database.withTenants({ tenantIds: [tenantId] }, async (tx) => {
      const { timeZone, name, currency } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
      const found = { tenantId, timeZone, name, currency }
      await enterDue(tx, found, await dueOf(tx, found, { schedule, now: parts.now() }))
      return found
    })
    while (await sendNext(parts, client, localeOf(schedule))) sent++
  }
  return sent
}

const localeOf = ({ locale }: DocumentSchedule): DocumentLocale => (locale === 'en' ? 'en' : 'zh-CN')

async function dueOf(
  tx: Transaction,
  { tenantId, timeZone }: Client,
  { schedule, now }: { readonly schedule: DocumentSchedule; readonly now: number },
): Promise<readonly Due[]> {
  const today = dayOf(timeZone, instant(now - MORNING_HOURS * 3_600_000))
  const invoices =
    schedule.invoices.length === 0
      ? []
      : await tx.invoice.findMany({
          where: { tenantId, sentAt: { gte: new Date(now - INVOICES_BACK_MS) }, status: { not: 'void' } },
          select: { id: true },
        })
  const yesterday = addDays(today, -1)
  const lastMonth = monthOf(addDays(`${monthOf(today)}-01`, -1))
  const each = (kind: Due['kind'], addresses: readonly string[], reference: string): Due[] =>
    addresses.map((address) => ({ kind, reference, address }))
  return [
    ...invoices.flatMap(({ id }) => each('invoice', schedule.invoices, id)),
    ...each('daily', schedule.dailies, yesterday),
    ...each('callList', schedule.callLists, lastMonth),
    ...each('statement', schedule.statements, lastMonth),
  ]
}

async function enterDue(tx: Transaction, { tenantId }: Client, due: readonly Due[]): Promise<void> {
  await tx.documentDelivery.createMany({
    data: due.map((one) => ({ id: newId('task'), tenantId, ...one })),
    skipDuplicates: true,
  })
}

/** Takes one that waits, makes it and sends it. */
async function sendNext(parts: DeliveryParts, client: Client, locale: DocumentLocale): Promise<boolean> {
  const { database, now } = parts
  const { tenantId } = client
  const inClient = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.withTenants({ tenantIds: [tenantId] }, work)
  const at = new Date(now())
  const taken = await inClient(async (tx) => {
    const waiting = {
      tenantId,
      sentAt: null,
      attempts: { lt: ATTEMPTS_MAX },
      OR: [{ triedAt: null }, { triedAt: { lt: new Date(now() - RETRY_MS) } }],
    }
    const next = await tx.documentDelivery.findFirst({ where: waiting, orderBy: { id: 'asc' } })
    if (next === null) return null
    const { count } = await tx.documentDelivery.updateMany({
      where: { ...waiting, id: next.id },
      data: { triedAt: at, attempts: { increment: 1 } },
    })
    return count === 1 ? next : null
  })
  if (taken === null) return false
  const problem = await attempt(parts, client, { ...taken, locale })
  await inClient((tx) =>
    tx.documentDelivery.update({
      where: { id: taken.id },
      data: problem === null ? { sentAt: new Date(now()), problem: null } : { problem },
    }),
  )
  if (problem !== null)
    parts.log.warn({ tenantId, delivery: taken.id, problem }, 'a document was not sent; it is tried again')
  return true
}

type Taken = {
  readonly id: string
  readonly kind: string
  readonly reference: string
  readonly address: string
  readonly locale: DocumentLocale
}

/** null when it was sent; else what stood in the way. */
async function attempt(parts: DeliveryParts, client: Client, taken: Taken): Promise<string | null> {
  try {
    const files = await parts.database.withTenants({ tenantIds: [client.tenantId] }, (tx) =>
      filesOf({ database: parts.database, tx, tenantId: client.tenantId }, client, { taken, now: parts.now() }),
    )
    const words = wordsOf(taken.locale)
    const subject = `${client.name} · ${files.map(({ fileName }) => fileName.replace(/\.\w+$/, '')).join(', ')}`
    const text = `${client.name}\n${files.map(({ fileName }) => fileName).join('\n')}\n${words.seller}`
    await parts.mailer.send({
      to: taken.address,
      subject,
      text,
      html: `<p>${text.replaceAll(/[<>&]/g, '').replaceAll('\n', '<br>')}</p>`,
      messageId: `<${taken.id}@documents.seatline>`,
      attachments: files.map(({ fileName, mimeType, content }) => ({
        filename: fileName,
        contentType: mimeType,
        content,
      })),
    })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'unknown'
  }
}

async function filesOf(
  source: DocumentSource,
  client: Client,
  { taken, now }: { readonly taken: Taken; readonly now: number },
): Promise<readonly DocumentFile[]> {
  const { locale, reference } = taken
  switch (taken.kind) {
    case 'invoice': {
      const document = await readInvoiceDocument(source, reference)
      if (document === null) throw new Error('the invoice is gone')
      return [
        await invoiceFile(document, { format: 'pdf', locale }),
        await invoiceFile(document, { format: 'xlsx', locale }),
      ]
    }
    case 'daily': {
      return [await dailyReport(source, { day: reference, timeZone: client.timeZone, locale })]
    }
    case 'callList': {
      return [await callListFile(source, spanOfMonth(client.timeZone, reference), { format: 'xlsx', locale })]
    }
    case 'statement': {
      const from: LocalDate = `${reference}-01`
      const until: LocalDate = `${monthOf(addDays(from, 31))}-01`
      const asked = { currency: client.currency, from, until, today: until, now: instant(now) }
      return [await statementFile(await readStatementDocument(source, asked), { format: 'pdf', locale })]
    }
    default: {
      throw new Error(`no such document [kind:${taken.kind}]`)
    }
  }
}
