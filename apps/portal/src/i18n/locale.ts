export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Each language names itself: whoever cannot read the present one still finds the own. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '中文', en: 'English' }

/** The language of ours that `tag` (BCP 47) asks for. */
export function localeOf(tag: string): Locale {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

const STORAGE_KEY = 'seatline.locale'

/** What the person chose on this computer; null when never chosen. */
export function rememberedLocale(storage: Storage): Locale | null {
  const tag = storage.getItem(STORAGE_KEY)
  return LOCALES.find((locale) => locale === tag) ?? null
}

export const rememberLocale = (storage: Storage, locale: Locale): void => storage.setItem(STORAGE_KEY, locale)
