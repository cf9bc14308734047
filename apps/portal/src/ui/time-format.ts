import { useTranslation } from '../i18n/use-translation.ts'

export type TimeFormat = {
  /** Day and time to the second. */
  readonly full: (iso: string) => string
  readonly time: (iso: string) => string
  readonly day: (iso: string) => string
}

/** Swedish writes `2026-03-01 09:30:00`: sorts, and cannot be read as another day anywhere. */
const ISO_LIKE = 'sv-SE'

/** Times as the tenant's clock shows them, in the reader's language. */
export function timeFormat(locale: string, timeZone: string): TimeFormat {
  const formatter = (tag: string, options: Intl.DateTimeFormatOptions): ((iso: string) => string) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone, hourCycle: 'h23', ...options })
    return (iso) => format.format(new Date(iso))
  }
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  return {
    full: formatter(ISO_LIKE, { year: 'numeric', month: '2-digit', day: '2-digit', ...clock }),
    time: formatter(ISO_LIKE, clock),
    day: formatter(locale === 'en' ? 'en-GB' : locale, { year: 'numeric', month: 'short', day: 'numeric' }),
  }
}

export function useTimeFormat(timeZone: string): TimeFormat {
  const { i18n } = useTranslation()
  return timeFormat(i18n.language, timeZone)
}
