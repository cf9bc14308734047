import { useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useServices } from './services.ts'

/** Whether what the screen shows is alive. Always in the same place. */
export function ConnectionBadge(): ReactNode {
  const { t } = useTranslation()
  const { monitor } = useServices()
  const state = useSyncExternalStore(monitor.subscribe, monitor.state)
  const lost = state === 'lost'
  return (
    <span
      className={`badge ${lost ? 'bad' : 'good'}`}
      role="status"
      title={t(lost ? 'connection.lostMeaning' : 'connection.connectedMeaning')}
      data-testid="connection-state"
      data-state={state}
    >
      <span className="badge-dot" aria-hidden />
      {t(lost ? 'connection.lost' : 'connection.connected')}
    </span>
  )
}
