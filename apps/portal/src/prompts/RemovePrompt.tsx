import { Alert, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { ArchivePrompt } from './documents.ts'
import type { PromptRow } from './documents.ts'
import { Uses } from './PromptTable.tsx'

export type RemovePromptProps = {
  readonly prompt: PromptRow | null
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** Asks once more; a prompt that callers hear somewhere is not removed, and it is said where. */
export function RemovePrompt({ prompt, onClose, onRemoved }: RemovePromptProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const change = useChange()
  const [, archive] = useMutation(ArchivePrompt)
  const uses = prompt?.uses ?? []
  const close = (): void => {
    change.clear()
    onClose()
  }
  const remove = async (promptId: string): Promise<void> => {
    if (!(await change.save(() => archive({ tenantId: tenant.id, promptId })))) return
    close()
    onRemoved()
  }
  return (
    <Modal
      open={prompt !== null}
      title={t('setUp.removeTitle', { name: prompt?.name ?? '' })}
      onCancel={close}
      onOk={() => void (prompt === null ? undefined : remove(prompt.id))}
      okText={t('setUp.remove')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ danger: true, loading: change.isSaving, disabled: uses.length > 0 }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      {uses.length === 0 ? (
        <p>{t('setUp.removeAdvice')}</p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={t('prompts.inUse')}
          description={<Uses uses={uses} all />}
          data-testid="prompt-in-use"
        />
      )}
    </Modal>
  )
}
