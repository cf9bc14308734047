import { Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { CallScriptsQuery } from '../scripts/documents.ts'

/**
 * What may be said on the call, in the words and the language of the client that is called. Has its room before anything is there to read, so that
 * nothing moves under the agent's hand.
 */
export function CallScripts({ callId }: { readonly callId: string | null }): ReactNode {
  const { t, i18n } = useTranslation()
  const [{ data }] = useQuery({ query: CallScriptsQuery, requestPolicy: 'network-only', pause: callId === null })
  const [chosen, setChosen] = useState<string | null>(null)
  const found = data?.agentDesktop?.call
  const call = found?.id === callId ? found : null
  const scripts = call?.scripts ?? []
  const locale = call?.tenant.locale ?? i18n.language
  const words = i18n.getFixedT(locale)
  const script = scripts.find(({ id }) => id === chosen) ?? scripts[0]
  return (
    <section className="desk-panel call-scripts" aria-label={t('scripts.onCall')} data-testid="call-scripts">
      <h2 className="card-title">{t('scripts.onCall')}</h2>
      {call === null && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {call !== null && script === undefined && <p className="muted">{t('scripts.noneOnCall')}</p>}
      {script !== undefined && (
        <div lang={locale}>
          <Segmented
            size="small"
            value={script.id}
            onChange={setChosen}
            options={scripts.map(({ id, situation }) => ({
              value: id,
              label: words(`scripts.situation.${situation}`),
            }))}
          />
          <p className="script-name">{script.name}</p>
          <blockquote className="script-text" data-testid="call-script-text">
            {script.text}
          </blockquote>
        </div>
      )}
    </section>
  )
}
