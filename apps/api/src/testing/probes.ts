import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql'

/** One operation that asks for everything of one object type, on one way there from a root field. */
export type Probe = {
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly rootField: string
  /** `Query.tenant > Tenant.calls > ...` */
  readonly path: string
  readonly type: string
  readonly document: string
}

/** How an argument is filled: GraphQL text, by `Type.field.argument`, else by the argument's name. */
export type ArgumentValues = Readonly<Record<string, string>>

/** What a mutation answers with is reached by queries as well: of its result only what hangs on it directly is opened. */
const DEPTH_MAX = { query: 7, subscription: 7, mutation: 2 } as const

/** Walks the whole schema from every root field. Throws for an argument that no value is known for, so that a new one cannot be forgotten. */
export function makeProbes(schema: GraphQLSchema, values: ArgumentValues): readonly Probe[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
  return roots.flatMap(([operation, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      walk({ schema, values, operation, rootField: field.name, owner: root?.name ?? '', field, way: [], types: [] }),
    ),
  )
}

type Walk = {
  readonly schema: GraphQLSchema
  readonly values: ArgumentValues
  readonly operation: Probe['operation']
  readonly rootField: string
  readonly owner: string
  readonly field: GraphQLField<unknown, unknown>
  /** What is opened before this field, outermost first. */
  readonly way: readonly string[]
  readonly types: readonly string[]
}

function walk(input: Walk): readonly Probe[] {
  const { field, way, owner, schema, types } = input
  const call = `${field.name}${argumentsOf(input)}`
  const named = getNamedType(field.type)
  if (isLeafType(named)) return way.length === 0 ? [probe(input, { document: call, type: named.name })] : []
  return objectTypesOf(schema, field.type).flatMap((type) => {
    if (types.includes(type.name) || way.length >= DEPTH_MAX[input.operation]) return []
    const opened = isAbstractType(named) ? `${call} { ... on ${type.name}` : call
    const inner = Object.values(type.getFields())
    const leaves = inner.filter((child) => isLeafType(getNamedType(child.type)) && child.args.length === 0)
    const document = `${opened} { __typename ${leaves.map((leaf) => leaf.name).join(' ')} }${isAbstractType(named) ? ' }' : ''}`
    const deeper = inner
      .filter((child) => !isLeafType(getNamedType(child.type)))
      .flatMap((child) =>
        walk({ ...input, owner: type.name, field: child, way: [...way, opened], types: [...types, type.name] }),
      )
    return [probe({ ...input, owner }, { document, type: type.name }), ...deeper]
  })
}

function probe(input: Walk, found: { readonly document: string; readonly type: string }): Probe {
  const { way, operation, rootField } = input
  const opened = way.map((call) => `${call} { `).join('')
  const closed = way.map((call) => (call.includes('{ ... on') ? ' } }' : ' }')).join('')
  return {
    operation,
    rootField,
    path: [...way, input.field.name].join(' > '),
    type: found.type,
    document: `${operation} { ${opened}${found.document}${closed} }`,
  }
}

function objectTypesOf(schema: GraphQLSchema, type: GraphQLOutputType): readonly GraphQLObjectType[] {
  const named = getNamedType(type)
  if (isAbstractType(named)) return schema.getPossibleTypes(named)
  return isObjectType(named) ? [named] : []
}

/** Optional arguments are left out, except where a value is given for exactly this one. */
function argumentsOf({ field, owner, values }: Walk): string {
  const given = field.args.flatMap((argument) => {
    const value =
      values[`${owner}.${field.name}.${argument.name}`] ??
      (isNeeded(argument) ? valueFor(argument, `${owner}.${field.name}`, values) : undefined)
    return value === undefined ? [] : `${argument.name}: ${value}`
  })
  return given.length === 0 ? '' : `(${given.join(', ')})`
}

type Asked = Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>

/** By the exact place, else by the name; an input object field by field, an enum by its first value, a truth by `true`. */
function valueFor(asked: Asked, place: string, values: ArgumentValues): string {
  const known = values[`${place}.${asked.name}`] ?? values[asked.name]
  if (known !== undefined) return known
  const named = getNamedType(asked.type)
  const isList = isListType(getNullableType(asked.type))
  const one = (): string => {
    if (isInputObjectType(named)) return inputObject(named, values)
    if (isEnumType(named)) return named.getValues()[0]?.name ?? 'null'
    if (named.name === 'Boolean') return 'true'
    throw new Error(`no value to probe with [argument:${place}.${asked.name}]`)
  }
  return isList ? `[${one()}]` : one()
}

function inputObject(type: GraphQLInputObjectType, values: ArgumentValues): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const exact = values[`${type.name}.${field.name}`]
    if (exact !== undefined) return `${field.name}: ${exact}`
    return isNeeded(field) ? `${field.name}: ${valueFor(field, type.name, values)}` : []
  })
  return `{ ${fields.join(', ')} }`
}

const isNeeded = (asked: Asked): boolean => isNonNullType(asked.type) && asked.defaultValue === undefined

/** Every object type that a client can get at. */
export const reachableTypes = (probes: readonly Probe[]): ReadonlySet<string> =>
  new Set(probes.map((found) => found.type))
