import { Alert, App, Button, Form, Space, Steps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { AdminStep } from './AdminStep.tsx'
import { CompanyStep } from './CompanyStep.tsx'
import { OnboardingChoicesQuery, TemplatesQuery } from './documents.ts'
import type { OnboardingChoices, Template } from './documents.ts'
import { stepOf } from './draft.ts'
import { FaultsContext } from './Field.tsx'
import { ResourcesStep } from './ResourcesStep.tsx'
import { ResultView } from './ResultView.tsx'
import { TemplateStep } from './TemplateStep.tsx'
import { useOnboarding } from './use-onboarding.ts'
import type { Onboarding } from './use-onboarding.ts'

const STEPS = ['company', 'template', 'resources', 'admin', 'done'] as const
const LAST = 3

/** From a line of business to the first answered call. */
export function OnboardingPage(): ReactNode {
  const { t } = useTranslation()
  const onboarding = useOnboarding()
  const { draft, faults, made, goTo } = onboarding
  const [{ data: choices }] = useQuery({ query: OnboardingChoicesQuery, requestPolicy: 'cache-and-network' })
  const [{ data: templates }] = useQuery({ query: TemplatesQuery, variables: { company: '{{company}}' } })
  const wrong = new Set([...faults.keys()].map(stepOf))
  return (
    <div className="wizard">
      <div className="page-head">
        <h1>{t('pages.onboarding')}</h1>
      </div>
      <p className="muted">{t('onboarding.intro')}</p>
      <Steps
        size="small"
        current={made === null ? draft.step : STEPS.length - 1}
        onChange={(step) => {
          if (made === null && step < draft.step) goTo(step)
        }}
        items={STEPS.map((step, index) => ({
          title: t(`onboarding.steps.${step}`),
          ...(wrong.has(index) ? { status: 'error' as const } : {}),
        }))}
      />
      {made !== null ? (
        <div className="wizard-body">
          <ResultView key={made.file.tenant.id} {...made} startOver={onboarding.startOver} />
        </div>
      ) : choices === undefined || templates === undefined ? (
        <PageSkeleton />
      ) : (
        <Wizard onboarding={onboarding} choices={choices} templates={templates.industryTemplates} />
      )}
    </div>
  )
}

type WizardProps = {
  readonly onboarding: Onboarding
  readonly choices: OnboardingChoices
  readonly templates: readonly Template[]
}

/** One form: the enter key goes on. */
function Wizard({ onboarding, choices, templates }: WizardProps): ReactNode {
  const { t } = useTranslation()
  const { draft, faults, failure, working, goOn } = onboarding
  return (
    <FaultsContext value={faults}>
      <Form layout="vertical" onFinish={() => void goOn()} data-testid={`step-${STEPS[draft.step] ?? ''}`}>
        <div className="wizard-body wizard-card">
          {faults.size > 0 && <Alert type="error" showIcon title={t('onboarding.fix')} style={{ marginBottom: 16 }} />}
          {failure !== null && (
            <Alert
              type="error"
              showIcon
              title={t('onboarding.failed', { reason: failure })}
              style={{ marginBottom: 16 }}
            />
          )}
          <StepBody onboarding={onboarding} choices={choices} templates={templates} />
        </div>
        <Buttons onboarding={onboarding} />
        <p className="muted" role="status">
          {working ? t('onboarding.creating') : t('onboarding.draftKept')}
        </p>
      </Form>
    </FaultsContext>
  )
}

function StepBody({ onboarding, choices, templates }: WizardProps): ReactNode {
  const { draft, change } = onboarding
  const props = { draft, change }
  switch (draft.step) {
    case 0:
      return <CompanyStep {...props} prospects={choices.prospects} />
    case 1:
      return <TemplateStep {...props} templates={templates} />
    case 2:
      return <ResourcesStep {...props} stock={choices.onboardingStock} />
    default:
      return <AdminStep {...props} templates={templates} stock={choices.onboardingStock} />
  }
}

function Buttons({ onboarding }: { readonly onboarding: Onboarding }): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { draft, working, goTo, saveProspect, startOver } = onboarding
  const save = async (): Promise<void> => {
    if (!(await saveProspect())) return
    void message.success(t('onboarding.prospectSaved'))
    startOver()
  }
  return (
    <Space wrap>
      {draft.step > 0 && (
        <Button onClick={() => goTo(draft.step - 1)} disabled={working}>
          {t('onboarding.back')}
        </Button>
      )}
      <Button type="primary" htmlType="submit" loading={working} data-testid="wizard-next">
        {t(draft.step === LAST ? 'onboarding.create' : 'onboarding.next')}
      </Button>
      {draft.step === 0 && draft.prospectId === null && draft.name.trim() !== '' && (
        <Button onClick={() => void save()} disabled={working}>
          {t('onboarding.saveProspect')}
        </Button>
      )}
      <Button type="text" onClick={startOver} disabled={working}>
        {t('onboarding.startOver')}
      </Button>
    </Space>
  )
}
