import { instant } from '@seatline/core'
import { GraphQLError } from 'graphql'
import { builder } from './builder.ts'

builder.scalarType('DateTime', {
  description: 'A point in time, ISO 8601 in UTC with milliseconds: 2026-03-01T08:30:00.000Z',
  serialize: (value) => new Date(value).toISOString(),
  parseValue: (value) => {
    const epochMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (Number.isNaN(epochMs)) throw new GraphQLError('a DateTime is an ISO 8601 text such as 2026-03-01T08:30:00.000Z')
    return instant(epochMs)
  },
})

builder.scalarType('Date', {
  description: 'A calendar day of the tenant, ISO 8601: 2026-03-01',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
      throw new GraphQLError('a Date is an ISO 8601 day such as 2026-03-01')
    return value
  },
})

builder.scalarType('JSON', {
  description:
    'A document whose form a schema of the core describes, which reads it and says by its path what is wrong.',
  serialize: (value) => value,
  parseValue: (value) => value,
})
