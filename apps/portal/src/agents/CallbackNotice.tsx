import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import type { CallFacts } from './desk-view.ts'

/** Nobody is on the line yet: whoever answers must know that it rings at the customer's only then. */
export function CallbackNotice({
  facts,
  ringing,
}: {
  readonly facts: CallFacts
  readonly ringing: boolean
}): ReactNode {
  const { t } = useTranslation()
  if (!facts.isCallback) return null
  const callback = facts.details?.callback ?? null
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 14 }}
      data-testid="callback-notice"
      title={t(ringing ? 'callbackCall.title' : 'callbackCall.dialling')}
      description={
        <dl className="facts" style={{ marginBottom: 0 }}>
          <dt>{t('callbackCall.number')}</dt>
          <dd className="figures">{callback?.number ?? facts.ani}</dd>
          <dt>{t('callbackCall.waitsSince')}</dt>
          <dd>{callback === null ? '…' : <Elapsed since={callback.waitsSince} />}</dd>
          <dt>{t('callbackCall.attempt')}</dt>
          <dd className="figures">{callback === null ? '…' : callback.attempt}</dd>
        </dl>
      }
    />
  )
}
