import { KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useRemoval } from '../configuration/use-removal.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CreateFlowDialog } from './CreateFlowDialog.tsx'
import type { FlowBeginning } from './CreateFlowDialog.tsx'
import { FlowsQuery } from './documents.ts'
import type { FlowRow } from './documents.ts'
import './flows.css'
import { ArchiveFlow } from './mutation-documents.ts'
import { SecretsDialog } from './SecretsDialog.tsx'

const DesignerPage = lazy(async () => ({ default: (await import('./designer/DesignerPage.tsx')).DesignerPage }))

/** What callers are led through: the list, or the one that the address names. */
export function FlowsPage(): ReactNode {
  const [search, setSearch] = useSearchParams()
  const flowId = search.get('flow')
  if (flowId === null) return <FlowList onOpen={(id) => setSearch({ flow: id })} />
  return (
    <Suspense fallback={<PageSkeleton />}>
      <DesignerPage key={flowId} flowId={flowId} onLeave={() => setSearch({})} />
    </Suspense>
  )
}

function FlowList({ onOpen }: { readonly onOpen: (flowId: string) => void }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('FLOWS_MANAGE')
  const [{ data }, reload] = useQuery({
    query: FlowsQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  const [beginning, setBeginning] = useState<FlowBeginning | null>(null)
  const [isSecrets, setSecrets] = useState(false)
  const [, archive] = useMutation(ArchiveFlow)
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<FlowRow['flow']>(
    (flow) => archive({ input: { tenantId: tenant.id, flowId: flow.id } }),
    again,
  )
  const create = mayEdit ? (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => setBeginning({ copyOf: null })}
      data-testid="new-flow"
    >
      {t('flows.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.flows')}</h1>
        <span className="space" />
        {mayEdit ? (
          <Button icon={<KeyOutlined aria-hidden />} onClick={() => setSecrets(true)} data-testid="open-secrets">
            {t('flows.secrets')}
          </Button>
        ) : null}
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <FlowsTable
          rows={data?.flows}
          mayEdit={mayEdit}
          onOpen={onOpen}
          onCopy={(flow) => setBeginning({ copyOf: flow })}
          onRemove={removal.ask}
          empty={<EmptyState title={t('flows.noFlows')} advice={t('flows.noFlowsAdvice')} action={create} />}
        />
      </Card>
      {beginning === null ? null : (
        <CreateFlowDialog
          beginning={beginning}
          templates={data?.flowChoices.templates ?? []}
          onClose={() => setBeginning(null)}
          onCreated={onOpen}
        />
      )}
      {isSecrets ? <SecretsDialog onClose={() => setSecrets(false)} /> : null}
      {removal.dialog}
    </>
  )
}

type TableProps = {
  readonly rows: readonly FlowRow[] | undefined
  readonly mayEdit: boolean
  readonly onOpen: (flowId: string) => void
  readonly onCopy: (flow: FlowRow['flow']) => void
  readonly onRemove: (flow: FlowRow['flow']) => void
  readonly empty: ReactNode
}

function FlowsTable({ rows, mayEdit, onOpen, onCopy, onRemove, empty }: TableProps): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const columns: TableColumnsType<FlowRow> = [
    {
      title: t('setUp.name'),
      key: 'name',
      render: (_, { flow }) => (
        <>
          <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(flow.id)} data-testid={`open-${flow.id}`}>
            {flow.name}
          </Button>
          <div className="muted">{t('flows.steps', { count: flow.stepsCount })}</div>
        </>
      ),
    },
    {
      title: t('flows.heard'),
      key: 'published',
      render: (_, { flow }) => (
        <>
          {flow.published === null ? (
            <span className="badge">{t('flows.neverPublished')}</span>
          ) : (
            <span className="badge good">{t('flows.versionNumber', { number: flow.published.number })}</span>
          )}
          {flow.scheduled === null ? null : (
            <div className="muted">
              {t('flows.scheduledAt', {
                number: flow.scheduled.version.number,
                at: format.full(flow.scheduled.at),
              })}
            </div>
          )}
        </>
      ),
    },
    {
      title: t('flows.drawn'),
      key: 'draft',
      render: (_, { flow }) =>
        flow.draftDiffers ? (
          <>
            <span className="badge warn">{t('flows.differs')}</span>
            {flow.draftAt === null ? null : (
              <div className="muted">
                {format.full(flow.draftAt)} {flow.draftBy ?? ''}
              </div>
            )}
          </>
        ) : (
          t('flows.same')
        ),
    },
    {
      title: t('flows.faults'),
      key: 'faults',
      render: (_, { faults }) => <FaultsBadges faults={faults} />,
    },
    {
      title: t('flows.tests'),
      key: 'tests',
      className: 'figures',
      render: (_, { testsCount, testsPassed }) =>
        testsCount === 0 ? '–' : t('flows.testsPassed', { passed: testsPassed, count: testsCount }),
    },
    {
      title: t('flows.numbers'),
      key: 'numbers',
      className: 'figures',
      render: (_, { flow }) => (flow.numbers.length === 0 ? '–' : flow.numbers.join(', ')),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, { flow }) =>
        mayEdit ? (
          <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
            <Button size="small" onClick={() => onCopy(flow)} aria-label={`${t('flows.copy')} ${flow.name}`}>
              {t('flows.copy')}
            </Button>
            <Button size="small" danger onClick={() => onRemove(flow)} aria-label={`${t('setUp.remove')} ${flow.name}`}>
              {t('setUp.remove')}
            </Button>
          </span>
        ) : null,
    },
  ]
  return (
    <Table
      rowKey={({ flow }) => flow.id}
      size="small"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={false}
      className="wide"
      locale={{ emptyText: rows === undefined ? <div style={{ height: 240 }} /> : empty }}
      data-testid="flows"
    />
  )
}

function FaultsBadges({ faults }: Pick<FlowRow, 'faults'>): ReactNode {
  const { t } = useTranslation()
  const errors = faults.filter(({ severity }) => severity === 'error').length
  const warnings = faults.length - errors
  return (
    <span className="row" style={{ gap: 6 }}>
      {errors === 0 ? (
        <span className="badge good">{t('flows.none')}</span>
      ) : (
        <span className="badge bad">{t('flows.faultsCount', { count: errors })}</span>
      )}
      {warnings === 0 ? null : <span className="badge warn">{t('flows.warnings', { count: warnings })}</span>}
    </span>
  )
}
