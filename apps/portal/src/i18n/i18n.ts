import { createInstance } from 'i18next'
import type { i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import type { Locale } from './locale.ts'
import { zhCN } from './zh-cn.ts'

/** Both languages are shipped: together they are smaller than one screen's code, and switching is instant. */
export async function createI18n(locale: Locale): Promise<i18n> {
  const instance = createInstance()
  await instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    defaultNS: 'portal',
    ns: ['portal'],
    resources: { en: { portal: en }, 'zh-CN': { portal: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}
