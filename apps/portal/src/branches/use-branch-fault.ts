import { useTranslation } from '../i18n/use-translation.ts'
import type { CombinedError } from 'urql'

export type Refusal = {
  readonly __typename: string
  readonly code?: string | undefined
  readonly field?: string | null | undefined
  readonly issues?: readonly { readonly code: string }[] | undefined
}

export const BRANCH_FAULT_KEYS = {
  required: 'nameRequired',
  tooLong: 'nameTooLong',
  // The one thing that can be wrong with a name by itself: somebody else has it.
  invalidInput: 'nameTaken',
  'branch.notEmpty': 'notEmpty',
  'branch.oneself': 'oneself',
  notFound: 'notFound',
  forbidden: 'forbidden',
} as const
const isKnown = (code: string): code is keyof typeof BRANCH_FAULT_KEYS => code in BRANCH_FAULT_KEYS

/** What went wrong, in the reader's language; null when nothing did. */
export function useBranchFault(): (error: CombinedError | undefined, result: Refusal | undefined) => string | null {
  const { t } = useTranslation()
  return (error, result) => {
    if (error !== undefined) return t('branchFault.connectionLost')
    const code = result?.issues?.[0]?.code ?? result?.code
    if (code === undefined) return null
    return isKnown(code) ? t(`branchFault.${BRANCH_FAULT_KEYS[code]}`) : t('branchFault.unknown', { code })
  }
}
