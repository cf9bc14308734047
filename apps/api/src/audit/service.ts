import { idSchema, instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import type { UnitOfWork } from '../auth/request-scope.ts'
import { parseId } from '../graphql/arguments.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { AuditChoicesView, AuditEntryView, AuditFilter } from './audit-views.ts'
import * as repository from './repository.ts'
import type { AuditPlace } from './repository.ts'

type ListInput = { readonly filter: AuditFilter; readonly page: PageArguments }

/** What was done in a tenant, newest first. */
export const listAudit = authorized('audit.view', (scope, input: ListInput & { readonly tenantId: TenantId }) =>
  readPage(scope.run, input.tenantId, input),
)

/** What was done in all tenants, or one of them, for the operator. */
export const listPlatformAudit = authorizedPlatform(
  'platform.viewAudit',
  (scope, input: ListInput & { readonly tenantId: TenantId | null }) => readPage(scope.run, input.tenantId, input),
)

export const auditChoices = authorized(
  'audit.view',
  (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<AuditChoicesView> =>
    scope.run((tx) => repository.readChoices(tx, tenantId)),
)

export const platformAuditChoices = authorizedPlatform(
  'platform.viewAudit',
  (scope, _input: null): Promise<AuditChoicesView> => scope.run((tx) => repository.readChoices(tx, null)),
)

async function readPage(
  run: UnitOfWork,
  tenantId: TenantId | null,
  { filter, page }: ListInput,
): Promise<Page<AuditEntryView>> {
  const { count, backward } = pageSize(page)
  const after = placeOf('after', page.after)
  const before = placeOf('before', page.before)
  const { rows, totalCount } = await run(async (tx) => ({
    rows: await repository.readEntries(tx, { tenantId, filter, after, before, count, backward }),
    totalCount: await repository.countEntries(tx, { tenantId, filter }),
  }))
  const hasMore = rows.length > count
  const found = backward ? rows.slice(0, count).toReversed() : rows.slice(0, count)
  const edges = found.map((node) => ({ cursor: `${String(node.at)}:${node.id}`, node }))
  return {
    edges,
    pageInfo: {
      hasNextPage: backward ? before !== null : hasMore,
      hasPreviousPage: backward ? hasMore : after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  }
}

function placeOf(field: string, cursor: string | null | undefined): AuditPlace | null {
  if (cursor === undefined || cursor === null) return null
  const [, at, id] = /^(\d{1,15}):(aud_\w+(?:-\w+)*)$/.exec(cursor) ?? []
  if (at === undefined || id === undefined) throw new InvalidInputError(field, 'This is not a cursor of this list.')
  return { at: new Date(instant(Number(at))), id }
}

type FilterInput = {
  readonly from?: Instant | null | undefined
  readonly to?: Instant | null | undefined
  readonly actorId?: string | null | undefined
  readonly action?: string | null | undefined
  readonly subjectId?: string | null | undefined
  readonly subject?: string | null | undefined
  readonly actAsId?: string | null | undefined
  readonly actingAs?: boolean | null | undefined
}

const WORD_LENGTH_MAX = 200

const word = (field: string, value: string | null | undefined): string | null => {
  const text = value?.trim() ?? ''
  if (text.length > WORD_LENGTH_MAX)
    throw new InvalidInputError(field, `Use at most ${String(WORD_LENGTH_MAX)} characters.`)
  // PostgreSQL has no text with it.
  return text === '' ? null : text.replaceAll('\0', '')
}

export function parseFilter(input: FilterInput): AuditFilter {
  const id = <T>(
    kind: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
    field: string,
    value?: string | null,
  ): T | null => (value === null || value === undefined ? null : parseId(kind, `filter.${field}`, value))
  return {
    from: input.from ?? null,
    to: input.to ?? null,
    actorId: id(idSchema('user'), 'actorId', input.actorId),
    action: word('filter.action', input.action),
    subjectId: word('filter.subjectId', input.subjectId),
    subject: word('filter.subject', input.subject),
    actAsId: id(idSchema('actAs'), 'actAsId', input.actAsId),
    actingAs: input.actingAs ?? null,
  }
}
