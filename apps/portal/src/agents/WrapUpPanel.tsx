import { Button, Input, Select } from 'antd'
import type { RefSelectProps } from 'antd'
import { useImperativeHandle, useRef, useState } from 'react'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { ApplyToFacts } from '../lists/ApplyButton.tsx'
import { Countdown } from '../ui/Elapsed.tsx'
import { Defined } from '../ui/Metric.tsx'
import { useAgentDesk } from './agent-desk.ts'
import { CallFactsList, CallHead } from './CallFactsList.tsx'
import type { DeskView } from './desk-view.ts'
import type { DesktopCall } from './documents.ts'
import { Kbd } from './Kbd.tsx'
import { SHORTCUTS } from './shortcuts.ts'
import type { Run } from './use-run.ts'

export const WRAP_UP_EXTENSION_S = 30
export type WrapUpView = Extract<DeskView, { kind: 'wrapUp' }>

export function WrapUpPanel({ view, run }: { readonly view: WrapUpView; readonly run: Run }): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  return (
    <section className="desk-panel" aria-label={t('status.WRAP_UP')} data-testid="wrap-up-panel">
      <div className="desk-panel-head">
        <strong>
          <Defined meaning={t('define.wrapUp')}>{t('status.WRAP_UP')}</Defined>
        </strong>
        <span style={{ fontSize: 22, fontWeight: 650 }}>
          {view.endsAt === null ? null : <Countdown until={view.endsAt} testId="wrap-up-left" />}
        </span>
        <span style={{ flex: 1 }} />
        <Button
          loading={run.pending === 'extendWrapUp'}
          onClick={() => void run.run('extendWrapUp', () => actions.extendWrapUp(WRAP_UP_EXTENSION_S))}
          aria-keyshortcuts={SHORTCUTS.extendWrapUp.label}
          data-testid="extend-wrap-up"
        >
          {t('desk.extendWrapUp', { seconds: WRAP_UP_EXTENSION_S })}
          <Kbd shortcut="extendWrapUp" />
        </Button>
        <Button
          loading={run.pending === 'endWrapUp'}
          onClick={() => void run.run('endWrapUp', actions.endWrapUp)}
          aria-keyshortcuts={SHORTCUTS.endWrapUp.label}
          data-testid="end-wrap-up"
        >
          {t('desk.endWrapUp')}
          <Kbd shortcut="endWrapUp" />
        </Button>
      </div>
      <CallHead facts={view.facts} />
      <div className="desk-controls">
        <ApplyToFacts facts={view.facts} />
      </div>
      <CallFactsList facts={view.facts} />
    </section>
  )
}

export type DispositionHandle = { readonly focus: () => void }

type DispositionFormProps = {
  readonly call: DesktopCall
  readonly run: Run
  readonly ref: Ref<DispositionHandle>
}

/** How the call came out, and a note; can be written while the call is still talked. */
export function DispositionForm({ call, run, ref }: DispositionFormProps): ReactNode {
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const [dispositionId, setDispositionId] = useState(call.disposition?.id ?? null)
  const [note, setNote] = useState(call.dispositionNote ?? '')
  const select = useRef<RefSelectProps>(null)
  useImperativeHandle(ref, () => ({ focus: () => select.current?.focus() }))
  const isSaved = dispositionId === (call.disposition?.id ?? null) && note === (call.dispositionNote ?? '')

  return (
    <form
      data-testid="disposition-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (dispositionId !== null)
          void run.run('disposition', () => actions.setDisposition({ callId: call.id, dispositionId, note }))
      }}
    >
      <h2 style={{ margin: '0 0 10px', fontSize: 16 }}>
        {t('disposition.title')}
        <Kbd shortcut="disposition" />
      </h2>
      <div className="stack" style={{ gap: 10 }}>
        <Select
          ref={select}
          aria-label={t('disposition.outcome')}
          placeholder={t('disposition.choose')}
          value={dispositionId}
          onChange={setDispositionId}
          options={call.tenant.dispositions.map((option) => ({ value: option.id, label: option.label }))}
          data-testid="disposition"
        />
        <Input.TextArea
          aria-label={t('disposition.note')}
          placeholder={t('disposition.notePlaceholder')}
          value={note}
          maxLength={2_000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={(event) => setNote(event.target.value)}
          data-testid="disposition-note"
        />
        <div className="row">
          <Button
            type="primary"
            htmlType="submit"
            disabled={dispositionId === null || isSaved}
            loading={run.pending === 'disposition'}
            data-testid="save-disposition"
          >
            {t('disposition.save')}
          </Button>
          <span className="muted" role="status" data-testid="disposition-saved">
            {isSaved && dispositionId !== null ? t('disposition.saved') : ''}
          </span>
        </div>
      </div>
    </form>
  )
}
