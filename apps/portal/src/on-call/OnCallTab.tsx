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
import { EmptyState } from '../ui/EmptyState.tsx'
import { ArchiveOnCallList, OnCallListsQuery } from './documents.ts'
import type { OnCallRow } from './documents.ts'
import { OnCallDrawer } from './OnCallDrawer.tsx'

export type OnCallTabProps = {
  readonly queues: readonly { readonly id: string; readonly name: string }[]
  readonly mayEdit: boolean
}

/** Which experts are on call when, and who is now. */
export function OnCallTab({ queues, mayEdit }: OnCallTabProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [{ data }, ask] = useQuery({ query: OnCallListsQuery, variables: { tenantId } })
  const [edited, setEdited] = useState<OnCallRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveOnCallList)
  const again = (): void => ask({ requestPolicy: 'network-only' })
  const removal = useRemoval<OnCallRow>((list) => archive({ tenantId, listId: list.id }), again)
  const rows = data?.tenant?.onCallLists
  const columns: TableColumnsType<OnCallRow> = [
    { title: t('setUp.name'), dataIndex: 'name' },
    {
      title: t('onCall.now'),
      key: 'now',
      render: (_, { onCallNow }) =>
        onCallNow.length === 0 ? (
          <span className="badge warn">{t('onCall.nobody')}</span>
        ) : (
          <span data-testid="on-call-now">{onCallNow.join(' → ')}</span>
        ),
    },
    { title: t('onCall.queue'), key: 'queue', render: (_, { queue }) => queue.name },
    { title: t('onCall.lines'), key: 'lines', align: 'right', render: (_, { duties }) => duties.length },
    { title: t('hoursSetup.timeZone'), dataIndex: 'timeZone' },
    {
      key: 'actions',
      align: 'right',
      render: (_, list) => (
        <RowActions
          name={list.name}
          mayEdit={mayEdit}
          onOpen={() => setEdited(list)}
          onRemove={() => removal.ask(list)}
        />
      ),
    },
  ]
  const create = mayEdit ? (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => setEdited('new')}
      data-testid="new-on-call-list"
    >
      {t('onCall.create')}
    </Button>
  ) : null
  return (
    <div className="stack">
      <div className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
        <span className="muted">{t('onCall.help')}</span>
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...(rows ?? [])]}
          loading={rows === undefined}
          className="wide"
          locale={{ emptyText: <EmptyState title={t('onCall.none')} advice={t('onCall.noneAdvice')} /> }}
          data-testid="on-call-lists"
        />
      </Card>
      <OnCallDrawer
        list={edited}
        queues={queues}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {removal.dialog}
    </div>
  )
}
