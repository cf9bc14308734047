import { useTranslation } from 'react-i18next'

export type TimeFormat = {
  /** Day and time to the second. */
  readonly full: (iso: string) => string
  readonly time: (iso: string) => string
  readonly day: (iso: string) => string
}

/** Times as the tenant's clock shows them, in the reader's language. */
export function timeFormat(locale: string, timeZone: string): TimeFormat {
  const formatter = (options: Intl.DateTimeFormatOptions): ((iso: string) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options })
    return (iso) => format.format(new Date(iso))
  }
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  return {
    full: formatter({ year: 'numeric', month: '2-digit', day: '2-digit', ...clock }),
    time: formatter(clock),
    day: formatter({ year: 'numeric', month: 'short', day: 'numeric' }),
  }
}

export function useTimeFormat(timeZone: string): TimeFormat {
  const { i18n } = useTranslation()
  return timeFormat(i18n.language, timeZone)
}
