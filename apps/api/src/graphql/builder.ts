import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import type { Instant } from '@seatline/core'
import type { GraphqlContext } from './context.ts'
import { QUERY_LIMITS } from './limits.ts'
import { typeNameOfId } from './node-types.ts'

export type SchemaTypes = {
  Context: GraphqlContext
  DefaultFieldNullability: false
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Scalars: {
    DateTime: { Input: Instant; Output: number }
    Date: { Input: string; Output: string }
    ID: { Input: string; Output: string }
    JSON: { Input: unknown; Output: unknown }
  }
  Connection: { readonly totalCount: number }
}

export type ExtendedSchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>

/** The one schema builder. Every domain's `schema.ts` registers its types on it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
  relay: {
    // Our ids say their kind by prefix and are random, so a node's id is our id and nothing is wrapped around it.
    encodeGlobalID: (_typename, id) => String(id),
    decodeGlobalID: (id) => ({ typename: typeNameOfId(id), id }),
    nodesQueryOptions: false,
    cursorType: 'String',
    edgesFieldOptions: { nullable: false },
    nodeFieldOptions: { nullable: false },
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 5, limit: QUERY_LIMITS },
})

builder.queryType({})
builder.mutationType({})
builder.subscriptionType({})

builder.globalConnectionField('totalCount', (t) =>
  t.int({ description: 'How many there are in all, under the same filter.', resolve: (parent) => parent.totalCount }),
)
