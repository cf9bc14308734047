import { Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Defined } from '../ui/Metric.tsx'
import { OptionalPart, Seconds, Sentences } from './routing-parts.tsx'
import type { SectionProps } from './routing-parts.tsx'

const CLASSES = [0, 1, 2, 3, 4]

/** Who goes before whom. */
export function PrioritySection({ say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Sentences lines={say('priority')} />
      <div className="row" style={{ gap: 24, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Form.Item name={['routing', 'serviceLevelShare']} label={t('routing.share')}>
          <Percent label={t('routing.share')} />
        </Form.Item>
        <Form.Item
          name={['routing', 'priority']}
          label={<Defined meaning={t('routing.priorityMeaning')}>{t('routing.priority')}</Defined>}
        >
          <InputNumber />
        </Form.Item>
        <Form.Item
          name={['routing', 'weight']}
          label={<Defined meaning={t('routing.weightMeaning')}>{t('routing.weight')}</Defined>}
        >
          <InputNumber step={0.5} />
        </Form.Item>
        <Form.Item
          name={['routing', 'ageingMsPerPriority']}
          label={<Defined meaning={t('routing.ageingMeaning')}>{t('routing.ageing')}</Defined>}
        >
          <Seconds label={t('routing.ageing')} />
        </Form.Item>
      </div>
      <div className="row" style={{ gap: 16, flexWrap: 'wrap' }}>
        {CLASSES.map((at) => (
          <Form.Item
            key={at}
            name={['routing', 'vipPriority', at]}
            label={<Defined meaning={t('routing.vipMeaning')}>{t('routing.vip', { class: at + 1 })}</Defined>}
          >
            <InputNumber style={{ width: 90 }} />
          </Form.Item>
        ))}
      </div>
    </>
  )
}

function Percent(props: {
  readonly value?: number
  readonly onChange?: (share: number | null) => void
  readonly label: string
}): ReactNode {
  const { value, onChange, label } = props
  return (
    <InputNumber
      aria-label={label}
      value={value === undefined ? null : Math.round(value * 1_000) / 10}
      onChange={(percent) => onChange?.(percent === null ? null : percent / 100)}
      suffix="%"
    />
  )
}

/** What happens when nobody picks up. */
export function NoAnswerSection({ say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Sentences lines={say('noAnswer')} />
      <Form.Item name={['routing', 'noAnswersMax']} label={t('routing.noAnswersMax')}>
        <InputNumber />
      </Form.Item>
      <OptionalPart
        path={['routing', 'outsideNumber']}
        label={t('routing.outside')}
        help={t('routing.outsideHelp')}
        first={() => ({ number: '', afterPresentations: 2 })}
      >
        <Form.Item name={['routing', 'outsideNumber', 'number']} label={t('routing.outsideNumber')}>
          <Input style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name={['routing', 'outsideNumber', 'afterPresentations']} label={t('routing.afterPresentations')}>
          <InputNumber />
        </Form.Item>
      </OptionalPart>
    </>
  )
}
