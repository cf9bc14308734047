import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import type { Client } from 'urql'
import { PeopleQuery } from './documents.ts'
import type { PeopleFilter, PeoplePage, PeopleVariables, PersonRow, Role } from './documents.ts'

export const PAGE_SIZE = 50

export type PeopleList = {
  readonly rows: readonly PersonRow[] | null
  readonly totalCount: number
  readonly page: number
  readonly text: string
  readonly role: Role | null
  readonly isFiltered: boolean
  readonly failed: boolean
  readonly show: (change: { readonly text?: string; readonly role?: Role | null; readonly page?: number }) => void
  readonly reload: () => void
  readonly readAll: () => Promise<readonly PersonRow[] | null>
}

/** The page of people that the address names: it can be passed on, and survives a reload. */
export function usePeople(tenantId: string): PeopleList {
  const client = useClient()
  const [search, setSearch] = useSearchParams()
  const text = search.get('search') ?? ''
  const role = search.get('role') as Role | null
  const page = Math.max(1, Number(search.get('page') ?? 1) || 1)
  const filter = useMemo<PeopleFilter>(() => ({ text: text === '' ? null : text, role }), [text, role])
  // The cursor is the place in the list of the last one before the page.
  const after = page === 1 ? null : String((page - 1) * PAGE_SIZE - 1)
  const [{ data, error }, reload] = useQuery({
    query: PeopleQuery,
    variables: { tenantId, filter, first: PAGE_SIZE, after },
    requestPolicy: 'cache-and-network',
  })
  return {
    rows: data?.people.edges.map((edge) => edge.node) ?? null,
    totalCount: data?.people.totalCount ?? 0,
    page,
    text,
    role,
    isFiltered: text !== '' || role !== null,
    failed: data === undefined && error !== undefined,
    show: (change) => setSearch(addressOf({ text, role, page: 1, ...change }), { replace: change.page === undefined }),
    reload: () => reload({ requestPolicy: 'network-only' }),
    readAll: () => readAll(client, { tenantId, filter }),
  }
}

type Shown = { readonly text: string; readonly role: Role | null; readonly page: number }

const addressOf = ({ text, role, page }: Shown): Record<string, string> => ({
  ...(text === '' ? {} : { search: text }),
  ...(role === null ? {} : { role }),
  ...(page === 1 ? {} : { page: String(page) }),
})

type Asked = { readonly tenantId: string; readonly filter: PeopleFilter }

async function readAll(client: Client, asked: Asked): Promise<readonly PersonRow[] | null> {
  const rows: PersonRow[] = []
  let after: string | null = null
  do {
    const page: PeoplePage | null = await readPage(client, { ...asked, first: 200, after })
    if (page === null) return null
    rows.push(...page.edges.map((edge) => edge.node))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return rows
}

async function readPage(client: Client, variables: PeopleVariables): Promise<PeoplePage | null> {
  const { data } = await client.query(PeopleQuery, variables, { requestPolicy: 'network-only' })
  return data?.people ?? null
}
