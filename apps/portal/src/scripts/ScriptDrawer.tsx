import { MERGE_FIELDS, mergeScript, SCRIPT_SITUATIONS } from '@seatline/core'
import type { MergeField } from '@seatline/core'
import { Button, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import type { ComponentRef, ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { CreateScript, UpdateScript } from './documents.ts'
import type { ScriptInput, ScriptRow } from './documents.ts'

type Queue = { readonly id: string; readonly name: string }
type ScriptDrawerProps = {
  readonly script: ScriptRow | 'new' | null
  readonly queues: readonly Queue[]
  readonly mayEdit: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Content = Omit<ScriptInput, 'tenantId'>

const SAMPLE_CALLER = '138 0013 8000'
const SITUATIONS = SCRIPT_SITUATIONS.map((situation) => situation.toUpperCase() as ScriptInput['situation'])

export function ScriptDrawer({ script, queues, mayEdit, onClose, onSaved }: ScriptDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<Content>()
  const [, create] = useMutation(CreateScript)
  const [, update] = useMutation(UpdateScript)
  const change = useChange()
  const initial = initialOf(script)
  const save = async (): Promise<void> => {
    const input = { ...initial, ...(form.getFieldsValue(true) as Partial<Content>), tenantId }
    const isSaved = await change.save(
      () => (script === 'new' || script === null ? create({ input }) : update({ input: { ...input, id: script.id } })),
      form,
    )
    if (isSaved) onSaved()
  }
  const close = (): void => {
    change.clear()
    onClose()
  }
  return (
    <EditDrawer
      title={script === 'new' || script === null ? t('scripts.create') : t('scripts.editTitle', { name: script.name })}
      isOpen={script !== null}
      change={change}
      mayEdit={mayEdit}
      width={640}
      onClose={close}
      onSave={() => void save()}
    >
      <Form
        key={script === 'new' || script === null ? 'new' : script.id}
        form={form}
        layout="vertical"
        preserve={false}
        disabled={!mayEdit}
        initialValues={initial}
        data-testid="script-form"
      >
        <Form.Item name="name" label={t('setUp.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <div className="two-columns" style={{ gridTemplateColumns: '1fr 1fr' }}>
          <Form.Item name="situation" label={t('scripts.situationLabel')} required>
            <Select options={SITUATIONS.map((value) => ({ value, label: t(`scripts.situation.${value}`) }))} />
          </Form.Item>
          <Form.Item name="queueId" label={t('scripts.queue')}>
            <Select
              allowClear
              placeholder={t('scripts.allQueues')}
              options={queues.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        </div>
        <Body />
      </Form>
    </EditDrawer>
  )
}

/** The text, buttons that put a field where the cursor is, and what comes of it. */
function Body(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const form = Form.useFormInstance<Content>()
  const area = useRef<ComponentRef<typeof Input.TextArea>>(null)
  const body = Form.useWatch<string | undefined>('body', form) ?? ''
  const insert = (field: MergeField): void => {
    const input = area.current?.resizableTextArea?.textArea
    const at = input?.selectionStart ?? body.length
    const end = input?.selectionEnd ?? at
    form.setFieldValue('body', `${body.slice(0, at)}{{${field}}}${body.slice(end)}`)
    input?.focus()
  }
  const shown = mergeScript(body, {
    brand: tenant.brand.name,
    agent: t('scripts.sample.agent'),
    caller: SAMPLE_CALLER,
    queue: t('scripts.sample.queue'),
  })
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <span className="muted">{t('scripts.insert')}</span>
        {MERGE_FIELDS.map((field) => (
          <Button key={field} size="small" onClick={() => insert(field)} data-testid={`insert-${field}`}>
            {t(`scripts.field.${field}`)}
          </Button>
        ))}
      </div>
      <Form.Item name="body" label={t('scripts.body')} required>
        <Input.TextArea ref={area} rows={6} maxLength={4_000} showCount />
      </Form.Item>
      <h3 className="card-title">{t('scripts.preview')}</h3>
      <blockquote className="script-text" lang={tenant.locale} data-testid="script-preview">
        {shown === '' ? <span className="muted">{t('scripts.previewEmpty')}</span> : shown}
      </blockquote>
    </>
  )
}

const initialOf = (script: ScriptRow | 'new' | null): Content =>
  script === 'new' || script === null
    ? { name: '', situation: 'GREETING', body: '', queueId: null }
    : { name: script.name, situation: script.situation, body: script.body, queueId: script.queue?.id ?? null }
