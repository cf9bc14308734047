import { LIFECYCLE, TENANT_STATUSES } from '@seatline/core'
import type { ConsoleRow } from './documents.ts'

export const STATUSES = ['PROSPECT', 'PROVISIONING', 'TRIAL', 'LIVE', 'SUSPENDED', 'ENDED'] as const
export const HEALTHS = ['BAD', 'ATTENTION', 'GOOD', 'IDLE'] as const
export const SORTS = [
  'NAME',
  'STATUS',
  'HEALTH',
  'CALLS_TODAY',
  'REFUSED_TODAY',
  'CALLS_NOW',
  'LAST_CALL',
  'ALARMS',
  'SEATS',
] as const

export type Status = (typeof STATUSES)[number]
export type Health = (typeof HEALTHS)[number]
export type Sort = (typeof SORTS)[number]

export const PAGE_SIZE = 50

export type View = {
  readonly search: string
  readonly statuses: readonly Status[]
  readonly healths: readonly Health[]
  readonly sort: Sort
  readonly descending: boolean
  readonly page: number
}

const known = <T extends string>(all: readonly T[], words: readonly string[]): readonly T[] =>
  all.filter((each) => words.includes(each))

/** What the address says is shown: a link to a view is the view. */
export function viewOf(search: URLSearchParams): View {
  const words = (name: string): readonly string[] => (search.get(name) ?? '').split(' ')
  return {
    search: search.get('q') ?? '',
    statuses: known(STATUSES, words('status')),
    healths: known(HEALTHS, words('health')),
    sort: known(SORTS, words('sort'))[0] ?? 'HEALTH',
    descending: search.get('order') === 'desc',
    page: Math.max(1, Number.parseInt(search.get('page') ?? '1', 10) || 1),
  }
}

export function searchOf(view: View, tenantId: string | null): URLSearchParams {
  const search = new URLSearchParams()
  if (view.search !== '') search.set('q', view.search)
  if (view.statuses.length > 0) search.set('status', view.statuses.join(' '))
  if (view.healths.length > 0) search.set('health', view.healths.join(' '))
  if (view.sort !== 'HEALTH') search.set('sort', view.sort)
  if (view.descending) search.set('order', 'desc')
  if (view.page > 1) search.set('page', String(view.page))
  if (tenantId !== null) search.set('client', tenantId)
  return search
}

/** Which states may follow; a prospect is taken on by the onboarding. */
export function nextStatuses(status: Status): readonly Status[] {
  const from = TENANT_STATUSES.find((each) => each.toUpperCase() === status)
  const next: readonly string[] = from === undefined ? [] : LIFECYCLE[from].next
  return STATUSES.filter((each) => each !== 'PROVISIONING' && next.includes(each.toLowerCase()))
}

export const STATUS_COLOR: Readonly<Record<Status, string>> = {
  PROSPECT: '#697384',
  PROVISIONING: '#0f5bb5',
  TRIAL: '#6d3fb0',
  LIVE: '#1a6b3c',
  SUSPENDED: '#9a5b00',
  ENDED: '#4b5563',
}
export const HEALTH_COLOR: Readonly<Record<Health, string>> = {
  BAD: '#c0232c',
  ATTENTION: '#9a5b00',
  GOOD: '#1a6b3c',
  IDLE: '#697384',
}

/** For want of lines or speed; a caller whom the client does not want is no concern of the operator. */
const OF_CONCERN: readonly string[] = ['tenantFull', 'tenantTooFast', 'platformFull']
export const refusedOf = ({ refusedToday }: Pick<ConsoleRow, 'refusedToday'>): number =>
  refusedToday.filter(({ reason }) => OF_CONCERN.includes(reason)).reduce((sum, { count }) => sum + count, 0)

export const countOf = (seats: readonly { readonly count: number }[]): number =>
  seats.reduce((sum, { count }) => sum + count, 0)
