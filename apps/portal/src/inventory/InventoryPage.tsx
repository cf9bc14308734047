import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Card, Input, Select, Tabs } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useMutation, useQuery } from 'urql'
import { usePlatformPermission } from '../app/use-operator.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ImportNumbers, InventoryCsvQuery, InventoryQuery, PreviewNumberImport } from './documents.ts'
import type { NumberCount, NumberRow } from './documents.ts'
import { ImportDrawer } from './ImportDrawer.tsx'
import { NumberActDialog, useAsked } from './NumberActs.tsx'
import { NumberDrawer } from './NumberDrawer.tsx'
import { NumberTable } from './NumberTable.tsx'
import { UnissuedReport } from './UnissuedReport.tsx'

export const KINDS = ['TOLL_FREE', 'SHORT_CODE', 'SUB_NUMBER', 'LOCAL'] as const
export const STATES = ['FREE', 'RESERVED', 'ISSUED', 'RETURNED'] as const
type Kind = (typeof KINDS)[number]
type State = (typeof STATES)[number]
const PAGE_SIZE = 50
const isKind = (text: string): text is Kind => KINDS.some((each) => each === text)
const isState = (text: string): text is State => STATES.some((each) => each === text)

/** The operator's stock of numbers. */
export function InventoryPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') === 'unissued' ? 'unissued' : 'stock'
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.inventory')}</h1>
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === 'stock' ? {} : { tab: key }, { replace: true })}
        items={[
          { key: 'stock', label: t('inventory.stock'), children: tab === 'stock' ? <Stock /> : null },
          { key: 'unissued', label: t('inventory.unissued'), children: tab === 'unissued' ? <UnissuedReport /> : null },
        ]}
      />
    </>
  )
}

function Stock(): ReactNode {
  const { t } = useTranslation()
  const mayEdit = usePlatformPermission('PLATFORM_MANAGE_NUMBERS')
  const [search, setSearch] = useSearchParams()
  const filter = useMemo(
    () => ({
      search: search.get('q') ?? '',
      kinds: search.getAll('kind').filter(isKind),
      states: search.getAll('state').filter(isState),
    }),
    [search],
  )
  const after = search.getAll('after')
  const [{ data, fetching }, read] = useQuery({
    query: InventoryQuery,
    variables: { first: PAGE_SIZE, after: after.at(-1) ?? null, filter },
    requestPolicy: 'cache-and-network',
  })
  const [asked, ask] = useAsked()
  const [opened, setOpened] = useState<NumberRow | null>(null)
  const [isImporting, setImporting] = useState(false)
  const [chosen, setChosen] = useState<readonly NumberRow[]>([])
  const again = (): void => {
    setChosen([])
    read({ requestPolicy: 'network-only' })
  }
  const show = (changes: {
    q?: string
    kind?: readonly string[]
    state?: readonly string[]
    after?: readonly string[]
  }): void => {
    const next = new URLSearchParams()
    const q = changes.q ?? filter.search
    if (q !== '') next.set('q', q)
    for (const kind of changes.kind ?? filter.kinds) next.append('kind', kind)
    for (const state of changes.state ?? filter.states) next.append('state', state)
    for (const cursor of changes.after ?? []) next.append('after', cursor)
    setSearch(next, { replace: true })
  }
  const page = data?.numberInventory
  const end = page?.pageInfo.endCursor ?? null
  return (
    <div className="stack">
      <Counts counts={data?.numberCounts ?? []} />
      <div className="row">
        <Input.Search
          allowClear
          style={{ width: 260 }}
          placeholder={t('inventory.search')}
          aria-label={t('inventory.search')}
          defaultValue={filter.search}
          onSearch={(q) => show({ q })}
          data-testid="inventory-search"
        />
        <Select
          mode="multiple"
          allowClear
          style={{ minWidth: 180 }}
          placeholder={t('inventory.allKinds')}
          aria-label={t('inventory.kind')}
          value={filter.kinds}
          onChange={(kind) => show({ kind })}
          options={KINDS.map((value) => ({ value, label: t(`inventory.kinds.${value}`) }))}
        />
        <Select
          mode="multiple"
          allowClear
          style={{ minWidth: 180 }}
          placeholder={t('inventory.allStates')}
          aria-label={t('inventory.state')}
          value={filter.states}
          onChange={(state) => show({ state })}
          options={STATES.map((value) => ({ value, label: t(`inventory.states.${value}`) }))}
        />
        <span style={{ flex: 1 }} />
        <ExportButton filter={filter} />
        {mayEdit ? (
          <Button icon={<UploadOutlined aria-hidden />} onClick={() => setImporting(true)} data-testid="import-numbers">
            {t('inventory.import')}
          </Button>
        ) : null}
      </div>
      {mayEdit && chosen.length > 0 ? (
        <div className="row" data-testid="chosen-numbers">
          <span>{t('inventory.chosen', { count: chosen.length })}</span>
          <Button onClick={() => ask({ act: 'issue', numbers: chosen })}>{t('inventory.act.issue')}</Button>
          <Button onClick={() => ask({ act: 'reserve', numbers: chosen })}>{t('inventory.act.reserve')}</Button>
          <Button onClick={() => ask({ act: 'release', numbers: chosen })}>{t('inventory.act.release')}</Button>
        </div>
      ) : null}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <NumberTable
          rows={page?.edges.map(({ node }) => node)}
          loading={fetching && page === undefined}
          mayEdit={mayEdit}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={setOpened}
          onAsk={ask}
          empty={<EmptyState title={t('inventory.none')} advice={t('inventory.noneAdvice')} />}
        />
        <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
          <span className="muted">
            {t('inventory.range', {
              first: page === undefined || page.totalCount === 0 ? 0 : after.length * PAGE_SIZE + 1,
              last: after.length * PAGE_SIZE + (page?.edges.length ?? 0),
              total: page?.totalCount ?? 0,
            })}
          </span>
          <Button size="small" disabled={after.length === 0} onClick={() => show({ after: after.slice(0, -1) })}>
            {t('inventory.previous')}
          </Button>
          <Button
            size="small"
            disabled={page?.pageInfo.hasNextPage !== true || end === null}
            onClick={() => show({ after: end === null ? after : [...after, end] })}
          >
            {t('inventory.next')}
          </Button>
        </div>
      </Card>
      <NumberActDialog asked={asked} onClose={() => ask(null)} onDone={again} />
      <NumberDrawer
        number={opened}
        mayEdit={mayEdit}
        onClose={() => setOpened(null)}
        onSaved={() => {
          setOpened(null)
          again()
        }}
      />
      <NumberImport isOpen={isImporting} onClose={() => setImporting(false)} onDone={again} />
    </div>
  )
}

