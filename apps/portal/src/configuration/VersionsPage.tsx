import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CompareDrawer } from './CompareDrawer.tsx'
import { VersionsQuery } from './documents.ts'
import type { VersionRow } from './documents.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import { usePermission } from './use-permission.ts'
import { useSummary } from './use-summary.ts'

/** Every state of the configuration that was published: who, when, why; what changed; and the way back. */
export function VersionsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const client = useClient()
  const mayRestore = usePermission('CONFIGURATION_ROLL_BACK')
  const [search, setSearch] = useSearchParams()
  const [restored, setRestored] = useState<VersionRow | null>(null)
  const [older, setOlder] = useState<readonly VersionRow[]>([])
  const [hasMore, setMore] = useState<boolean | null>(null)
  const [{ data }, reload] = useQuery({ query: VersionsQuery, variables: { tenantId: tenant.id } })
  const page = data?.configurationVersions
  const rows = page === undefined ? undefined : [...page.versions, ...older]
  const readOlder = async (): Promise<void> => {
    const olderThan = rows?.at(-1)?.version ?? null
    const answer = await client.query(VersionsQuery, { tenantId: tenant.id, olderThan })
    if (answer.data === undefined) return
    setOlder([...older, ...answer.data.configurationVersions.versions])
    setMore(answer.data.configurationVersions.hasOlder)
  }
  const compared = /^(\d+)-(\d+)$/.exec(search.get('compare') ?? '')
  const openCompare = (before: number, after: number): void =>
    setSearch({ compare: `${String(before)}-${String(after)}` })
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.versions')}</h1>
        <span className="space" />
        <span className="muted figures" role="status">
          {page === undefined ? '' : t('versions.count', { count: page.totalCount })}
        </span>
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <VersionsTable
          rows={rows}
          timeZone={tenant.timeZone}
          mayRestore={mayRestore}
          onCompare={(version) => openCompare(version - 1, version)}
          onRestore={setRestored}
        />
        {(hasMore ?? page?.hasOlder) === true ? (
          <div className="row" style={{ padding: 12, justifyContent: 'center' }}>
            <Button onClick={() => void readOlder()}>{t('versions.older')}</Button>
          </div>
        ) : null}
      </Card>
      {compared === null ? null : (
        <CompareDrawer
          before={Number(compared[1])}
          after={Number(compared[2])}
          newest={rows?.[0]?.version ?? Number(compared[2])}
          onChoose={openCompare}
          onClose={() => setSearch({})}
        />
      )}
      {restored === null ? null : (
        <RestoreDialog
          version={restored.version}
          onClose={() => setRestored(null)}
          onRestored={() => {
            setRestored(null)
            setOlder([])
            setMore(null)
            reload({ requestPolicy: 'network-only' })
          }}
        />
      )}
    </>
  )
}

type TableProps = {
  readonly rows: readonly VersionRow[] | undefined
  readonly timeZone: string
  readonly mayRestore: boolean
  readonly onCompare: (version: number) => void
  readonly onRestore: (version: VersionRow) => void
}

function VersionsTable({ rows, timeZone, mayRestore, onCompare, onRestore }: TableProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const summaryOf = useSummary()
  const columns: TableColumnsType<VersionRow> = [
    {
      title: t('versions.version'),
      key: 'version',
      className: 'figures',
      render: (_, row) => (
        <>
          {row.version} {row.isCurrent ? <span className="badge good">{t('versions.current')}</span> : null}
        </>
      ),
    },
    {
      title: t('versions.when'),
      key: 'when',
      className: 'figures',
      render: (_, row) => format.full(row.publishedAt),
    },
    { title: t('versions.who'), key: 'who', render: (_, row) => row.publishedBy ?? t('versions.system') },
    {
      title: t('versions.what'),
      key: 'what',
      render: (_, row) => (
        <>
          {summaryOf(row)}
          {row.reason === null ? null : <div className="muted">{row.reason}</div>}
        </>
      ),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, row) => (
        <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
          {row.version > 1 && row.canBeRestored ? (
            <Button size="small" onClick={() => onCompare(row.version)} data-testid={`compare-${String(row.version)}`}>
              {t('versions.compareWithPrevious')}
            </Button>
          ) : null}
          {mayRestore && row.canBeRestored && !row.isCurrent ? (
            <Button size="small" onClick={() => onRestore(row)} data-testid={`restore-${String(row.version)}`}>
              {t('versions.restore')}
            </Button>
          ) : null}
        </span>
      ),
    },
  ]
  return (
    <Table
      rowKey="version"
      size="small"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={false}
      className="wide"
      locale={{
        emptyText:
          rows === undefined ? (
            <div style={{ height: 240 }} />
          ) : (
            <EmptyState title={t('versions.none')} advice={t('versions.noneAdvice')} />
          ),
      }}
      data-testid="versions-table"
    />
  )
}
