import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions, Uses } from '../configuration/form-parts.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { FeatureGate } from '../seats/FeatureGate.tsx'
import { RegionsDialog } from '../regions/RegionsDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { ArchiveQueue, QueueSettingsQuery } from './documents.ts'
import type { QueueRow } from './documents.ts'
import { QueueDrawer } from './QueueDrawer.tsx'

/** The queues of the tenant, as its administrator sets them up. */
export function QueuesPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('QUEUES_MANAGE')
  const [{ data }, reload] = useQuery({ query: QueueSettingsQuery, variables: { tenantId: tenant.id } })
  const [edited, setEdited] = useState<QueueRow | 'new' | null>(null)
  const [showsRegions, setShowsRegions] = useState(false)
  const [, archive] = useMutation(ArchiveQueue)
  const rows = data?.queueSettings
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<QueueRow>((queue) => archive({ tenantId: tenant.id, queueId: queue.id }), again)
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-queue">
      {t('queueSetup.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.queues')}</h1>
        <span className="space" />
        <Button onClick={() => setShowsRegions(true)}>{t('regions.open')}</Button>
        <ExportButton rows={rows ?? []} />
        {create}
      </div>
      <FeatureGate feature="FULL_RECORDING" />
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <QueuesTable
          rows={rows}
          mayEdit={mayEdit}
          onOpen={setEdited}
          onRemove={removal.ask}
          empty={<EmptyState title={t('queueSetup.none')} advice={t('queueSetup.noneAdvice')} action={create} />}
        />
      </Card>
      <QueueDrawer
        queue={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {showsRegions ? (
        <RegionsDialog tenantId={tenant.id} mayEdit={mayEdit} onClose={() => setShowsRegions(false)} />
      ) : null}
      {removal.dialog}
    </>
  )
}

type TableProps = {
  readonly rows: readonly QueueRow[] | undefined
  readonly mayEdit: boolean
  readonly onOpen: (queue: QueueRow) => void
  readonly onRemove: (queue: QueueRow) => void
  readonly empty: ReactNode
}

function QueuesTable({ rows, mayEdit, onOpen, onRemove, empty }: TableProps): ReactNode {
  const { t } = useTranslation()
  const seconds = (value: number): string => `${String(value)} ${t('setUp.seconds')}`
  const columns: TableColumnsType<QueueRow> = [
    {
      title: t('setUp.name'),
      key: 'name',
      render: (_, queue) => (
        <>
          <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(queue)} data-testid={`open-${queue.id}`}>
            {queue.name}
          </Button>
          {queue.branch === null ? null : <span className="muted"> · {queue.branch.name}</span>}
          {queue.description === '' ? null : <div className="muted">{queue.description}</div>}
        </>
      ),
    },
    {
      title: <Defined meaning={t('queueSetup.agentsMeaning')}>{t('queueSetup.agents')}</Defined>,
      dataIndex: 'agentsCount',
      align: 'right',
      className: 'figures',
    },
    {
      title: <Defined meaning={t('queueSetup.ringTimeoutMeaning')}>{t('queueSetup.ringTimeout')}</Defined>,
      key: 'ring',
      align: 'right',
      className: 'figures',
      render: (_, queue) => seconds(queue.ringTimeoutSeconds),
    },
    {
      title: <Defined meaning={t('queueSetup.wrapUpMeaning')}>{t('queueSetup.wrapUp')}</Defined>,
      key: 'wrapUp',
      align: 'right',
      className: 'figures',
      render: (_, queue) => seconds(queue.wrapUpSeconds),
    },
    {
      title: <Defined meaning={t('queueSetup.serviceLevelMeaning')}>{t('queueSetup.serviceLevel')}</Defined>,
      key: 'serviceLevel',
      align: 'right',
      className: 'figures',
      render: (_, queue) => seconds(queue.serviceLevelSeconds),
    },
    { title: t('queueSetup.skills'), key: 'skills', render: (_, queue) => skillsInWords(queue) || '–' },
    { title: t('queueSetup.record'), key: 'record', render: (_, queue) => t(queue.record ? 'setUp.yes' : 'setUp.no') },
    { title: t('setUp.uses'), key: 'uses', render: (_, queue) => <Uses uses={queue.uses} /> },
    {
      key: 'actions',
      align: 'right',
      render: (_, queue) => (
        <RowActions name={queue.name} mayEdit={mayEdit} onOpen={() => onOpen(queue)} onRemove={() => onRemove(queue)} />
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
      data-testid="queue-settings"
    />
  )
}

const skillsInWords = ({ requiredSkills }: QueueRow): string =>
  requiredSkills.map(({ skill, proficiencyMin }) => `${skill.name} ≥ ${String(proficiencyMin)}`).join(', ')

function ExportButton({ rows }: { readonly rows: readonly QueueRow[] }): ReactNode {
  const { t } = useTranslation()
  const header = [
    t('setUp.name'),
    t('queueSetup.description'),
    t('setUp.branch'),
    t('queueSetup.agents'),
    t('queueSetup.ringTimeout'),
    t('queueSetup.wrapUp'),
    t('queueSetup.serviceLevel'),
    t('queueSetup.skills'),
  ]
  const cells = (queue: QueueRow): string[] => [
    queue.name,
    queue.description,
    queue.branch?.name ?? '',
    String(queue.agentsCount),
    String(queue.ringTimeoutSeconds),
    String(queue.wrapUpSeconds),
    String(queue.serviceLevelSeconds),
    skillsInWords(queue),
  ]
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      onClick={() => downloadText('queues.csv', toCsv(header, rows.map(cells)))}
    >
      {t('setUp.export')}
    </Button>
  )
}
