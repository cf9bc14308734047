import { InvalidInputError } from '../user-errors.ts'
import { PAGE_MAX } from './limits.ts'

/** The arguments of a connection, as Relay names them. */
export type PageArguments = {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export type Page<T> = {
  readonly edges: { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: number
}

const PAGE_DEFAULT = 50

/** Which way and how many: forward unless `last` is given. */
export function pageSize(page: PageArguments): { readonly count: number; readonly backward: boolean } {
  const backward = page.last !== undefined && page.last !== null
  const count = (backward ? page.last : page.first) ?? PAGE_DEFAULT
  if (count < 0 || count > PAGE_MAX)
    throw new InvalidInputError(backward ? 'last' : 'first', `A page has 0 to ${String(PAGE_MAX)} entries.`)
  return { count, backward }
}

/** Pages through a list that is small enough to be made whole, such as the calls behind a bill line; the cursor is the place in it. */
export function pageOf<T>(all: readonly T[], page: PageArguments): Page<T> {
  const { count, backward } = pageSize(page)
  const after = placeOf('after', page.after) ?? -1
  const before = placeOf('before', page.before) ?? all.length
  const start = backward ? Math.max(after + 1, before - count) : after + 1
  const end = backward ? before : Math.min(before, start + count)
  const edges = all.slice(start, end).map((node, index) => ({ cursor: String(start + index), node }))
  return {
    edges,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: all.length,
  }
}

function placeOf(field: string, cursor: string | null | undefined): number | null {
  if (cursor === undefined || cursor === null) return null
  if (!/^\d{1,9}$/.test(cursor)) throw new InvalidInputError(field, 'This is not a cursor of this list.')
  return Number(cursor)
}
