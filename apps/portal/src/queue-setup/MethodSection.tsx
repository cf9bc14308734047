import { ROUTING_METHODS } from '@seatline/core'
import { Form, InputNumber, Radio, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { OrderedList } from '../ui/OrderedList.tsx'
import { optionsOf, RemoveButton, Sentences } from './routing-parts.tsx'
import type { SectionProps } from './routing-parts.tsx'

/** Who is rung first, and what is special about the queue. */
export function MethodSection({ choices, say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const method: unknown = Form.useWatch(['routing', 'method'], { form, preserve: true })
  return (
    <>
      <Sentences lines={say('method')} />
      <Form.Item name={['routing', 'method']} label={t('routing.method')}>
        <Radio.Group
          style={{ display: 'grid', gap: 6 }}
          options={ROUTING_METHODS.map((value) => ({ value, label: t(`routing.methods.${value}`) }))}
        />
      </Form.Item>
      {method === 'hunt' ? <HuntOrder choices={choices} say={say} /> : null}
      {method === 'ringAll' ? (
        <Form.Item name={['routing', 'ringAllMax']} label={t('routing.ringAllMax')}>
          <InputNumber />
        </Form.Item>
      ) : null}
      <Form.Item
        name={['routing', 'emergency']}
        label={t('routing.emergency')}
        extra={t('routing.emergencyHelp')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item name={['routing', 'sayAgentNumber']} label={t('routing.sayAgentNumber')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

function HuntOrder({ choices }: SectionProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item name={['routing', 'huntOrder']} label={t('routing.huntOrder')} extra={t('routing.huntOrderHelp')}>
      <HuntList agents={choices.agents} />
    </Form.Item>
  )
}

type HuntListProps = {
  readonly agents: SectionProps['choices']['agents']
  readonly value?: readonly string[]
  readonly onChange?: (ids: readonly string[]) => void
}

function HuntList({ agents, value = [], onChange }: HuntListProps): ReactNode {
  const { t } = useTranslation()
  const items = value.map((id) => ({ id, name: agents.find((agent) => agent.id === id)?.name ?? id }))
  return (
    <>
      <OrderedList
        items={items}
        label={t('routing.huntOrder')}
        mayOrder
        onOrder={(ids) => onChange?.(ids)}
        render={({ id, name }) => (
          <span className="row" style={{ flex: 1, justifyContent: 'space-between' }}>
            {name}
            <RemoveButton onClick={() => onChange?.(value.filter((each) => each !== id))} />
          </span>
        )}
        testId="hunt-order"
      />
      <Select
        value={null}
        placeholder={t('routing.addAgent')}
        aria-label={t('routing.addAgent')}
        style={{ width: 260 }}
        options={optionsOf(agents.filter(({ id }) => !value.includes(id)))}
        onChange={(id: string | null) => (id === null ? undefined : onChange?.([...value, id]))}
      />
    </>
  )
}
