import { Alert, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { Differences } from './Differences.tsx'
import { RollBack, RollBackPreviewQuery } from './documents.ts'
import { Faults } from './Faults.tsx'
import { useChange, useFaultText } from './use-change.ts'

export type RestoreDialogProps = {
  readonly version: number
  readonly onClose: () => void
  readonly onRestored: () => void
}

/** Shows what restoring a version would change and what does not come back, and asks why. */
export function RestoreDialog({ version, onClose, onRestored }: RestoreDialogProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [form] = Form.useForm<{ readonly reason: string }>()
  const [, rollBack] = useMutation(RollBack)
  const change = useChange()
  const restore = async (): Promise<void> => {
    const { reason } = form.getFieldsValue(true) as { readonly reason: string }
    if (await change.save(() => rollBack({ tenantId: tenant.id, version, reason }), form)) onRestored()
  }
  return (
    <Modal
      open
      width={680}
      title={t('versions.restoreTitle', { version })}
      okText={t('versions.restore')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      onCancel={onClose}
      onOk={() => void restore()}
    >
      <Faults faults={change.faults} />
      <Preview version={version} />
      <Form form={form} layout="vertical" initialValues={{ reason: '' }}>
        <Form.Item name="reason" label={t('versions.reason')} required extra={t('versions.reasonHelp')}>
          <Input.TextArea rows={2} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Preview({ version }: { readonly version: number }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const textOf = useFaultText()
  const variables = { tenantId: tenant.id, version }
  const [{ data }] = useQuery({ query: RollBackPreviewQuery, variables, requestPolicy: 'network-only' })
  const result = data?.result
  if (result === undefined) return <PageSkeleton />
  if (result.__typename !== 'RollBackPreview') return <Alert type="warning" showIcon title={textOf(result)} />
  const { differences, leftOut } = result
  return (
    <>
      <p>{t(differences.length === 0 ? 'versions.restoreSame' : 'versions.restoreAdvice')}</p>
      <div style={{ maxHeight: 320, overflow: 'auto' }} tabIndex={0}>
        <Differences differences={differences} />
      </div>
      {leftOut.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          style={{ margin: '12px 0' }}
          title={t('versions.leftOut')}
          description={leftOut.map(({ kind, name, code, message }) => (
            <div key={`${kind}${name}${code}`}>
              {t(`versions.kind.${kind}`)} “{name}”: {textOf({ code, message })}
            </div>
          ))}
        />
      )}
    </>
  )
}
