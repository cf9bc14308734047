import { Alert, Descriptions, Drawer, Skeleton, Table, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useParams } from 'react-router'
import { useQuery } from 'urql'
import { MenuPath } from '../agents/CallFactsList.tsx'
import { variableLabel, worthShowing } from '../agents/shown-variables.ts'
import { ApplyButton } from '../lists/ApplyButton.tsx'
import { CallbackOfCall } from '../callbacks/CallbackOfCall.tsx'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { TimeFormat } from '../ui/time-format.ts'
import { CallReasons } from '../decisions/Reasons.tsx'
import { CallPriceSection } from './CallPriceSection.tsx'
import { CallDetailsQuery } from './documents.ts'
import type { CallDetails } from './documents.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { RecordingPlayer } from './RecordingPlayer.tsx'

export type CallDrawerProps = {
  readonly callId: string | null
  readonly tenantId: string
  readonly timeZone: string
  readonly onClose: () => void
}

/** Everything that is known of one call. */
export function CallDrawer({ callId, tenantId, timeZone, onClose }: CallDrawerProps): ReactNode {
  const { t } = useTranslation()
  const [{ data, fetching, error }] = useQuery({
    query: CallDetailsQuery,
    variables: { id: callId ?? '', tenantId },
    pause: callId === null,
    requestPolicy: 'cache-and-network',
  })
  const call = data?.call ?? null
  const isThis = call !== null && call.id === callId
  return (
    <Drawer open={callId !== null} onClose={onClose} size={760} title={t('call.title')} data-testid="call-drawer">
      {isThis ? (
        <CallContent call={call} timeZone={timeZone} />
      ) : error !== undefined ? (
        <Alert type="error" showIcon title={t('failure.call')} />
      ) : fetching ? (
        <Skeleton active paragraph={{ rows: 12 }} />
      ) : (
        <EmptyState title={t('call.unknown')} advice={t('call.unknownAdvice')} />
      )}
    </Drawer>
  )
}

function CallContent({ call, timeZone }: { readonly call: CallDetails; readonly timeZone: string }): ReactNode {
  const { t } = useTranslation()
  const { tenantId } = useParams()
  const format = useTimeFormat(timeZone)
  return (
    <div className="stack" style={{ gap: 24 }}>
      <CallSummary call={call} format={format} />
      <CallbackOfCall call={call} tenantId={tenantId ?? ''} />
      <div>
        <ApplyButton tenantId={tenantId ?? null} number={call.ani} callId={call.id} />
      </div>
      <Section title={t('call.recordings')}>
        {call.recordings.length === 0 ? (
          <span className="muted">{t('call.noRecording')}</span>
        ) : (
          call.recordings.map((recording) => <RecordingPlayer key={recording.id} recording={recording} />)
        )}
      </Section>
      <Section title={t('desk.menuPath')}>
        <MenuPath steps={call.menuPath} />
      </Section>
      <Section title={t('call.presentations')}>
        <Presentations call={call} format={format} />
      </Section>
      <CallReasons callId={call.id} tenantId={tenantId ?? ''} timeZone={timeZone} />
      <Section title={t('call.legs')}>
        <Legs call={call} format={format} />
      </Section>
      <Section title={t('call.price')}>
        <CallPriceSection price={call.price} ended={call.endedAt !== null} tenantId={tenantId ?? ''} />
      </Section>
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section aria-label={title}>
      <h2 style={{ margin: '0 0 8px', fontSize: 17 }}>{title}</h2>
      {children}
    </section>
  )
}

type PartProps = { readonly call: CallDetails; readonly format: TimeFormat }

