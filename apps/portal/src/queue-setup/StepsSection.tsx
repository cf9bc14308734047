import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, InputNumber, Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { ChoiceItem, optionsOf, RemoveButton, SecondsItem, Sentences } from './routing-parts.tsx'
import type { SectionProps } from './routing-parts.tsx'

const STEP = { margin: '0 0 12px', border: '1px solid #d9dee6', borderRadius: 8, padding: 12 } as const

/** What is asked for less, or of more agents, the longer a caller waits. */
export function StepsSection({ choices, say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const nextMs = (): number => {
    const steps = form.getFieldValue(['routing', 'steps']) as readonly { readonly afterMs: number }[] | undefined
    return (steps?.at(-1)?.afterMs ?? 0) + 30_000
  }
  return (
    <>
      <Sentences lines={say('steps')} />
      <Form.List name={['routing', 'steps']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="routing-step" style={STEP} data-testid={`step-${String(name)}`}>
                <div className="row" style={{ gap: 16, alignItems: 'flex-start', flexWrap: 'wrap' }}>
                  <SecondsItem path={[name, 'afterMs']} label={t('routing.after')} />
                  <Form.Item name={[name, 'groupIds']} label={t('routing.stepGroups')}>
                    <Select
                      mode="multiple"
                      style={{ minWidth: 220 }}
                      options={optionsOf(choices.groups)}
                      aria-label={t('routing.stepGroups')}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'offer']} label={t('routing.stepOffer')}>
                    <Offer />
                  </Form.Item>
                  <Form.Item label=" " colon={false}>
                    <RemoveButton onClick={() => remove(name)} />
                  </Form.Item>
                </div>
                <StepSkills at={name} choices={choices} />
              </fieldset>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add({ afterMs: nextMs(), skills: null, groupIds: [], offer: null })}
              data-testid="add-step"
            >
              {t('routing.addStep')}
            </Button>
          </>
        )}
      </Form.List>
    </>
  )
}

type OfferValue = 'callback' | 'voicemail' | null
function Offer(props: { readonly value?: OfferValue; readonly onChange?: (offer: OfferValue) => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <Select<'none' | 'callback' | 'voicemail'>
      value={props.value ?? 'none'}
      style={{ width: 150 }}
      aria-label={t('routing.stepOffer')}
      options={(['none', 'callback', 'voicemail'] as const).map((value) => ({
        value,
        label: t(`routing.offers.${value}`),
      }))}
      onChange={(offer) => props.onChange?.(offer === 'none' ? null : offer)}
    />
  )
}

function StepSkills({ at, choices }: { readonly at: number; readonly choices: SectionProps['choices'] }): ReactNode {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const path = ['routing', 'steps', at, 'skills']
  const skills: unknown = Form.useWatch(path, { form, preserve: true })
  const hasOwn = Array.isArray(skills)
  return (
    <>
      <div className="row" style={{ gap: 8, marginBottom: 8 }}>
        <span>{t('routing.stepSkills')}</span>
        <Segmented
          size="small"
          value={hasOwn ? 'own' : 'keep'}
          onChange={(value) => form.setFieldValue(path, value === 'own' ? [] : null)}
          options={[
            { value: 'keep', label: t('routing.stepSkillsKeep') },
            { value: 'own', label: t('routing.stepSkillsOwn') },
          ]}
        />
      </div>
      {hasOwn ? (
        <Form.List name={[at, 'skills']}>
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="row" style={{ gap: 12, alignItems: 'flex-end' }}>
                  <ChoiceItem path={[name, 'skillId']} label={t('queueSetup.skill')} choices={choices.skills} />
                  <Form.Item name={[name, 'proficiencyMin']} label={t('queueSetup.proficiencyMin')}>
                    <InputNumber />
                  </Form.Item>
                  <Form.Item>
                    <RemoveButton onClick={() => remove(name)} />
                  </Form.Item>
                </div>
              ))}
              <Button
                size="small"
                disabled={choices.skills.length === 0}
                onClick={() => add({ skillId: choices.skills[0]?.id, proficiencyMin: 1 })}
              >
                {t('queueSetup.addSkill')}
              </Button>
            </>
          )}
        </Form.List>
      ) : null}
    </>
  )
}
