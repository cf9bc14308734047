import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { AddListEntry, ApplyForListEntry } from './documents.ts'
import { EntryForm, inputOf } from './EntryForm.tsx'
import type { EntryFields } from './EntryForm.tsx'

export type EntryDialogProps = {
  readonly tenantId: string
  /** `apply` asks a leader, `add` does it. */
  readonly mode: 'apply' | 'add' | null
  readonly number?: string
  readonly callId?: string | null
  readonly onClose: () => void
  readonly onDone?: () => void
}

/** Puts a number on a list, or asks for it. */
export function EntryDialog({ tenantId, mode, number, callId, onClose, onDone }: EntryDialogProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<EntryFields>()
  const [, apply] = useMutation(ApplyForListEntry)
  const [, add] = useMutation(AddListEntry)
  const change = useChange(mode === 'apply' ? t('lists.applied') : undefined)
  const close = (): void => {
    change.clear()
    onClose()
  }
  const save = async (): Promise<void> => {
    const input = { tenantId, ...inputOf(form.getFieldsValue(true) as EntryFields), callId: callId ?? null }
    if (!(await change.save(() => (mode === 'apply' ? apply({ input }) : add({ input })), form))) return
    close()
    onDone?.()
  }
  return (
    <Modal
      open={mode !== null}
      title={mode === 'add' ? t('lists.addTitle') : t('lists.applyTitle')}
      width={640}
      onCancel={close}
      onOk={() => void save()}
      okText={mode === 'add' ? t('lists.add') : t('lists.send')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      destroyOnHidden
    >
      {mode === 'apply' && <p className="muted">{t('lists.applyAdvice')}</p>}
      <Faults faults={change.faults} />
      <EntryForm form={form} initial={{ number: number ?? '' }} />
    </Modal>
  )
}
