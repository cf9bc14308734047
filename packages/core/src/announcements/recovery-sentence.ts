import { localTimeAt } from '../local-time.ts'
import type { Instant } from '../time.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** When it is expected to be over, as a voice says it to callers; null for a time zone that is none. */
export function recoverySentence(at: Instant, timeZone: string, locale: 'zh-CN' | 'en'): string | null {
  const local = localTimeAt(timeZone, at)
  if (local === null) return null
  const [, month = 1, day = 1] = local.date.split('-').map(Number)
  const hour = Math.floor(local.minuteOfDay / 60)
  const minute = local.minuteOfDay % 60
  if (locale === 'zh-CN')
    return `预计${String(month)}月${String(day)}日${String(hour)}点${minute === 0 ? '' : `${String(minute)}分`}恢复。`
  const clock = `${String(hour % 12 === 0 ? 12 : hour % 12)}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}`
  return `We expect it to be over by ${clock} ${hour < 12 ? 'a.m.' : 'p.m.'} on ${String(day)} ${MONTHS[month - 1] ?? ''}.`
}
