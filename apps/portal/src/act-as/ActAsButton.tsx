import { UserSwitchOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { useViewer } from '../app/viewer.ts'
import { StartActingAsMutation } from './documents.ts'
import { useActAsFault } from './use-act-as-fault.ts'

const REASON_LENGTH = { min: 10, max: 500 } as const

export type ActAsButtonProps = { readonly tenantId: string; readonly tenantName: string }

/** Begins an hour as the client's administrator, with a reason that the client reads. Nothing for one who may not. */
export function ActAsButton({ tenantId, tenantName }: ActAsButtonProps): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const may = viewer.memberships.some(({ permissions }) => permissions.includes('PLATFORM_ACT_AS'))
  const actsNow = viewer.memberships.some(({ tenant, actingAs }) => tenant.id === tenantId && actingAs !== null)
  if (!may) return null
  const goThere = (): void => void navigate(tenantPagePath(tenantId, 'live'))
  return (
    <>
      <Button
        size="small"
        icon={<UserSwitchOutlined aria-hidden />}
        onClick={actsNow ? goThere : () => setAsking(true)}
        data-testid={`act-as-${tenantId}`}
      >
        {t('actAs.start')}
      </Button>
      <Modal
        open={asking}
        title={t('actAs.startFor', { name: tenantName })}
        footer={null}
        destroyOnHidden
        onCancel={() => setAsking(false)}
      >
        <ReasonForm tenantId={tenantId} onStarted={goThere} onCancel={() => setAsking(false)} />
      </Modal>
    </>
  )
}

type ReasonFormProps = {
  readonly tenantId: string
  readonly onStarted: () => void
  readonly onCancel: () => void
}

function ReasonForm({ tenantId, onStarted, onCancel }: ReasonFormProps): ReactNode {
  const { t } = useTranslation()
  const faultOf = useActAsFault()
  const [{ fetching }, start] = useMutation(StartActingAsMutation)
  const [fault, setFault] = useState<string | null>(null)
  const submit = async ({ reason }: { readonly reason: string }): Promise<void> => {
    const { data, error } = await start({ input: { tenantId, reason } })
    const refused = faultOf(error, data?.startActingAs)
    setFault(refused)
    if (refused === null) onStarted()
  }
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(values: { reason: string }) => void submit(values)}>
      <p>{t('actAs.explanation')}</p>
      <Form.Item
        name="reason"
        label={t('actAs.reason')}
        extra={t('actAs.reasonHint')}
        {...(fault === null ? {} : { validateStatus: 'error' as const, help: fault })}
        rules={[
          {
            validator: (_rule, value: string | undefined) =>
              (value ?? '').trim().length < REASON_LENGTH.min
                ? Promise.reject(new Error(t('actAsFault.reasonTooShort')))
                : Promise.resolve(),
          },
        ]}
        validateTrigger="onSubmit"
      >
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={REASON_LENGTH.max}
          placeholder={t('actAs.reasonPlaceholder')}
          onChange={() => setFault(null)}
          data-testid="act-as-reason"
        />
      </Form.Item>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onCancel}>{t('actAs.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={fetching} data-testid="act-as-submit">
          {t('actAs.submit')}
        </Button>
      </div>
    </Form>
  )
}
