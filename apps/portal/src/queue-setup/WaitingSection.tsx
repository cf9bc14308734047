import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, InputNumber, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { ChoiceItem, KeyItem, OptionalPart, RemoveButton, SecondsItem, Sentences } from './routing-parts.tsx'
import type { Path, SectionProps } from './routing-parts.tsx'

const part = (name: string): Path => ['routing', 'waiting', name]

/** What callers hear and may choose while they wait. */
export function WaitingSection({ choices, say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Sentences lines={say('waiting')} />
      <OptionalPart
        path={part('position')}
        label={t('routing.position')}
        first={() => ({ firstMs: 30_000, everyMs: 60_000, sayWait: true })}
      >
        <SecondsItem path={[...part('position'), 'firstMs']} label={t('routing.firstAfter')} />
        <SecondsItem path={[...part('position'), 'everyMs']} label={t('routing.every')} />
        <Form.Item name={[...part('position'), 'sayWait']} label={t('routing.sayWait')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </OptionalPart>
      <Messages choices={choices} />
      <OptionalPart
        path={part('advert')}
        label={t('routing.advert')}
        first={() => ({ key: '3', promptId: choices.speech[0]?.id })}
      >
        <KeyItem path={part('advert')} />
        <ChoiceItem path={[...part('advert'), 'promptId']} label={t('routing.prompt')} choices={choices.speech} />
      </OptionalPart>
      <OptionalPart
        path={part('voicemail')}
        label={t('routing.voicemail')}
        first={() => ({ key: '2', boxId: choices.voicemailBoxes[0]?.id })}
      >
        <KeyItem path={part('voicemail')} />
        <ChoiceItem path={[...part('voicemail'), 'boxId']} label={t('routing.box')} choices={choices.voicemailBoxes} />
      </OptionalPart>
      <OptionalPart
        path={part('callback')}
        label={t('routing.callback')}
        first={() => ({ key: '1', offerAfterMs: 60_000, attemptsMax: 3, retryAfterMs: 600_000, otherNumber: true })}
      >
        <KeyItem path={part('callback')} />
        <SecondsItem path={[...part('callback'), 'offerAfterMs']} label={t('routing.offerAfter')} />
        <Form.Item name={[...part('callback'), 'attemptsMax']} label={t('routing.attemptsMax')}>
          <InputNumber style={{ width: 80 }} />
        </Form.Item>
        <SecondsItem path={[...part('callback'), 'retryAfterMs']} label={t('routing.retryAfter')} />
        <Form.Item name={[...part('callback'), 'otherNumber']} label={t('routing.otherNumber')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </OptionalPart>
    </>
  )
}

function Messages({ choices }: Pick<SectionProps, 'choices'>): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item label={t('routing.messages')}>
      <Form.List name={['routing', 'waiting', 'messages']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="row" style={{ gap: 12, alignItems: 'flex-end', flexWrap: 'wrap' }}>
                <ChoiceItem
                  path={[name, 'promptId']}
                  label={t('routing.prompt')}
                  choices={choices.speech}
                  width={180}
                />
                <SecondsItem path={[name, 'firstMs']} label={t('routing.firstAfter')} />
                <SecondsItem path={[name, 'everyMs']} label={t('routing.every')} />
                <Form.Item name={[name, 'once']} valuePropName="checked">
                  <Checkbox>{t('routing.once')}</Checkbox>
                </Form.Item>
                <Form.Item>
                  <RemoveButton onClick={() => remove(name)} />
                </Form.Item>
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={choices.speech.length === 0}
              onClick={() => add({ promptId: choices.speech[0]?.id, firstMs: 15_000, everyMs: 60_000, once: false })}
            >
              {t('routing.addMessage')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
