import { App, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from 'urql'
import { useTenant } from '../../app/use-tenant.ts'
import { Faults } from '../../configuration/Faults.tsx'
import { useChange } from '../../configuration/use-change.ts'
import { PublishFlow } from '../mutation-documents.ts'
import { WhenFields } from './VersionsPanel.tsx'

/** Makes a version of what is drawn; the server refuses it with every fault and every failing test. */
export function PublishDialog(props: {
  readonly flowId: string
  readonly revision: number
  readonly faultsCount: number
  readonly onClose: () => void
  readonly onPublished: () => void
}): ReactNode {
  const { flowId, revision, faultsCount, onClose, onPublished } = props
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [isLater, setLater] = useState(false)
  const [at, setAt] = useState<Dayjs | null>(null)
  const [, publish] = useMutation(PublishFlow)
  const change = useChange(isLater ? t('flows.scheduledSaid') : t('flows.publishedSaid'))
  const carryOut = async (): Promise<void> => {
    if (isLater && at === null) {
      void message.warning(t('flows.chooseTime'))
      return
    }
    const input = { tenantId, flowId, revision, note, ...(isLater && at !== null ? { at: at.toISOString() } : {}) }
    if (await change.save(() => publish({ input }))) onPublished()
  }
  return (
    <Modal
      open
      title={t('flows.publishTitle')}
      onCancel={onClose}
      onOk={() => void carryOut()}
      okText={t(isLater ? 'flows.schedule' : 'flows.publish')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, ...{ 'data-testid': 'confirm-publish' } }}
    >
      <Faults faults={change.faults} />
      <p>{t('flows.publishAdvice')}</p>
      {faultsCount === 0 ? null : <p className="flow-fault">{t('flows.faultsLeft', { count: faultsCount })}</p>}
      <div className="flow-field">
        <label htmlFor="publish-note">{t('flows.note')}</label>
        <Input.TextArea
          id="publish-note"
          rows={2}
          maxLength={300}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
      <WhenFields isLater={isLater} onLater={setLater} at={at} onAt={setAt} />
    </Modal>
  )
}
