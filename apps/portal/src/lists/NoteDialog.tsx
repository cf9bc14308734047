import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { DecideListEntry, RemoveListEntry } from './documents.ts'
import type { ListEntry } from './documents.ts'

export type Act = { readonly kind: 'approve' | 'refuse' | 'remove'; readonly entry: ListEntry }

export type NoteDialogProps = {
  readonly tenantId: string
  readonly act: Act | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Decides a request or takes a number off its list, with a note for those who read it later. */
export function NoteDialog({ tenantId, act, onClose, onDone }: NoteDialogProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ note: string }>()
  const [, decide] = useMutation(DecideListEntry)
  const [, remove] = useMutation(RemoveListEntry)
  const change = useChange(act?.kind === 'refuse' ? t('lists.refusedNow') : undefined)
  const close = (): void => {
    change.clear()
    onClose()
  }
  const run = async ({ kind, entry }: Act): Promise<void> => {
    const note = (form.getFieldValue('note') as string | undefined) ?? ''
    const input = { tenantId, entryId: entry.id, approve: kind === 'approve', note }
    const isDone = await change.save(
      () => (kind === 'remove' ? remove({ tenantId, entryId: entry.id, note }) : decide({ input })),
      form,
    )
    if (!isDone) return
    close()
    onDone()
  }
  const kind = act?.kind ?? 'approve'
  return (
    <Modal
      open={act !== null}
      title={t(`lists.actTitle.${kind}`, {
        number: act?.entry.number ?? '',
        list: t(`lists.kind.${act?.entry.list ?? 'BLACK'}`),
      })}
      onCancel={close}
      onOk={() => void (act === null ? undefined : run(act))}
      okText={t(`lists.act.${kind}`)}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, danger: kind !== 'approve' }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      {act === null ? null : <p>{act.entry.reason}</p>}
      <Form form={form} layout="vertical" preserve={false}>
        <Form.Item name="note" label={t(`lists.note.${kind}`)} required={kind === 'refuse'}>
          <Input.TextArea maxLength={300} showCount autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
