import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Input, Modal, Segmented, Space, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CallBackButton } from './CallBackButton.tsx'
import { CallbacksQuery, CancelCallback } from './documents.ts'
import type { CallbackRow, Figures } from './documents.ts'

const SHOWN = ['WAITING', 'REACHED', 'GIVEN_UP', 'CANCELLED', 'ALL'] as const
const REREAD_MS = 5_000
const DAYS_MS = 30 * 86_400_000
const PAGE = 200

/** Who waits to be called back, in the order of the queue; what came of each attempt; how well it goes. */
export function CallbacksPage(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [search, setSearch] = useSearchParams()
  const shown = SHOWN.find((each) => each === search.get('show')) ?? 'ALL'
  const from = useMemo(() => new Date(Date.now() - DAYS_MS).toISOString(), [])
  const times = { from }
  const filter = shown === 'ALL' ? times : { state: shown, ...(shown === 'WAITING' ? {} : times) }
  const [{ data }, ask] = useQuery({
    query: CallbacksQuery,
    variables: { tenantId, filter, times, offset: 0, limit: PAGE },
  })
  useEffect(() => {
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), REREAD_MS)
    return () => clearInterval(timer)
  }, [ask])
  const [cancelled, setCancelled] = useState<CallbackRow | null>(null)
  const rows = data?.tenant?.callbacks.callbacks
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.callbacks')}</h1>
        <span className="space" />
        <ExportCallbacks rows={rows ?? []} />
      </div>
      {data?.tenant && <CallbackFigures figures={data.tenant.callbackFigures} />}
      <Segmented
        value={shown}
        onChange={(show) => setSearch({ show })}
        options={SHOWN.map((value) => ({ value, label: t(`callbacks.show.${value}`) }))}
        style={{ margin: '12px 0' }}
      />
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <CallbacksTable rows={rows ?? null} onCancel={setCancelled} />
      </Card>
      <CancelDialog
        callback={cancelled}
        onClose={() => {
          setCancelled(null)
          ask({ requestPolicy: 'network-only' })
        }}
      />
    </>
  )
}

function CallbackFigures({ figures }: { readonly figures: Figures }): ReactNode {
  const { t } = useTranslation()
  const { requested, waiting, reached, givenUp, medianWaitMs } = figures
  return (
    <div className="metrics">
      <Metric
        label={t('callbacks.requested')}
        meaning={t('callbacks.defineRequested')}
        value={requested}
        testId="cb-requested"
      />
      <Metric
        label={t('callbacks.waiting')}
        meaning={t('callbacks.defineWaiting')}
        value={waiting}
        testId="cb-waiting"
      />
      <Metric
        label={t('callbacks.reached')}
        meaning={t('callbacks.defineReached')}
        value={reached}
        testId="cb-reached"
      />
      <Metric
        label={t('callbacks.givenUp')}
        meaning={t('callbacks.defineGivenUp')}
        value={givenUp}
        testId="cb-given-up"
      />
      <Metric
        label={t('callbacks.median')}
        meaning={t('callbacks.defineMedian')}
        value={medianWaitMs === null ? '–' : formatDuration(medianWaitMs)}
        testId="cb-median"
      />
    </div>
  )
}

const TONES = { WAITING: 'warn', REACHED: 'good', GIVEN_UP: 'bad', CANCELLED: '' } as const

type TableProps = { readonly rows: readonly CallbackRow[] | null; readonly onCancel: (row: CallbackRow) => void }

