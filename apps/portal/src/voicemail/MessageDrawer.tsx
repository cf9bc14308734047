import { Alert, Button, Descriptions, Drawer, Input, Select, Space, Timeline } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useViewer } from '../app/viewer.ts'
import { CallBackButton } from '../callbacks/CallBackButton.tsx'
import { Waveform } from '../calls/RecordingPlayer.tsx'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { Change } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { AssignVoicemail, BoxChoicesQuery, HearVoicemail, RecordAttempt, SettleVoicemail } from './documents.ts'
import type { MessageRow } from './documents.ts'
import { PromiseBadge } from './PromiseBadge.tsx'

type DrawerProps = {
  readonly message: MessageRow | null
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** One message: to listen to, to take, to write down each attempt to call back. */
export function MessageDrawer({ message, onClose, onChanged }: DrawerProps): ReactNode {
  const { t } = useTranslation()
  const change = useChange(t('voicemail.saved'))
  return (
    <Drawer
      open={message !== null}
      size={560}
      onClose={() => {
        change.clear()
        onClose()
      }}
      title={message === null ? '' : t('voicemail.from', { caller: message.callerName || message.ani })}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      {message !== null && (
        <div className="stack" data-testid="message">
          <Sound message={message} onHeard={onChanged} />
          <Facts message={message} />
          <Assignment message={message} change={change} onChanged={onChanged} />
          {message.state === 'OPEN' && (
            <div>
              <CallBackButton of={{ voicemailId: message.id }} number={message.ani} hasKey />
              <p className="muted" style={{ margin: '6px 0 0' }}>
                {t('callbacks.callBackAdvice')}
              </p>
            </div>
          )}
          {message.state === 'OPEN' && <Attempt message={message} change={change} onChanged={onChanged} />}
          <History message={message} />
        </div>
      )}
    </Drawer>
  )
}

function Sound({ message, onHeard }: { readonly message: MessageRow; readonly onHeard: () => void }): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [, hear] = useMutation(HearVoicemail)
  // Links are signed anew with each answer; the player keeps the first, so that it is not loaded again while it plays.
  const [audioUrl] = useState(message.audioUrl)
  const heard = async (): Promise<void> => {
    if (message.heardAt !== null) return
    await hear({ input: { tenantId, voicemailId: message.id } })
    onHeard()
  }
  return (
    <div data-testid="message-sound" data-status={message.status}>
      {message.status === 'WHOLE' ? null : (
        <Alert
          type={message.status === 'PENDING' ? 'info' : 'error'}
          showIcon
          title={t(`recordingStatus.${message.status}`)}
          style={{ marginBottom: 8 }}
        />
      )}
      {(audioUrl ?? message.audioUrl) === null ? null : (
        <Waveform audioUrl={audioUrl ?? message.audioUrl ?? ''} onPlay={() => void heard()} />
      )}
    </div>
  )
}

function Facts({ message }: { readonly message: MessageRow }): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'state', label: t('voicemail.promised'), children: <PromiseBadge message={message} /> },
        { key: 'number', label: t('voicemail.caller'), children: <span className="figures">{message.ani}</span> },
        { key: 'box', label: t('voicemail.box'), children: `${message.box.name} → ${message.box.addressee.name}` },
        { key: 'queue', label: t('live.queue'), children: message.queue?.name ?? '–' },
        { key: 'left', label: t('voicemail.left'), children: format.full(message.leftAt) },
        { key: 'until', label: t('voicemail.promisedAt'), children: format.full(message.promisedAt) },
        ...(message.note === '' ? [] : [{ key: 'note', label: t('voicemail.note'), children: message.note }]),
      ]}
    />
  )
}

type PartProps = { readonly message: MessageRow; readonly change: Change; readonly onChanged: () => void }

function Assignment({ message, change, onChanged }: PartProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { viewer } = useViewer()
  const isSuperior = usePermission('VOICEMAIL_HANDLE_ALL')
  const [{ data }] = useQuery({ query: BoxChoicesQuery, variables: { tenantId }, pause: !isSuperior })
  const [, assign] = useMutation(AssignVoicemail)
  const own = viewer.agent?.id ?? null
  const give = async (agentId: string | null): Promise<void> => {
    if (await change.save(() => assign({ input: { tenantId, voicemailId: message.id, agentId } }))) onChanged()
  }
  return (
    <div className="row">
      <span className="muted">{t('voicemail.assignee')}</span>
      {isSuperior ? (
        <Select
          aria-label={t('voicemail.assignee')}
          style={{ minWidth: 200 }}
          allowClear
          placeholder={t('voicemail.nobody')}
          value={message.assignee?.id ?? null}
          onChange={(agentId: string | undefined) => void give(agentId ?? null)}
          options={(data?.tenant?.voicemailAddressees.agents ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          data-testid="assign"
        />
      ) : (
        <strong>{message.assignee?.name ?? t('voicemail.nobody')}</strong>
      )}
      {own !== null && message.assignee?.id !== own && (
        <Button onClick={() => void give(own)} data-testid="take">
          {t('voicemail.take')}
        </Button>
      )}
    </div>
  )
}

const OUTCOMES = ['REACHED', 'NO_ANSWER', 'BUSY', 'WRONG_NUMBER'] as const

function Attempt({ message, change, onChanged }: PartProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [note, setNote] = useState('')
  const [, record] = useMutation(RecordAttempt)
  const [, settle] = useMutation(SettleVoicemail)
  const key = { tenantId, voicemailId: message.id }
  const done = (isSaved: boolean): void => {
    if (!isSaved) return
    setNote('')
    onChanged()
  }
  return (
    <div className="stack" style={{ gap: 8 }}>
      <strong>{t('voicemail.attemptTitle', { number: message.attempts.length + 1 })}</strong>
      <Input.TextArea
        value={note}
        onChange={(event) => setNote(event.target.value)}
        maxLength={500}
        autoSize={{ minRows: 2 }}
        aria-label={t('voicemail.note')}
        placeholder={t('voicemail.notePlaceholder')}
        data-testid="attempt-note"
      />
      <Space wrap>
        {OUTCOMES.map((outcome) => (
          <Button
            key={outcome}
            type={outcome === 'REACHED' ? 'primary' : 'default'}
            loading={change.isSaving}
            onClick={() => void change.save(() => record({ input: { ...key, outcome, note } })).then(done)}
            data-testid={`outcome-${outcome}`}
          >
            {t(`voicemail.outcome.${outcome}`)}
          </Button>
        ))}
        <Button
          onClick={() => void change.save(() => settle({ input: { ...key, state: 'DONE', note } })).then(done)}
          data-testid="settle"
        >
          {t('voicemail.settle')}
        </Button>
      </Space>
      <span className="muted">{t('voicemail.attemptsAdvice')}</span>
    </div>
  )
}

function History({ message }: { readonly message: MessageRow }): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  if (message.attempts.length === 0) return null
  return (
    <Timeline
      items={message.attempts.map(({ number, at, by, outcome, note }) => ({
        key: number,
        color: outcome === 'REACHED' ? 'green' : 'gray',
        content: (
          <span data-testid={`attempt-${String(number)}`}>
            <strong>{t(`voicemail.outcome.${outcome}`)}</strong> · {by} ·{' '}
            <span className="figures">{format.full(at)}</span>
            {note === '' ? null : <div>{note}</div>}
          </span>
        ),
      }))}
    />
  )
}
