import { PhoneOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient } from 'urql'
import { useAgentDeskMaybe } from '../agents/agent-desk.ts'
import { outcomeOf } from '../agents/commands.ts'
import { Kbd } from '../agents/Kbd.tsx'
import { SHORTCUTS, useShortcuts } from '../agents/shortcuts.ts'
import { useRun } from '../agents/use-run.ts'
import { useTenant } from '../app/use-tenant.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { CallBack } from './documents.ts'

type CallBackButtonProps = {
  readonly of: { readonly callbackId: string } | { readonly voicemailId: string }
  readonly number: string
  /** The one of the page that the key is for. */
  readonly hasKey: boolean
  readonly size?: 'small' | 'middle'
}

/** Calls back in one step: the agent's own phone rings first, then the caller is called. Nothing for one who takes no calls here. */
export function CallBackButton(props: CallBackButtonProps): ReactNode {
  const mayWork = usePermission('AGENT_WORK')
  const desk = useAgentDeskMaybe()
  return mayWork && desk !== null ? <Callable {...props} /> : null
}

function Callable({ of, number, hasKey, size = 'middle' }: CallBackButtonProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { id: tenantId } = useTenant()
  const client = useClient()
  const { pending, run } = useRun()
  const call = async (): Promise<void> => {
    if (pending !== null) return
    const isRung = await run('callBack', async () =>
      outcomeOf(await client.mutation(CallBack, { input: { tenantId, ...of } })),
    )
    if (isRung) void message.success(t('callbacks.rings', { number }))
  }
  useShortcuts(hasKey ? { callBack: () => void call() } : {})
  return (
    <Button
      type="primary"
      size={size}
      icon={<PhoneOutlined aria-hidden />}
      loading={pending !== null}
      onClick={(event) => {
        // A row of the list opens by a click beside its buttons.
        event.stopPropagation()
        void call()
      }}
      {...(hasKey ? { 'aria-keyshortcuts': SHORTCUTS.callBack.label } : {})}
      data-testid="call-back"
    >
      {t('callbacks.callBack')}
      <span className="visually-hidden"> {number}</span>
      {hasKey && <Kbd shortcut="callBack" />}
    </Button>
  )
}
