import type { Translate } from '../i18n/use-translation.ts'
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useClient, useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { useOperator } from '../app/use-operator.ts'
import { downloadText } from '../ui/download.ts'
import { Defined, Metric } from '../ui/Metric.tsx'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { DifferencesFileQuery, DifferencesQuery } from './reconciliation-documents.ts'
import type { Comparison } from './reconciliation-documents.ts'

const FIGURES = { align: 'right', className: 'figures' } as const
const PAGE = 20
export type ComparisonCardProps = { readonly checkId: string; readonly comparison: Comparison }

const seconds = (ms: number): string => `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 3 })} s`

/** Two sides of the same calls: what each says, and by which causes they differ, exactly. */
export function ComparisonCard({ checkId, comparison }: ComparisonCardProps): ReactNode {
  const { t } = useTranslation()
  const [cause, setCause] = useState<string | null>(null)
  const { carrier, first, second, difference, residual, causes } = comparison
  const side = (name: string, sum: Comparison['first']): ReactNode => (
    <Metric
      label={name}
      meaning={t('finance.define.side')}
      value={
        <span className="metric-text">
          {t('finance.sideText', { calls: sum.count, time: seconds(sum.durationMs), amount: formatMoney(sum.amount) })}
        </span>
      }
    />
  )
  const rows = [...causes.map((each) => ({ cause: each.cause, ...each.sum })), { cause: 'residual', ...residual }]
  return (
    <Card
      size="small"
      title={
        carrier === null
          ? t('finance.journalAndRated', { currency: comparison.currency })
          : t('finance.journalAnd', { carrier })
      }
      extra={<ExportDifferences checkId={checkId} comparison={comparison} cause={cause} />}
      data-testid="comparison"
    >
      <div className="stack">
        <div className="metrics">
          {side(t('finance.journal'), first)}
          {side(carrier ?? t('finance.rated'), second)}
          {side(t('finance.difference'), difference)}
        </div>
        <Table
          size="small"
          rowKey="cause"
          pagination={false}
          dataSource={rows}
          columns={[
            {
              title: t('finance.cause'),
              key: 'cause',
              render: (_, row) => (
                <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setCause(row.cause)}>
                  <CauseName cause={row.cause} />
                </Button>
              ),
            },
            {
              title: t('finance.what'),
              key: 'what',
              render: (_, row) => <span className="muted">{meaningOf(t, row.cause)}</span>,
            },
            { title: t('finance.calls'), dataIndex: 'count', ...FIGURES },
            { title: t('call.duration'), key: 'ms', ...FIGURES, render: (_, row) => seconds(row.durationMs) },
            { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, row) => formatMoney(row.amount) },
          ]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={3}>
                <Defined meaning={t('finance.define.sumOfCauses')}>
                  <strong>{t('finance.difference')}</strong>
                </Defined>
              </Table.Summary.Cell>
              <Table.Summary.Cell index={3} align="right">
                <strong className="figures">{seconds(difference.durationMs)}</strong>
              </Table.Summary.Cell>
              <Table.Summary.Cell index={4} align="right">
                <strong className="figures">{formatMoney(difference.amount)}</strong>
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )}
        />
        <Differences checkId={checkId} comparison={comparison} cause={cause} />
      </div>
    </Card>
  )
}

const CAUSES = [
  'missingAtCarrier',
  'missingInJournal',
  'duplicateAtCarrier',
  'testCall',
  'timeShift',
  'overPeriodEdge',
  'numberFormat',
  'rounding',
  'increment',
  'duration',
  'price',
  'noTariff',
  'notRated',
  'notCharged',
  'ratedTwice',
  'ratedWithoutCall',
  'otherCurrency',
  'residual',
] as const
const known = (cause: string) => CAUSES.find((each) => each === cause) ?? 'residual'
const meaningOf = (t: Translate, cause: string): string => t(`finance.causeMeaning.${known(cause)}`)

function CauseName({ cause }: { readonly cause: string }): ReactNode {
  const { t } = useTranslation()
  return t(`finance.causes.${known(cause)}`)
}

type OfCause = ComparisonCardProps & { readonly cause: string | null }

function ExportDifferences({ checkId, comparison, cause }: OfCause): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const save = async (): Promise<void> => {
    const { carrierId, currency } = comparison
    const variables = { reconciliationId: checkId, carrierId, currency, cause }
    const answer = await client.query(DifferencesFileQuery, variables, { requestPolicy: 'network-only' })
    if (answer.data !== undefined) downloadText('differences.csv', answer.data.reconciliationFile)
  }
  return (
    <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
      {t('finance.exportCsv')}
    </Button>
  )
}

/** The calls behind the sums; each opens to its record. */
function Differences({ checkId, comparison, cause }: OfCause): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(useOperator().tenant.timeZone)
  const [at, setAt] = useState({ cause, offset: 0 })
  const offset = at.cause === cause ? at.offset : 0
  const [{ data, fetching }] = useQuery({
    query: DifferencesQuery,
    variables: {
      reconciliationId: checkId,
      carrierId: comparison.carrierId,
      currency: comparison.currency,
      cause,
      offset,
      first: PAGE,
    },
  })
  const page = data?.reconciliationDifferences
  if (page?.totalCount === 0) return <p className="muted">{t('finance.noDifferences')}</p>
  return (
    <Table
      size="small"
      rowKey="id"
      className="wide"
      loading={fetching}
      dataSource={[...(page?.rows ?? [])]}
      pagination={{
        pageSize: PAGE,
        current: offset / PAGE + 1,
        total: page?.totalCount ?? 0,
        showSizeChanger: false,
        hideOnSinglePage: true,
        onChange: (number) => setAt({ cause, offset: (number - 1) * PAGE }),
      }}
      columns={[
        { title: t('finance.cause'), key: 'cause', render: (_, row) => <CauseName cause={row.cause} /> },
        {
          title: t('call.arrived'),
          key: 'at',
          className: 'figures',
          render: (_, row) =>
            row.callId === null || row.clientId === null ? (
              format.full(row.at)
            ) : (
              <Link to={`${tenantPagePath(row.clientId, 'calls')}?call=${row.callId}`}>{format.full(row.at)}</Link>
            ),
        },
        { title: t('finance.client'), key: 'client', render: (_, row) => row.clientName ?? '–' },
        { title: t('call.ani'), dataIndex: 'calling', className: 'figures' },
        { title: t('call.dnis'), dataIndex: 'called', className: 'figures' },
        { title: t('call.duration'), key: 'ms', ...FIGURES, render: (_, row) => seconds(row.durationMs) },
        { title: t('price.amount'), key: 'amount', ...FIGURES, render: (_, row) => formatMoney(row.amount) },
      ]}
      data-testid="differences"
    />
  )
}
