import { Segmented, Select, Tabs } from 'antd'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { optionsOf } from '../queue-setup/routing-parts.tsx'
import { spanWords } from '../queue-setup/routing-words.ts'
import { routingEn } from '../i18n/routing-en.ts'
import { AgentWorkView } from './AgentWorkView.tsx'
import type { Span } from './choice.ts'
import { DecisionChoicesQuery } from './documents.ts'
import { DecisionList } from './DecisionList.tsx'
import { EstimatesView } from './EstimatesView.tsx'

const SPANS = [360_000, 3_600_000, 14_400_000, 86_400_000] as const
const METHODS = Object.keys(routingEn.routing.methods) as (keyof typeof routingEn.routing.methods)[]

/** Why calls went where they went, why nothing came to an agent, and how good the expected waits are. */
export function DecisionsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [params, setParams] = useSearchParams()
  const set = (key: string, value: string | null): void =>
    setParams((last) => {
      const next = new URLSearchParams(last)
      if (value === null) next.delete(key)
      else next.set(key, value)
      return next
    })
  const [{ data }] = useQuery({ query: DecisionChoicesQuery, variables: { tenantId: tenant.id } })
  const tab = params.get('tab') ?? 'list'
  const spanMs = Number(params.get('span') ?? SPANS[3])
  // Made anew when something is chosen, not with every rendering: the questions would never come to rest.
  const span = useMemo((): Span => {
    const now = Date.now()
    return { from: new Date(now - spanMs).toISOString(), to: new Date(now).toISOString() }
  }, [spanMs])
  const choice = {
    span,
    queueId: params.get('queue'),
    agentId: params.get('agent'),
    method: params.get('method'),
  }
  const queues = data?.tenant?.queues ?? []
  const agents = data?.tenant?.callerAgents ?? []
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.decisions')}</h1>
      </div>
      <div className="row" style={{ gap: 12, marginBottom: 12, flexWrap: 'wrap' }}>
        <Segmented
          aria-label={t('decisions.from')}
          value={spanMs}
          onChange={(value) => set('span', String(value))}
          options={SPANS.map((value) => ({ value, label: spanWords(t, value) }))}
        />
        <Select
          allowClear
          style={{ width: 180 }}
          placeholder={t('decisions.anyQueue')}
          aria-label={t('decisions.queue')}
          value={choice.queueId}
          options={optionsOf(queues)}
          onChange={(value: string | undefined) => set('queue', value ?? null)}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 200 }}
          placeholder={t('decisions.anyAgent')}
          aria-label={t('decisions.agent')}
          value={choice.agentId}
          options={optionsOf(agents)}
          onChange={(value: string | undefined) => set('agent', value ?? null)}
        />
        {tab === 'list' ? (
          <Select
            allowClear
            style={{ width: 280 }}
            placeholder={t('decisions.anyMethod')}
            aria-label={t('decisions.method')}
            value={choice.method}
            options={METHODS.map((value) => ({ value, label: t(`routing.methods.${value}`) }))}
            onChange={(value: string | undefined) => set('method', value ?? null)}
          />
        ) : null}
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => set('tab', key === 'list' ? null : key)}
        destroyOnHidden
        items={[
          {
            key: 'list',
            label: t('decisions.tabs.list'),
            children: <DecisionList tenantId={tenant.id} timeZone={tenant.timeZone} choice={choice} />,
          },
          {
            key: 'agent',
            label: t('decisions.tabs.agent'),
            children: <AgentWorkView tenantId={tenant.id} timeZone={tenant.timeZone} choice={choice} />,
          },
          {
            key: 'estimates',
            label: t('decisions.tabs.estimates'),
            children: <EstimatesView tenantId={tenant.id} choice={choice} />,
          },
        ]}
      />
    </>
  )
}
