import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select, Space, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { SaveSurvey, SurveyChoicesQuery } from './documents.ts'
import type { SurveyInput, SurveyRow } from './documents.ts'

type Content = SurveyInput & { readonly asksWhy: boolean }

const NEW: Content = {
  name: '',
  questionPromptId: '',
  keys: [
    { key: '1', score: 5, satisfied: true, labelEn: 'Satisfied', labelZh: '满意' },
    { key: '2', score: 1, satisfied: false, labelEn: 'Not satisfied', labelZh: '不满意' },
  ],
  asksWhy: false,
  reasons: { promptId: '', keys: [{ key: '1', reasonKey: 'waited', labelEn: 'Waited too long', labelZh: '等待太久' }] },
  timeoutSeconds: 6,
  attemptsMax: 2,
  queueIds: [],
}

function contentOf(survey: SurveyRow | 'new' | null): Content {
  if (survey === 'new' || survey === null) return NEW
  const { id: _, queues, reasons, keys, ...rest } = survey
  return {
    ...rest,
    keys: [...keys],
    reasons: reasons === null ? (NEW.reasons ?? null) : { ...reasons, keys: [...reasons.keys] },
    asksWhy: reasons !== null,
    queueIds: queues.map((queue) => queue.id),
  }
}

export function SurveyDrawer(props: {
  readonly survey: SurveyRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { survey, mayEdit, onClose, onSaved } = props
  const [form] = Form.useForm<Content>()
  const asksWhy = Form.useWatch((content: Partial<Content>) => content.asksWhy, form) ?? contentOf(survey).asksWhy
  const [{ data }] = useQuery({ query: SurveyChoicesQuery, variables: { tenantId }, pause: survey === null })
  const [, saveSurvey] = useMutation(SaveSurvey)
  const change = useChange()
  const isNew = survey === 'new' || survey === null
  const speech = (data?.configurationChoices.speech ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const queues = (data?.configurationChoices.queues ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const save = async (): Promise<void> => {
    const { asksWhy: why, reasons, ...rest } = { ...contentOf(survey), ...form.getFieldsValue(true) } as Content
    const input = { ...rest, reasons: why ? (reasons ?? null) : null }
    const variables = { tenantId, input, ...(isNew ? {} : { surveyId: survey.id }) }
    if (await change.save(() => saveSurvey(variables), form)) onSaved()
  }
  return (
    <EditDrawer
      title={isNew ? t('surveys.create') : survey.name}
      isOpen={survey !== null}
      change={change}
      mayEdit={mayEdit}
      width={720}
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <Form
        key={isNew ? 'new' : survey.id}
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={contentOf(survey)}
        disabled={!mayEdit}
        data-testid="survey-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="questionPromptId" label={t('surveys.question')} required>
          <Select options={speech} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <KeyRows name={['keys']} title={t('surveys.keys')} scored />
        <Form.Item name="asksWhy" label={t('surveys.asksWhy')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {asksWhy && (
          <>
            <Form.Item name={['reasons', 'promptId']} label={t('surveys.reasonQuestion')} required>
              <Select options={speech} showSearch={{ optionFilterProp: 'label' }} />
            </Form.Item>
            <KeyRows name={['reasons', 'keys']} title={t('surveys.reasons')} scored={false} />
          </>
        )}
        <Form.Item name="thanksPromptId" label={t('surveys.thanks')}>
          <Select allowClear options={speech} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="queueIds" label={t('surveys.after')} extra={t('surveys.afterHelp')}>
          <Select mode="multiple" options={queues} />
        </Form.Item>
        <Space size="large">
          <Form.Item name="timeoutSeconds" label={t('surveys.timeout')}>
            <InputNumber min={1} max={30} suffix={t('voicemail.secondsUnit')} />
          </Form.Item>
          <Form.Item name="attemptsMax" label={t('surveys.attemptsMax')}>
            <InputNumber min={1} max={3} />
          </Form.Item>
        </Space>
      </Form>
    </EditDrawer>
  )
}

const WIDTHS = { key: 52, labelEn: 170, labelZh: 130 } as const

function KeyRows(props: { readonly name: string[]; readonly title: string; readonly scored: boolean }): ReactNode {
  const { t } = useTranslation()
  const { name, title, scored } = props
  return (
    <Form.Item label={title}>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <div className="stack" style={{ gap: 8 }}>
            <Space className="muted" aria-hidden>
              <span style={{ display: 'inline-block', width: WIDTHS.key }}>{t('surveys.key')}</span>
              <span style={{ display: 'inline-block', width: WIDTHS.labelEn }}>{t('surveys.labelEn')}</span>
              <span style={{ display: 'inline-block', width: WIDTHS.labelZh }}>{t('surveys.labelZh')}</span>
              <span>{t(scored ? 'surveys.score' : 'surveys.reasonKey')}</span>
            </Space>
            {fields.map((field) => (
              <Space key={field.key} align="baseline" wrap>
                <Form.Item name={[field.name, 'key']} noStyle>
                  <Input style={{ width: WIDTHS.key }} maxLength={1} aria-label={t('surveys.key')} />
                </Form.Item>
                <Form.Item name={[field.name, 'labelEn']} noStyle>
                  <Input
                    style={{ width: WIDTHS.labelEn }}
                    maxLength={80}
                    aria-label={t('surveys.labelEn')}
                    placeholder={t('surveys.labelEn')}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'labelZh']} noStyle>
                  <Input
                    style={{ width: WIDTHS.labelZh }}
                    maxLength={80}
                    aria-label={t('surveys.labelZh')}
                    placeholder={t('surveys.labelZh')}
                  />
                </Form.Item>
                {scored ? (
                  <>
                    <Form.Item name={[field.name, 'score']} noStyle>
                      <InputNumber min={0} max={10} style={{ width: 70 }} aria-label={t('surveys.score')} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'satisfied']} noStyle valuePropName="checked">
                      <Checkbox>{t('surveys.satisfied')}</Checkbox>
                    </Form.Item>
                  </>
                ) : (
                  <Form.Item name={[field.name, 'reasonKey']} noStyle>
                    <Input
                      style={{ width: 110 }}
                      maxLength={40}
                      aria-label={t('surveys.reasonKey')}
                      placeholder={t('surveys.reasonKey')}
                    />
                  </Form.Item>
                )}
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('setUp.remove')}
                  onClick={() => remove(field.name)}
                />
              </Space>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              onClick={() =>
                add(
                  scored
                    ? { key: '', score: 0, satisfied: false, labelEn: '', labelZh: '' }
                    : { key: '', reasonKey: '', labelEn: '', labelZh: '' },
                )
              }
            >
              {t('surveys.addKey')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  )
}
