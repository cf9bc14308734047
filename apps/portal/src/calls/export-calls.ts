import type { Client } from 'urql'
import { CallsQuery } from './documents.ts'
import type { CallFilter, CallRow } from './documents.ts'

const EXPORT_PAGE = 100
export const EXPORT_ROWS_MAX = 20_000

type Wanted = { readonly tenantId: string; readonly filter: CallFilter }
type Page = { readonly rows: readonly CallRow[]; readonly next: string | null }

/** Every call under the filter, page by page; null when the server stopped answering. */
export async function readAllCalls(client: Client, wanted: Wanted): Promise<readonly CallRow[] | null> {
  const rows: CallRow[] = []
  let after: string | null = null
  do {
    const page: Page | null = await readPage(client, { ...wanted, after })
    if (page === null) return null
    rows.push(...page.rows)
    after = page.next
  } while (after !== null && rows.length < EXPORT_ROWS_MAX)
  return rows
}

async function readPage(client: Client, wanted: Wanted & { readonly after: string | null }): Promise<Page | null> {
  const variables = { ...wanted, first: EXPORT_PAGE }
  const { data } = await client.query(CallsQuery, variables, { requestPolicy: 'network-only' })
  const calls = data?.tenant?.calls
  if (calls === undefined) return null
  const { hasNextPage, endCursor } = calls.pageInfo
  return { rows: calls.edges.map((edge) => edge.node), next: hasNextPage ? endCursor : null }
}
