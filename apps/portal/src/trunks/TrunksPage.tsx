import { PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { Badge, Button, Card, Table, Tabs, Tag } from 'antd'
import type { TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { RemoveDialog, RowActions } from '../configuration/form-parts.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePlatformPermission } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AlarmTable } from './AlarmTable.tsx'
import { Destinations } from './Destinations.tsx'
import { ArchiveTrunk, TrunksLiveQuery, TrunksQuery } from './documents.ts'
import type { TrunkNow, TrunkRow } from './documents.ts'
import { TestCallDrawer } from './TestCallDrawer.tsx'
import { TrunkDrawer } from './TrunkDrawer.tsx'

const LIVE_MS = 2_000
const TABS = ['trunks', 'alarms', 'destinations'] as const

/** The carriers' trunks: how they are set up, what goes on on them now, and where calls may go. */
export function TrunksPage(): ReactNode {
  const { t } = useTranslation()
  const mayEdit = usePlatformPermission('PLATFORM_MANAGE_TRUNKS')
  const [search, setSearch] = useSearchParams()
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'trunks'
  const [{ data }, reload] = useQuery({ query: TrunksQuery, requestPolicy: 'cache-and-network' })
  const live = useLiveTrunks()
  const [edited, setEdited] = useState<TrunkRow | 'new' | null>(null)
  const [isTesting, setTesting] = useState(false)
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const open = live.alarms.filter(({ clearedAt }) => clearedAt === null)
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-trunk">
      {t('trunks.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.trunks')}</h1>
        <span className="space" />
        {mayEdit ? (
          <Button icon={<PhoneOutlined aria-hidden />} onClick={() => setTesting(true)} data-testid="test-call">
            {t('trunks.testCall')}
          </Button>
        ) : null}
        {create}
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === 'trunks' ? {} : { tab: key }, { replace: true })}
        items={[
          {
            key: 'trunks',
            label: t('trunks.tab.trunks'),
            children: (
              <TrunkList
                rows={data?.trunks}
                now={live.now}
                mayEdit={mayEdit}
                onOpen={setEdited}
                onGone={again}
                empty={create}
              />
            ),
          },
          {
            key: 'alarms',
            label: (
              <Badge count={open.length} size="small" offset={[8, 0]}>
                {t('trunks.tab.alarms')}
              </Badge>
            ),
            children: <AlarmTable alarms={live.alarms} />,
          },
          {
            key: 'destinations',
            label: t('trunks.tab.destinations'),
            children: tab === 'destinations' ? <Destinations mayEdit={mayEdit} /> : null,
          },
        ]}
      />
      <TrunkDrawer
        trunk={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      <TestCallDrawer isOpen={isTesting} trunks={data?.trunks ?? []} onClose={() => setTesting(false)} />
    </>
  )
}

function useLiveTrunks() {
  const [{ data }, read] = useQuery({ query: TrunksLiveQuery, requestPolicy: 'cache-and-network' })
  useEffect(() => {
    const timer = setInterval(() => read({ requestPolicy: 'network-only' }), LIVE_MS)
    return () => clearInterval(timer)
  }, [read])
  return { now: data?.trunksLive ?? [], alarms: data?.trunkAlarms ?? [] }
}

