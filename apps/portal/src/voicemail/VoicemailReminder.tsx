import { Alert, Badge } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { useLive } from '../graphql/live.ts'
import { OwnVoicemailQuery, VoicemailLiveSubscription } from './documents.ts'

const REREAD_MS = 30_000

/** What waits for the agent, company by company, at sign-in and as long as it waits. */
export function VoicemailReminder(): ReactNode {
  const { t } = useTranslation()
  const [{ data }, ask] = useQuery({ query: OwnVoicemailQuery, requestPolicy: 'cache-and-network' })
  useEffect(() => {
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), REREAD_MS)
    return () => clearInterval(timer)
  }, [ask])
  const waiting = data?.ownVoicemail ?? []
  if (waiting.length === 0) return null
  return (
    <Alert
      type={waiting.some(({ overdue }) => overdue > 0) ? 'error' : 'info'}
      showIcon
      style={{ marginBottom: 16 }}
      data-testid="voicemail-reminder"
      title={
        <span className="row" style={{ gap: '4px 20px' }}>
          <strong>{t('voicemail.reminder')}</strong>
          {waiting.map(({ tenantId, tenantName, open, overdue }) => (
            <Link key={tenantId} to={tenantPagePath(tenantId, 'voicemail')} style={{ textDecoration: 'underline' }}>
              {overdue === 0
                ? t('voicemail.reminderOf', { company: tenantName, count: open })
                : t('voicemail.reminderOverdue', { company: tenantName, count: open, overdue })}
            </Link>
          ))}
        </span>
      }
    />
  )
}

/** In the menu: how many messages wait; red when one waits too long. */
export function OpenMessages({ tenantId }: { readonly tenantId: string }): ReactNode {
  const { t } = useTranslation()
  const { data } = useLive(VoicemailLiveSubscription, { tenantId })
  const { open = 0, overdue = 0 } = data?.voicemailLive ?? {}
  return open === 0 ? null : (
    <Badge
      count={open}
      size="small"
      color={overdue > 0 ? '#9c1820' : '#0f5bb5'}
      style={{ marginInlineEnd: 8 }}
      title={t('voicemail.openCount', { count: open })}
      data-testid="open-messages"
    />
  )
}
