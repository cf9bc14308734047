import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { CallsQuery } from './documents.ts'
import type { CallFilter, CallRow } from './documents.ts'

export const PAGE_SIZE = 25

export type CallPages = {
  readonly rows: readonly CallRow[] | null
  readonly loading: boolean
  readonly failed: boolean
  readonly totalCount: number
  /** Number of the first row shown, from 1. */
  readonly firstRow: number
  readonly older: (() => void) | null
  readonly newer: (() => void) | null
  readonly reload: () => void
}

/** Pages of the call list by cursor: calls that arrive meanwhile do not shift what is being read. */
export function useCallPages(tenantId: string, filter: CallFilter): CallPages {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const key = JSON.stringify(filter)
  useEffect(() => setCursors([]), [tenantId, key])

  const [{ data, fetching, error }, run] = useQuery({
    query: CallsQuery,
    variables: { tenantId, filter, first: PAGE_SIZE, after: cursors.at(-1) ?? null },
    requestPolicy: 'cache-and-network',
  })
  const calls = data?.tenant?.calls ?? null
  const end = calls?.pageInfo.endCursor ?? null
  return {
    rows: calls === null ? null : calls.edges.map((edge) => edge.node),
    loading: fetching,
    failed: error !== undefined,
    totalCount: calls?.totalCount ?? 0,
    firstRow: cursors.length * PAGE_SIZE + 1,
    older: calls?.pageInfo.hasNextPage === true && end !== null ? () => setCursors([...cursors, end]) : null,
    newer: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null,
    reload: () => run({ requestPolicy: 'network-only' }),
  }
}
