import { CheckOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useViewer } from '../app/viewer.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { useAgentDesk } from './agent-desk.ts'
import { NotReadyReasonsQuery } from './documents.ts'
import type { AgentDesktop } from './documents.ts'
import { Kbd } from './Kbd.tsx'
import { reasonChoices } from './not-ready-reasons.ts'
import { SHORTCUTS } from './shortcuts.ts'
import type { Run } from './use-run.ts'

export type StatusBarProps = {
  readonly desktop: AgentDesktop
  readonly run: Run
  readonly reasonsOpen: boolean
  readonly setReasonsOpen: (open: boolean) => void
}

const BUSY: ReadonlySet<AgentDesktop['status']> = new Set(['RINGING', 'TALKING', 'HOLD', 'ENGAGED'])

/** What the agent is, since when, and the way to become something else. */
export function StatusBar({ desktop, run, reasonsOpen, setReasonsOpen }: StatusBarProps): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const busy = BUSY.has(desktop.status)
  const [pausesAfterCall, setPausesAfterCall] = useState(false)
  useEffect(() => {
    if (!busy) setPausesAfterCall(false)
  }, [busy])
  return (
    <section className="desk-status" aria-label={t('status.label')}>
      <div style={{ minWidth: 200 }} aria-live="polite">
        <div className="desk-status-word" data-testid="agent-status" data-status={desktop.status}>
          {t(`status.${desktop.status}`)}
        </div>
        <div className="muted">
          <StatusReason desktop={desktop} />
        </div>
      </div>
      <div className="figures muted" style={{ fontSize: 18, minWidth: 70 }} aria-hidden>
        <Elapsed since={desktop.since} testId="status-since" />
      </div>
      <div style={{ flex: 1 }} />
      <div className="row">
        <Button
          type={desktop.status === 'NOT_READY' || desktop.status === 'WRAP_UP' ? 'primary' : 'default'}
          disabled={desktop.status === 'READY' || (busy && !pausesAfterCall)}
          loading={run.pending === 'ready'}
          onClick={() => {
            void run.run('ready', actions.ready).then((done) => {
              if (done) setPausesAfterCall(false)
            })
          }}
          aria-keyshortcuts={SHORTCUTS.ready.label}
          data-testid="ready"
        >
          {t('desk.ready')}
          <Kbd shortcut="ready" />
        </Button>
        <NotReadyButton
          run={run}
          open={reasonsOpen}
          setOpen={setReasonsOpen}
          afterCall={busy}
          chosen={pausesAfterCall}
          onDone={() => setPausesAfterCall(busy)}
        />
        <Button
          loading={run.pending === 'signOut'}
          onClick={() => void run.run('signOut', actions.signOut)}
          data-testid="sign-out"
        >
          {t('desk.signOut')}
        </Button>
      </div>
    </section>
  )
}

function StatusReason({ desktop }: { readonly desktop: AgentDesktop }): ReactNode {
  const { t } = useTranslation()
  if (desktop.connection === 'LOST') return t('status.phoneLost')
  const system = desktop.reason?.system ?? null
  if (system !== null) return t(`systemReason.${system}`)
  return desktop.reason?.reason?.label ?? t(`statusHint.${desktop.status}`)
}

type NotReadyButtonProps = {
  readonly run: Run
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly afterCall: boolean
  /** Asked for already; it takes effect after the call. */
  readonly chosen: boolean
  readonly onDone: () => void
}

function NotReadyButton({ run, open, setOpen, afterCall, chosen, onDone }: NotReadyButtonProps): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const [{ data }] = useQuery({ query: NotReadyReasonsQuery })
  const { viewer } = useViewer()
  const groups = (data?.viewer.memberships ?? [])
    .filter(({ permissions }) => permissions.includes('AGENT_WORK'))
    .map(({ tenant }) => ({ tenantId: tenant.id, name: tenant.name, reasons: tenant.reasons }))
  const choices = reasonChoices(groups, viewer.agent?.allowedQueues ?? [])
  return (
    <Dropdown
      open={open}
      onOpenChange={setOpen}
      trigger={['click']}
      autoFocus
      menu={{
        items: choices.map(({ id, label }) => ({ key: id, label })),
        onClick: ({ key }) => {
          setOpen(false)
          void run
            .run('notReady', () => actions.notReady(key))
            .then((done) => {
              if (done) onDone()
            })
        },
      }}
    >
      <Button
        loading={run.pending === 'notReady'}
        aria-haspopup="menu"
        aria-pressed={chosen}
        icon={chosen ? <CheckOutlined aria-hidden /> : null}
        aria-expanded={open}
        aria-keyshortcuts={SHORTCUTS.notReady.label}
        data-testid="not-ready"
      >
        {afterCall ? t('desk.notReadyAfter') : t('desk.notReady')}
        <Kbd shortcut="notReady" />
      </Button>
    </Dropdown>
  )
}
