import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

const NAME_LENGTH_MAX = 60

type BranchFormProps = {
  readonly name: string
  /** The fault in the reader's language, or null when it is done. */
  readonly save: (name: string) => Promise<string | null>
  readonly onDone: () => void
}

/** The name of a branch, new or changed; what is wrong with it stands at it. */
export function BranchForm({ name, save, onDone }: BranchFormProps): ReactNode {
  const { t } = useTranslation()
  const [saving, setSaving] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const submit = async (values: { readonly name: string }): Promise<void> => {
    setSaving(true)
    const refused = await save(values.name)
    setSaving(false)
    setFault(refused)
    if (refused === null) onDone()
  }
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ name }}
      onFinish={(values: { name: string }) => void submit(values)}
    >
      <Form.Item
        name="name"
        label={t('branches.name')}
        {...(fault === null ? {} : { validateStatus: 'error' as const, help: fault })}
      >
        <Input autoFocus maxLength={NAME_LENGTH_MAX} onChange={() => setFault(null)} data-testid="branch-name" />
      </Form.Item>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onDone}>{t('branches.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving} data-testid="branch-save">
          {t('branches.save')}
        </Button>
      </div>
    </Form>
  )
}
