import { Button, Result } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Problem } from './invitation-client.ts'

const KNOWN = [
  'notFound',
  'invitation_expired',
  'invitation_withdrawn',
  'invitation_accepted',
  'invitation_closed',
  'invitation_blocked',
  'tooOften',
] as const
type Known = (typeof KNOWN)[number] | 'unavailable'

/** Why the invitation cannot be accepted, and what helps. */
export function FaultView({
  problem,
  onAgain,
}: {
  readonly problem: Problem
  readonly onAgain: () => void
}): ReactNode {
  const { t } = useTranslation()
  const code = problem.code.replaceAll('.', '_')
  const known: Known = KNOWN.find((each) => each === code) ?? 'unavailable'
  return (
    <Result
      status={known === 'invitation_accepted' ? 'info' : 'warning'}
      title={t(`invitationFault.${known}`)}
      subTitle={t(`invitationFault.${known}Advice`)}
      extra={
        known === 'invitation_accepted' ? (
          <Button type="primary" href="/">
            {t('invitation.go')}
          </Button>
        ) : known === 'unavailable' || known === 'tooOften' ? (
          <Button onClick={onAgain}>{t('failure.tryAgain')}</Button>
        ) : null
      }
    />
  )
}