function CallbacksTable({ rows, onCancel }: TableProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const mayCancel = usePermission('CALLBACKS_MANAGE')
  const format = useTimeFormat(timeZone)
  // Who waits is first, in the order of the queue.
  const nextId = rows?.find(({ state }) => state === 'WAITING')?.id ?? null
  const call = (callId: string): string => `${tenantPagePath(tenantId, 'calls')}?call=${callId}`
  const columns: TableColumnsType<CallbackRow> = [
    {
      title: t('callbacks.state'),
      key: 'state',
      render: (_, row) => (
        <span className={`badge ${TONES[row.state]}`}>
          <span className="badge-dot" />
          {t(`callbacks.show.${row.state}`)}
        </span>
      ),
    },
    {
      title: t('voicemail.caller'),
      key: 'number',
      render: (_, row) => (row.callerName === '' ? row.number : `${row.callerName} · ${row.number}`),
    },
    { title: t('live.queue'), key: 'queue', render: (_, row) => row.queue?.name ?? '–' },
    {
      title: t('callbacks.since'),
      key: 'since',
      className: 'figures',
      render: (_, row) => <Link to={call(row.callId)}>{format.full(row.enqueuedAt)}</Link>,
    },
    {
      title: t('callbacks.waits'),
      key: 'waits',
      align: 'right',
      className: 'figures',
      render: (_, row) =>
        row.endedAt === null ? (
          <Elapsed since={row.enqueuedAt} />
        ) : (
          formatDuration(Date.parse(row.endedAt) - Date.parse(row.enqueuedAt))
        ),
    },
    {
      title: t('callbacks.attempts'),
      key: 'attempts',
      render: (_, row) =>
        row.attempts.map((attempt) => (
          <div key={attempt.number}>
            <Link to={call(attempt.callId)} style={{ textDecoration: 'underline' }}>
              {format.time(attempt.at)}
            </Link>{' '}
            {attempt.agentName}: {t(`callbacks.outcome.${attempt.outcome ?? 'RINGS'}`)}
          </div>
        )),
    },
    {
      key: 'actions',
      render: (_, row) =>
        row.state === 'WAITING' ? (
          <Space>
            <CallBackButton of={{ callbackId: row.id }} number={row.number} hasKey={row.id === nextId} size="small" />
            {mayCancel && (
              <Button
                size="small"
                danger
                onClick={() => onCancel(row)}
                aria-label={`${t('callbacks.cancel')} ${row.number}`}
              >
                {t('callbacks.cancel')}
              </Button>
            )}
          </Space>
        ) : null,
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={[...(rows ?? [])]}
      loading={rows === null}
      pagination={false}
      className="wide"
      locale={{ emptyText: <EmptyState title={t('callbacks.none')} advice={t('callbacks.noneAdvice')} /> }}
      data-testid="callbacks-table"
    />
  )
}

function CancelDialog({
  callback,
  onClose,
}: {
  readonly callback: CallbackRow | null
  readonly onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [reason, setReason] = useState('')
  const [, cancel] = useMutation(CancelCallback)
  const change = useChange(t('callbacks.cancelled'))
  const close = (): void => {
    setReason('')
    change.clear()
    onClose()
  }
  const run = async (): Promise<void> => {
    if (callback === null) return
    if (await change.save(() => cancel({ input: { tenantId, callbackId: callback.id, reason } }))) close()
  }
  return (
    <Modal
      open={callback !== null}
      title={t('callbacks.cancelTitle', { number: callback?.number ?? '' })}
      onCancel={close}
      onOk={() => void run()}
      okText={t('callbacks.cancel')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ danger: true, loading: change.isSaving }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Input
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={200}
        aria-label={t('callbacks.reason')}
        placeholder={t('callbacks.reason')}
      />
    </Modal>
  )
}

function ExportCallbacks({ rows }: { readonly rows: readonly CallbackRow[] }): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const run = (): void => {
    const header = [
      t('callbacks.state'),
      t('voicemail.caller'),
      t('live.queue'),
      t('callbacks.since'),
      t('callbacks.asked'),
      t('callbacks.ended'),
      t('callbacks.attempts'),
    ]
    const cells = rows.map((row) => [
      t(`callbacks.show.${row.state}`),
      row.number,
      row.queue?.name ?? '',
      format.full(row.enqueuedAt),
      format.full(row.requestedAt),
      row.endedAt === null ? '' : format.full(row.endedAt),
      String(row.attempts.length),
    ])
    downloadText('callbacks.csv', toCsv(header, cells))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={run} data-testid="export-callbacks">
      {t('voicemail.export')}
    </Button>
  )
}
