import { Button, Checkbox, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { isFiltered } from './audit-filter.ts'
import type { AuditChoice } from './audit-filter.ts'
import type { AuditChoices } from './documents.ts'
import { useActionWords } from './use-action-words.ts'

const TYPING_PAUSE_MS = 350

export type AuditFiltersProps = {
  readonly choice: AuditChoice
  readonly setChoice: (choice: AuditChoice | null) => void
  readonly choices: AuditChoices
}

export function AuditFilters({ choice, setChoice, choices }: AuditFiltersProps): ReactNode {
  const { t } = useTranslation()
  const words = useActionWords()
  const day = (text: string | null): dayjs.Dayjs | null => (text === null ? null : dayjs(text))
  return (
    <div className="row" role="search">
      <DatePicker.RangePicker
        aria-label={t('audit.days')}
        value={[day(choice.from), day(choice.to)]}
        allowEmpty={[true, true]}
        onChange={(days) =>
          setChoice({
            ...choice,
            from: days?.[0]?.format('YYYY-MM-DD') ?? null,
            to: days?.[1]?.format('YYYY-MM-DD') ?? null,
          })
        }
      />
      <Select
        aria-label={t('audit.who')}
        placeholder={t('audit.anyPerson')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 200 }}
        value={choice.actor}
        onChange={(actor: string | undefined) => setChoice({ ...choice, actor: actor ?? null })}
        options={choices.actors.map(({ id, name }) => ({ value: id, label: name }))}
        data-testid="filter-actor"
      />
      <Select
        aria-label={t('audit.what')}
        placeholder={t('audit.anyAction')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 220 }}
        value={choice.action}
        onChange={(action: string | undefined) => setChoice({ ...choice, action: action ?? null })}
        options={choices.actions.map((action) => ({ value: action, label: words(action) }))}
        data-testid="filter-action"
      />
      <SubjectFilter value={choice.subject} onChange={(subject) => setChoice({ ...choice, subject })} />
      <Checkbox
        checked={choice.acting}
        onChange={(event) => setChoice({ ...choice, acting: event.target.checked })}
        data-testid="filter-acting"
      >
        {t('audit.onlyActingAs')}
      </Checkbox>
      {isFiltered(choice) && <Button onClick={() => setChoice(null)}>{t('audit.clearFilters')}</Button>}
    </div>
  )
}

type SubjectFilterProps = { readonly value: string; readonly onChange: (subject: string) => void }

/** Asks only when the typing pauses. */
function SubjectFilter({ value, onChange }: SubjectFilterProps): ReactNode {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <Input
      aria-label={t('audit.subject')}
      placeholder={t('audit.subjectPlaceholder')}
      allowClear
      style={{ width: 210 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      data-testid="filter-subject"
    />
  )
}
