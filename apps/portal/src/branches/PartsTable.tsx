import { App, Button, Card, Input, Select, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useMutation } from 'urql'
import { EmptyState } from '../ui/EmptyState.tsx'
import { MoveToBranchMutation, PART_KINDS } from './documents.ts'
import type { Branch, BranchParts, PartKind } from './documents.ts'
import { useBranchFault } from './use-branch-fault.ts'

const HEAD = 'head'
const ROWS_ON_A_PAGE = 20

export type PartsTableProps = {
  readonly tenantId: string
  readonly branches: readonly Branch[]
  readonly parts: BranchParts
  readonly changed: () => void
}

type Row = {
  readonly key: string
  readonly id: string
  readonly kind: PartKind
  readonly name: string
  readonly branchId: string | null
}

/** Everything that belongs to a branch or to the head office; what is chosen is moved together. */
export function PartsTable({ tenantId, branches, parts, changed }: PartsTableProps): ReactNode {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const all = PART_KINDS.flatMap((kind) => parts[kind].map((part) => ({ ...part, kind, key: `${kind}/${part.id}` })))
  const { filters, isShown } = usePartFilters(branches)
  const nameOf = (branchId: string | null): string =>
    branchId === null ? t('branches.headOffice') : (branches.find(({ id }) => id === branchId)?.name ?? '–')
  const columns: TableColumnsType<Row> = [
    { title: t('branches.thing'), dataIndex: 'name' },
    { title: t('branches.kind'), key: 'kind', render: (_, row) => t(`branches.${row.kind}`) },
    { title: t('branches.branch'), key: 'branch', render: (_, row) => nameOf(row.branchId) },
  ]
  return (
    <Card size="small" title={t('branches.assign')} styles={{ body: { padding: 0 } }}>
      <div className="row" style={{ padding: 12 }}>
        {filters}
        <span className="shell-header-space" />
        <MoveTo
          tenantId={tenantId}
          branches={branches}
          rows={all.filter(({ key }) => chosen.includes(key))}
          moved={() => {
            setChosen([])
            changed()
          }}
        />
      </div>
      <Table
        rowKey="key"
        size="small"
        columns={columns}
        dataSource={all.filter(isShown)}
        rowSelection={{
          selectedRowKeys: [...chosen],
          onChange: (keys) => setChosen(keys.map(String)),
          getCheckboxProps: (row) => ({ 'aria-label': t('branches.select', { name: row.name }) }),
          getTitleCheckboxProps: () => ({ 'aria-label': t('branches.selectAll') }),
        }}
        pagination={{ pageSize: ROWS_ON_A_PAGE, hideOnSinglePage: true, showSizeChanger: false }}
        className="wide"
        locale={{ emptyText: <EmptyState title={t('branches.noneMatch')} advice={t('branches.noneMatchAdvice')} /> }}
        data-testid="branch-parts"
      />
    </Card>
  )
}

/** The filters, which stand in the address. */
function usePartFilters(branches: readonly Branch[]): {
  readonly filters: ReactNode
  readonly isShown: (row: Row) => boolean
} {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const [text, kind, branch] = [search.get('name') ?? '', search.get('kind'), search.get('branch')]
  const set = (key: string, value: string | undefined): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        if (value === undefined || value === '') after.delete(key)
        else after.set(key, value)
        return after
      },
      { replace: true },
    )
  const isShown = (row: Row): boolean =>
    row.name.toLowerCase().includes(text.toLowerCase()) &&
    (kind === null || row.kind === kind) &&
    (branch === null || (row.branchId ?? HEAD) === branch)
  const filters = (
    <>
      <Input
        aria-label={t('branches.search')}
        placeholder={t('branches.search')}
        allowClear
        style={{ width: 180 }}
        value={text}
        onChange={(event) => set('name', event.target.value)}
      />
      <Select
        aria-label={t('branches.kind')}
        placeholder={t('branches.allKinds')}
        allowClear
        style={{ width: 150 }}
        value={kind}
        onChange={(value: string | undefined) => set('kind', value)}
        options={PART_KINDS.map((value) => ({ value, label: t(`branches.${value}`) }))}
      />
      <Select
        aria-label={t('branches.branch')}
        placeholder={t('branches.anyBranch')}
        allowClear
        style={{ width: 180 }}
        value={branch}
        onChange={(value: string | undefined) => set('branch', value)}
        options={placesOf(branches, t('branches.headOffice'))}
      />
    </>
  )
  return { filters, isShown }
}

const placesOf = (branches: readonly Branch[], headOffice: string): { value: string; label: string }[] => [
  { value: HEAD, label: headOffice },
  ...branches.map(({ id, name }) => ({ value: id, label: name })),
]

type MoveToProps = {
  readonly tenantId: string
  readonly branches: readonly Branch[]
  readonly rows: readonly Row[]
  readonly moved: () => void
}

function MoveTo({ tenantId, branches, rows, moved }: MoveToProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const faultOf = useBranchFault()
  const [place, setPlace] = useState<string | null>(null)
  const [{ fetching }, move] = useMutation(MoveToBranchMutation)
  const ids = (kind: PartKind): string[] => rows.filter((row) => row.kind === kind).map(({ id }) => id)
  const moveThem = async (): Promise<void> => {
    const { data, error } = await move({
      input: {
        tenantId,
        branchId: place === HEAD ? null : place,
        queueIds: ids('queues'),
        numberIds: ids('numbers'),
        agentIds: ids('agents'),
        personIds: ids('people'),
      },
    })
    const fault = faultOf(error, data?.moveToBranch)
    if (fault !== null) {
      void message.error(fault)
      return
    }
    void message.success(t('branches.moved'))
    moved()
  }
  return (
    <>
      <Select
        aria-label={t('branches.moveTo')}
        placeholder={t('branches.moveTo')}
        style={{ width: 180 }}
        value={place}
        onChange={setPlace}
        options={placesOf(branches, t('branches.headOffice'))}
        data-testid="move-to"
      />
      <Button
        type="primary"
        disabled={place === null || rows.length === 0}
        title={rows.length === 0 ? t('branches.choose') : undefined}
        loading={fetching}
        onClick={() => void moveThem()}
        data-testid="move"
      >
        {t('branches.move', { count: rows.length })}
      </Button>
    </>
  )
}
