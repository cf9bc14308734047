import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { tenantPagePath } from '../app/pages.ts'
import type { CallDetails } from '../calls/documents.ts'

type OfCallProps = { readonly call: CallDetails; readonly tenantId: string }

/** Says that a call was an attempt to call back, with the call in which that was asked for; or that it was asked for in this one. */
export function CallbackOfCall({ call, tenantId }: OfCallProps): ReactNode {
  const { t } = useTranslation()
  const { callbackAttemptOf: attempted, callbackAsked: asked } = call
  const number = attempted?.attempts.find(({ callId }) => callId === call.id)?.number
  if (attempted !== null && number !== undefined)
    return (
      <Alert
        type="info"
        showIcon
        title={t('callbacks.isAttempt', { number })}
        description={
          <Link to={`${tenantPagePath(tenantId, 'calls')}?call=${attempted.callId}`}>{t('callbacks.firstCall')}</Link>
        }
        data-testid="callback-attempt"
      />
    )
  return asked === null ? null : (
    <Alert type="info" showIcon title={`${t('callbacks.wasAsked')}: ${t(`callbacks.show.${asked.state}`)}`} />
  )
}
