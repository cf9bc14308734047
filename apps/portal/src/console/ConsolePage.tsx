import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Drawer, Input, Pagination } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { operatorMembership } from '../app/pages.ts'
import { useViewer } from '../app/viewer.ts'
import { useLive } from '../graphql/live.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { AlarmList } from './AlarmList.tsx'
import {
  countOf,
  HEALTH_COLOR,
  HEALTHS,
  PAGE_SIZE,
  refusedOf,
  searchOf,
  STATUS_COLOR,
  STATUSES,
  viewOf,
} from './console-view.ts'
import type { View } from './console-view.ts'
import { ConsoleTable } from './ConsoleTable.tsx'
import { ConsoleFiguresSubscription, ConsoleQuery } from './documents.ts'
import type { ConsolePageData, ConsoleRow, Figures } from './documents.ts'
import { ShareBar } from './ShareBar.tsx'
import { TenantDrawer } from './TenantDrawer.tsx'

/** The list is read again so often; what moves by the second comes by itself. */
const REREAD_MS = 15_000

/** All clients of the operator: who they are, how they fare, what they use. */
export function ConsolePage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const view = useMemo(() => viewOf(search), [search])
  const opened = search.get('client')
  const { viewer } = useViewer()
  const mayReadAlarms = operatorMembership(viewer)?.permissions.includes('PLATFORM_VIEW_ALARMS') ?? false
  const [showsAlarms, setShowsAlarms] = useState(false)
  const { page: _, ...filter } = view
  const [{ data, error, fetching }, read] = useQuery({
    query: ConsoleQuery,
    variables: {
      ...filter,
      statuses: [...view.statuses],
      healths: [...view.healths],
      first: PAGE_SIZE,
      offset: (view.page - 1) * PAGE_SIZE,
    },
    requestPolicy: 'cache-and-network',
  })
  useEffect(() => {
    const timer = setInterval(() => read({ requestPolicy: 'network-only' }), REREAD_MS)
    return () => clearInterval(timer)
  }, [read])
  const page = data?.console ?? null
  const figures = useFigures(page?.rows ?? [], opened)
  const show = (changes: Partial<View>): void =>
    setSearch(searchOf({ ...view, page: 1, ...changes }, opened), { replace: true })
  const open = (tenantId: string | null): void => setSearch(searchOf(view, tenantId))
  const reread = (): void => read({ requestPolicy: 'network-only' })

  return (
    <>
      <div className="page-head">
        <h1>{t('pages.console')}</h1>
        <span className="space" />
        <Input.Search
          allowClear
          style={{ width: 260 }}
          placeholder={t('console.search')}
          aria-label={t('console.search')}
          defaultValue={view.search}
          onSearch={(text) => show({ search: text })}
          data-testid="console-search"
        />
        {mayReadAlarms && (
          <Button onClick={() => setShowsAlarms(true)} data-testid="all-alarms">
            {t('console.allAlarms')} ({page?.alarmsOpen ?? 0})
          </Button>
        )}
        <ExportButton view={view} />
      </div>
      {page === null ? (
        error === undefined ? (
          <PageSkeleton />
        ) : (
          <Alert type="error" showIcon title={t('console.failed')} />
        )
      ) : (
        <div className="stack" data-testid="console">
          <Totals page={page} />
          <Shares page={page} view={view} show={show} />
          <Card size="small" styles={{ body: { padding: 0 } }}>
            <ConsoleTable
              rows={page.rows}
              loading={fetching && page.rows.length === 0}
              figures={figures}
              view={view}
              onSort={(sort, descending) => show({ sort, descending })}
              onOpen={open}
              empty={<EmptyClients view={view} show={show} />}
            />
            <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
              <Pagination
                size="small"
                current={view.page}
                pageSize={PAGE_SIZE}
                total={page.totalCount}
                showSizeChanger={false}
                showTotal={(total, [first, last]) => t('console.range', { first, last, total })}
                onChange={(next) => show({ page: next })}
              />
            </div>
          </Card>
        </div>
      )}
      {opened !== null && (
        <TenantDrawer tenantId={opened} figures={figures.get(opened)} onClose={() => open(null)} onChanged={reread} />
      )}
      <Drawer
        open={showsAlarms}
        size={720}
        title={t('console.allAlarms')}
        onClose={() => setShowsAlarms(false)}
        destroyOnHidden
      >
        <AlarmList tenantId={null} timeZone="UTC" onChanged={reread} />
      </Drawer>
    </>
  )
}

/** Of the clients on the screen, every second. */
function useFigures(rows: readonly ConsoleRow[], opened: string | null): ReadonlyMap<string, Figures> {
  const ids = [...new Set([...rows.map(({ tenantId }) => tenantId), ...(opened === null ? [] : [opened])])].join(' ')
  const variables = useMemo(() => ({ tenantIds: ids === '' ? [] : ids.split(' ') }), [ids])
  const { data } = useLive(ConsoleFiguresSubscription, variables)
  return useMemo(() => new Map((data?.consoleFigures ?? []).map((each) => [each.tenantId, each])), [data])
}

