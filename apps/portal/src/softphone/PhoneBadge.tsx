import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { phoneReadiness } from './softphone-state.ts'
import type { PhoneReadiness, SoftphoneState } from './softphone-state.ts'

const TONES: Readonly<Record<PhoneReadiness, string>> = {
  off: '',
  otherTab: 'warn',
  noMicrophone: 'bad',
  connecting: 'warn',
  reconnecting: 'bad',
  refused: 'bad',
  ready: 'good',
}

/** Whether a call can ring in this tab. */
export function PhoneBadge({ phone }: { readonly phone: SoftphoneState }): ReactNode {
  const { t } = useTranslation()
  const readiness = phoneReadiness(phone)
  return (
    <span
      className={`badge ${TONES[readiness]}`}
      role="status"
      title={t(`phoneMeaning.${readiness}`)}
      data-testid="phone-state"
      data-state={readiness}
    >
      <span className="badge-dot" aria-hidden />
      {t(`phoneState.${readiness}`)}
    </span>
  )
}
