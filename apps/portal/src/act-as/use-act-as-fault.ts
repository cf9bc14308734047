import { useTranslation } from '../i18n/use-translation.ts'
import type { CombinedError } from 'urql'

type Refusal = {
  readonly __typename: string
  readonly code?: string | undefined
  readonly issues?: readonly { readonly code: string }[] | undefined
}

export const ACT_AS_FAULT_KEYS = {
  tooSmall: 'reasonTooShort',
  tooLong: 'reasonTooLong',
  'actAs.alreadyOpen': 'alreadyOpen',
  'actAs.notOpen': 'notOpen',
  'actAs.notPossible': 'notPossible',
  forbidden: 'forbidden',
} as const
const isKnown = (code: string): code is keyof typeof ACT_AS_FAULT_KEYS => code in ACT_AS_FAULT_KEYS

/** What went wrong, in the reader's language; null when nothing did. */
export function useActAsFault(): (error: CombinedError | undefined, result: Refusal | undefined) => string | null {
  const { t } = useTranslation()
  return (error, result) => {
    if (error !== undefined) return t('actAsFault.connectionLost')
    const code = result?.issues?.[0]?.code ?? result?.code
    if (code === undefined) return null
    return isKnown(code) ? t(`actAsFault.${ACT_AS_FAULT_KEYS[code]}`) : t('actAsFault.unknown', { code })
  }
}
