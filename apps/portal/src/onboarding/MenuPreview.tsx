import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Template } from './documents.ts'

type Step = Template['steps'][number]

/** From here somebody helps. */
const PERSONS: ReadonlySet<string> = new Set(['queue', 'voicemail', 'callbackOffer'])

/** A menu as a list that is read from the top: what is said, and where each key leads. */
export function MenuPreview({
  template,
  company,
}: {
  readonly template: Template
  readonly company: string
}): ReactNode {
  const { t } = useTranslation()
  const labelOf = (nodeId: string): string => template.steps.find((step) => step.nodeId === nodeId)?.label ?? nodeId
  return (
    <ol className="menu-steps">
      {template.steps.map((step) => (
        <li key={step.nodeId} className={PERSONS.has(step.kind) ? 'person' : ''}>
          <b>{step.label}</b>
          {step.kind === 'queue' && <span> · {t('onboarding.toPerson')}</span>}
          {step.kind === 'voicemail' && <span> · {t('onboarding.message')}</span>}
          {step.kind === 'callbackOffer' && <span> · {t('onboarding.callback')}</span>}
          {step.kind === 'hangUp' && <span> · {t('onboarding.ends')}</span>}
          {step.kind === 'collect' && <span> · {t('onboarding.asked')}</span>}
          {step.says !== null && <q lang={template.language}>{step.says.replaceAll('{{company}}', company)}</q>}
          <Ways step={step} labelOf={labelOf} />
        </li>
      ))}
    </ol>
  )
}

function Ways({ step, labelOf }: { readonly step: Step; readonly labelOf: (nodeId: string) => string }): ReactNode {
  const { t } = useTranslation()
  const word = (when: string): string => {
    switch (when) {
      case 'open':
      case 'closed':
      case 'otherwise':
      case 'then':
        return t(`onboarding.${when}`)
      default:
        return t('onboarding.press', { key: when })
    }
  }
  if (step.ways.length === 0) return null
  return (
    <div className="menu-ways">
      {step.ways.map(({ when, nodeId }) => (
        <span key={when}>
          {word(when)} → {labelOf(nodeId)}
        </span>
      ))}
    </div>
  )
}
