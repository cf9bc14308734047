import { Badge, Button, Card, Table, Tabs } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { usePlatformPermission } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { AnswerDialog, IncidentDialog, MarkDialog, NoticeDialog } from './DeskDialogs.tsx'
import { DeskQuery } from './documents.ts'
import type { ChangeData, DeskContract, IncidentData } from './documents.ts'
import { IncidentTable } from './IncidentTable.tsx'
import { ResellerTab } from './ResellerTab.tsx'

const TABS = ['contracts', 'incidents', 'changes', 'resellers'] as const
const DUE_DAYS = 90
const OPERATOR_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Contracts of all clients, trouble, changes asked for, and who is paid for clients: the operator's desk. */
export function ContractDeskPage(): ReactNode {
  const { t } = useTranslation()
  const mayEdit = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const [search, setSearch] = useSearchParams()
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'contracts'
  const [{ data }, read] = useQuery({ query: DeskQuery, requestPolicy: 'cache-and-network' })
  const again = (): void => read({ requestPolicy: 'network-only' })
  const contracts = data?.allContracts ?? []
  const open = data?.allIncidents.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0
  const waiting = data?.allChangeOrders.filter(({ status }) => status === 'REQUESTED').length ?? 0
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.contracts')}</h1>
      </div>
      {data === undefined ? (
        <PageSkeleton />
      ) : (
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch(key === 'contracts' ? {} : { tab: key }, { replace: true })}
          items={[
            {
              key: 'contracts',
              label: t('contract.tabContracts'),
              children: <Contracts contracts={contracts} mayEdit={mayEdit} onDone={again} />,
            },
            {
              key: 'incidents',
              label: <Counted count={open}>{t('contract.tabIncidents')}</Counted>,
              children: (
                <Incidents incidents={data.allIncidents} contracts={contracts} mayEdit={mayEdit} onDone={again} />
              ),
            },
            {
              key: 'changes',
              label: <Counted count={waiting}>{t('contract.tabChanges')}</Counted>,
              children: <Changes changes={data.allChangeOrders} mayEdit={mayEdit} onDone={again} />,
            },
            {
              key: 'resellers',
              label: t('contract.tabResellers'),
              children: tab === 'resellers' ? <ResellerTab mayEdit={mayEdit} clients={contracts} /> : null,
            },
          ]}
        />
      )}
    </>
  )
}

const Counted = ({ count, children }: { readonly count: number; readonly children: ReactNode }): ReactNode => (
  <Badge count={count} size="small" offset={[8, 0]}>
    {children}
  </Badge>
)

type Editing = { readonly mayEdit: boolean; readonly onDone: () => void }
const daysToNotice = ({ lastNoticeOn, noticeOn, daysLeft }: DeskContract): number => {
  if (noticeOn !== null || daysLeft === null) return Number.POSITIVE_INFINITY
  if (lastNoticeOn === null) return daysLeft
  return Math.round((Date.parse(lastNoticeOn) - Date.now()) / 86_400_000)
}

