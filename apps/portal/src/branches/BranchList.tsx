import { App, Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { ArchiveBranchMutation, PART_KINDS } from './documents.ts'
import type { Branch, BranchParts } from './documents.ts'
import { useBranchFault } from './use-branch-fault.ts'

export type BranchListProps = {
  readonly tenantId: string
  readonly branches: readonly Branch[]
  readonly parts: BranchParts
  readonly rename: (branch: Branch) => void
  readonly changed: () => void
}

type Row = { readonly id: string; readonly name: string; readonly branch: Branch | null }

/** The head office and each branch, with how much belongs to it. */
export function BranchList(props: BranchListProps): ReactNode {
  const { branches, parts, rename } = props
  const { t } = useTranslation()
  const close = useClose(props)
  const rows: readonly Row[] = [
    { id: 'head', name: t('branches.headOffice'), branch: null },
    ...branches.map((branch) => ({ id: branch.id, name: branch.name, branch })),
  ]
  const columns: TableColumnsType<Row> = [
    {
      title: t('branches.name'),
      key: 'name',
      render: (_, { name, branch }) =>
        branch === null ? <Defined meaning={t('branches.headOfficeMeaning')}>{name}</Defined> : name,
    },
    ...PART_KINDS.map((kind) => ({
      title: t(`branches.${kind}`),
      key: kind,
      align: 'right' as const,
      className: 'figures',
      render: (_: unknown, { branch }: Row) =>
        parts[kind].filter(({ branchId }) => branchId === (branch?.id ?? null)).length,
    })),
    {
      key: 'acts',
      align: 'right',
      render: (_, { branch }) =>
        branch !== null && (
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button size="small" onClick={() => rename(branch)} data-testid={`rename-${branch.id}`}>
              {t('branches.rename')}
            </Button>
            <Button size="small" onClick={() => close(branch)} data-testid={`close-${branch.id}`}>
              {t('branches.close')}
            </Button>
          </div>
        ),
    },
  ]
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      {branches.length === 0 ? (
        <div style={{ padding: 24 }}>
          <EmptyState title={t('branches.none')} advice={t('branches.noneAdvice')} />
        </div>
      ) : (
        <Table
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={[...rows]}
          pagination={false}
          className="wide"
          data-testid="branches-table"
        />
      )}
    </Card>
  )
}

function useClose({ tenantId, changed }: BranchListProps): (branch: Branch) => void {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const faultOf = useBranchFault()
  const [, archive] = useMutation(ArchiveBranchMutation)
  const close = async (branch: Branch): Promise<void> => {
    const { data, error } = await archive({ input: { tenantId, branchId: branch.id } })
    const fault = faultOf(error, data?.archiveBranch)
    if (fault !== null) void message.error(fault)
    else {
      void message.success(t('branches.closed'))
      changed()
    }
  }
  return (branch) =>
    void modal.confirm({
      title: t('branches.closeQuestion', { name: branch.name }),
      content: t('branches.closeAdvice'),
      okText: t('branches.close'),
      cancelText: t('branches.cancel'),
      onOk: () => close(branch),
    })
}
