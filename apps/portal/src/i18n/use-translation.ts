import type { i18n } from 'i18next'
import { useTranslation as useLibraryTranslation } from 'react-i18next'
import type { en } from './en.ts'

type Plural = `${string}_${'one' | 'other'}`
type Without<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key
/** Every path to a text, such as `shell.product`; of texts by number (`calls_one`, `calls_other`) the name without the number. */
type PathsOf<Texts, Before extends string> = {
  [Key in keyof Texts & string]: Texts[Key] extends string
    ? `${Before}${Key extends Plural ? Without<Key> : Key}`
    : PathsOf<Texts[Key], `${Before}${Key}.`>
}[keyof Texts & string]
export type TextKey = PathsOf<typeof en, ''>

/** The text of a key in the language shown, its `{{names}}` filled in; `count` chooses among texts by number. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, unknown>>) => string

/**
 * The words of the portal in the language of the person. One plain type for all keys: the library's own derives a type anew for every use, which took the
 * type check minutes.
 */
export function useTranslation(): { readonly t: Translate; readonly i18n: i18n } {
  const { t, i18n } = useLibraryTranslation()
  // The library's type has its options optional in an overload of its own, which a plain function type does not match.
  return { t: t as unknown as Translate, i18n }
}
