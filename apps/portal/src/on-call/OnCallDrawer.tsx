import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import type { FormListFieldData } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { AgentsQuery } from '../agent-setup/documents.ts'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { DAYS } from '../hours/days.ts'
import { CreateOnCallList, UpdateOnCallList } from './documents.ts'
import type { OnCallInput, OnCallRow } from './documents.ts'
import './on-call.css'

type Named = { readonly id: string; readonly name: string }
type Option = { readonly value: string; readonly label: string }
type DutyInput = OnCallInput['duties'][number]

const NEW_DUTY: DutyInput = { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00' }
const TIME_ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))
const options = (all: readonly Named[]): Option[] => all.map(({ id, name }) => ({ value: id, label: name }))

export type OnCallDrawerProps = {
  readonly list: OnCallRow | 'new' | null
  readonly queues: readonly Named[]
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function OnCallDrawer(props: OnCallDrawerProps): ReactNode {
  const { list } = props
  if (list === null) return null
  // A form of its own for each, so that nothing of the one before is left in it.
  return <OpenDrawer key={list === 'new' ? 'new' : list.id} {...props} list={list} />
}

function OpenDrawer({
  list,
  queues,
  onClose,
  onSaved,
}: OnCallDrawerProps & { readonly list: OnCallRow | 'new' }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<OnCallInput>()
  const [{ data }] = useQuery({
    query: AgentsQuery,
    variables: { tenantId: tenant.id, filter: { active: true }, offset: 0, limit: 200 },
  })
  const [, create] = useMutation(CreateOnCallList)
  const [, update] = useMutation(UpdateOnCallList)
  const change = useChange()
  const known = list === 'new' ? [] : list.duties.flatMap(({ agent }) => agent ?? [])
  const agents = new Map([...known, ...(data?.tenant?.agents.rows ?? [])].map((each) => [each.id, each]))
  const save = async (): Promise<void> => {
    const content = form.getFieldsValue(true) as OnCallInput
    const input = { ...content, duties: content.duties.map(withoutEmpty) }
    const variables = { tenantId: tenant.id, input }
    const isSaved = await change.save(
      () => (list === 'new' ? create(variables) : update({ ...variables, listId: list.id })),
      form,
    )
    if (isSaved) onSaved()
  }
  return (
    <EditDrawer
      title={list === 'new' ? t('onCall.create') : t('onCall.title', { name: list.name })}
      isOpen
      change={change}
      mayEdit
      width={720}
      onClose={onClose}
      onSave={() => void save()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={
          list === 'new'
            ? { name: '', timeZone: tenant.timeZone, queueId: queues[0]?.id, duties: [NEW_DUTY] }
            : contentOf(list)
        }
        data-testid="on-call-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="queueId" label={t('onCall.queue')} extra={t('onCall.queueHelp')} required>
          <Select options={options(queues)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="timeZone" label={t('hoursSetup.timeZone')} required>
          <Select options={TIME_ZONES} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <h2 className="section-title">{t('onCall.duties')}</h2>
        <p className="muted">{t('onCall.dutiesHelp')}</p>
        <Form.List name="duties">
          {(fields, { add, remove, move }) => (
            <div className="stack">
              {fields.map((field) => (
                <DutyLine
                  key={field.key}
                  field={field}
                  agents={options([...agents.values()])}
                  onUp={() => move(field.name, field.name - 1)}
                  onRemove={() => remove(field.name)}
                />
              ))}
              <Button
                icon={<PlusOutlined aria-hidden />}
                onClick={() => add({ ...NEW_DUTY })}
                data-testid="add-duty"
                style={{ alignSelf: 'flex-start' }}
              >
                {t('onCall.add')}
              </Button>
            </div>
          )}
        </Form.List>
      </Form>
    </EditDrawer>
  )
}

type DutyLineProps = {
  readonly field: FormListFieldData
  readonly agents: readonly Option[]
  readonly onUp: () => void
  readonly onRemove: () => void
}

function DutyLine({ field: { name }, agents, onUp, onRemove }: DutyLineProps): ReactNode {
  const { t } = useTranslation()
  const line = name + 1
  const item = (part: keyof DutyInput, width: number | string, content: ReactNode, extra?: string): ReactNode => (
    <Form.Item name={[name, part]} label={t(LABELS[part])} extra={extra} style={{ width, marginBottom: 8 }}>
      {content}
    </Form.Item>
  )
  return (
    <fieldset className="duty-line" data-testid={`duty-${String(name)}`}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span className="muted">{line}</span>
        <span className="row">
          <Button
            size="small"
            icon={<ArrowUpOutlined aria-hidden />}
            disabled={name === 0}
            aria-label={t('onCall.up', { line })}
            onClick={onUp}
          />
          <Button
            size="small"
            danger
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('onCall.remove', { line })}
            onClick={onRemove}
          />
        </span>
      </div>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        {item('agentId', 290, <Select allowClear options={[...agents]} showSearch={{ optionFilterProp: 'label' }} />)}
        {item('number', 290, <Input inputMode="tel" autoComplete="off" />, t('onCall.numberHelp'))}
      </div>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        {item(
          'days',
          290,
          <Select
            mode="multiple"
            options={DAYS.map((day) => ({ value: day, label: t(`hoursSetup.shortDay.${day}`) }))}
          />,
        )}
        {item('from', 80, <Input />)}
        {item('to', 80, <Input />)}
      </div>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        {item('firstDate', 160, <Input type="date" />)}
        {item('lastDate', 160, <Input type="date" />)}
      </div>
    </fieldset>
  )
}

const LABELS = {
  agentId: 'onCall.agent',
  number: 'onCall.number',
  days: 'onCall.days',
  from: 'onCall.from',
  to: 'onCall.to',
  firstDate: 'onCall.firstDate',
  lastDate: 'onCall.lastDate',
} as const

const contentOf = ({ name, queue, timeZone, duties }: OnCallRow): OnCallInput => ({
  name,
  timeZone,
  queueId: queue.id,
  duties: duties.map(({ agent, number, days, from, to, firstDate, lastDate }) => ({
    agentId: agent?.id ?? null,
    number,
    days: [...days],
    from,
    to,
    firstDate,
    lastDate,
  })),
})

/** What is left empty is nothing, not an empty text. */
const given = (text: string | null | undefined): string | null => (text === undefined || text === '' ? null : text)

const withoutEmpty = ({ agentId, number, days, from, to, firstDate, lastDate }: DutyInput): DutyInput => ({
  agentId: given(agentId),
  number: given(number),
  days,
  from,
  to,
  firstDate: given(firstDate),
  lastDate: given(lastDate),
})
