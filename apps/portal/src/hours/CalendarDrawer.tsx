import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useServerSecond } from '../app/clock.ts'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { intervalsOf, intervalText } from './days.ts'
import { CreateCalendar, UpdateCalendar } from './documents.ts'
import type { CalendarRow } from './documents.ts'

export type CalendarDrawerProps = {
  readonly calendar: CalendarRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Values = {
  readonly year: number
  readonly name: string
  readonly days: readonly { readonly date: string; readonly name: string; readonly intervals: string }[]
}

export function CalendarDrawer(props: CalendarDrawerProps): ReactNode {
  const { calendar } = props
  if (calendar === null) return null
  return <OpenDrawer key={calendar === 'new' ? 'new' : calendar.id} {...props} calendar={calendar} />
}

function OpenDrawer({
  calendar,
  mayEdit,
  onClose,
  onSaved,
}: CalendarDrawerProps & { readonly calendar: CalendarRow | 'new' }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Values>()
  const [, create] = useMutation(CreateCalendar)
  const [, update] = useMutation(UpdateCalendar)
  const change = useChange()
  const thisYear = new Date(useServerSecond()).getFullYear()
  const save = async (): Promise<void> => {
    const { year, name, days } = form.getFieldsValue(true) as Values
    const input = { year, name, days: days.map((day) => ({ ...day, intervals: intervalsOf(day.intervals) })) }
    const variables = { tenantId: tenant.id, input }
    const isSaved = await change.save(
      () => (calendar === 'new' ? create(variables) : update({ ...variables, calendarId: calendar.id })),
      form,
    )
    if (isSaved) onSaved()
  }
  return (
    <EditDrawer
      title={calendar === 'new' ? t('calendars.create') : t('calendars.editTitle', { name: calendar.name })}
      isOpen
      change={change}
      mayEdit={mayEdit}
      width={720}
      onClose={onClose}
      onSave={() => void save()}
    >
      <Form
        form={form}
        layout="vertical"
        disabled={!mayEdit}
        initialValues={
          calendar === 'new'
            ? { year: thisYear + 1, name: '', days: [] }
            : {
                year: calendar.year,
                name: calendar.name,
                days: calendar.days.map((day) => ({ ...day, intervals: intervalText(day.intervals) })),
              }
        }
        data-testid="calendar-form"
      >
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <Form.Item name="year" label={t('calendars.year')} required>
            <InputNumber style={{ width: 110 }} />
          </Form.Item>
          <Form.Item name="name" label={t('setUp.name')} required style={{ flex: 1 }}>
            <Input />
          </Form.Item>
        </div>
        <h2 className="section-title">{t('calendars.days')}</h2>
        <p className="muted">{t('calendars.hoursHelp')}</p>
        <Days />
      </Form>
    </EditDrawer>
  )
}

function Days(): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.List name="days">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
              <Form.Item name={[name, 'date']} style={{ marginBottom: 8 }}>
                <Input type="date" aria-label={t('hoursSetup.date')} />
              </Form.Item>
              <Form.Item name={[name, 'name']} style={{ flex: 1, marginBottom: 8 }}>
                <Input placeholder={t('hoursSetup.dayName')} aria-label={t('hoursSetup.dayName')} />
              </Form.Item>
              <Form.Item name={[name, 'intervals']} style={{ flex: 1, marginBottom: 8 }}>
                <Input placeholder={t('hoursSetup.closed')} aria-label={t('calendars.hours')} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t('setUp.remove')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ date: '', name: '', intervals: '' })}>
            {t('calendars.addDay')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
