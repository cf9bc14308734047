import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { ApplyToFacts } from '../lists/ApplyButton.tsx'
import { useAgentDesk } from './agent-desk.ts'
import { CallbackNotice } from './CallbackNotice.tsx'
import { CallFactsList, CallHead } from './CallFactsList.tsx'
import type { DeskView } from './desk-view.ts'
import { Kbd } from './Kbd.tsx'
import { SHORTCUTS } from './shortcuts.ts'
import type { TransferTab } from './TransferDialog.tsx'
import { useRun } from './use-run.ts'

type ViewOf<K extends DeskView['kind']> = Extract<DeskView, { kind: K }>

export function RingingPanel({ view }: { readonly view: ViewOf<'ringing'> }): ReactNode {
  const { t } = useTranslation()
  const { actions, desktop } = useAgentDesk()
  const answer = useRef<HTMLButtonElement>(null)
  // The answer button takes the focus when it rings, but not out of a text the agent is writing.
  useEffect(() => {
    const typing = document.activeElement instanceof HTMLTextAreaElement
    if (!typing) answer.current?.focus()
  }, [])
  return (
    <section className="desk-panel ringing" aria-label={t('desk.ringing')} data-testid="ring-panel">
      <div className="desk-panel-head">
        <strong>{view.answering ? t('desk.answering') : t('desk.ringing')}</strong>
        <span className="muted">{desktop?.status === 'RINGING' ? <Elapsed since={desktop.since} /> : null}</span>
      </div>
      <CallbackNotice facts={view.facts} ringing />
      <CallHead facts={view.facts} />
      <div className="desk-controls">
        <Button
          ref={answer}
          type="primary"
          size="large"
          onClick={actions.answer}
          loading={view.answering}
          aria-keyshortcuts={SHORTCUTS.answer.label}
          data-testid="answer"
        >
          {t('desk.answer')}
          <Kbd shortcut="answer" />
        </Button>
        <Button
          size="large"
          danger
          onClick={actions.decline}
          disabled={view.answering}
          aria-keyshortcuts={SHORTCUTS.hangUp.label}
          data-testid="decline"
        >
          {t('desk.decline')}
          <Kbd shortcut="hangUp" />
        </Button>
      </div>
      <CallFactsList facts={view.facts} />
    </section>
  )
}

export type TalkingPanelProps = {
  readonly view: ViewOf<'talking'>
  readonly onTransfer: (tab: TransferTab) => void
}

export function TalkingPanel({ view, onTransfer }: TalkingPanelProps): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const isDialling = view.facts.isCallback && view.since === null
  const word = view.inFlow ? t('transfer.callerInFlow') : view.held ? t('status.HOLD') : t('status.TALKING')
  return (
    <section
      className="desk-panel"
      aria-label={word}
      data-testid="talk-panel"
      data-held={view.held}
      data-muted={view.muted}
      data-in-flow={view.inFlow}
    >
      <div className="desk-panel-head">
        <strong>{word}</strong>
        <span className="muted">{view.since === null ? null : <Elapsed since={view.since} testId="talk-time" />}</span>
        {view.muted && (
          <span className="badge warn" data-testid="muted-badge">
            <span className="badge-dot" />
            {t('desk.mutedNow')}
          </span>
        )}
        {view.facts.details?.recording === true && (
          <span className="badge bad">
            <span className="badge-dot" />
            {t('desk.recording')}
          </span>
        )}
      </div>
      {isDialling && <CallbackNotice facts={view.facts} ringing={false} />}
      {view.inFlow && <InFlowNotice callId={view.facts.callId} />}
      <CallHead facts={view.facts} />
      <div className="desk-controls">
        <Button
          size="large"
          onClick={actions.toggleHold}
          aria-pressed={view.held}
          type={view.held ? 'primary' : 'default'}
          aria-keyshortcuts={SHORTCUTS.hold.label}
          data-testid="hold"
        >
          {view.held ? t('desk.retrieve') : t('desk.hold')}
          <Kbd shortcut="hold" />
        </Button>
        <Button
          size="large"
          onClick={() => actions.setMuted(!view.muted)}
          aria-pressed={view.muted}
          type={view.muted ? 'primary' : 'default'}
          aria-keyshortcuts={SHORTCUTS.mute.label}
          data-testid="mute"
        >
          {view.muted ? t('desk.unmute') : t('desk.mute')}
          <Kbd shortcut="mute" />
        </Button>
        <Button
          size="large"
          danger
          type="primary"
          onClick={actions.hangUp}
          aria-keyshortcuts={SHORTCUTS.hangUp.label}
          data-testid="hang-up"
        >
          {t('desk.hangUp')}
          <Kbd shortcut="hangUp" />
        </Button>
        {!view.inFlow && !isDialling && <GiveButtons onTransfer={onTransfer} />}
        <ApplyToFacts facts={view.facts} />
      </div>
      <CallFactsList facts={view.facts} />
    </section>
  )
}

