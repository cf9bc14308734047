import { addDays } from '@seatline/core'
import { groupedLines } from './document-model.ts'
import type { DocumentLocale, InvoiceDocument, ListedCall, StatementDocument } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import { count, decimal, money, text, type Table } from './table-file.ts'

/** A document's lines, taxes and sums as tables. */
export function invoiceTables(document: InvoiceDocument, locale: DocumentLocale): readonly [Table, Table] {
  const words = wordsOf(locale)
  const exactWord = words.exact
  const lines: Table = {
    name: document.number ?? words.draft,
    exactWord,
    columns: [
      words.kind,
      words.subject,
      words.from,
      words.until,
      words.quantity,
      words.unit,
      words.price,
      words.amount,
      words.currency,
      words.taxCategory,
      words.lineId,
    ],
    rows: groupedLines(document.lines).flatMap((group) =>
      group.lines.map((line) => [
        text(words.kinds[line.kind]),
        text(words.subjects[line.subject] ?? line.subject),
        text(line.from),
        text(line.from === line.until ? line.until : addDays(line.until, -1)),
        decimal(line.quantity),
        text(words.units[line.unit]),
        line.unitPrice === null ? text('') : money(line.unitPrice),
        money(line.amount),
        text(document.currency),
        text(line.taxCategory),
        text(line.lineId),
      ]),
    ),
  }
  const sums: Table = {
    name: words.total[document.kind],
    exactWord,
    columns: [words.item, words.amount, words.currency],
    rows: [
      ...document.taxes.flatMap((tax) => {
        const rate =
          tax.treatment === 'taxed'
            ? `${tax.percent}%`
            : tax.treatment === 'exempt'
              ? words.exempt
              : words.reverseCharge
        return [
          [text(`${words.taxBase} ${rate}`), money(tax.net), text(document.currency)],
          [text(`${words.tax} ${rate}`), money(tax.tax), text(document.currency)],
        ]
      }),
      [text(words.net), money(document.net), text(document.currency)],
      [text(words.tax), money(document.tax), text(document.currency)],
      [text(words.rounding), money(document.rounding), text(document.currency)],
      [text(words.total[document.kind]), money(document.payable), text(document.currency)],
    ],
  }
  return [lines, sums]
}

export function statementTable(statement: StatementDocument, locale: DocumentLocale): Table {
  const words = wordsOf(locale)
  const sum = (name: string, micros: bigint) => [
    text(''),
    text(name),
    text(''),
    text(''),
    money(micros),
    text(statement.currency),
  ]
  return {
    name: words.statement,
    exactWord: words.exact,
    columns: [words.day, words.entry, words.reference, words.amount, words.balance, words.currency],
    rows: [
      sum(words.opening, statement.opening),
      ...statement.entries.map(({ day, kind, reference, amount, balance }) => [
        text(day),
        text(words.entries[kind] ?? kind),
        text(reference),
        money(amount),
        money(balance),
        text(statement.currency),
      ]),
      sum(words.closing, statement.closing),
    ],
  }
}

/** Every charged call with what its price was made from. Times by the client's clock. */
export function callTable(
  calls: readonly ListedCall[],
  about: { readonly locale: DocumentLocale; readonly timeZone: string; readonly currency: string },
): Table {
  const words = wordsOf(about.locale)
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: about.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return {
    name: words.calls,
    exactWord: words.exact,
    columns: [
      words.started,
      words.direction,
      words.calling,
      words.called,
      words.seconds,
      words.billedSeconds,
      words.rate,
      words.amount,
      words.currency,
      words.call,
    ],
    rows: calls.map((call) => [
      text(clock.format(call.startedAt)),
      text(call.direction === 'inbound' ? words.inbound : words.outbound),
      text(call.calling),
      text(call.called),
      decimal(secondsText(call.durationMs)),
      count(call.billableSeconds),
      text(call.rate),
      money(call.amount),
      text(about.currency),
      text(call.callId),
    ]),
  }
}

/** Milliseconds as exact seconds. */
function secondsText(ms: number): string {
  const fraction = String(ms % 1_000).padStart(3, '0')
  return `${String(Math.floor(ms / 1_000))}.${fraction}`
}
