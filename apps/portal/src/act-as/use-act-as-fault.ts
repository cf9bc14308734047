import { useTranslation } from 'react-i18next'
import type { CombinedError } from 'urql'

type Refusal = {
  readonly __typename: string
  readonly code?: string | undefined
  readonly issues?: readonly { readonly code: string }[] | undefined
}

const KEY_OF_CODE = {
  tooSmall: 'reasonTooShort',
  tooLong: 'reasonTooLong',
  'actAs.alreadyOpen': 'alreadyOpen',
  'actAs.notOpen': 'notOpen',
  'actAs.notPossible': 'notPossible',
  forbidden: 'forbidden',
} as const
const isKnown = (code: string): code is keyof typeof KEY_OF_CODE => code in KEY_OF_CODE

/** What went wrong, in the reader's language; null when nothing did. */
export function useActAsFault(): (error: CombinedError | undefined, result: Refusal | undefined) => string | null {
  const { t } = useTranslation()
  return (error, result) => {
    if (error !== undefined) return t('actAsFault.connectionLost')
    const code = result?.issues?.[0]?.code ?? result?.code
    if (code === undefined) return null
    return isKnown(code) ? t(`actAsFault.${KEY_OF_CODE[code]}`) : t('actAsFault.unknown', { code })
  }
}
