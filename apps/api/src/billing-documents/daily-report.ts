import { instantsOf } from '@seatline/billing'
import { addDays } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import type { DocumentLocale } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import type { DocumentFile, DocumentSource } from './documents-of.ts'
import { callTable } from './invoice-table.ts'
import { readCalls, type RatedCall } from './repository.ts'
import { count, decimal, money, text, xlsxOf, type Table } from './table-file.ts'

type Asked = { readonly day: LocalDate; readonly timeZone: string; readonly locale: DocumentLocale }
const CALLS_MAX = 100_000

/** What a day's calls cost a client: by direction, and call by call. */
export async function dailyReport({ tx, tenantId }: DocumentSource, asked: Asked): Promise<DocumentFile> {
  const { day, timeZone, locale } = asked
  const { startsAt, endsAt } = instantsOf({ timeZone, from: day, until: addDays(day, 1) })
  const filter = { tenantId, from: startsAt, until: endsAt, direction: null, usageKey: null }
  const calls = await readCalls(tx, filter, { offset: 0, take: CALLS_MAX })
  const currency = calls[0]?.currency ?? ''
  const content = await xlsxOf([
    sumsOf(calls, { day, locale, currency }),
    callTable(calls, { locale, timeZone, currency }),
  ])
  return {
    fileName: `${wordsOf(locale).daily}-${day}.xlsx`.replaceAll(' ', '-'),
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content,
  }
}

/** A row for each direction and one for all. */
export function sumsOf(
  calls: readonly RatedCall[],
  about: { readonly day: LocalDate; readonly locale: DocumentLocale; readonly currency: string },
): Table {
  const words = wordsOf(about.locale)
  const row = (name: string, of: readonly RatedCall[]) => [
    text(about.day),
    text(name),
    count(of.length),
    decimal(String(of.reduce((sum, call) => sum + call.durationMs, 0) / 1_000)),
    count(of.reduce((sum, call) => sum + call.billableSeconds, 0)),
    money(of.reduce((sum, call) => sum + call.amount, 0n)),
    text(about.currency),
  ]
  return {
    name: words.daily,
    exactWord: words.exact,
    columns: [
      words.day,
      words.direction,
      words.calls,
      words.seconds,
      words.billedSeconds,
      words.amount,
      words.currency,
    ],
    rows: [
      row(
        words.inbound,
        calls.filter(({ direction }) => direction === 'inbound'),
      ),
      row(
        words.outbound,
        calls.filter(({ direction }) => direction === 'outbound'),
      ),
      row(words.subtotal, calls),
    ],
  }
}
