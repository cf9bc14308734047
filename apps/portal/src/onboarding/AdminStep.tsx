import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { StepProps } from './CompanyStep.tsx'
import type { OnboardingChoices, Template } from './documents.ts'
import { TextField } from './Field.tsx'

type Props = StepProps & {
  readonly templates: readonly Template[]
  readonly stock: OnboardingChoices['onboardingStock']
}

/** Who administers the client, and once more what will be made. */
export function AdminStep({ draft, change, templates, stock }: Props): ReactNode {
  const { t } = useTranslation()
  const template = templates.find(({ key, language }) => key === draft.template && language === draft.language)
  const agents = stock.agents.filter(({ id }) => draft.agentIds.includes(id)).map(({ name }) => name)
  const rows: readonly (readonly [string, string])[] = [
    [t('onboarding.name'), draft.name],
    [t('onboarding.language'), t(`onboarding.languages.${draft.language}`)],
    [t('onboarding.timeZone'), draft.timeZone],
    [t('onboarding.template'), template?.name ?? ''],
    [t('onboarding.queues'), template?.queues.map(({ name }) => name).join(', ') ?? ''],
    [t('onboarding.numbers'), draft.numbers.join(', ')],
    [t('onboarding.agents'), agents.join(', ')],
    [
      t('onboarding.seats'),
      (['standard', 'professional', 'leader'] as const)
        .filter((grade) => draft.seats[grade] > 0)
        .map((grade) => `${String(draft.seats[grade])} × ${t(`onboarding.grades.${grade}`)}`)
        .join(', '),
    ],
    [t('onboarding.plan'), `${draft.plan.name} · ${draft.plan.seatPricePerMonth} ${draft.currency}`],
  ]
  return (
    <div className="wizard-columns">
      <div>
        <TextField
          path="admin.name"
          label={t('onboarding.adminName')}
          required
          autoFocus
          value={draft.admin.name}
          onChange={(name) => change({ admin: { ...draft.admin, name } })}
        />
        <TextField
          path="admin.email"
          label={t('onboarding.adminEmail')}
          hint={t('onboarding.adminHint')}
          inputMode="email"
          required
          value={draft.admin.email}
          onChange={(email) => change({ admin: { ...draft.admin, email } })}
        />
      </div>
      <section>
        <h2 className="section-title">{t('onboarding.summary')}</h2>
        <dl className="facts">
          {rows.map(([name, value]) => (
            <Row key={name} name={name} value={value} />
          ))}
        </dl>
      </section>
    </div>
  )
}

function Row({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value === '' ? '–' : value}</dd>
    </>
  )
}