function Counts({ counts }: { readonly counts: readonly NumberCount[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="row" data-testid="inventory-counts">
      {KINDS.map((kind) => {
        const own = counts.filter((each) => each.kind === kind)
        const total = own.reduce((sum, { count }) => sum + count, 0)
        return (
          <Card key={kind} size="small" style={{ minWidth: 180 }}>
            <div className="muted">{t(`inventory.kinds.${kind}`)}</div>
            <div className="figures" style={{ fontSize: 20 }}>
              {total}
            </div>
            <div className="muted">
              {STATES.map((state) => {
                const found = own.filter((each) => each.state === state).reduce((sum, { count }) => sum + count, 0)
                return found === 0 ? null : `${t(`inventory.states.${state}`)} ${String(found)}`
              })
                .filter((text) => text !== null)
                .join(' · ')}
            </div>
          </Card>
        )
      })}
    </div>
  )
}

function ExportButton({ filter }: { readonly filter: { search: string; kinds: Kind[]; states: State[] } }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const [isLoading, setLoading] = useState(false)
  const load = async (): Promise<void> => {
    setLoading(true)
    const { data } = await client.query(InventoryCsvQuery, { filter }, { requestPolicy: 'network-only' })
    setLoading(false)
    if (data !== undefined) downloadText('numbers.csv', `\uFEFF${data.numberInventoryCsv}`)
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={isLoading} onClick={() => void load()}>
      {t('inventory.export')}
    </Button>
  )
}

function NumberImport(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const { t } = useTranslation()
  const [, preview] = useMutation(PreviewNumberImport)
  const [, load] = useMutation(ImportNumbers)
  return (
    <ImportDrawer
      {...props}
      title={t('inventory.import')}
      help={t('inventory.importHelp')}
      preview={async (csv) => {
        const { data } = await preview({ csv })
        return data?.result.__typename === 'NumberImport' ? data.result : null
      }}
      load={(csv, mode) => load({ csv, mode })}
    />
  )
}
