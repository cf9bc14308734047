import { useEffect, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { AuditQuery, PlatformAuditQuery } from './documents.ts'
import type { AuditEntries, AuditFilter, AuditRow } from './documents.ts'

export const PAGE_SIZE = 25
const EXPORT_PAGE = 100
const EXPORT_ROWS_MAX = 20_000

/** Whose audit: one tenant's as its own people see it, or the platform's, perhaps of one client. */
export type AuditOf =
  | { readonly kind: 'tenant'; readonly tenantId: string }
  | { readonly kind: 'platform'; readonly tenantId: string | null }

export type AuditPages = {
  readonly rows: readonly AuditRow[] | null
  readonly loading: boolean
  readonly failed: boolean
  readonly totalCount: number
  /** Number of the first row shown, from 1. */
  readonly firstRow: number
  readonly older: (() => void) | null
  readonly newer: (() => void) | null
  readonly reload: () => void
}

/** Pages by cursor: acts that are added meanwhile do not shift what is being read. */
export function useAudit(of: AuditOf, filter: AuditFilter): AuditPages {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const key = JSON.stringify([of, filter])
  useEffect(() => setCursors([]), [key])

  const page = { filter, first: PAGE_SIZE, after: cursors.at(-1) ?? null }
  const isTenants = of.kind === 'tenant'
  const [own, askOwn] = useQuery({
    query: AuditQuery,
    variables: { tenantId: of.tenantId ?? '', ...page },
    pause: !isTenants,
    requestPolicy: 'cache-and-network',
  })
  const [all, askAll] = useQuery({
    query: PlatformAuditQuery,
    variables: { tenantId: of.tenantId, ...page },
    pause: isTenants,
    requestPolicy: 'cache-and-network',
  })
  const entries: AuditEntries | null = (isTenants ? own.data?.tenant?.audit : all.data?.platformAudit) ?? null
  const end = entries?.pageInfo.endCursor ?? null
  return {
    rows: entries === null ? null : entries.edges.map((edge) => edge.node),
    loading: isTenants ? own.fetching : all.fetching,
    failed: (isTenants ? own.error : all.error) !== undefined,
    totalCount: entries?.totalCount ?? 0,
    firstRow: cursors.length * PAGE_SIZE + 1,
    older: entries?.pageInfo.hasNextPage === true && end !== null ? () => setCursors([...cursors, end]) : null,
    newer: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null,
    reload: () => (isTenants ? askOwn : askAll)({ requestPolicy: 'network-only' }),
  }
}

/** Every entry under the filter, page by page; null when the server stopped answering. */
export function useReadAllAudit(of: AuditOf, filter: AuditFilter): () => Promise<readonly AuditRow[] | null> {
  const client = useClient()
  const readPage = async (after: string | null): Promise<AuditEntries | null> => {
    const page = { filter, first: EXPORT_PAGE, after }
    const fresh = { requestPolicy: 'network-only' } as const
    if (of.kind === 'tenant') {
      const { data } = await client.query(AuditQuery, { tenantId: of.tenantId, ...page }, fresh)
      return data?.tenant?.audit ?? null
    }
    const { data } = await client.query(PlatformAuditQuery, { tenantId: of.tenantId, ...page }, fresh)
    return data?.platformAudit ?? null
  }
  return async () => {
    const rows: AuditRow[] = []
    let after: string | null = null
    do {
      const page: AuditEntries | null = await readPage(after)
      if (page === null) return null
      rows.push(...page.edges.map(({ node }) => node))
      after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
    } while (after !== null && rows.length < EXPORT_ROWS_MAX)
    return rows
  }
}
