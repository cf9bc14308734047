import { DatePicker, Form, Input, Segmented } from 'antd'
import type { FormInstance } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

export type EntryFields = {
  readonly number: string
  readonly reason: string
  readonly list: 'BLACK' | 'WHITE'
  readonly direction: 'INBOUND' | 'OUTBOUND' | 'BOTH'
  readonly expiresAt?: Dayjs | null
}

export type EntryFormProps = {
  readonly form: FormInstance<EntryFields>
  readonly initial: Partial<EntryFields>
}

/** What an entry of a list consists of. */
export function EntryForm({ form, initial }: EntryFormProps): ReactNode {
  const { t } = useTranslation()
  const startOfToday = dayjs().startOf('day')
  return (
    <Form
      form={form}
      layout="vertical"
      preserve={false}
      initialValues={{ number: '', reason: '', list: 'BLACK', direction: 'INBOUND', expiresAt: null, ...initial }}
      data-testid="list-entry-form"
    >
      <Form.Item name="number" label={t('lists.number')} extra={t('lists.numberHelp')} required>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Form.Item name="reason" label={t('lists.reason')} required>
        <Input.TextArea maxLength={300} showCount autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
      <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
        <Form.Item name="list" label={t('lists.list')}>
          <Segmented
            options={(['BLACK', 'WHITE'] as const).map((value) => ({ value, label: t(`lists.kind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="direction" label={t('lists.direction')}>
          <Segmented
            options={(['INBOUND', 'OUTBOUND', 'BOTH'] as const).map((value) => ({
              value,
              label: t(`lists.directions.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="expiresAt" label={t('lists.expires')} extra={t('lists.expiresHelp')}>
          <DatePicker disabledDate={(day) => day.isBefore(startOfToday)} placeholder={t('lists.untilRemoved')} />
        </Form.Item>
      </div>
    </Form>
  )
}

/** A day is meant whole: the entry ends with it. */
export const inputOf = (fields: EntryFields) => ({
  number: fields.number,
  reason: fields.reason,
  list: fields.list,
  direction: fields.direction,
  expiresAt: fields.expiresAt?.endOf('day').toISOString() ?? null,
})
