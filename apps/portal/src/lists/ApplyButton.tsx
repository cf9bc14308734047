import { StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { CallFacts } from '../agents/desk-view.ts'
import { useViewer } from '../app/viewer.ts'
import { EntryDialog } from './EntryDialog.tsx'

export type ApplyButtonProps = {
  readonly tenantId: string | null
  readonly number: string
  readonly callId: string | null
  readonly size?: 'middle' | 'large'
}

/** Beside a call: asks a leader to shut its caller out. Not there without the right, or when the number was withheld. */
export function ApplyButton({ tenantId, number, callId, size = 'middle' }: ApplyButtonProps): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [opened, setOpened] = useState(false)
  const membership = viewer.memberships.find(({ tenant }) => tenant.id === tenantId)
  if (tenantId === null || number === '' || membership?.permissions.includes('LISTS_APPLY') !== true) return null
  return (
    <>
      <Button
        size={size}
        icon={<StopOutlined aria-hidden />}
        onClick={() => setOpened(true)}
        data-testid="apply-black-list"
      >
        {t('lists.applyShort')}
      </Button>
      <EntryDialog
        tenantId={tenantId}
        mode={opened ? 'apply' : null}
        number={number}
        callId={callId}
        onClose={() => setOpened(false)}
      />
    </>
  )
}

/** The same for the call at the desk. */
export function ApplyToFacts({ facts }: { readonly facts: CallFacts }): ReactNode {
  return (
    <ApplyButton size="large" tenantId={facts.details?.tenant.id ?? null} number={facts.ani} callId={facts.callId} />
  )
}
