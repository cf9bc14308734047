import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useServerSecond } from '../app/clock.ts'
import { formatDuration } from '../ui/duration.ts'
import type { MessageRow } from './documents.ts'

/** How long there is until the caller was promised to hear from somebody, or for how long that is past. */
export function PromiseBadge({ message }: { readonly message: MessageRow }): ReactNode {
  const { t } = useTranslation()
  const now = useServerSecond()
  if (message.state !== 'OPEN')
    return (
      <span className={`badge ${message.state === 'DONE' ? 'good' : ''}`}>
        <span className="badge-dot" />
        {t(`voicemail.state.${message.state}`)}
      </span>
    )
  const leftMs = Date.parse(message.promisedAt) - now
  const time = formatDuration(Math.abs(leftMs))
  return (
    <span className={`badge ${leftMs < 0 ? 'bad' : 'warn'} figures`} data-testid={`promise-${message.id}`}>
      <span className="badge-dot" />
      {leftMs < 0 ? t('voicemail.overdueBy', { time }) : t('voicemail.dueIn', { time })}
    </span>
  )
}
