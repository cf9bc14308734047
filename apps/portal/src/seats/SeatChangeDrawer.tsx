import { Alert, DatePicker, Form, InputNumber } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useQuery } from 'urql'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { formatMoney } from '../ui/money.ts'
import { ChangeAddOn, ChangeSeats, PreviewSeatsQuery } from './documents.ts'
import type { AddOnRent, GradeRent } from './documents.ts'

export type Changing =
  | { readonly kind: 'grade'; readonly grade: GradeRent['grade']; readonly rented: number }
  | { readonly kind: 'addOn'; readonly addOn: AddOnRent['addOn']; readonly rented: number }

export type SeatChangeDrawerProps = {
  readonly tenant: { readonly id: string; readonly timeZone: string }
  readonly today: string
  readonly changing: Changing
  readonly onClose: () => void
  readonly onDone: () => void
}

type Fields = { readonly quantity: number | null; readonly fromDay: Dayjs | null }

/** How many, and from which day on; what it would cost and change is said before it is done. */
export function SeatChangeDrawer({ tenant, today, changing, onClose, onDone }: SeatChangeDrawerProps): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const change = useChange()
  const [form] = Form.useForm<Fields>()
  const [wish, setWish] = useState({ quantity: changing.rented, fromDay: today })
  const what =
    changing.kind === 'grade'
      ? `${t('seats.grades')} · ${t(`seatGrade.${changing.grade}`)}`
      : t(`addOnName.${changing.addOn}`)

  const save = async (): Promise<void> => {
    const { quantity, fromDay } = wish
    const done = await change.save(
      () =>
        changing.kind === 'grade'
          ? client
              .mutation(ChangeSeats, { input: { tenantId: tenant.id, grade: changing.grade, quantity, fromDay } })
              .toPromise()
          : client
              .mutation(ChangeAddOn, { input: { tenantId: tenant.id, addOn: changing.addOn, quantity, fromDay } })
              .toPromise(),
      form,
    )
    if (done) onDone()
  }

  return (
    <EditDrawer
      title={t('seats.changeOf', { what })}
      isOpen
      mayEdit
      change={change}
      width={480}
      onClose={onClose}
      onSave={() => void save()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ quantity: changing.rented, fromDay: dayjs(today) }}
        onValuesChange={(_, fields) =>
          setWish({ quantity: fields.quantity ?? 0, fromDay: fields.fromDay?.format('YYYY-MM-DD') ?? '' })
        }
        onFinish={() => void save()}
      >
        <Form.Item name="quantity" label={t('seats.quantity')}>
          <InputNumber min={0} max={10_000} precision={0} autoFocus data-testid="seat-quantity" />
        </Form.Item>
        <Form.Item
          name="fromDay"
          label={t('seats.fromDay')}
          extra={t('seats.fromDayNote', { timeZone: tenant.timeZone })}
        >
          <DatePicker
            allowClear={false}
            minDate={dayjs(today)}
            maxDate={dayjs(today).add(1, 'year')}
            data-testid="seat-day"
          />
        </Form.Item>
      </Form>
      {changing.kind === 'grade' && <Preview tenantId={tenant.id} grade={changing.grade} wish={wish} />}
    </EditDrawer>
  )
}

type PreviewProps = {
  readonly tenantId: string
  readonly grade: GradeRent['grade']
  readonly wish: { readonly quantity: number; readonly fromDay: string }
}

function Preview({ tenantId, grade, wish }: PreviewProps): ReactNode {
  const { t } = useTranslation()
  const [{ data }] = useQuery({
    query: PreviewSeatsQuery,
    variables: { input: { tenantId, grade, ...wish } },
    pause: wish.fromDay === '',
    requestPolicy: 'cache-and-network',
  })
  const preview = data?.result.__typename === 'SeatPreview' ? data.result : null
  if (preview === null) return null
  const { monthlyBefore, monthlyAfter, gained, lost, signedInBeyond } = preview
  const names = (features: typeof gained): string => features.map((each) => t(`featureName.${each}`)).join(', ')
  return (
    <div className="stack" data-testid="seat-preview" aria-live="polite">
      <span>
        {monthlyBefore === null || monthlyAfter === null
          ? t('seats.noPlan')
          : t('seats.monthly', { before: formatMoney(monthlyBefore), after: formatMoney(monthlyAfter) })}
      </span>
      {gained.length > 0 && <Alert type="success" showIcon title={t('seats.gained', { features: names(gained) })} />}
      {lost.length > 0 && <Alert type="warning" showIcon title={t('seats.lost', { features: names(lost) })} />}
      {signedInBeyond > 0 && <Alert type="info" showIcon title={t('seats.beyond', { count: signedInBeyond })} />}
    </div>
  )
}
