import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { CallRow } from './documents.ts'

const OUTCOME_TONES = {
  ANSWERED: 'good',
  ABANDONED: 'bad',
  LEFT_QUEUE: '',
  ENDED_IN_MENU: '',
  FAILED: 'bad',
  IN_PROGRESS: 'warn',
} as const

export function OutcomeBadge({ outcome }: { readonly outcome: CallRow['outcome'] }): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={`badge ${OUTCOME_TONES[outcome]}`}>
      <span className="badge-dot" aria-hidden />
      {t(`outcome.${outcome}`)}
    </span>
  )
}
