import { useState } from 'react'
import type { Client } from 'urql'
import { useQuery } from 'urql'
import type { ResultOf } from '../graphql/graphql.ts'
import { ListEntriesQuery } from './documents.ts'
import type { ListEntry, ListFilter } from './documents.ts'

const PAGE_SIZE = 50
/** The server's largest page, for exports. */
const EXPORT_PAGE_SIZE = 200

export type ListPages = {
  readonly entries: readonly ListEntry[] | null
  readonly totalCount: number
  readonly openRequests: number
  readonly locked: { readonly code: string; readonly message: string } | null
  readonly failed: boolean
  readonly firstRow: number
  readonly next: (() => void) | null
  readonly previous: (() => void) | null
  readonly reload: () => void
}

/** A page of the lists; another filter begins at its first one. */
export function useListPages(tenantId: string, filter: ListFilter): ListPages {
  const key = JSON.stringify(filter)
  const [place, setPlace] = useState({ key, page: 0 })
  const page = place.key === key ? place.page : 0
  const after = page === 0 ? null : String(page * PAGE_SIZE - 1)
  const [{ data, error, stale }, run] = useQuery({
    query: ListEntriesQuery,
    variables: { tenantId, filter, first: PAGE_SIZE, after },
    requestPolicy: 'cache-and-network',
  })
  const found = data?.tenant ?? null
  const goTo = (wanted: number) => (): void => setPlace({ key, page: wanted })
  return {
    entries: found?.listEntries.edges.map(({ node }) => node) ?? (error === undefined || stale ? null : []),
    totalCount: found?.listEntries.totalCount ?? 0,
    openRequests: found?.openListRequests ?? 0,
    locked: found?.listsLocked ?? null,
    failed: error !== undefined,
    firstRow: page * PAGE_SIZE + 1,
    next: found?.listEntries.pageInfo.hasNextPage === true ? goTo(page + 1) : null,
    previous: page > 0 ? goTo(page - 1) : null,
    reload: () => run({ requestPolicy: 'network-only' }),
  }
}

/** Everything that the filter finds; null when the server did not answer. */
export async function readAllEntries(
  client: Client,
  variables: { readonly tenantId: string; readonly filter: ListFilter },
): Promise<readonly ListEntry[] | null> {
  const entries: ListEntry[] = []
  let after: string | null = null
  do {
    const page = await readPage(client, { ...variables, after })
    if (page === null) return null
    entries.push(...page.edges.map(({ node }) => node))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return entries
}

type PageOfEntries = NonNullable<ResultOf<typeof ListEntriesQuery>['tenant']>['listEntries']

async function readPage(
  client: Client,
  variables: { readonly tenantId: string; readonly filter: ListFilter; readonly after: string | null },
): Promise<PageOfEntries | null> {
  const { data } = await client
    .query(ListEntriesQuery, { ...variables, first: EXPORT_PAGE_SIZE }, { requestPolicy: 'network-only' })
    .toPromise()
  return data?.tenant?.listEntries ?? null
}
