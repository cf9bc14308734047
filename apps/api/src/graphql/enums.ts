import type { EnumRef } from '@pothos/core'
import { builder } from './builder.ts'
import type { ExtendedSchemaTypes } from './builder.ts'

const screamingSnake = (word: string): string =>
  word
    .replaceAll('.', '_')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()

/** A GraphQL enum of a union of our literals: `notReady` becomes `NOT_READY`, `bill.view` becomes `BILL_VIEW`. */
export function enumOf<const T extends string>(
  name: string,
  values: readonly T[],
  description?: string,
): EnumRef<ExtendedSchemaTypes, T> {
  const entries = values.map((value) => [screamingSnake(value), { value }] as const)
  return builder.enumType(name, {
    ...(description === undefined ? {} : { description }),
    values: Object.fromEntries(entries),
  }) as unknown as EnumRef<ExtendedSchemaTypes, T>
}
