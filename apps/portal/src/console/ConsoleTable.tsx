import { Button, Table, Tooltip } from 'antd'
import type { TableColumnsType, TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { ActAsButton } from '../act-as/ActAsButton.tsx'
import { LimitBar } from '../seats/LimitBar.tsx'
import { BrandName } from '../ui/Brand.tsx'
import { timeFormat } from '../ui/time-format.ts'
import { countOf, HEALTH_COLOR, refusedOf, STATUS_COLOR } from './console-view.ts'
import type { Sort, View } from './console-view.ts'
import type { ConsoleRow, Figures } from './documents.ts'

export type ConsoleTableProps = {
  readonly rows: readonly ConsoleRow[]
  readonly loading: boolean
  readonly figures: ReadonlyMap<string, Figures>
  readonly view: View
  readonly onSort: (sort: Sort, descending: boolean) => void
  readonly onOpen: (tenantId: string) => void
  readonly empty: ReactNode
}

/** The clients, one line each, with what they do at this moment. */
export function ConsoleTable({ rows, loading, figures, view, onSort, onOpen, empty }: ConsoleTableProps): ReactNode {
  const { t, i18n } = useTranslation()
  const sortable = (sort: Sort) => ({
    key: sort,
    sorter: true,
    sortOrder: view.sort === sort ? (view.descending ? ('descend' as const) : ('ascend' as const)) : null,
  })
  const columns: TableColumnsType<ConsoleRow> = [
    {
      title: t('console.client'),
      ...sortable('NAME'),
      render: (_, row) => (
        <Button
          type="link"
          style={{ padding: 0 }}
          onClick={() => onOpen(row.tenantId)}
          data-testid={`open-${row.tenantId}`}
        >
          <BrandName name={row.name} color={row.brandColor} />
        </Button>
      ),
    },
    {
      title: t('console.status'),
      ...sortable('STATUS'),
      render: (_, row) => (
        <strong style={{ color: STATUS_COLOR[row.status] }}>{t(`tenantStatus.${row.status}`)}</strong>
      ),
    },
    { title: t('console.health'), ...sortable('HEALTH'), render: (_, row) => <HealthMark row={row} /> },
    {
      title: t('console.callsNow'),
      ...sortable('CALLS_NOW'),
      width: 190,
      render: (_, row) => <CallsNow row={row} figures={figures.get(row.tenantId)} />,
    },
    {
      title: t('console.today'),
      ...sortable('CALLS_TODAY'),
      align: 'right',
      className: 'figures',
      render: (_, row) => row.callsToday,
    },
    {
      title: t('console.refused'),
      ...sortable('REFUSED_TODAY'),
      align: 'right',
      className: 'figures',
      render: (_, row) => refusedOf(row),
    },
    {
      title: t('console.seats'),
      ...sortable('SEATS'),
      align: 'right',
      className: 'figures',
      render: (_, row) =>
        t('console.seatsUse', {
          use: countOf(figures.get(row.tenantId)?.seatsInUse ?? []),
          max: countOf(row.seats),
        }),
    },
    {
      title: t('console.lastCall'),
      ...sortable('LAST_CALL'),
      className: 'figures',
      render: (_, row) =>
        row.lastCallAt === null ? (
          <span className="muted">{t('console.never')}</span>
        ) : (
          timeFormat(i18n.language, row.timeZone).full(row.lastCallAt)
        ),
    },
    {
      title: t('console.alarms'),
      ...sortable('ALARMS'),
      align: 'right',
      className: 'figures',
      render: (_, row) => (row.alarmsOpen > 0 ? <strong className="tone-error">{row.alarmsOpen}</strong> : 0),
    },
    {
      key: 'act-as',
      align: 'right',
      render: (_, row) => <ActAsButton tenantId={row.tenantId} tenantName={row.name} />,
    },
  ]
  const sorted: NonNullable<TableProps<ConsoleRow>['onChange']> = (_pages, _filters, sorter) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter
    onSort((one?.columnKey as Sort | undefined) ?? 'NAME', one?.order === 'descend')
  }
  return (
    <Table
      rowKey="tenantId"
      size="small"
      className="wide"
      columns={columns}
      dataSource={[...rows]}
      loading={loading}
      pagination={false}
      onChange={sorted}
      locale={{ emptyText: loading ? <div style={{ height: 240 }} /> : empty }}
      data-testid="console-table"
    />
  )
}

export function HealthMark({ row }: { readonly row: Pick<ConsoleRow, 'health' | 'healthReasons'> }): ReactNode {
  const { t } = useTranslation()
  const reasons = row.healthReasons.map((reason) => t(`healthReason.${reason}`)).join(', ')
  const mark = (
    <span className="brand" style={{ color: HEALTH_COLOR[row.health] }}>
      <span className="brand-dot" style={{ background: HEALTH_COLOR[row.health] }} aria-hidden />
      {t(`tenantHealth.${row.health}`)}
      {reasons !== '' && <span className="visually-hidden">: {reasons}</span>}
    </span>
  )
  return reasons === '' ? mark : <Tooltip title={reasons}>{mark}</Tooltip>
}

function CallsNow({ row, figures }: { readonly row: ConsoleRow; readonly figures: Figures | undefined }): ReactNode {
  const { t } = useTranslation()
  const use = figures?.calls ?? 0
  return (
    <LimitBar
      small
      label={t('console.callsNow')}
      use={use}
      max={row.concurrentCallsMax}
      text={t('console.of', { use, max: row.concurrentCallsMax })}
    />
  )
}
