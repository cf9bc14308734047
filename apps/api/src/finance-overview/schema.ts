import { builder } from '../graphql/builder.ts'
import { Money } from '../graphql/money-types.ts'
import type { MonthSums, Receivables } from './repository.ts'
import { readFinanceOverview } from './service.ts'
import type { FinanceOverview } from './service.ts'

const Month = builder.objectRef<MonthSums>('FinanceMonth').implement({
  description: 'What documents of a month say, in one currency; credit notes taken off.',
  fields: (t) => ({
    month: t.exposeString('month'),
    net: t.field({ type: Money, resolve: ({ netMicros, currency }) => ({ micros: netMicros, currency }) }),
    payable: t.field({ type: Money, resolve: ({ payableMicros, currency }) => ({ micros: payableMicros, currency }) }),
    settled: t.field({ type: Money, resolve: ({ settledMicros, currency }) => ({ micros: settledMicros, currency }) }),
    documentsCount: t.exposeInt('documentsCount'),
  }),
})
const ReceivablesRef = builder.objectRef<Receivables>('FinanceReceivables').implement({
  fields: (t) => ({
    open: t.field({ type: Money, resolve: ({ openMicros, currency }) => ({ micros: openMicros, currency }) }),
    overdue: t.field({
      type: Money,
      description: 'Open after the day of payment.',
      resolve: ({ overdueMicros, currency }) => ({ micros: overdueMicros, currency }),
    }),
    openCount: t.exposeInt('openCount'),
    overdueCount: t.exposeInt('overdueCount'),
  }),
})
const Overview = builder.objectRef<FinanceOverview>('FinanceOverview').implement({
  fields: (t) => ({
    today: t.field({ type: 'Date', resolve: (overview) => overview.today }),
    receivables: t.field({ type: [ReceivablesRef], resolve: (overview) => overview.receivables }),
    months: t.field({ type: [Month], resolve: (overview) => overview.months }),
  }),
})

builder.queryFields((t) => ({
  financeOverview: t.field({
    type: Overview,
    args: { months: t.arg.int({ required: true, defaultValue: 12 }) },
    resolve: (_root, args, { scope }) => readFinanceOverview(scope, args),
  }),
}))
