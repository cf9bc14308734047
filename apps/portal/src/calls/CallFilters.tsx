import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { isFiltered, NO_FILTER } from './call-filter.ts'
import type { FilterChoice } from './call-filter.ts'

const OUTCOMES = ['ANSWERED', 'ABANDONED', 'LEFT_QUEUE', 'ENDED_IN_MENU', 'FAILED', 'IN_PROGRESS'] as const
const TYPING_PAUSE_MS = 350

export type CallFiltersProps = {
  readonly choice: FilterChoice
  readonly setChoice: (choice: FilterChoice) => void
  readonly queues: readonly { readonly id: string; readonly name: string }[]
}

export function CallFilters({ choice, setChoice, queues }: CallFiltersProps): ReactNode {
  const { t } = useTranslation()
  const day = (text: string | null): dayjs.Dayjs | null => (text === null ? null : dayjs(text))
  return (
    <div className="row" role="search" style={{ marginBottom: 14 }}>
      <DatePicker.RangePicker
        aria-label={t('calls.days')}
        value={[day(choice.fromDay), day(choice.toDay)]}
        allowEmpty={[true, true]}
        onChange={(days) =>
          setChoice({
            ...choice,
            fromDay: days?.[0]?.format('YYYY-MM-DD') ?? null,
            toDay: days?.[1]?.format('YYYY-MM-DD') ?? null,
          })
        }
      />
      <NumberFilter value={choice.number} onChange={(number) => setChoice({ ...choice, number })} />
      <Select
        aria-label={t('live.queue')}
        placeholder={t('calls.anyQueue')}
        allowClear
        style={{ width: 190 }}
        value={choice.queueId}
        onChange={(queueId: string | undefined) => setChoice({ ...choice, queueId: queueId ?? null })}
        options={queues.map((queue) => ({ value: queue.id, label: queue.name }))}
        data-testid="filter-queue"
      />
      <Select
        aria-label={t('call.outcome')}
        placeholder={t('calls.anyOutcome')}
        allowClear
        style={{ width: 190 }}
        value={choice.outcome ?? null}
        onChange={(outcome: FilterChoice['outcome'] | undefined) => setChoice({ ...choice, outcome: outcome ?? null })}
        options={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
        data-testid="filter-outcome"
      />
      {isFiltered(choice) && <Button onClick={() => setChoice(NO_FILTER)}>{t('calls.clearFilters')}</Button>}
    </div>
  )
}

type NumberFilterProps = { readonly value: string; readonly onChange: (number: string) => void }

/** Asks only when the typing pauses. */
function NumberFilter({ value, onChange }: NumberFilterProps): ReactNode {
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
      aria-label={t('calls.number')}
      placeholder={t('calls.numberPlaceholder')}
      allowClear
      style={{ width: 200 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      data-testid="filter-number"
    />
  )
}
