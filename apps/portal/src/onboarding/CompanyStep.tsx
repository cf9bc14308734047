import { Radio, Select } from 'antd'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { OnboardingChoices } from './documents.ts'
import { contactOf, forLanguage } from './draft.ts'
import type { Draft } from './draft.ts'
import { Field, idOf, TextField } from './Field.tsx'

export type StepProps = {
  readonly draft: Draft
  readonly change: (changes: Partial<Draft>) => void
}

const CURRENCIES = ['CNY', 'HKD', 'GBP', 'EUR', 'USD'] as const

/** Who the client is. */
export function CompanyStep(props: StepProps & { readonly prospects: OnboardingChoices['prospects'] }): ReactNode {
  const { t } = useTranslation()
  const { draft, change, prospects } = props
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })), [])
  const choose = (prospectId: string | null): void => {
    const chosen = prospects.find(({ tenant }) => tenant.id === prospectId)
    change({
      prospectId,
      ...(chosen === undefined ? {} : { name: chosen.tenant.name, contact: contactOf(chosen.contact) }),
    })
  }
  return (
    <div className="wizard-columns">
      <div>
        {prospects.length > 0 && (
          <Field path="prospectId" label={t('onboarding.prospect')} hint={t('onboarding.prospectHint')}>
            <Select
              id={idOf('prospectId')}
              value={draft.prospectId ?? ''}
              onChange={(value) => choose(value === '' ? null : value)}
              options={[
                { value: '', label: t('onboarding.noProspect') },
                ...prospects.map(({ tenant }) => ({ value: tenant.id, label: tenant.name })),
              ]}
            />
          </Field>
        )}
        <TextField
          path="name"
          label={t('onboarding.name')}
          hint={t('onboarding.nameHint')}
          required
          autoFocus
          value={draft.name}
          onChange={(name) => change({ name })}
        />
        <TextField
          path="brandName"
          label={t('onboarding.brandName')}
          hint={t('onboarding.brandNameHint')}
          value={draft.brandName}
          onChange={(brandName) => change({ brandName })}
        />
        <TextField
          path="brandColor"
          label={t('onboarding.brandColor')}
          type="color"
          value={draft.brandColor}
          onChange={(brandColor) => change({ brandColor })}
        />
      </div>
      <div>
        <Field path="language" label={t('onboarding.language')}>
          <Radio.Group
            id={idOf('language')}
            value={draft.language}
            onChange={({ target }) => change(forLanguage(target.value as Draft['language']))}
            options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`onboarding.languages.${value}`) }))}
          />
        </Field>
        <Field path="timeZone" label={t('onboarding.timeZone')}>
          <Select
            id={idOf('timeZone')}
            showSearch
            value={draft.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            options={zones}
          />
        </Field>
        <Field path="currency" label={t('onboarding.currency')}>
          <Select
            id={idOf('currency')}
            value={draft.currency}
            onChange={(currency) => change({ currency })}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
          />
        </Field>
      </div>
      <div>
        {(['name', 'phone', 'email'] as const).map((part) => (
          <TextField
            key={part}
            path={`contact.${part}`}
            label={t(CONTACT_LABELS[part])}
            value={draft.contact[part]}
            onChange={(value) => change({ contact: { ...draft.contact, [part]: value } })}
          />
        ))}
      </div>
    </div>
  )
}

const CONTACT_LABELS = {
  name: 'onboarding.contactName',
  phone: 'onboarding.contactPhone',
  email: 'onboarding.contactEmail',
} as const