function GiveButtons({ onTransfer }: Pick<TalkingPanelProps, 'onTransfer'>): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Button
        size="large"
        onClick={() => onTransfer('agent')}
        aria-haspopup="dialog"
        aria-keyshortcuts={SHORTCUTS.transfer.label}
        data-testid="transfer"
      >
        {t('transfer.open')}
        <Kbd shortcut="transfer" />
      </Button>
      <Button
        size="large"
        onClick={() => onTransfer('flow')}
        aria-haspopup="dialog"
        aria-keyshortcuts={SHORTCUTS.flow.label}
        data-testid="send-to-flow"
      >
        {t('transfer.openFlow')}
        <Kbd shortcut="flow" />
      </Button>
    </>
  )
}

/** The agent waits on the line: says why nothing is heard, and the way to end it. */
function InFlowNotice({ callId }: { readonly callId: string | null }): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const { pending, run } = useRun()
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 14 }}
      data-testid="in-flow"
      title={t('transfer.callerInFlow')}
      description={t('transfer.inFlowAdvice')}
      action={
        callId === null ? null : (
          <Button
            loading={pending === 'takeBack'}
            onClick={() => void run('takeBack', () => actions.takeBack(callId))}
            aria-keyshortcuts={SHORTCUTS.takeBack.label}
            data-testid="take-back"
          >
            {t('transfer.takeBack')}
            <Kbd shortcut="takeBack" />
          </Button>
        )
      }
    />
  )
}

/** The server says that this agent has a call, and this tab cannot touch it: said, with what to do. */
export function CallWithoutPhonePanel(props: {
  readonly view: ViewOf<'talkingWithoutPhone'> | ViewOf<'ringingWithoutPhone'>
}): ReactNode {
  const { view } = props
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const { pending, run } = useRun()
  const { callId } = view.facts
  return (
    <section className="desk-panel" data-testid="call-without-phone" data-why={view.why}>
      <Alert
        type="warning"
        showIcon
        title={t(view.kind === 'talkingWithoutPhone' ? 'desk.talkingNotHere' : 'desk.ringingNotHere')}
        description={t(`withoutPhone.${view.why}`)}
        style={{ marginBottom: 18 }}
      />
      <CallHead facts={view.facts} />
      <div className="desk-controls">
        {view.why === 'otherTab' && (
          <Button type="primary" onClick={() => void run('takeOver', () => actions.openPhone('takeOver'))}>
            {t('phone.takeOver')}
          </Button>
        )}
        {view.kind === 'talkingWithoutPhone' && callId !== null && (
          <Button
            danger
            loading={pending === 'hangUp'}
            onClick={() => void run('hangUp', () => actions.hangUpAtServer(callId))}
            data-testid="hang-up-at-server"
          >
            {t('desk.endForCaller')}
          </Button>
        )}
      </div>
      <CallFactsList facts={view.facts} />
    </section>
  )
}
