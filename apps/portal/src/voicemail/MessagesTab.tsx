import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Segmented, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useLive } from '../graphql/live.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CallBackButton } from '../callbacks/CallBackButton.tsx'
import { VoicemailLiveSubscription, VoicemailsQuery } from './documents.ts'
import type { MessageFilter, MessageRow } from './documents.ts'
import { MessageDrawer } from './MessageDrawer.tsx'
import { PromiseBadge } from './PromiseBadge.tsx'

const SHOWN = ['OPEN', 'OVERDUE', 'DONE', 'FAILED', 'ALL'] as const
type Shown = (typeof SHOWN)[number]
const PAGE = 50
const EXPORT_PAGE = 200

const filterOf = (shown: Shown): MessageFilter => {
  if (shown === 'ALL') return {}
  return shown === 'OVERDUE' ? { overdue: true } : { state: shown }
}

export function MessagesTab(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [search, setSearch] = useSearchParams()
  const shown = SHOWN.find((each) => each === search.get('show')) ?? 'OPEN'
  const [page, setPage] = useState(1)
  const variables = { tenantId, filter: filterOf(shown), offset: (page - 1) * PAGE, limit: PAGE }
  const [{ data, fetching }, ask] = useQuery({ query: VoicemailsQuery, variables })
  const { data: live } = useLive(VoicemailLiveSubscription, { tenantId })
  const revision = live?.voicemailLive.revision
  useEffect(() => ask({ requestPolicy: 'network-only' }), [revision, ask])
  const list = data?.tenant?.voicemails
  const put = (changes: Readonly<Record<string, string | null>>): void => {
    const next = new URLSearchParams(search)
    for (const [key, value] of Object.entries(changes))
      if (value === null) next.delete(key)
      else next.set(key, value)
    setSearch(next)
  }
  const message = list?.messages.find(({ id }) => id === search.get('message')) ?? null
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between', marginBottom: 12 }}>
        <Segmented
          value={shown}
          onChange={(show) => {
            setPage(1)
            put({ show })
          }}
          options={SHOWN.map((value) => ({ value, label: t(`voicemail.show.${value}`) }))}
          data-testid="voicemail-show"
        />
        <ExportMessages tenantId={tenantId} filter={filterOf(shown)} />
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <MessagesTable
          rows={list?.messages ?? null}
          keyIsTaken={message !== null}
          loading={fetching}
          open={(id) => put({ message: id })}
          pagination={{ current: page, total: list?.totalCount ?? 0, onChange: setPage }}
        />
      </Card>
      <MessageDrawer
        message={message}
        onClose={() => put({ message: null })}
        onChanged={() => ask({ requestPolicy: 'network-only' })}
      />
    </>
  )
}

type TableProps = {
  readonly rows: readonly MessageRow[] | null
  readonly loading: boolean
  /** By the message that is open. */
  readonly keyIsTaken: boolean
  readonly open: (id: string) => void
  readonly pagination: { readonly current: number; readonly total: number; readonly onChange: (page: number) => void }
}

function MessagesTable({ rows, loading, keyIsTaken, open, pagination }: TableProps): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const nextId = keyIsTaken ? null : (rows?.find(({ state }) => state === 'OPEN')?.id ?? null)
  const columns: TableColumnsType<MessageRow> = [
    { title: t('voicemail.promised'), key: 'promised', render: (_, row) => <PromiseBadge message={row} /> },
    {
      title: t('voicemail.caller'),
      key: 'caller',
      render: (_, row) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => open(row.id)} data-testid={`open-${row.id}`}>
          {row.callerName === '' ? row.ani : `${row.callerName} · ${row.ani}`}
        </Button>
      ),
    },
    { title: t('voicemail.box'), key: 'box', render: (_, row) => row.box.name },
    { title: t('voicemail.left'), key: 'left', className: 'figures', render: (_, row) => format.full(row.leftAt) },
    {
      title: t('voicemail.length'),
      key: 'length',
      align: 'right',
      className: 'figures',
      render: (_, row) => formatDuration(row.lengthMs),
    },
    {
      title: t('voicemail.assignee'),
      key: 'assignee',
      render: (_, row) => row.assignee?.name ?? t('voicemail.nobody'),
    },
    {
      title: t('voicemail.attempts'),
      key: 'attempts',
      align: 'right',
      className: 'figures',
      render: (_, row) => `${String(row.attempts.length)} / 3`,
    },
    {
      title: t('voicemail.heard'),
      key: 'heard',
      render: (_, row) => (row.heardAt === null ? t('voicemail.new') : (row.heardBy ?? '–')),
    },
    {
      key: 'callBack',
      render: (_, row) =>
        row.state === 'OPEN' ? (
          <CallBackButton of={{ voicemailId: row.id }} number={row.ani} hasKey={row.id === nextId} size="small" />
        ) : null,
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === null ? [] : [...rows]}
      loading={rows === null && loading}
      pagination={pagination.total > PAGE ? { ...pagination, pageSize: PAGE, showSizeChanger: false } : false}
      className="wide"
      locale={{ emptyText: <EmptyState title={t('voicemail.none')} advice={t('voicemail.noneAdvice')} /> }}
      onRow={(row) => ({ onClick: () => open(row.id), style: { cursor: 'pointer' } })}
      data-testid="voicemail-table"
    />
  )
}

function ExportMessages({
  tenantId,
  filter,
}: {
  readonly tenantId: string
  readonly filter: MessageFilter
}): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [busy, setBusy] = useState(false)
  const header = [
    'left',
    'promised',
    'caller',
    'name',
    'box',
    'length',
    'assignee',
    'attempts',
    'stateColumn',
    'note',
  ] as const
  const run = async (): Promise<void> => {
    setBusy(true)
    const rows: MessageRow[] = []
    for (let more = true; more;) {
      const variables = { tenantId, filter, offset: rows.length, limit: EXPORT_PAGE }
      const { data } = await client.query(VoicemailsQuery, variables, { requestPolicy: 'network-only' })
      const found = data?.tenant?.voicemails.messages ?? []
      rows.push(...found)
      more = found.length === EXPORT_PAGE
    }
    setBusy(false)
    const cells = rows.map((row) => [
      format.full(row.leftAt),
      format.full(row.promisedAt),
      row.ani,
      row.callerName,
      row.box.name,
      String(Math.round(row.lengthMs / 1_000)),
      row.assignee?.name ?? '',
      String(row.attempts.length),
      t(`voicemail.state.${row.state}`),
      row.note,
    ])
    downloadText(
      'messages.csv',
      toCsv(
        header.map((key) => t(`voicemail.${key}`)),
        cells,
      ),
    )
  }
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={busy}
      onClick={() => void run()}
      data-testid="export-voicemail"
    >
      {t('voicemail.export')}
    </Button>
  )
}
