import { useTranslation } from '../../i18n/use-translation.ts'
import type { en } from '../../i18n/en.ts'

type PasswordIssue = keyof (typeof en)['passwordIssue']

/** A fault of a field in the reader's language. */
export function usePasswordWords(): (issue: { readonly code: string; readonly message: string }) => string {
  const { t, i18n } = useTranslation()
  return ({ code, message }) =>
    i18n.exists(`passwordIssue.${code}`) ? t(`passwordIssue.${code as PasswordIssue}`) : message
}
