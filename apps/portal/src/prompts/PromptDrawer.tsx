import { Alert, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { LOCALE_NAMES, LOCALES } from '../i18n/locale.ts'
import { CreatePrompt, UpdatePrompt } from './documents.ts'
import type { PromptRow } from './documents.ts'
import { SoundSource } from './SoundSource.tsx'
import type { Draft } from './upload-sound.ts'

type Facts = {
  readonly name: string
  readonly kind: PromptRow['kind']
  readonly locale: string
  readonly text: string
}

export type PromptDrawerProps = {
  readonly prompt: PromptRow | 'new' | null
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** One prompt: what it is called, and what is heard. */
export function PromptDrawer({ prompt, mayEdit, onClose, onSaved }: PromptDrawerProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<Facts>()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [noSound, setNoSound] = useState(false)
  const [, create] = useMutation(CreatePrompt)
  const [, update] = useMutation(UpdatePrompt)
  const change = useChange()
  const known = prompt === 'new' ? null : prompt
  const locale = (Form.useWatch('locale', form) as string | undefined) ?? known?.locale ?? tenant.locale
  const end = (done: () => void): void => {
    change.clear()
    setDraft(null)
    setNoSound(false)
    done()
  }
  const save = async (): Promise<void> => {
    if (known === null && draft === null) {
      setNoSound(true)
      return
    }
    const facts = { ...factsOf(known, tenant.locale), ...(form.getFieldsValue(true) as Partial<Facts>) }
    const input = { tenantId: tenant.id, ...facts }
    const isSaved = await change.save(
      () =>
        known === null
          ? create({ input: { ...input, draftId: draft?.id ?? '' } })
          : update({ input: { ...input, promptId: known.id, draftId: draft?.id ?? null } }),
      form,
    )
    if (isSaved) end(onSaved)
  }
  return (
    <EditDrawer
      title={known === null ? t('prompts.create') : t('prompts.editTitle', { name: known.name })}
      isOpen={prompt !== null}
      change={change}
      mayEdit={mayEdit}
      width={620}
      onClose={() => end(onClose)}
      onSave={() => void save()}
    >
      {known === null ? null : (
        <div style={{ marginBottom: 16 }}>
          <div className="muted">{t('prompts.heardNow')}</div>
          <audio controls src={known.audioUrl} style={{ width: '100%' }} aria-label={known.name} />
        </div>
      )}
      {noSound && <Alert type="error" showIcon role="alert" title={t('prompts.soundFirst')} />}
      {mayEdit && (
        <SoundSource
          tenantId={tenant.id}
          locale={locale}
          text={known?.text ?? ''}
          draft={draft}
          onDraft={(made, text) => {
            setDraft(made)
            setNoSound(false)
            if (text !== null) form.setFieldValue('text', text)
          }}
        />
      )}
      <Form
        key={known?.id ?? 'new'}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={factsOf(known, tenant.locale)}
        style={{ marginTop: 20 }}
        data-testid="prompt-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item name="kind" label={t('prompts.kind')}>
            <Segmented
              options={(['SPEECH', 'MUSIC'] as const).map((value) => ({ value, label: t(`prompts.kinds.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="locale" label={t('prompts.language')}>
            <Select style={{ width: 140 }} options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))} />
          </Form.Item>
        </div>
        <Form.Item name="text" label={t('prompts.text')} extra={t('prompts.textHelp')}>
          <Input.TextArea maxLength={2_000} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}

const factsOf = (prompt: PromptRow | null, locale: string): Facts => ({
  name: prompt?.name ?? '',
  kind: prompt?.kind ?? 'SPEECH',
  locale: prompt?.locale ?? locale,
  text: prompt?.text ?? '',
})
