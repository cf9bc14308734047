import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

/** A month, `2026-03`; empty where none need be chosen. In the reader's language, whatever the browser's is. */
export function MonthPicker(props: {
  readonly value: string
  readonly onChange: (month: string) => void
  readonly label?: string
  readonly mayBeEmpty?: boolean
}): ReactNode {
  const { t } = useTranslation()
  const { value, onChange } = props
  return (
    <DatePicker
      picker="month"
      style={{ width: 150 }}
      aria-label={props.label ?? t('finance.month')}
      placeholder={t('finance.month')}
      allowClear={props.mayBeEmpty ?? false}
      value={value === '' ? null : dayjs(`${value}-01`)}
      onChange={(chosen) => onChange(chosen?.format('YYYY-MM') ?? '')}
    />
  )
}
