import { isId } from '@seatline/core'
import { getArgumentValues, getOperationAST, GraphQLError, Kind } from 'graphql'
import type { DocumentNode, FieldNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { RequestScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import type { Viewer } from '../auth/viewer.ts'
import { takeRequest } from './request-limit.ts'

/**
 * Whose requests are counted. An operation is counted for the tenant that it names, or for the only tenant that the person is a member of. Never counted: what an
 * agent does at the desk (a call waits for it), and what the operator's people ask for (they look at a tenant just when it is noisy). So report viewers of a tenant
 * slow themselves and their tenant's other screens, but no agent, no operator and no other tenant.
 */
const DESK_FIELDS: ReadonlySet<string> = new Set(['viewer', 'tenantAccess', 'sipCredentials', 'agentDesktop'])
const isOfTheDesk = (field: string): boolean => DESK_FIELDS.has(field) || /^agent[A-Z]/.test(field)

/** A limit that was changed holds after so long at the latest. */
const KEPT_MS = 5_000
const KEPT_MAX = 10_000

export type Operation = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined
  readonly scope: RequestScope
}

export type RequestLimiter = {
  /** The refusal, or null when the request may be answered. */
  readonly refusal: (operation: Operation) => Promise<GraphQLError | null>
}

export function requestLimiter(): RequestLimiter {
  const limits = new Map<string, { readonly max: Promise<number | null>; readonly until: number }>()
  const maxOf = (scope: RequestScope, tenantId: string): Promise<number | null> => {
    const now = scope.platform.now()
    const known = limits.get(tenantId)
    if (known !== undefined && known.until > now) return known.max
    if (limits.size >= KEPT_MAX) limits.clear()
    const max = readLimit(scope, tenantId)
    limits.set(tenantId, { max, until: now + KEPT_MS })
    max.catch(() => limits.delete(tenantId))
    return max
  }
  return {
    async refusal(operation) {
      const { scope } = operation
      const { platform, viewer } = scope
      try {
        for (const tenantId of countedTenants(operation)) {
          const perMinuteMax = await maxOf(scope, tenantId)
          if (perMinuteMax === null) continue
          const count = { tenantId, perMinuteMax, personId: viewer.person.id, now: platform.now() }
          const verdict = await takeRequest(platform.redis, count)
          if (!verdict.taken) return tooMany(perMinuteMax, verdict.retryAfterSeconds)
        }
      } catch (error) {
        // Without Redis nobody is counted: a limit that cannot be looked up is no reason to stop everybody's work.
        platform.log.warn({ err: error }, 'requests cannot be counted')
      }
      return null
    },
  }
}

/** In a transaction of its own: the request's may not have begun, and may never do. */
async function readLimit({ platform }: RequestScope, tenantId: string): Promise<number | null> {
  const row = await platform.database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.tenant.findUnique({ where: { id: tenantId }, select: { apiRequestsPerMinuteMax: true } }),
  )
  return row?.apiRequestsPerMinuteMax ?? null
}

const tooMany = (perMinuteMax: number, seconds: number): GraphQLError =>
  new GraphQLError(
    `Your company asks more than its ${String(perMinuteMax)} requests a minute. Wait ${String(seconds)} s, ask less often, or have the operator raise the limit.`,
    {
      extensions: {
        code: 'limit.apiRequests',
        retryAfterSeconds: seconds,
        http: { status: 429, headers: { 'retry-after': String(seconds) } },
      },
    },
  )

/** The tenants whose minute the operation takes from; each once. */
export function countedTenants(operation: Operation): readonly string[] {
  const asked = getOperationAST(operation.document, operation.operationName ?? undefined)
  if (asked === null || asked === undefined) return []
  const fields = rootFields(operation.document, asked)
  if (fields.length === 0 || fields.every(({ name }) => isOfTheDesk(name.value) || name.value.startsWith('__')))
    return []
  const { viewer } = operation.scope
  if (viewer.operator !== null) return []
  const named = fields.flatMap((field) => tenantsNamed(operation, asked, field))
  const meant = named.length > 0 ? named : onlyTenant(viewer)
  return [...new Set(meant)].filter((tenantId) => membershipIn(viewer, tenantId) !== null)
}

function onlyTenant({ memberships }: Viewer): readonly string[] {
  const [first] = memberships
  return memberships.length === 1 && first !== undefined ? [first.tenant.id] : []
}

function tenantsNamed(operation: Operation, asked: OperationDefinitionNode, field: FieldNode): readonly string[] {
  const root: GraphQLObjectType | undefined = operation.schema.getRootType(asked.operation) ?? undefined
  const definition = root?.getFields()[field.name.value]
  if (definition === undefined) return []
  const values: unknown = getArgumentValues(definition, field, operation.variableValues ?? {})
  return tenantIdsIn(values)
}

function tenantIdsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isId('tenant', value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(tenantIdsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tenantIdsIn) : []
}

/** The fields at the top, those of fragments included. */
function rootFields(document: DocumentNode, asked: OperationDefinitionNode): readonly FieldNode[] {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  const seen = new Set<string>()
  const walk = (selections: OperationDefinitionNode['selectionSet']): readonly FieldNode[] =>
    selections.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection]
      if (selection.kind === Kind.INLINE_FRAGMENT) return walk(selection.selectionSet)
      const fragment = fragments.get(selection.name.value)
      if (fragment === undefined || seen.has(selection.name.value)) return []
      seen.add(selection.name.value)
      return walk(fragment.selectionSet)
    })
  return walk(asked.selectionSet)
}