function Totals({ page }: { readonly page: ConsolePageData }): ReactNode {
  const { t } = useTranslation()
  const served = page.byStatus
    .filter(({ status }) => status === 'LIVE' || status === 'TRIAL')
    .reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="metrics">
      <Metric label={t('console.totalClients')} meaning={t('console.defineClients')} value={served} />
      <Metric
        label={t('console.totalCallsNow')}
        meaning={t('console.defineCallsNow')}
        value={page.callsNow}
        testId="total-calls-now"
      />
      <Metric label={t('console.totalCallsToday')} meaning={t('console.defineCallsToday')} value={page.callsToday} />
      <Metric
        label={t('console.totalRefused')}
        meaning={t('console.defineRefused')}
        value={page.refusedToday}
        tone={page.refusedToday > 0 ? 'warning' : 'plain'}
      />
      <Metric
        label={t('console.totalAlarms')}
        meaning={t('console.defineAlarms')}
        value={page.alarmsOpen}
        tone={page.alarmsOpen > 0 ? 'error' : 'plain'}
      />
    </div>
  )
}

type SharesProps = {
  readonly page: ConsolePageData
  readonly view: View
  readonly show: (changes: Partial<View>) => void
}

const toggled = <T,>(chosen: readonly T[], one: T): readonly T[] =>
  chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one]

function Shares({ page, view, show }: SharesProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="live-tables">
      <Card size="small" title={t('console.healths')}>
        <ShareBar
          label={t('console.healths')}
          chosen={view.healths}
          parts={HEALTHS.map((key) => ({
            key,
            label: t(`tenantHealth.${key}`),
            color: HEALTH_COLOR[key],
            count: page.byHealth.find(({ health }) => health === key)?.count ?? 0,
          }))}
          onChoose={(key) => {
            const health = HEALTHS.find((each) => each === key)
            if (health !== undefined) show({ healths: toggled(view.healths, health) })
          }}
        />
      </Card>
      <Card size="small" title={t('console.states')}>
        <ShareBar
          label={t('console.states')}
          chosen={view.statuses}
          parts={STATUSES.map((key) => ({
            key,
            label: t(`tenantStatus.${key}`),
            color: STATUS_COLOR[key],
            count: page.byStatus.find(({ status }) => status === key)?.count ?? 0,
          }))}
          onChoose={(key) => {
            const status = STATUSES.find((each) => each === key)
            if (status !== undefined) show({ statuses: toggled(view.statuses, status) })
          }}
        />
      </Card>
    </div>
  )
}

function EmptyClients({ view, show }: Omit<SharesProps, 'page'>): ReactNode {
  const { t } = useTranslation()
  const isFiltered = view.search !== '' || view.statuses.length > 0 || view.healths.length > 0
  if (!isFiltered) return <EmptyState title={t('console.none')} advice={t('console.noneAdvice')} />
  return (
    <EmptyState
      title={t('console.noneMatch')}
      advice={t('console.noneMatchAdvice')}
      action={<Button onClick={() => show({ search: '', statuses: [], healths: [] })}>{t('console.clear')}</Button>}
    />
  )
}

const EXPORT_PAGE = 200

/** All that fit the filters, as shown. */
function ExportButton({ view }: { readonly view: View }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const [exporting, setExporting] = useState(false)
  const header = [
    t('console.client'),
    t('console.status'),
    t('console.health'),
    t('console.today'),
    t('console.refused'),
    t('console.seats'),
    t('console.lastCall'),
    t('console.alarms'),
  ]
  const cells = (row: ConsoleRow): string[] => [
    row.name,
    t(`tenantStatus.${row.status}`),
    t(`tenantHealth.${row.health}`),
    String(row.callsToday),
    String(refusedOf(row)),
    String(countOf(row.seats)),
    row.lastCallAt ?? '',
    String(row.alarmsOpen),
  ]
  const exportAll = async (): Promise<void> => {
    setExporting(true)
    const rows: ConsoleRow[] = []
    for (;;) {
      const { page: _, ...filter } = view
      const { data } = await client.query(ConsoleQuery, {
        ...filter,
        statuses: [...view.statuses],
        healths: [...view.healths],
        first: EXPORT_PAGE,
        offset: rows.length,
      })
      rows.push(...(data?.console.rows ?? []))
      if (data === undefined || data.console.rows.length === 0 || rows.length >= data.console.totalCount) break
    }
    setExporting(false)
    downloadText('clients.csv', toCsv(header, rows.map(cells)))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={exporting} onClick={() => void exportAll()}>
      {t('console.export')}
    </Button>
  )
}
