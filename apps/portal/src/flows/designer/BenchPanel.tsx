import { Button, Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useClient } from 'urql'
import type { BenchView, TranscriptLine } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { FlowBenchQuery } from '../documents.ts'
import type { FlowChoices } from '../documents.ts'
import type { Drawing } from '../model/step.ts'
import { KEYS } from '../model/ways.ts'
import { useLineText } from './transcript-text.ts'

type Act =
  | { readonly kind: 'press'; readonly atMs: number; readonly key: string }
  | { readonly kind: 'hangUp'; readonly atMs: number }
  | { readonly kind: 'answer'; readonly atMs: number; readonly answer: object }

export type Played = BenchView & { readonly path: readonly string[]; readonly nextAtMs: number | null }
export type BenchRecord = {
  readonly setup: { readonly at: string; readonly callerNumber: string }
  readonly acts: readonly Act[]
  readonly played: Played
}

export type BenchProps = {
  readonly flowId: string
  readonly drawing: Drawing
  readonly choices: FlowChoices
  readonly mayEdit: boolean
  readonly onPath: (path: readonly string[], current: string | null) => void
  readonly onKeep: (record: BenchRecord) => void
}

/** A call played by hand against what is drawn: the clock moves only when told to. */
export function BenchPanel({ flowId, drawing, choices, mayEdit, onPath, onKeep }: BenchProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const client = useClient()
  const lineText = useLineText(choices)
  const [at, setAt] = useState(() => new Date().toISOString().slice(0, 16))
  const [callerNumber, setCallerNumber] = useState('13800138000')
  const [acts, setActs] = useState<readonly Act[]>([])
  const [played, setPlayed] = useState<Played | null>(null)
  const [isUnplayable, setUnplayable] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const bottom = useRef<HTMLLIElement>(null)
  const play = useCallback(
    async (next: readonly Act[], untilMs: number, goOn: boolean): Promise<void> => {
      setAsking(true)
      const { entryNodeId, nodes } = drawing
      const script = { setup: { at, callerNumber }, acts: next, untilMs, goOn }
      const { data } = await client.query(
        FlowBenchQuery,
        { tenantId, flowId, drawing: { entryNodeId, nodes }, script },
        { requestPolicy: 'network-only' },
      )
      setAsking(false)
      const view = (data?.flowBench ?? null) as Played | null
      setUnplayable(view === null)
      setActs(next)
      setPlayed(view)
      onPath(view?.path ?? [], view?.outcome === null ? view.nodeId : null)
    },
    [client, tenantId, flowId, drawing, at, callerNumber, onPath],
  )
  useEffect(() => {
    bottom.current?.scrollIntoView({ block: 'nearest' })
  }, [played])
  const now = played?.atMs ?? 0
  const isOver = played?.outcome !== null
  const act = (one: Act): void => void play([...acts, one], now, false)
  return (
    <section className="flow-bench" aria-label={t('flows.bench')} data-testid="flow-bench">
      <p className="muted">{t('flows.benchAdvice')}</p>
      <div className="row">
        <Input
          type="datetime-local"
          style={{ width: 200 }}
          value={at}
          aria-label={t('flows.benchAt')}
          onChange={({ target }) => setAt(target.value)}
        />
        <Input
          style={{ flex: 1, minWidth: 120 }}
          value={callerNumber}
          aria-label={t('flows.callerNumber')}
          onChange={({ target }) => setCallerNumber(target.value)}
        />
      </div>
      <div className="row">
        <Button type="primary" onClick={() => void play([], 0, false)} loading={isAsking} data-testid="bench-call">
          {t(played === null ? 'flows.benchCall' : 'flows.benchAgain')}
        </Button>
        <Button
          disabled={isOver || played.nextAtMs === null}
          onClick={() => void play(acts, now, true)}
          data-testid="bench-next"
        >
          {t('flows.benchNext')}
        </Button>
        <Button disabled={isOver} onClick={() => void play(acts, now + 5_000, false)}>
          {t('flows.benchWait')}
        </Button>
        <Button danger disabled={isOver} onClick={() => act({ kind: 'hangUp', atMs: now })} data-testid="bench-hang-up">
          {t('flows.benchHangUp')}
        </Button>
      </div>
      {isUnplayable ? (
        <p className="flow-fault" role="alert">
          {t('flows.benchUnplayable')}
        </p>
      ) : null}
      <div className="flow-keypad" role="group" aria-label={t('flows.keypad')}>
        {KEYPAD.map((key) => (
          <button
            key={key}
            type="button"
            disabled={isOver}
            onClick={() => act({ kind: 'press', atMs: now, key })}
            data-testid={`bench-key-${key}`}
          >
            {key}
          </button>
        ))}
      </div>
      {played?.openRequest === undefined || played.openRequest === null ? null : (
        <HttpAnswer onAnswer={(answer) => act({ kind: 'answer', atMs: now, answer })} request={played.openRequest} />
      )}
      {played === null ? null : (
        <>
          <div className="row figures" aria-live="polite">
            <strong data-testid="bench-clock">{clock(now)}</strong>
            <span className="space" />
            {mayEdit && played.outcome !== null ? (
              <Button
                size="small"
                onClick={() => onKeep({ setup: { at, callerNumber }, acts, played })}
                data-testid="bench-keep"
              >
                {t('flows.benchKeep')}
              </Button>
            ) : null}
          </div>
          <ol className="flow-transcript" aria-label={t('flows.transcript')} data-testid="bench-transcript">
            {played.transcript.map((line: TranscriptLine, index) => (
              <li
                key={index}
                className={`is-${line.kind}`}
                ref={index === played.transcript.length - 1 ? bottom : null}
              >
                <span className="figures muted">{clock(line.atMs)}</span> {lineText(line)}
              </li>
            ))}
          </ol>
          <Variables variables={played.variables} />
        </>
      )}
    </section>
  )
}

const KEYPAD = [...KEYS.slice(0, 9), '*', '0', '#']

export const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000)
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}.${String(Math.floor((ms % 1_000) / 100))}`
}

function Variables({ variables }: { readonly variables: Readonly<Record<string, string>> }): ReactNode {
  const { t } = useTranslation()
  const all = Object.entries(variables)
  return (
    <>
      <h3>{t('flows.variables')}</h3>
      {all.length === 0 ? (
        <p className="muted">{t('flows.noVariables')}</p>
      ) : (
        <dl className="flow-variables">
          {all.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function HttpAnswer(props: {
  readonly request: { readonly method: string; readonly url: string }
  readonly onAnswer: (answer: object) => void
}): ReactNode {
  const { t } = useTranslation()
  const [status, setStatus] = useState('200')
  const [body, setBody] = useState('{}')
  return (
    <div className="stack" style={{ gap: 6 }} role="group" aria-label={t('flows.httpAnswer')}>
      <strong>{t('flows.httpAsked', props.request)}</strong>
      <Input value={status} aria-label={t('flows.httpStatus')} onChange={({ target }) => setStatus(target.value)} />
      <Input.TextArea
        rows={3}
        value={body}
        aria-label={t('flows.httpBody')}
        onChange={({ target }) => setBody(target.value)}
      />
      <span className="row">
        <Button size="small" onClick={() => props.onAnswer({ kind: 'answered', status: Number(status), body })}>
          {t('flows.httpAnswer')}
        </Button>
        <Button size="small" onClick={() => props.onAnswer({ kind: 'timeout' })}>
          {t('flows.httpTimeout')}
        </Button>
      </span>
    </div>
  )
}
