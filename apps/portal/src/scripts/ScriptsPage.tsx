import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions } from '../configuration/form-parts.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ArchiveScript, ScriptsQuery } from './documents.ts'
import type { ScriptRow } from './documents.ts'
import { ScriptDrawer } from './ScriptDrawer.tsx'

/** What agents say, by situation. */
export function ScriptsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('SCRIPTS_MANAGE')
  const [{ data }, reload] = useQuery({ query: ScriptsQuery, variables: { tenantId: tenant.id } })
  const [edited, setEdited] = useState<ScriptRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveScript)
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<ScriptRow>((script) => archive({ input: { tenantId: tenant.id, id: script.id } }), again)
  const create = mayEdit ? (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => setEdited('new')}
      data-testid="new-script"
    >
      {t('scripts.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.scripts')}</h1>
        <span className="space" />
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <ScriptsTable
          rows={data?.tenant?.scripts}
          mayEdit={mayEdit}
          onOpen={setEdited}
          onRemove={removal.ask}
          empty={<EmptyState title={t('scripts.none')} advice={t('scripts.noneAdvice')} action={create} />}
        />
      </Card>
      <ScriptDrawer
        script={edited}
        queues={data?.tenant?.queues ?? []}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {removal.dialog}
    </>
  )
}

type ScriptsTableProps = {
  readonly rows: readonly ScriptRow[] | undefined
  readonly mayEdit: boolean
  readonly onOpen: (script: ScriptRow) => void
  readonly onRemove: (script: ScriptRow) => void
  readonly empty: ReactNode
}

function ScriptsTable({ rows, mayEdit, onOpen, onRemove, empty }: ScriptsTableProps): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<ScriptRow> = [
    {
      title: t('scripts.situationLabel'),
      key: 'situation',
      width: 150,
      render: (_, script) => t(`scripts.situation.${script.situation}`),
    },
    {
      title: t('setUp.name'),
      key: 'name',
      width: 200,
      render: (_, script) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(script)} data-testid={`open-${script.id}`}>
          {script.name}
        </Button>
      ),
    },
    {
      title: t('scripts.queue'),
      key: 'queue',
      width: 150,
      render: (_, script) => script.queue?.name ?? <span className="muted">{t('scripts.allQueues')}</span>,
    },
    {
      title: t('scripts.body'),
      key: 'body',
      render: (_, script) => <span className="script-line">{script.body}</span>,
    },
    {
      key: 'actions',
      align: 'right',
      width: 180,
      render: (_, script) => (
        <RowActions
          name={script.name}
          mayEdit={mayEdit}
          onOpen={() => onOpen(script)}
          onRemove={() => onRemove(script)}
        />
      ),
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={false}
      className="wide"
      locale={{ emptyText: rows === undefined ? <div style={{ height: 240 }} /> : empty }}
      data-testid="scripts-table"
    />
  )
}