function TrunkList(props: {
  readonly rows: readonly TrunkRow[] | undefined
  readonly now: readonly TrunkNow[]
  readonly mayEdit: boolean
  readonly onOpen: (trunk: TrunkRow) => void
  readonly onGone: () => void
  readonly empty: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const [removed, setRemoved] = useState<TrunkRow | null>(null)
  const [, archive] = useMutation(ArchiveTrunk)
  const change = useChange()
  const remove = async (trunk: TrunkRow): Promise<void> => {
    if (!(await change.save(() => archive({ id: trunk.id })))) return
    setRemoved(null)
    props.onGone()
  }
  const columns: TableColumnsType<TrunkRow> = [
    {
      title: t('trunks.name'),
      key: 'name',
      render: (_, trunk) => (
        <>
          <Button type="link" style={{ padding: 0 }} onClick={() => props.onOpen(trunk)}>
            {trunk.name}
          </Button>{' '}
          {trunk.enabled ? null : <Tag>{t('trunks.off')}</Tag>}
          <div className="muted">{trunk.dedicatedTenantName ?? t('trunks.shared')}</div>
        </>
      ),
    },
    { title: t('trunks.direction'), key: 'direction', render: (_, trunk) => t(`trunks.directions.${trunk.direction}`) },
    { title: t('trunks.priority'), dataIndex: 'priority', align: 'right', className: 'figures' },
    {
      title: t('trunks.live'),
      key: 'live',
      render: (_, trunk) => <Occupancy trunk={trunk} now={props.now.find(({ trunkId }) => trunkId === trunk.id)} />,
    },
    {
      title: t('trunks.gateways'),
      key: 'gateways',
      render: (_, trunk) => <Gateways trunk={trunk} now={props.now.find(({ trunkId }) => trunkId === trunk.id)} />,
    },
    { title: t('trunks.sourceAddresses'), key: 'from', render: (_, trunk) => trunk.sourceAddresses.join(', ') || '–' },
    { title: t('trunks.prefixes'), key: 'prefixes', render: (_, trunk) => trunk.prefixes.join(', ') || '–' },
    {
      key: 'actions',
      align: 'right',
      render: (_, trunk) => (
        <RowActions
          name={trunk.name}
          mayEdit={props.mayEdit}
          onOpen={() => props.onOpen(trunk)}
          onRemove={() => setRemoved(trunk)}
        />
      ),
    },
  ]
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        data-testid="trunks"
        columns={columns}
        dataSource={[...(props.rows ?? [])]}
        loading={props.rows === undefined}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: (
            <EmptyState
              title={t('trunks.none')}
              advice={t('trunks.noneAdvice')}
              action={props.rows === undefined ? null : props.empty}
            />
          ),
        }}
      />
      <RemoveDialog
        name={removed?.name ?? null}
        change={change}
        onClose={() => {
          change.clear()
          setRemoved(null)
        }}
        onRemove={() => {
          if (removed !== null) void remove(removed)
        }}
      />
    </Card>
  )
}

function Occupancy({ trunk, now }: { readonly trunk: TrunkRow; readonly now: TrunkNow | undefined }): ReactNode {
  const { t } = useTranslation()
  const { inbound, outbound } = now ?? { inbound: 0, outbound: 0 }
  const capacity = trunk.concurrentCallsMax
  const percent = Math.min(100, Math.round(((inbound + outbound) * 100) / capacity))
  return (
    <div style={{ minWidth: 190 }}>
      <div
        role="meter"
        aria-label={t('trunks.live')}
        aria-valuemin={0}
        aria-valuemax={capacity}
        aria-valuenow={inbound + outbound}
        style={{ height: 6, borderRadius: 3, background: '#e5e7eb', overflow: 'hidden' }}
      >
        <div
          style={{
            width: `${String(percent)}%`,
            height: '100%',
            background: percent > trunk.alarmPercent ? '#b91c1c' : '#2563eb',
          }}
        />
      </div>
      <div className="muted figures">{t('trunks.liveFigures', { inbound, outbound, capacity })}</div>
    </div>
  )
}

function Gateways({ trunk, now }: { readonly trunk: TrunkRow; readonly now: TrunkNow | undefined }): ReactNode {
  const { t } = useTranslation()
  if (trunk.gateways.length === 0) return '–'
  return trunk.gateways.map((gateway) => {
    const health = now?.gateways.find((each) => each.gateway === gateway)
    const answers = trunk.enabled ? (health?.answers ?? null) : null
    const word = answers === null ? 'gatewayUnknown' : answers ? 'gatewayUp' : 'gatewayDown'
    const failures = health?.failures ?? 0
    return (
      <div key={gateway}>
        <span className="figures">{gateway}</span>{' '}
        <Tag color={answers === null ? 'default' : answers ? 'green' : 'red'}>{t(`trunks.${word}`)}</Tag>
        {failures === 0 ? null : <span className="muted">{t('trunks.failures', { count: failures })}</span>}
      </div>
    )
  })
}
