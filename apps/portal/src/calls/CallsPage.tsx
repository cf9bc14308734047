import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons'
import { App, Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { filterOf, isFiltered, NO_FILTER } from './call-filter.ts'
import { CallDrawer } from './CallDrawer.tsx'
import { CallFilters } from './CallFilters.tsx'
import { FilterChoicesQuery } from './documents.ts'
import type { CallRow } from './documents.ts'
import { readAllCalls } from './export-calls.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { PAGE_SIZE, useCallPages } from './use-call-pages.ts'

/** The tenant's calls, newest first; one opens at the side and has its own address. */
export function CallsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [choice, setChoice] = useState(NO_FILTER)
  const [search, setSearch] = useSearchParams()
  const filter = useMemo(() => filterOf(choice, tenant.timeZone), [choice, tenant.timeZone])
  const pages = useCallPages(tenant.id, filter)
  const [{ data: choices }] = useQuery({ query: FilterChoicesQuery, variables: { tenantId: tenant.id } })
  const openCall = (callId: string | null): void => setSearch(callId === null ? {} : { call: callId })

  return (
    <>
      <div className="page-head">
        <h1>{t('pages.calls')}</h1>
        <span className="space" />
        <Button icon={<ReloadOutlined aria-hidden />} onClick={pages.reload} loading={pages.loading}>
          {t('calls.reload')}
        </Button>
        <ExportButton tenantId={tenant.id} filter={filter} timeZone={tenant.timeZone} />
      </div>
      <CallFilters choice={choice} setChoice={setChoice} queues={choices?.tenant?.queues ?? []} />
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <CallsTable
          rows={pages.rows}
          timeZone={tenant.timeZone}
          openCall={openCall}
          empty={
            isFiltered(choice) ? (
              <EmptyState title={t('calls.noneMatch')} advice={t('calls.noneMatchAdvice')} />
            ) : (
              <EmptyState title={t('calls.none')} advice={t('calls.noneAdvice')} />
            )
          }
        />
        <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
          <span className="muted figures" role="status" data-testid="calls-range">
            {pages.rows === null || pages.totalCount === 0
              ? ''
              : t('calls.range', {
                  first: pages.firstRow,
                  last: Math.min(pages.firstRow + PAGE_SIZE - 1, pages.totalCount),
                  total: pages.totalCount,
                })}
          </span>
          <Button disabled={pages.newer === null} onClick={pages.newer ?? undefined}>
            {t('calls.newer')}
          </Button>
          <Button disabled={pages.older === null} onClick={pages.older ?? undefined}>
            {t('calls.older')}
          </Button>
        </div>
      </Card>
      <CallDrawer
        callId={search.get('call')}
        tenantId={tenant.id}
        timeZone={tenant.timeZone}
        onClose={() => openCall(null)}
      />
    </>
  )
}

type CallsTableProps = {
  readonly rows: readonly CallRow[] | null
  readonly timeZone: string
  readonly openCall: (callId: string) => void
  readonly empty: ReactNode
}

function CallsTable({ rows, timeZone, openCall, empty }: CallsTableProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const duration = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))
  const columns: TableColumnsType<CallRow> = [
    {
      title: t('call.arrived'),
      key: 'arrived',
      className: 'figures',
      render: (_, call) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => openCall(call.id)} data-testid={`open-${call.id}`}>
          {format.full(call.arrivedAt)}
        </Button>
      ),
    },
    { title: t('call.ani'), dataIndex: 'ani', className: 'figures' },
    { title: t('call.dnis'), dataIndex: 'dnis', className: 'figures' },
    { title: t('live.queue'), key: 'queue', render: (_, call) => call.queue?.name ?? '–' },
    { title: t('call.agent'), key: 'agent', render: (_, call) => call.agent?.name ?? '–' },
    {
      title: <Defined meaning={t('define.outcome')}>{t('call.outcome')}</Defined>,
      key: 'outcome',
      render: (_, call) => <OutcomeBadge outcome={call.outcome} />,
    },
    {
      title: <Defined meaning={t('define.waited')}>{t('call.wait')}</Defined>,
      key: 'wait',
      align: 'right',
      className: 'figures',
      render: (_, call) => duration(call.waitMs),
    },
    {
      title: <Defined meaning={t('define.talk')}>{t('call.talk')}</Defined>,
      key: 'talk',
      align: 'right',
      className: 'figures',
      render: (_, call) => duration(call.connectedAt === null ? null : call.talkMs),
    },
    { title: t('call.disposition'), key: 'disposition', render: (_, call) => call.disposition?.label ?? '–' },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === null ? [] : [...rows]}
      loading={rows === null}
      pagination={false}
      className="wide"
      locale={{ emptyText: rows === null ? <div style={{ height: 240 }} /> : empty }}
      onRow={(call) => ({ onClick: () => openCall(call.id), style: { cursor: 'pointer' } })}
      data-testid="calls-table"
    />
  )
}

type ExportButtonProps = Parameters<typeof readAllCalls>[1] & { readonly timeZone: string }

function ExportButton({ tenantId, filter, timeZone }: ExportButtonProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useClient()
  const format = useTimeFormat(timeZone)
  const [exporting, setExporting] = useState(false)
  const header = [
    t('call.id'),
    t('call.arrived'),
    t('call.ani'),
    t('call.dnis'),
    t('live.queue'),
    t('call.agent'),
    t('call.outcome'),
    t('call.waitSeconds'),
    t('call.talkSeconds'),
    t('call.holdSeconds'),
    t('call.disposition'),
  ]
  const cells = (call: CallRow): string[] => [
    call.id,
    format.full(call.arrivedAt),
    call.ani,
    call.dnis,
    call.queue?.name ?? '',
    call.agent?.name ?? '',
    t(`outcome.${call.outcome}`),
    seconds(call.waitMs),
    seconds(call.talkMs),
    seconds(call.holdMs),
    call.disposition?.label ?? '',
  ]
  const exportAll = async (): Promise<void> => {
    setExporting(true)
    const rows = await readAllCalls(client, { tenantId, filter })
    setExporting(false)
    if (rows === null) void message.error(t('failure.export'))
    else downloadText('calls.csv', toCsv(header, rows.map(cells)))
  }
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={exporting}
      onClick={() => void exportAll()}
      data-testid="export-calls"
    >
      {t('calls.export')}
    </Button>
  )
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(3)
