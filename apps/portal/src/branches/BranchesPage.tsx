import { PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { BranchForm } from './BranchForm.tsx'
import { BranchList } from './BranchList.tsx'
import { BranchesQuery, CreateBranchMutation, RenameBranchMutation } from './documents.ts'
import type { Branch } from './documents.ts'
import { PartsTable } from './PartsTable.tsx'
import { useBranchFault } from './use-branch-fault.ts'

/** The tenant's branches, and what and who belongs to each. */
export function BranchesPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [editing, setEditing] = useState<Branch | 'new' | null>(null)
  const [{ data, error }, reload] = useQuery({
    query: BranchesQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  const changed = (): void => reload({ requestPolicy: 'network-only' })
  const found = data?.tenant
  const branches = found?.branches.filter(({ isArchived }) => !isArchived) ?? []
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.branches')}</h1>
        <span className="space" />
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setEditing('new')}
          data-testid="new-branch"
        >
          {t('branches.create')}
        </Button>
      </div>
      {error !== undefined && <Alert type="error" showIcon title={t('branches.failed')} />}
      {found === undefined || found === null ? (
        error === undefined && <PageSkeleton />
      ) : (
        <div className="stack">
          <p className="muted" style={{ margin: 0 }}>
            {t('branches.meaning')}
          </p>
          <BranchList
            tenantId={tenant.id}
            branches={branches}
            parts={found.branchParts}
            rename={setEditing}
            changed={changed}
          />
          {branches.length > 0 && (
            <PartsTable tenantId={tenant.id} branches={branches} parts={found.branchParts} changed={changed} />
          )}
        </div>
      )}
      <EditBranch tenantId={tenant.id} editing={editing} close={() => setEditing(null)} changed={changed} />
    </>
  )
}

type EditBranchProps = {
  readonly tenantId: string
  readonly editing: Branch | 'new' | null
  readonly close: () => void
  readonly changed: () => void
}

function EditBranch({ tenantId, editing, close, changed }: EditBranchProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const faultOf = useBranchFault()
  const [, create] = useMutation(CreateBranchMutation)
  const [, rename] = useMutation(RenameBranchMutation)
  const save = async (name: string): Promise<string | null> => {
    const outcome =
      editing === 'new' || editing === null
        ? await create({ input: { tenantId, name } }).then(({ data, error }) => faultOf(error, data?.createBranch))
        : await rename({ input: { tenantId, branchId: editing.id, name } }).then(({ data, error }) =>
            faultOf(error, data?.renameBranch),
          )
    if (outcome === null) {
      void message.success(t('branches.saved'))
      changed()
    }
    return outcome
  }
  return (
    <Modal
      open={editing !== null}
      title={t(editing === 'new' ? 'branches.create' : 'branches.rename')}
      footer={null}
      destroyOnHidden
      onCancel={close}
    >
      <BranchForm name={editing === 'new' || editing === null ? '' : editing.name} save={save} onDone={close} />
    </Modal>
  )
}
