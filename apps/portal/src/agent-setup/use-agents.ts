import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { AgentsQuery } from './documents.ts'
import type { AgentFilter, AgentRow } from './documents.ts'

export const PAGE_SIZE = 50

export type AgentPages = {
  readonly rows: readonly AgentRow[] | undefined
  readonly totalCount: number
  readonly offset: number
  readonly filter: AgentFilter
  readonly isFiltered: boolean
  readonly set: (key: string, value: string | null) => void
  readonly reload: () => void
}

/** One page of agents; what is searched for stands in the address. */
export function useAgents(): AgentPages {
  const { id: tenantId } = useTenant()
  const [search, setSearch] = useSearchParams()
  const offset = Math.max(0, Number(search.get('from') ?? 0) || 0)
  const active = search.get('active')
  const filter: AgentFilter = {
    search: search.get('find'),
    queueId: search.get('queue'),
    groupId: search.get('group'),
    skillId: search.get('skill'),
    active: active === null ? null : active === 'yes',
  }
  const [{ data }, reload] = useQuery({
    query: AgentsQuery,
    variables: { tenantId, filter, offset, limit: PAGE_SIZE },
    requestPolicy: 'cache-and-network',
  })
  return {
    rows: data?.tenant?.agents.rows,
    totalCount: data?.tenant?.agents.totalCount ?? 0,
    offset,
    filter,
    isFiltered: Object.values(filter).some((value) => value !== null),
    set: (key, value) =>
      setSearch(
        (present) => {
          const next = new URLSearchParams(present)
          if (key !== 'from') next.delete('from')
          if (value === null || value === '') next.delete(key)
          else next.set(key, value)
          return next
        },
        { replace: true },
      ),
    reload: () => reload({ requestPolicy: 'network-only' }),
  }
}
