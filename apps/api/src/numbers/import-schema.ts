import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { pageOf } from '../graphql/pages.ts'
import { importNumbers, previewNumberImport, unissuedReport, unissuedReportFile } from './import-service.ts'
import type { NumberImportView, UnissuedNumberView, UnissuedReportView, UnissuedTotalView } from './number-views.ts'
import type { NumberRow, RowIssue } from './number-row.ts'

export const CsvRowIssue = builder.objectRef<RowIssue>('CsvRowIssue').implement({
  description: 'One thing that is wrong in a line of a file.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'From 1; the first line names the columns.' }),
    field: t.exposeString('field', { description: 'The column; empty: the whole line.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})

const NumberImportRow = builder.objectRef<NumberRow>('NumberImportRow').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    number: t.exposeString('number'),
    kind: t.exposeString('kind', { description: 'tollFree, shortCode, subNumber or local, as the file has it.' }),
    parentNumber: t.string({ nullable: true, resolve: (row) => row.parent }),
    carrier: t.exposeString('carrier'),
    monthlyFee: t.field({
      type: Money,
      resolve: ({ monthlyFeeMicros, currency }) => ({ micros: monthlyFeeMicros, currency }),
    }),
    canBeCalledBack: t.exposeBoolean('canBeCalledBack'),
    note: t.exposeString('note'),
  }),
})

const NumberImport = builder.objectRef<NumberImportView>('NumberImport').implement({
  description: 'What a file would bring, or has brought.',
  fields: (t) => ({
    validCount: t.exposeInt('validCount', { description: 'Lines that are right.' }),
    invalidCount: t.exposeInt('invalidCount'),
    imported: t.exposeBoolean('imported', { description: 'false: only looked at.' }),
    sample: t.field({ type: [NumberImportRow], resolve: (view) => [...view.sample] }),
    issues: t.field({ type: [CsvRowIssue], description: 'The first thousand.', resolve: (view) => [...view.issues] }),
  }),
})

/** What becomes of a file in which something is wrong. */
export const ImportMode = enumOf('ImportMode', ['allOrNothing', 'validOnly'])

const UnissuedNumber = builder.objectRef<UnissuedNumberView>('UnissuedNumber').implement({
  fields: (t) => ({
    number: t.exposeString('number'),
    kind: t.exposeString('kind'),
    state: t.exposeString('state'),
    since: t.field({ type: 'DateTime', resolve: (row) => row.since }),
    carrier: t.exposeString('carrier'),
    monthlyFee: t.field({ type: Money, resolve: (row) => row.monthlyFee }),
    unissuedDays: t.exposeInt('unissuedDays', { description: 'Days of the month without a tenant.' }),
    feeOfMonth: t.field({ type: Money, description: 'What they cost.', resolve: (row) => row.feeOfMonth }),
  }),
})

const UnissuedTotal = builder.objectRef<UnissuedTotalView>('UnissuedTotal').implement({
  fields: (t) => ({
    kind: t.exposeString('kind'),
    count: t.exposeInt('count'),
    monthlyFee: t.field({ type: Money, resolve: (total) => total.monthlyFee }),
    feeOfMonth: t.field({ type: Money, resolve: (total) => total.feeOfMonth }),
  }),
})

const UnissuedReport = builder.objectRef<UnissuedReportView>('UnissuedReport').implement({
  description: 'The numbers without a tenant at the end of a month (the running month: now), and what they cost in it.',
  fields: (t) => ({
    month: t.exposeString('month'),
    until: t.field({ type: 'DateTime', resolve: (report) => report.until }),
    totals: t.field({ type: [UnissuedTotal], resolve: (report) => [...report.totals] }),
    numbers: t.connection({
      type: UnissuedNumber,
      complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
      resolve: (report, args) => pageOf(report.rows, args),
    }),
    csv: t.string({ description: 'All of it as a file.', resolve: unissuedReportFile }),
  }),
})

builder.queryFields((t) => ({
  unissuedNumbersReport: t.field({
    type: UnissuedReport,
    args: { month: t.arg.string({ required: true, description: '2026-03' }) },
    resolve: (_root, args, { scope }) => unissuedReport(scope, { month: args.month }),
  }),
}))

builder.mutationFields((t) => ({
  previewNumberImport: t.field({
    type: NumberImport,
    description: 'Reads a file and says what is in it and what is wrong. Nothing is kept.',
    errors: administrationErrors('PreviewNumberImport'),
    args: { csv: t.arg.string({ required: true }) },
    resolve: (_root, args, { scope }) => previewNumberImport(scope, { csv: args.csv }),
  }),
  importNumbers: t.field({
    type: NumberImport,
    errors: administrationErrors('ImportNumbers'),
    args: { csv: t.arg.string({ required: true }), mode: t.arg({ type: ImportMode, required: true }) },
    resolve: (_root, args, { scope }) => importNumbers(scope, { csv: args.csv, validOnly: args.mode === 'validOnly' }),
  }),
}))
