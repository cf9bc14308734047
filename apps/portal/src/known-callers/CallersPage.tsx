import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Card, Input, Segmented, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions } from '../configuration/form-parts.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { useRemoval } from '../configuration/use-removal.tsx'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CallerDrawer } from './CallerDrawer.tsx'
import { ArchiveKnownCaller, ExportKnownCallers, KnownCallersQuery } from './documents.ts'
import type { CallerRow } from './documents.ts'
import { ImportCallers } from './ImportCallers.tsx'

const PAGE_SIZE = 50

/** Who is known by number, and whose agent they have. */
export function CallersPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('CALLERS_MANAGE')
  const choice = useChoice()
  const [{ data }, reload] = useQuery({
    query: KnownCallersQuery,
    variables: {
      tenantId: tenant.id,
      search: choice.search,
      vipOnly: choice.vipOnly,
      offset: (choice.page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    },
    requestPolicy: 'cache-and-network',
  })
  const [edited, setEdited] = useState<CallerRow | 'new' | null>(null)
  const [importing, setImporting] = useState(false)
  const [, archive] = useMutation(ArchiveKnownCaller)
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<CallerRow>((caller) => archive({ tenantId: tenant.id, callerId: caller.id }), again)
  const known = data?.tenant ?? null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.callers')}</h1>
        <span className="space" />
        {mayEdit && (
          <>
            <ExportButton tenantId={tenant.id} />
            <Button icon={<UploadOutlined aria-hidden />} onClick={() => setImporting(true)}>
              {t('callers.import')}
            </Button>
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setEdited('new')}
              data-testid="new-caller"
            >
              {t('callers.add')}
            </Button>
          </>
        )}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <div className="row" style={{ padding: 12, gap: 16 }}>
          <Input.Search
            allowClear
            defaultValue={choice.search}
            placeholder={t('callers.search')}
            aria-label={t('callers.search')}
            style={{ maxWidth: 360 }}
            onSearch={(text) => choice.set({ search: text })}
          />
          <Segmented
            aria-label={t('callers.vip')}
            value={choice.vipOnly ? 'vip' : 'all'}
            onChange={(value) => choice.set({ vip: value === 'vip' ? '1' : '' })}
            options={[
              { value: 'all', label: t('callers.everybody') },
              { value: 'vip', label: t('callers.vipOnly') },
            ]}
          />
          <span className="muted figures" role="status">
            {known === null ? '' : t('callers.count', { count: known.knownCallers.totalCount })}
          </span>
        </div>
        <CallersTable
          rows={known?.knownCallers.rows}
          total={known?.knownCallers.totalCount ?? 0}
          page={choice.page}
          onPage={(page) => choice.set({ page: page === 1 ? '' : String(page) })}
          mayEdit={mayEdit}
          timeZone={tenant.timeZone}
          onOpen={setEdited}
          onRemove={removal.ask}
        />
      </Card>
      <CallerDrawer
        caller={edited}
        known={known}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      <ImportCallers
        tenantId={tenant.id}
        template={known?.knownCallerTemplate ?? ''}
        isOpen={importing}
        onClose={() => setImporting(false)}
        onDone={again}
      />
      {removal.dialog}
    </>
  )
}

/** What is shown stands in the address: it can be sent to somebody. */
function useChoice() {
  const [params, setParams] = useSearchParams()
  const set = (changes: Readonly<Record<string, string>>): void =>
    setParams((last) => {
      const next = new URLSearchParams(last)
      if (!Object.hasOwn(changes, 'page')) next.delete('page')
      for (const [key, value] of Object.entries(changes)) {
        if (value === '') next.delete(key)
        else next.set(key, value)
      }
      return next
    })
  return {
    search: params.get('search') ?? '',
    vipOnly: params.get('vip') === '1',
    page: Math.max(1, Number(params.get('page') ?? 1) || 1),
    set,
  }
}

type TableProps = {
  readonly rows: readonly CallerRow[] | undefined
  readonly total: number
  readonly page: number
  readonly onPage: (page: number) => void
  readonly mayEdit: boolean
  readonly timeZone: string
  readonly onOpen: (caller: CallerRow) => void
  readonly onRemove: (caller: CallerRow) => void
}

function CallersTable(props: TableProps): ReactNode {
  const { rows, mayEdit, onOpen, onRemove } = props
  const { t } = useTranslation()
  const format = useTimeFormat(props.timeZone)
  const columns: TableColumnsType<CallerRow> = [
    {
      title: t('callers.name'),
      key: 'name',
      render: (_, caller) => (
        <Button
          type="link"
          style={{ padding: 0 }}
          onClick={() => onOpen(caller)}
          data-testid={`caller-${caller.number}`}
        >
          {caller.name === '' ? caller.number : caller.name}
        </Button>
      ),
    },
    { title: t('callers.number'), dataIndex: 'number', className: 'figures' },
    {
      title: <Defined meaning={t('callers.vipMeaning')}>{t('callers.vip')}</Defined>,
      key: 'vip',
      render: (_, { vipClass }) =>
        vipClass === null ? '–' : <span className="badge good">{t('routing.vip', { class: vipClass })}</span>,
    },
    { title: t('callers.member'), key: 'member', render: (_, caller) => caller.memberNumber ?? '–' },
    {
      title: <Defined meaning={t('callers.designatedMeaning')}>{t('callers.designated')}</Defined>,
      key: 'designated',
      render: (_, caller) => caller.designatedAgent?.name ?? '–',
    },
    {
      title: <Defined meaning={t('callers.ownerMeaning')}>{t('callers.owner')}</Defined>,
      key: 'owner',
      render: (_, caller) => caller.ownerAgent?.name ?? '–',
    },
    {
      title: t('callers.region'),
      key: 'region',
      render: (_, caller) => caller.region ?? <span className="muted">{t('callers.regionByNumber')}</span>,
    },
    {
      title: t('callers.last'),
      key: 'last',
      render: (_, { lastContact }) =>
        lastContact === null ? (
          <span className="muted">{t('callers.never')}</span>
        ) : (
          <>
            {lastContact.agent?.name ?? '–'} <span className="muted figures">{format.full(lastContact.at)}</span>
          </>
        ),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, caller) => (
        <RowActions
          name={caller.name === '' ? caller.number : caller.name}
          mayEdit={mayEdit}
          onOpen={() => onOpen(caller)}
          onRemove={() => onRemove(caller)}
        />
      ),
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      className="wide"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={{
        current: props.page,
        pageSize: PAGE_SIZE,
        total: props.total,
        showSizeChanger: false,
        hideOnSinglePage: true,
        onChange: props.onPage,
      }}
      locale={{
        emptyText:
          rows === undefined ? (
            <div style={{ height: 240 }} />
          ) : (
            <EmptyState title={t('callers.none')} advice={t('callers.noneAdvice')} />
          ),
      }}
      data-testid="known-callers"
    />
  )
}

function ExportButton({ tenantId }: { readonly tenantId: string }): ReactNode {
  const { t } = useTranslation()
  const [{ fetching }, take] = useMutation(ExportKnownCallers)
  const run = async (): Promise<void> => {
    const { data } = await take({ tenantId })
    if (data?.result.__typename === 'KnownCallerFile') downloadText('callers.csv', `\uFEFF${data.result.csv}`)
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={fetching} onClick={() => void run()}>
      {t('callers.export')}
    </Button>
  )
}
