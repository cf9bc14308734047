import { Alert, Button, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useViewer } from '../app/viewer.ts'
import { phoneReadiness } from '../softphone/softphone-state.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { VoicemailReminder } from '../voicemail/VoicemailReminder.tsx'
import { useAgentDesk } from './agent-desk.ts'
import type { AgentDesk } from './agent-desk.ts'
import { CallWithoutPhonePanel, RingingPanel, TalkingPanel } from './CallPanel.tsx'
import { CallScripts } from './CallScripts.tsx'
import type { DeskView } from './desk-view.ts'
import { OwnCalls } from './OwnCalls.tsx'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { useShortcuts } from './shortcuts.ts'
import type { ShortcutHandlers } from './shortcuts.ts'
import { SignInForm } from './SignInForm.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import type { TransferTab } from './TransferDialog.tsx'
import { useRun } from './use-run.ts'
import type { Run } from './use-run.ts'
import { DispositionForm, WRAP_UP_EXTENSION_S, WrapUpPanel } from './WrapUpPanel.tsx'
import type { DispositionHandle } from './WrapUpPanel.tsx'

/** While there is somebody to say something to. */
const WITH_CALLER: readonly DeskView['kind'][] = ['ringing', 'talking', 'ringingWithoutPhone', 'talkingWithoutPhone']

export function AgentDesktopPage(): ReactNode {
  const { t } = useTranslation()
  const desk = useAgentDesk()
  const run = useRun()
  const [helpOpen, setHelpOpen] = useState(false)
  const [reasonsOpen, setReasonsOpen] = useState(false)
  const [transfer, setTransfer] = useState<TransferTab | null>(null)
  const disposition = useRef<DispositionHandle>(null)
  useDeskShortcuts(desk, run, {
    help: () => setHelpOpen((open) => !open),
    notReady: () => setReasonsOpen(true),
    disposition: () => disposition.current?.focus(),
    transfer: setTransfer,
  })
  const { desktop, view } = desk
  const call = view !== null && 'facts' in view ? view.facts.details : null

  return (
    <>
      <div className="page-head">
        <h1>{t('desk.title')}</h1>
        <span className="space" />
        <Button onClick={() => setHelpOpen(true)} data-testid="open-shortcuts">
          {t('shortcuts.open')}
        </Button>
      </div>
      <PhoneTrouble />
      <VoicemailReminder />
      {desktop === null ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : (
        <div className="desk">
          {desktop.status !== 'SIGNED_OUT' && (
            <StatusBar desktop={desktop} run={run} reasonsOpen={reasonsOpen} setReasonsOpen={setReasonsOpen} />
          )}
          <div className="stack">
            <MainPanel run={run} onTransfer={setTransfer} />
            {view !== null && WITH_CALLER.includes(view.kind) && (
              <CallScripts key={call?.id ?? 'unknown'} callId={call?.id ?? null} />
            )}
          </div>
          <div className="stack">
            {call !== null && view?.kind !== 'ringing' && (
              <section className="desk-panel" style={{ minHeight: 0 }}>
                <DispositionForm key={call.id} call={call} run={run} ref={disposition} />
              </section>
            )}
            <OwnCalls refreshKey={`${desktop.status}:${desktop.since}`} />
          </div>
        </div>
      )}
      {transfer !== null && view?.kind === 'talking' && view.facts.callId !== null && (
        <TransferDialog
          callId={view.facts.callId}
          tab={transfer}
          onTab={setTransfer}
          onClose={() => setTransfer(null)}
        />
      )}
      <ShortcutHelp open={helpOpen} onClose={() => setHelpOpen(false)} />
    </>
  )
}

