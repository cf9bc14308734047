import { Alert, InputNumber, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { StepProps } from './CompanyStep.tsx'
import type { OnboardingChoices } from './documents.ts'
import type { Draft } from './draft.ts'
import { Field, idOf, TextField } from './Field.tsx'

const BY_LABEL = { optionFilterProp: 'label' } as const
const ADD_ONS = [
  'menu',
  'announcements',
  'timeForwarding',
  'voicemail',
  'leaderListening',
  'survey',
  'webCall',
] as const
const ATTRIBUTES = ['noOutbound', 'noRecording', 'noTransferOutside'] as const
const GRADES = ['standard', 'professional', 'leader'] as const
const KINDS = ['tollFree', 'shortCode', 'subNumber', 'local'] as const

const PRICES = {
  seatPricePerMonth: 'onboarding.seatPrice',
  inboundPerMinute: 'onboarding.inboundPrice',
  outboundPerMinute: 'onboarding.outboundPrice',
} as const

/** What the client gets: numbers, people, seats, and at what price. */
export function ResourcesStep(props: StepProps & { readonly stock: OnboardingChoices['onboardingStock'] }): ReactNode {
  const { t } = useTranslation()
  const { draft, change, stock } = props
  return (
    <div className="wizard-columns">
      <fieldset>
        <legend>{t('onboarding.numbers')}</legend>
        {stock.numbers.length === 0 && <Alert type="warning" showIcon title={t('onboarding.noNumbers')} />}
        <NumbersField draft={draft} change={change} stock={stock} />
        <Field path="agentIds" label={t('onboarding.agents')} hint={t('onboarding.agentsHint')}>
          <Select
            id={idOf('agentIds')}
            mode="multiple"
            showSearch={BY_LABEL}
            value={[...draft.agentIds]}
            onChange={(agentIds: string[]) => change({ agentIds })}
            options={stock.agents.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </fieldset>
      <fieldset>
        <legend>{t('onboarding.seats')}</legend>
        {GRADES.map((grade) => (
          <Field key={grade} path={`seats.${grade}`} label={t(`onboarding.grades.${grade}`)}>
            <InputNumber
              id={idOf(`seats.${grade}`)}
              min={0}
              max={10_000}
              value={draft.seats[grade]}
              onChange={(value) => change({ seats: { ...draft.seats, [grade]: value ?? 0 } })}
            />
          </Field>
        ))}
        <Field path="addOns" label={t('onboarding.addOns')}>
          <Select
            id={idOf('addOns')}
            mode="multiple"
            showSearch={BY_LABEL}
            value={[...draft.addOns]}
            onChange={(addOns: string[]) => change({ addOns })}
            options={ADD_ONS.map((value) => ({ value, label: t(`onboarding.addOn.${value}`) }))}
          />
        </Field>
        <Field path="attributes" label={t('onboarding.attributes')}>
          <Select
            id={idOf('attributes')}
            mode="multiple"
            showSearch={BY_LABEL}
            value={[...draft.attributes]}
            onChange={(attributes: string[]) => change({ attributes })}
            options={ATTRIBUTES.map((value) => ({ value, label: t(`onboarding.attribute.${value}`) }))}
          />
        </Field>
      </fieldset>
      <PlanFields draft={draft} change={change} />
    </div>
  )
}

function NumbersField({
  draft,
  change,
  stock,
}: StepProps & { readonly stock: OnboardingChoices['onboardingStock'] }): ReactNode {
  const { t } = useTranslation()
  const kindOf = (kind: string): string => {
    const known = KINDS.find((each) => each === kind)
    return known === undefined ? kind : t(`onboarding.kinds.${known}`)
  }
  return (
    <Field path="numbers" label={t('onboarding.numbers')} hint={t('onboarding.numbersHint')} required>
      <Select
        id={idOf('numbers')}
        mode="multiple"
        showSearch={BY_LABEL}
        value={[...draft.numbers]}
        onChange={(numbers: string[]) => change({ numbers })}
        options={stock.numbers.map(({ number, kind, reservedFor }) => ({
          value: number,
          label: [
            number,
            kindOf(kind),
            ...(reservedFor === '' ? [] : [t('onboarding.reservedFor', { name: reservedFor })]),
          ].join(' · '),
        }))}
      />
    </Field>
  )
}

function PlanFields({ draft, change }: StepProps): ReactNode {
  const { t } = useTranslation()
  const { plan } = draft
  const changePlan = (changes: Partial<Draft['plan']>): void => change({ plan: { ...plan, ...changes } })
  return (
    <fieldset>
      <legend>
        {t('onboarding.plan')} ({draft.currency})
      </legend>
      <TextField
        path="plan.name"
        label={t('onboarding.planName')}
        value={plan.name}
        onChange={(name) => changePlan({ name })}
      />
      {(['seatPricePerMonth', 'inboundPerMinute', 'outboundPerMinute'] as const).map((price) => (
        <TextField
          key={price}
          path={`plan.${price}`}
          label={t(PRICES[price])}
          value={plan[price]}
          onChange={(amount) => changePlan({ [price]: amount })}
        />
      ))}
      <Field path="plan.firstSeconds" label={t('onboarding.increment')}>
        <Space>
          <InputNumber
            id={idOf('plan.firstSeconds')}
            min={1}
            max={600}
            value={plan.firstSeconds}
            onChange={(value) => changePlan({ firstSeconds: value ?? 1 })}
          />
          <InputNumber
            aria-label={t('onboarding.increment')}
            min={1}
            max={600}
            value={plan.thenSeconds}
            onChange={(value) => changePlan({ thenSeconds: value ?? 1 })}
          />
        </Space>
      </Field>
    </fieldset>
  )
}
