import { MARGIN_DIMENSIONS } from '@seatline/billing'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import { marginFile, readMargin } from './service.ts'
import type { MarginDayRow, MarginView, NamedMarginRow } from './service.ts'

const Dimension = enumOf('MarginDimension', MARGIN_DIMENSIONS)

const MarginRowRef = builder.objectRef<NamedMarginRow>('MarginRow').implement({
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Id of the client or trunk, or the destination.' }),
    name: t.exposeString('name'),
    callsCount: t.exposeInt('callsCount'),
    durationMs: t.exposeFloat('durationMs'),
    revenue: t.field({
      type: Money,
      resolve: ({ revenueMicros, currency }) => ({ micros: revenueMicros, currency }),
    }),
    cost: t.field({ type: Money, resolve: ({ costMicros, currency }) => ({ micros: costMicros, currency }) }),
    margin: t.field({
      type: Money,
      description: 'Revenue less cost, of the calls whose cost is known.',
      resolve: ({ marginMicros, currency }) => ({ micros: marginMicros, currency }),
    }),
    withoutCostCount: t.exposeInt('withoutCostCount', {
      description: 'Calls for which no price of the carrier is kept.',
    }),
    withoutCost: t.field({
      type: Money,
      description: 'What those brought in.',
      resolve: ({ withoutCostMicros, currency }) => ({ micros: withoutCostMicros, currency }),
    }),
  }),
})

const MarginDayRef = builder.objectRef<MarginDayRow>('MarginDay').implement({
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    revenue: t.field({
      type: Money,
      resolve: ({ revenueMicros, currency }) => ({ micros: revenueMicros, currency }),
    }),
    cost: t.field({ type: Money, resolve: ({ costMicros, currency }) => ({ micros: costMicros, currency }) }),
    margin: t.field({ type: Money, resolve: ({ marginMicros, currency }) => ({ micros: marginMicros, currency }) }),
  }),
})

const Margin = builder.objectRef<MarginView>('Margin').implement({
  description: 'What calls brought in and cost, of the days that have been checked.',
  fields: (t) => ({
    rows: t.field({ type: [MarginRowRef], resolve: (view) => view.rows }),
    days: t.field({ type: [MarginDayRef], resolve: (view) => view.days }),
    csv: t.string({ description: 'The rows as a file.', resolve: marginFile }),
  }),
})

builder.queryFields((t) => ({
  margin: t.field({
    type: Margin,
    args: {
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({ type: 'Date', required: true, description: 'First day after.' }),
      by: t.arg({ type: Dimension, required: true }),
    },
    resolve: (_root, args, { scope }) => readMargin(scope, args),
  }),
}))