function MainPanel({
  run,
  onTransfer,
}: {
  readonly run: Run
  readonly onTransfer: (tab: TransferTab) => void
}): ReactNode {
  const { t } = useTranslation()
  const { view, desktop, phone } = useAgentDesk()
  const { viewer } = useViewer()
  const elsewhere = desktop?.device === 'SIP_PHONE' || phone.owner === 'otherTab'
  if (view === null || desktop === null) return null
  switch (view.kind) {
    case 'signedOut': {
      return (
        <section className="desk-panel">
          <SignInForm allowedQueues={viewer.agent?.allowedQueues ?? []} />
        </section>
      )
    }
    case 'idle': {
      return (
        <section className="desk-panel" data-testid="idle-panel">
          <div style={{ paddingTop: 60 }}>
            <EmptyState
              title={view.ready ? t('desk.waiting') : t('desk.paused')}
              advice={t(
                view.ready ? (elsewhere ? 'desk.waitingElsewhere' : 'desk.waitingAdvice') : 'desk.pausedAdvice',
              )}
            />
          </div>
          <p className="muted" style={{ textAlign: 'center' }}>
            {t('desk.servedQueues')} {desktop.signedInQueues.map((queue) => queue.name).join(' · ')}
          </p>
        </section>
      )
    }
    case 'ringing': {
      return <RingingPanel view={view} />
    }
    case 'talking': {
      return <TalkingPanel view={view} onTransfer={onTransfer} />
    }
    case 'wrapUp': {
      return <WrapUpPanel view={view} run={run} />
    }
    case 'ringingWithoutPhone':
    case 'talkingWithoutPhone': {
      return <CallWithoutPhonePanel view={view} />
    }
  }
}

/** What keeps calls from reaching this tab, and the way out. */
function PhoneTrouble(): ReactNode {
  const { t } = useTranslation()
  const { phone, actions, desktop } = useAgentDesk()
  const { pending, run } = useRun()
  const readiness = phoneReadiness(phone)
  if (readiness === 'otherTab')
    return (
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 16 }}
        data-testid="phone-other-tab"
        title={t('phone.otherTabTitle')}
        description={t('phone.otherTabAdvice')}
        action={
          <Button
            loading={pending === 'takeOver'}
            onClick={() => void run('takeOver', () => actions.openPhone('takeOver'))}
            data-testid="take-over"
          >
            {t('phone.takeOver')}
          </Button>
        }
      />
    )
  if (readiness === 'noMicrophone')
    return (
      <Alert
        type="error"
        showIcon
        style={{ marginBottom: 16 }}
        data-testid="microphone-trouble"
        title={t(phone.microphone === 'refused' ? 'phone.refusedTitle' : 'phone.missingTitle')}
        description={t(phone.microphone === 'refused' ? 'phone.refusedAdvice' : 'phone.missingAdvice')}
        action={
          desktop !== null && desktop.status !== 'SIGNED_OUT' ? (
            <Button loading={pending === 'retry'} onClick={() => void run('retry', () => actions.openPhone('ifFree'))}>
              {t('phone.tryAgain')}
            </Button>
          ) : null
        }
      />
    )
  return null
}

type PageKeys = {
  readonly help: () => void
  readonly notReady: () => void
  readonly disposition: () => void
  readonly transfer: (tab: TransferTab) => void
}

function useDeskShortcuts({ view, desktop, actions }: AgentDesk, run: Run, page: PageKeys): void {
  const kind = view?.kind
  const signedIn = desktop !== null && desktop.status !== 'SIGNED_OUT'
  const talking = view?.kind === 'talking' ? view : null
  const inWrapUp = kind === 'wrapUp'
  useShortcuts({
    help: page.help,
    answer: kind === 'ringing' ? actions.answer : undefined,
    hangUp: kind === 'ringing' ? actions.decline : talking === null ? undefined : actions.hangUp,
    hold: talking === null ? undefined : actions.toggleHold,
    mute: talking === null ? undefined : () => actions.setMuted(!talking.muted),
    ...giveKeys(talking, page.transfer, (callId) => void run.run('takeBack', () => actions.takeBack(callId))),
    ready: signedIn ? () => void run.run('ready', actions.ready) : undefined,
    notReady: signedIn ? page.notReady : undefined,
    disposition: page.disposition,
    endWrapUp: inWrapUp ? () => void run.run('endWrapUp', actions.endWrapUp) : undefined,
    extendWrapUp: inWrapUp
      ? () => void run.run('extendWrapUp', () => actions.extendWrapUp(WRAP_UP_EXTENSION_S))
      : undefined,
  })
}

/** Who talks gives the caller on; who waits for a caller in a flow takes them back. */
function giveKeys(
  talking: Extract<DeskView, { kind: 'talking' }> | null,
  open: (tab: TransferTab) => void,
  takeBack: (callId: string) => void,
): ShortcutHandlers {
  if (talking === null) return {}
  const { callId } = talking.facts
  if (talking.inFlow) return callId === null ? {} : { takeBack: () => takeBack(callId) }
  return { transfer: () => open('agent'), flow: () => open('flow') }
}
