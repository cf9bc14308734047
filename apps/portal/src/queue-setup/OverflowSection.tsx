import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { ChoiceItem, OptionalPart, SecondsItem, Sentences } from './routing-parts.tsx'
import type { Path, SectionProps } from './routing-parts.tsx'

const TARGETS = ['queue', 'voicemail', 'flow', 'number', 'announcement'] as const
type Target = (typeof TARGETS)[number]

/** Where calls go that the queue gives up. */
export function OverflowSection({ choices, say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const to = (): object => newTarget('announcement', choices)
  const path = (ground: string): Path => ['routing', 'overflow', ground]
  return (
    <>
      <Sentences lines={say('overflow')} />
      <OptionalPart
        path={path('wait')}
        label={t('routing.overflowGrounds.wait')}
        first={() => ({ afterMs: 300_000, to: to() })}
      >
        <SecondsItem path={[...path('wait'), 'afterMs']} label={t('routing.after')} />
        <TargetFields path={path('wait')} choices={choices} />
      </OptionalPart>
      <OptionalPart
        path={path('length')}
        label={t('routing.overflowGrounds.length')}
        first={() => ({ callsMax: 20, to: to() })}
      >
        <Form.Item name={[...path('length'), 'callsMax']} label={t('routing.callsMax')}>
          <InputNumber />
        </Form.Item>
        <TargetFields path={path('length')} choices={choices} />
      </OptionalPart>
      <OptionalPart path={path('noAgent')} label={t('routing.overflowGrounds.noAgent')} first={() => ({ to: to() })}>
        <TargetFields path={path('noAgent')} choices={choices} />
      </OptionalPart>
    </>
  )
}

type Choices = SectionProps['choices']

function newTarget(kind: Target, choices: Choices): object {
  switch (kind) {
    case 'queue':
      return { kind, queueId: choices.queues[0]?.id }
    case 'voicemail':
      return { kind, boxId: choices.voicemailBoxes[0]?.id }
    case 'flow':
      return { kind, flowId: choices.flows[0]?.id }
    case 'announcement':
      return { kind, promptId: choices.speech[0]?.id }
    case 'number':
      return { kind, number: '' }
  }
}

function TargetFields({ path, choices }: { readonly path: Path; readonly choices: Choices }): ReactNode {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const to = [...path, 'to']
  const kind: unknown = Form.useWatch([...to, 'kind'], { form, preserve: true })
  return (
    <>
      <Form.Item label={t('routing.to')} name={[...to, 'kind']}>
        <Select
          style={{ width: 220 }}
          aria-label={t('routing.to')}
          options={TARGETS.map((value) => ({ value, label: t(`routing.targets.${value}`) }))}
          onChange={(value: Target) => form.setFieldValue(to, newTarget(value, choices))}
        />
      </Form.Item>
      {kind === 'queue' && (
        <ChoiceItem path={[...to, 'queueId']} label={t('routing.target')} choices={choices.queues} />
      )}
      {kind === 'voicemail' && (
        <ChoiceItem path={[...to, 'boxId']} label={t('routing.target')} choices={choices.voicemailBoxes} />
      )}
      {kind === 'flow' && <ChoiceItem path={[...to, 'flowId']} label={t('routing.target')} choices={choices.flows} />}
      {kind === 'announcement' && (
        <ChoiceItem path={[...to, 'promptId']} label={t('routing.target')} choices={choices.speech} />
      )}
      {kind === 'number' && (
        <Form.Item name={[...to, 'number']} label={t('routing.outsideNumber')}>
          <Input style={{ width: 200 }} />
        </Form.Item>
      )}
    </>
  )
}
