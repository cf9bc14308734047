import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Faults } from './Faults.tsx'
import type { Change } from './use-change.ts'

export type UseRow = {
  readonly kind: 'FLOW' | 'ANNOUNCEMENT' | 'SCRIPT' | 'QUEUE'
  readonly name: string
  readonly detail: string
}

/** Where something is in use. */
export function Uses({ uses }: { readonly uses: readonly UseRow[] }): ReactNode {
  const { t } = useTranslation()
  if (uses.length === 0) return <span className="muted">{t('setUp.notUsed')}</span>
  return uses.map(({ kind, name, detail }) => (
    <div key={`${kind}${name}${detail}`}>
      {t(`setUp.use.${kind}`)}: {name}
      {detail === '' ? null : <span className="muted"> · {detail}</span>}
    </div>
  ))
}

export type RemoveProps = {
  readonly name: string | null
  readonly change: Change
  readonly onClose: () => void
  readonly onRemove: () => void
}

/** Asks once more; what stands against it is said here too. */
export function RemoveDialog({ name, change, onClose, onRemove }: RemoveProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Modal
      open={name !== null}
      title={t('setUp.removeTitle', { name: name ?? '' })}
      onCancel={onClose}
      onOk={onRemove}
      okText={t('setUp.remove')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ danger: true, loading: change.isSaving }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <p>{t('setUp.removeAdvice')}</p>
    </Modal>
  )
}

export type RowActionsProps = {
  readonly name: string
  readonly mayEdit: boolean
  readonly onOpen: () => void
  readonly onRemove: () => void
}

export function RowActions({ name, mayEdit, onOpen, onRemove }: RowActionsProps): ReactNode {
  const { t } = useTranslation()
  if (!mayEdit) return null
  return (
    <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
      <Button size="small" onClick={onOpen} aria-label={`${t('setUp.edit')} ${name}`}>
        {t('setUp.edit')}
      </Button>
      <Button size="small" danger onClick={onRemove} aria-label={`${t('setUp.remove')} ${name}`}>
        {t('setUp.remove')}
      </Button>
    </span>
  )
}
