import { nextDay, startOfDay } from '../ui/time-zone.ts'
import type { AuditFilter } from './documents.ts'

/** What the person chose, as it stands in the address; days are calendar days, both included. */
export type AuditChoice = {
  readonly from: string | null
  readonly to: string | null
  readonly actor: string | null
  readonly action: string | null
  readonly subject: string
  readonly acting: boolean
  /** One session of acting as the administrator. */
  readonly session: string | null
  /** One client, in the audit of the platform. */
  readonly client: string | null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const day = (text: string | null): string | null => (text !== null && DAY.test(text) ? text : null)

export const choiceOf = (search: URLSearchParams): AuditChoice => ({
  from: day(search.get('from')),
  to: day(search.get('to')),
  actor: search.get('actor'),
  action: search.get('action'),
  subject: search.get('subject') ?? '',
  acting: search.get('acting') === 'yes',
  session: search.get('session'),
  client: search.get('client'),
})

export const isFiltered = (choice: AuditChoice): boolean => [...paramsOf(choice)].length > 0

export function paramsOf(choice: AuditChoice): URLSearchParams {
  const { acting, ...words } = choice
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(words)) if (value !== null && value !== '') params.set(key, value)
  if (acting) params.set('acting', 'yes')
  return params
}

/** What the API is asked for. */
export const filterOf = (choice: AuditChoice, timeZone: string): AuditFilter => ({
  ...(choice.from === null ? {} : { from: startOfDay(choice.from, timeZone) }),
  ...(choice.to === null ? {} : { to: startOfDay(nextDay(choice.to), timeZone) }),
  ...(choice.actor === null ? {} : { actorId: choice.actor }),
  ...(choice.action === null ? {} : { action: choice.action }),
  ...(choice.subject === '' ? {} : { subject: choice.subject }),
  ...(choice.acting ? { actingAs: true } : {}),
  ...(choice.session === null ? {} : { actAsId: choice.session }),
})
