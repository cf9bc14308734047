import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { BrandName } from '../ui/Brand.tsx'
import { formatDuration } from '../ui/duration.ts'
import { Defined } from '../ui/Metric.tsx'
import type { CallFacts } from './desk-view.ts'
import { variableLabel, worthShowing, type CallVariable } from './shown-variables.ts'

/** For whom the call is, and who calls: read before the first word is said. */
export function CallHead({ facts }: { readonly facts: CallFacts }): ReactNode {
  const { t } = useTranslation()
  return (
    <div style={{ minHeight: 64 }}>
      <div className="desk-brand" data-testid="call-brand">
        <BrandName
          name={facts.brand ?? t('desk.unknownBrand')}
          color={facts.brandColor}
          logoUrl={facts.details?.tenant.brand.logoUrl ?? null}
        />
        <span className="muted" data-testid="call-queue">
          {facts.queue === null ? '' : ` · ${facts.queue}`}
        </span>
      </div>
      <div className="desk-caller figures" data-testid="call-ani">
        {facts.ani === '' ? t('desk.withheld') : facts.ani}
      </div>
    </div>
  )
}

/** The number dialled, the way through the menu, the wait, and what the flow found out. */
export function CallFactsList({ facts }: { readonly facts: CallFacts }): ReactNode {
  const { t } = useTranslation()
  const { details } = facts
  return (
    <dl className="facts">
      <dt>{t('desk.dialled')}</dt>
      <dd className="figures" data-testid="call-dnis">
        {facts.dnis ?? '…'}
      </dd>
      <dt>
        <Defined meaning={t('define.waited')}>{t('desk.waited')}</Defined>
      </dt>
      <dd className="figures" data-testid="call-waited">
        {details === null ? '…' : formatDuration(details.waitedMs)}
      </dd>
      <dt>{t('desk.menuPath')}</dt>
      <dd data-testid="call-path">{details === null ? '…' : <MenuPath steps={details.menuPath} />}</dd>
      <ShownVariables variables={details?.variables ?? []} />
    </dl>
  )
}

function ShownVariables({ variables }: { readonly variables: readonly CallVariable[] }): ReactNode {
  const { t } = useTranslation()
  return worthShowing(variables).map(({ name, value }) => (
    <div key={name} style={{ display: 'contents' }}>
      <dt>
        <Defined meaning={t('define.variable')}>{variableLabel(name, t)}</Defined>
      </dt>
      <dd className="figures" data-testid={`call-variable-${name}`}>
        {value}
      </dd>
    </div>
  ))
}

type Step = { readonly nodeId: string; readonly label: string; readonly digits: string | null; readonly at: string }

export function MenuPath({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const { t } = useTranslation()
  if (steps.length === 0) return <span className="muted">{t('desk.noMenu')}</span>
  return (
    <ol className="path">
      {steps.map((step) => (
        <li key={`${step.nodeId}@${step.at}`}>
          {step.label}
          {step.digits === null ? null : <b> {step.digits}</b>}
        </li>
      ))}
    </ol>
  )
}
