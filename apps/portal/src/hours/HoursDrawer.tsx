import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { Fault } from '../configuration/use-change.ts'
import type { Period } from './days.ts'
import { CreateHours, UpdateHours } from './documents.ts'
import type { HoursInput, HoursRow } from './documents.ts'
import { HoursPreview } from './HoursPreview.tsx'
import { WeekEditor } from './WeekEditor.tsx'

export type HoursDrawerProps = {
  readonly hours: HoursRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function HoursDrawer(props: HoursDrawerProps): ReactNode {
  const { hours } = props
  if (hours === null) return null
  // A form of its own for each, so that nothing of the one before is left in it.
  return <OpenDrawer key={hours === 'new' ? 'new' : hours.id} {...props} hours={hours} />
}

function OpenDrawer({
  hours,
  mayEdit,
  onClose,
  onSaved,
}: HoursDrawerProps & { readonly hours: HoursRow | 'new' }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<HoursInput>()
  const [weekly, setWeekly] = useState<readonly Period[]>(hours === 'new' ? OFFICE : hours.weekly)
  const [, create] = useMutation(CreateHours)
  const [, update] = useMutation(UpdateHours)
  const change = useChange()
  const faults = weekFaults(change.faults)
  const save = async (): Promise<void> => {
    const { name, timeZone, holidays, followsCalendars } = form.getFieldsValue(true) as HoursInput
    const input = {
      name,
      timeZone,
      followsCalendars,
      holidays: holidays.map((day) => ({ date: day.date, name: day.name })),
      weekly: weekly.map(({ day, from, to }) => ({ day, from, to })),
    }
    const variables = { tenantId: tenant.id, input }
    const isSaved = await change.save(
      () => (hours === 'new' ? create(variables) : update({ ...variables, hoursId: hours.id })),
      form,
    )
    if (isSaved) onSaved()
  }
  return (
    <EditDrawer
      title={hours === 'new' ? t('hoursSetup.create') : t('hoursSetup.editTitle', { name: hours.name })}
      isOpen
      change={{ ...change, faults: change.faults.filter(({ field }) => field?.startsWith('weekly.') !== true) }}
      mayEdit={mayEdit}
      width={620}
      onClose={onClose}
      onSave={() => void save()}
    >
      <Form
        form={form}
        layout="vertical"
        disabled={!mayEdit}
        initialValues={
          hours === 'new'
            ? { name: '', timeZone: tenant.timeZone, holidays: [], followsCalendars: true }
            : {
                name: hours.name,
                timeZone: hours.timeZone,
                holidays: hours.holidays,
                followsCalendars: hours.followsCalendars,
              }
        }
        data-testid="hours-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input />
        </Form.Item>
        <Form.Item name="timeZone" label={t('hoursSetup.timeZone')} required>
          <Select showSearch options={TIME_ZONES} />
        </Form.Item>
        <h2 className="section-title">{t('hoursSetup.week')}</h2>
        <WeekEditor weekly={weekly} faults={faults} mayEdit={mayEdit} onChange={setWeekly} />
        <Form.Item name="followsCalendars" label={t('hoursSetup.followsCalendars')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <ClosedDays mayEdit={mayEdit} />
      </Form>
      {hours === 'new' ? null : <HoursPreview hoursId={hours.id} timeZone={hours.timeZone} />}
    </EditDrawer>
  )
}

const OFFICE = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }))
const TIME_ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

/** Faults of the week stand at their interval. */
const weekFaults = (faults: readonly Fault[]): ReadonlyMap<number, string> =>
  new Map(
    faults.flatMap(({ field, text }) => {
      const at = /^weekly\.(\d+)/.exec(field ?? '')?.[1]
      return at === undefined ? [] : [[Number(at), text] as const]
    }),
  )

function ClosedDays({ mayEdit }: { readonly mayEdit: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item label={t('hoursSetup.ownHolidays')}>
      <Form.List name="holidays">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
                <Form.Item name={[name, 'date']}>
                  <Input type="date" aria-label={t('hoursSetup.date')} />
                </Form.Item>
                <Form.Item name={[name, 'name']} style={{ flex: 1 }}>
                  <Input placeholder={t('hoursSetup.dayName')} aria-label={t('hoursSetup.dayName')} />
                </Form.Item>
                <Button
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('setUp.remove')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            {mayEdit ? (
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ date: '', name: '' })}>
                {t('hoursSetup.addHoliday')}
              </Button>
            ) : null}
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
