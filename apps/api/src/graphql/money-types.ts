import { builder } from './builder.ts'
import { formatMicros } from '@seatline/billing'
import type { MoneyView } from '../billing/bill-views.ts'

export const Money = builder.objectRef<MoneyView>('Money').implement({
  description: 'An exact amount of money. Never a floating point number.',
  fields: (t) => ({
    amount: t.string({
      description: 'Exact decimal text with at least two places: 12.50 or 0.0125',
      resolve: (money) => formatMicros(money.micros),
    }),
    micros: t.string({
      description: 'Whole millionths of the currency unit, as text.',
      resolve: (money) => money.micros.toString(),
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217' }),
  }),
})