function CallSummary({ call, format }: PartProps): ReactNode {
  const { t } = useTranslation()
  const time = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))
  const item = (
    key: string,
    label: ReactNode,
    children: ReactNode,
  ): { key: string; label: ReactNode; children: ReactNode } => ({ key, label, children })
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 2 }}
      items={[
        item('ani', t('call.ani'), <strong className="figures">{call.ani}</strong>),
        item('dnis', t('call.dnis'), <span className="figures">{call.dnis}</span>),
        item('arrived', t('call.arrived'), format.full(call.arrivedAt)),
        item('ended', t('call.ended'), call.endedAt === null ? '–' : format.full(call.endedAt)),
        item('outcome', t('call.outcome'), <OutcomeBadge outcome={call.outcome} />),
        item('released', t('call.releasedBy'), <Release by={call.releasedBy} cause={call.cause} />),
        item('queue', t('live.queue'), call.queue?.name ?? '–'),
        item('agent', t('call.agent'), call.agent?.name ?? '–'),
        item('menu', <Defined meaning={t('define.menu')}>{t('call.menu')}</Defined>, time(call.menuMs)),
        item('wait', <Defined meaning={t('define.waited')}>{t('call.wait')}</Defined>, time(call.waitMs)),
        item('talk', <Defined meaning={t('define.talk')}>{t('call.talk')}</Defined>, time(call.talkMs)),
        item('hold', <Defined meaning={t('define.hold')}>{t('call.hold')}</Defined>, time(call.holdMs)),
        item('wrapUp', <Defined meaning={t('define.wrapUp')}>{t('call.wrapUp')}</Defined>, time(call.wrapUpMs)),
        item('total', <Defined meaning={t('define.duration')}>{t('call.duration')}</Defined>, time(call.durationMs)),
        item('disposition', t('call.disposition'), call.disposition?.label ?? '–'),
        item('note', t('disposition.note'), call.dispositionNote ?? '–'),
        ...worthShowing(call.variables).map(({ name, value }) =>
          item(name, <Defined meaning={t('define.variable')}>{variableLabel(name, t)}</Defined>, value),
        ),
      ]}
    />
  )
}

type Cause = CallDetails['cause']

function Release({ by, cause }: { readonly by: CallDetails['releasedBy']; readonly cause: Cause }): ReactNode {
  const { t } = useTranslation()
  if (by === null) return '–'
  return (
    <>
      {t(`releasedBy.${by}`)}
      {cause === null ? null : <CauseText cause={cause} />}
    </>
  )
}

function CauseText({ cause }: { readonly cause: NonNullable<Cause> }): ReactNode {
  const { t } = useTranslation()
  const codes = [
    cause.sipStatus === null ? null : t('call.sipStatus', { status: cause.sipStatus }),
    cause.q850 === null ? null : t('call.q850', { cause: cause.q850 }),
  ].filter((code) => code !== null)
  return (
    <span className="muted">
      {' · '}
      {t(`hangup.${cause.reason}`)}
      {codes.length > 0 ? ` (${codes.join(', ')})` : ''}
    </span>
  )
}

function Presentations({ call, format }: PartProps): ReactNode {
  const { t } = useTranslation()
  if (call.presentations.length === 0) return <span className="muted">{t('call.notPresented')}</span>
  return (
    <Timeline
      items={call.presentations.map((presentation) => ({
        key: String(presentation.number),
        color: presentation.outcome === 'ANSWERED' ? 'green' : 'gray',
        content: (
          <div data-testid={`presentation-${presentation.number}`}>
            <strong>{presentation.agent.name}</strong>{' '}
            <span className="muted figures">{format.time(presentation.presentedAt)}</span>
            {' · '}
            {presentation.outcome === null ? t('call.stillRings') : t(`presented.${presentation.outcome}`)}
            {presentation.reason === null ? null : (
              <div className="muted">
                {t('call.whyThisAgent', {
                  idle: formatDuration(presentation.reason.idleMs),
                  candidates: presentation.reason.candidates,
                  waited: formatDuration(presentation.reason.waitedMs),
                })}
              </div>
            )}
          </div>
        ),
      }))}
    />
  )
}

function Legs({ call, format }: PartProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      className="wide"
      dataSource={[...call.legs]}
      columns={[
        {
          title: t('leg.party'),
          key: 'party',
          render: (_, leg) => (leg.party === 'CALLER' ? t('leg.CALLER') : (leg.agent?.name ?? t('leg.AGENT'))),
        },
        { title: t('leg.started'), key: 'started', render: (_, leg) => format.time(leg.startedAt) },
        {
          title: t('leg.answered'),
          key: 'answered',
          render: (_, leg) => (leg.answeredAt === null ? '–' : format.time(leg.answeredAt)),
        },
        {
          title: t('call.ended'),
          key: 'ended',
          render: (_, leg) => (leg.endedAt === null ? '–' : format.time(leg.endedAt)),
        },
        {
          title: t('call.releasedBy'),
          key: 'released',
          render: (_, leg) => <Release by={leg.releasedBy} cause={leg.cause} />,
        },
      ]}
    />
  )
}