function Contracts({
  contracts,
  mayEdit,
  onDone,
}: Editing & { readonly contracts: readonly DeskContract[] }): ReactNode {
  const { t } = useTranslation()
  const [noticed, setNoticed] = useState<DeskContract | null>(null)
  const rows = contracts.toSorted((a, b) => daysToNotice(a) - daysToNotice(b) || (a.number < b.number ? -1 : 1))
  const due = rows.filter((row) => daysToNotice(row) <= DUE_DAYS).length
  const columns: TableColumnsType<DeskContract> = [
    {
      title: t('contract.client'),
      key: 'client',
      render: (_, row) => <Link to={tenantPagePath(row.tenantId, 'contract')}>{row.tenantName}</Link>,
    },
    { title: t('contract.number'), dataIndex: 'number', className: 'figures' },
    {
      title: t('contract.term'),
      key: 'term',
      className: 'figures',
      render: (_, { from, until }) =>
        until === null ? t('contract.termFrom', { from }) : t('contract.termSpan', { from, until }),
    },
    {
      title: t('contract.renewal'),
      key: 'renewal',
      render: (_, { inForce }) => t(`contractRenewal.${inForce.renewal}`, { count: inForce.renewalMonths }),
    },
    {
      title: t('contract.daysLeft'),
      key: 'daysLeft',
      align: 'right',
      className: 'figures',
      render: (_, row) => row.daysLeft ?? '–',
    },
    { title: t('contract.next'), key: 'next', render: (_, row) => t(`contractNext.${row.next}`) },
    {
      key: 'notice',
      render: (_, row) => <NoticeOf contract={row} mayEdit={mayEdit} onEnter={() => setNoticed(row)} />,
    },
  ]
  return (
    <Card
      size="small"
      title={t('contract.tabContracts')}
      extra={<span className="muted">{t('contract.renewalsDue', { count: due })}</span>}
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey="id"
        size="small"
        className="wide"
        scroll={{ x: 'max-content' }}
        columns={columns}
        dataSource={rows}
        pagination={false}
        data-testid="contracts"
        locale={{
          emptyText: <EmptyState title={t('contract.noContracts')} advice={t('contract.noContractsAdvice')} />,
        }}
      />
      <NoticeDialog contract={noticed} onClose={() => setNoticed(null)} onDone={onDone} />
    </Card>
  )
}

function NoticeOf(props: {
  readonly contract: DeskContract
  readonly mayEdit: boolean
  readonly onEnter: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { noticeOn, lastNoticeOn } = props.contract
  if (noticeOn !== null) return t('contract.noticeGiven', { day: noticeOn })
  return (
    <span className="row" style={{ gap: 8 }}>
      {lastNoticeOn === null ? null : <span className="muted">{t('contract.lastNotice', { day: lastNoticeOn })}</span>}
      {props.mayEdit ? (
        <Button size="small" onClick={props.onEnter}>
          {t('contract.giveNotice')}
        </Button>
      ) : null}
    </span>
  )
}

function Incidents(
  props: Editing & { readonly incidents: readonly IncidentData[]; readonly contracts: readonly DeskContract[] },
): ReactNode {
  const { t } = useTranslation()
  const [isNew, setNew] = useState(false)
  const [marked, setMarked] = useState<IncidentData | null>(null)
  const { incidents, contracts, mayEdit, onDone } = props
  return (
    <>
      <IncidentTable
        incidents={incidents}
        timeZone={OPERATOR_ZONE}
        withClient
        extra={
          mayEdit ? (
            <Button size="small" type="primary" onClick={() => setNew(true)} data-testid="new-incident">
              {t('incident.enter')}
            </Button>
          ) : null
        }
        action={(row) =>
          mayEdit && row.resolvedAt === null ? (
            <Button size="small" onClick={() => setMarked(row)}>
              {t('incident.mark')}
            </Button>
          ) : null
        }
      />
      <IncidentDialog isOpen={isNew} clients={contracts} onClose={() => setNew(false)} onDone={onDone} />
      <MarkDialog incident={marked} onClose={() => setMarked(null)} onDone={onDone} />
    </>
  )
}

function Changes({ changes, mayEdit, onDone }: Editing & { readonly changes: readonly ChangeData[] }): ReactNode {
  const { t } = useTranslation()
  const [answered, setAnswered] = useState<ChangeData | null>(null)
  return (
    <>
      <ChangeTable
        changes={changes}
        timeZone={OPERATOR_ZONE}
        withClient
        action={(row) =>
          mayEdit && row.status === 'REQUESTED' ? (
            <Button size="small" onClick={() => setAnswered(row)}>
              {t('changeOrder.answer')}
            </Button>
          ) : null
        }
      />
      <AnswerDialog change={answered} onClose={() => setAnswered(null)} onDone={onDone} />
    </>
  )
}
