import { Alert, Button, Card, Descriptions, Form, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { DayChart } from '../ui/DayChart.tsx'
import { lastDays } from '../ui/day-range.ts'
import { useChargeWords } from '../finance/charge-words.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatMoney } from '../ui/money.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { ContractQuery, RequestChange } from './documents.ts'
import type { ContractData, CreditData, MeasureData } from './documents.ts'
import { IncidentTable } from './IncidentTable.tsx'
import { PromiseTable } from './PromiseTable.tsx'

/** What was promised to the client, how it is kept this month and was kept before, what went wrong and what was given for it. */
export function ContractPage(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const [isAsking, setAsking] = useState(false)
  const [{ data, error }, reload] = useQuery({
    query: ContractQuery,
    variables: { tenantId, month: null },
    requestPolicy: 'cache-and-network',
  })
  const tenant = data?.tenant ?? null
  const contract = tenant?.contracts[0] ?? null
  const measures =
    tenant?.serviceMeasures.__typename === 'TenantServiceMeasuresSuccess' ? tenant.serviceMeasures.data : []
  const month = lastDays(timeZone, 1).toDay.slice(0, 7)
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.contract')}</h1>
      </div>
      {tenant === null ? (
        error === undefined ? (
          <PageSkeleton />
        ) : (
          <Alert type="error" showIcon title={t('contract.failed')} />
        )
      ) : contract === null ? (
        <EmptyState title={t('contract.none')} advice={t('contract.noneAdvice')} />
      ) : (
        <div className="stack" data-testid="contract">
          <ContractHead contract={contract} />
          <PromiseTable promises={contract.inForce.promises} measures={measures} month={month} timeZone={timeZone} />
          <History measures={tenant.serviceHistory} />
          <IncidentTable incidents={tenant.incidents} timeZone={timeZone} />
          <ChangeTable
            changes={tenant.changeOrders}
            timeZone={timeZone}
            extra={
              <Button size="small" onClick={() => setAsking(true)} data-testid="request-change">
                {t('changeOrder.request')}
              </Button>
            }
          />
          <Credits credits={tenant.serviceCredits} />
          <RequestDialog
            isOpen={isAsking}
            tenantId={tenantId}
            contractId={contract.id}
            onClose={() => setAsking(false)}
            onDone={() => reload({ requestPolicy: 'network-only' })}
          />
        </div>
      )}
    </>
  )
}

function ContractHead({ contract }: { readonly contract: ContractData }): ReactNode {
  const { t } = useTranslation()
  const { inForce, from, until, noticeOn, lastNoticeOn } = contract
  const term = until === null ? t('contract.termFrom', { from }) : t('contract.termSpan', { from, until })
  const renewal = t(`contractRenewal.${inForce.renewal}`, { count: inForce.renewalMonths })
  const notice =
    noticeOn === null
      ? lastNoticeOn === null
        ? ''
        : ` · ${t('contract.lastNotice', { day: lastNoticeOn })}`
      : ` · ${t('contract.noticeGiven', { day: noticeOn })}`
  return (
    <Card
      size="small"
      title={contract.title}
      extra={
        <span className="muted">{t('contract.version', { version: inForce.version, from: inForce.validFrom })}</span>
      }
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'number', label: t('contract.number'), children: contract.number },
          { key: 'term', label: t('contract.term'), children: <span className="figures">{term}</span> },
          { key: 'renewal', label: t('contract.renewal'), children: `${renewal}${notice}` },
          {
            key: 'cap',
            label: t('contract.credits'),
            children: t('contract.cap', { percent: inForce.creditCapPercent }),
          },
          { key: 'scope', label: t('contract.scope'), span: 'filled', children: inForce.scope },
        ]}
      />
    </Card>
  )
}

const numberOf = (measure: MeasureData | undefined): number | null =>
  measure === undefined || measure.figure === null ? null : Number(measure.figure)

function History({ measures }: { readonly measures: readonly MeasureData[] }): ReactNode {
  const { t } = useTranslation()
  const months = [...new Set(measures.map(({ month }) => month))]
  const line = (indicator: MeasureData['indicator'], color: string) => ({
    name: t(`serviceIndicator.${indicator}`),
    color,
    line: 'percent' as const,
    values: months.map((month) =>
      numberOf(measures.find((each) => each.month === month && each.indicator === indicator)),
    ),
  })
  return (
    <Card size="small" title={t('contract.history')}>
      {months.length === 0 ? (
        <EmptyState title={t('contract.noHistory')} advice={t('contract.noHistoryAdvice')} />
      ) : (
        <DayChart
          // The chart cuts the year of a day; a month has it in front as well.
          days={months.map((month) => `     ${month}`)}
          label={t('contract.history')}
          testId="service-history"
          series={[line('AVAILABILITY', '#0f5bb5'), line('SERVICE_LEVEL', '#1c8a5f'), line('SATISFACTION', '#a4660b')]}
        />
      )}
    </Card>
  )
}

function Credits({ credits }: { readonly credits: readonly CreditData[] }): ReactNode {
  const { t } = useTranslation()
  const words = useChargeWords()
  return (
    <Card size="small" title={t('contract.credits')} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={[...credits]}
        data-testid="credits"
        locale={{ emptyText: <EmptyState title={t('contract.noCredits')} advice={t('contract.noCreditsAdvice')} /> }}
        columns={[
          { title: t('contract.month'), dataIndex: 'month', className: 'figures' },
          {
            title: t('contract.promise'),
            key: 'indicator',
            render: (_, row) => t(`serviceIndicator.${row.indicator}`),
          },
          { title: t('contract.rule'), key: 'rule', className: 'figures', render: (_, row) => words.rule(row.rule) },
          {
            title: t('contract.amount'),
            key: 'amount',
            align: 'right',
            className: 'figures',
            render: (_, row) => formatMoney(row.amount),
          },
        ]}
      />
    </Card>
  )
}

type RequestFields = { readonly title?: string; readonly text?: string }

function RequestDialog(props: {
  readonly isOpen: boolean
  readonly tenantId: string
  readonly contractId: string
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const { isOpen, tenantId, contractId, onClose, onDone } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<RequestFields>()
  const [, request] = useMutation(RequestChange)
  const change = useChange()
  const save = async (): Promise<void> => {
    const { title = '', text = '' } = form.getFieldsValue()
    if (!(await change.save(() => request({ input: { tenantId, contractId, title, text } }), form))) return
    onClose()
    onDone()
  }
  return (
    <Modal
      open={isOpen}
      title={t('changeOrder.request')}
      onCancel={onClose}
      onOk={() => void save()}
      okText={t('incident.save')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Form form={form} layout="vertical">
        <Form.Item name="title" label={t('changeOrder.title')}>
          <Input maxLength={160} />
        </Form.Item>
        <Form.Item name="text" label={t('changeOrder.text')}>
          <Input.TextArea rows={4} maxLength={2_000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
