import { Radio } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { seatsOf } from './draft.ts'
import type { StepProps } from './CompanyStep.tsx'
import type { Template } from './documents.ts'
import { Field, idOf } from './Field.tsx'
import { MenuPreview } from './MenuPreview.tsx'

/** The line of business, and what callers will hear. */
export function TemplateStep(props: StepProps & { readonly templates: readonly Template[] }): ReactNode {
  const { t, i18n } = useTranslation()
  const { draft, change } = props
  const templates = props.templates.filter(({ language }) => language === draft.language)
  const chosen = templates.find(({ key }) => key === draft.template)
  const choose = (key: string): void => {
    const seats = templates.find((template) => template.key === key)?.seats
    change({ template: key, ...(seats === undefined ? {} : { seats: seatsOf(seats) }) })
  }
  return (
    <div className="template-choice">
      <Field path="template" label={t('onboarding.template')}>
        <Radio.Group
          id={idOf('template')}
          className="template-cards"
          value={draft.template}
          onChange={({ target }) => choose(target.value as string)}
        >
          {templates.map(({ key, name, summary }) => (
            <Radio key={key} value={key} data-testid={`template-${key}`}>
              <span className="template-name">{name}</span>
              <br />
              <span className="muted">{summary}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Field>
      {chosen !== undefined && (
        <section aria-live="polite" data-testid="template-preview">
          <h2 className="section-title">{t('onboarding.preview')}</h2>
          <p className="muted">{t('onboarding.previewHint')}</p>
          <MenuPreview template={chosen} company={draft.brandName.trim() || draft.name.trim() || '…'} />
          <h3 className="section-title">{t('onboarding.queues')}</h3>
          <ul>
            {chosen.queues.map(({ name, description, answerWithinSeconds }) => (
              <li key={name}>
                <b>{name}</b> · {description} ·{' '}
                <span className="muted">{t('onboarding.answerWithin', { seconds: answerWithinSeconds })}</span>
              </li>
            ))}
          </ul>
          <h3 className="section-title">{t('onboarding.hours')}</h3>
          <p>{hoursText(chosen, i18n.language)}</p>
        </section>
      )}
    </div>
  )
}

/** Neighbouring days with the same hours together: Mon–Fri 09:00–18:00. */
function hoursText({ hours }: Template, locale: string): string {
  const parts: { from: number; until: number; times: string }[] = []
  for (const { day, from, to } of hours) {
    const times = `${from}–${to}`
    const last = parts.at(-1)
    if (last?.times === times && last.until === day - 1) last.until = day
    else parts.push({ from: day, until: day, times })
  }
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  // The first of January 2024 was a Monday.
  const name = (day: number): string => format.format(Date.UTC(2024, 0, day))
  return parts
    .map(({ from, until, times }) => `${from === until ? name(from) : `${name(from)}–${name(until)}`} ${times}`)
    .join(', ')
}
