import { useTranslation } from '../i18n/use-translation.ts'
import type { en } from '../i18n/en.ts'

export type Issue = { readonly field: string; readonly code: string; readonly message: string }
export type Refusal = { readonly code?: string; readonly message?: string; readonly issues?: readonly Issue[] }

type IssueCode = keyof (typeof en)['peopleIssue']

/** What the server refused, in the reader's language; in the server's English where we have no words for it. */
export function useRefusalWords(): { readonly say: (refusal: Refusal) => string } {
  const { t, i18n } = useTranslation()
  return {
    say: ({ code = '', message }) => {
      const key = code.replaceAll('.', '_')
      return i18n.exists(`peopleIssue.${key}`)
        ? t(`peopleIssue.${key as IssueCode}`)
        : (message ?? t('peopleIssue.unknown'))
    },
  }
}
