import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useQuery } from 'urql'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { DecisionsQuery } from './documents.ts'
import type { Decision } from './documents.ts'
import type { DecisionChoice, DecisionViewProps } from './choice.ts'
import { DecisionReasons } from './Reasons.tsx'
import { useReasonWords } from './use-reason-words.ts'

const PAGE_SIZE = 50
const EXPORT_PAGE = 200
const EXPORT_MAX = 10_000

const filterOf = ({ span, queueId, agentId, method }: DecisionChoice) => ({ ...span, queueId, agentId, method })

/** Every decision with its reasons one click away. */
export function DecisionList({ tenantId, timeZone, choice }: DecisionViewProps): ReactNode {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const format = useTimeFormat(timeZone)
  const words = useReasonWords()
  const [{ data }] = useQuery({
    query: DecisionsQuery,
    variables: { tenantId, filter: filterOf(choice), offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
    requestPolicy: 'cache-and-network',
  })
  const found = data?.routingDecisions
  const columns: TableColumnsType<Decision> = [
    { title: t('decisions.when'), key: 'at', className: 'figures', render: (_, row) => format.full(row.at) },
    { title: t('decisions.caller'), dataIndex: 'ani', className: 'figures' },
    { title: t('decisions.queue'), key: 'queue', render: (_, row) => row.queue?.name ?? '–' },
    { title: t('decisions.agent'), key: 'agent', render: (_, row) => row.agent.name },
    { title: t('decisions.method'), key: 'method', render: (_, row) => words.method(row.method) },
    {
      title: <Defined meaning={t('decisions.waitedMeaning')}>{t('decisions.waited')}</Defined>,
      key: 'waited',
      align: 'right',
      className: 'figures',
      render: (_, row) => formatDuration(row.waitedMs),
    },
    {
      title: <Defined meaning={t('decisions.candidatesMeaning')}>{t('decisions.candidates')}</Defined>,
      dataIndex: 'candidates',
      align: 'right',
      className: 'figures',
    },
    {
      title: t('decisions.outcome'),
      key: 'outcome',
      render: (_, row) => (row.outcome === null ? t('call.stillRings') : t(`presented.${row.outcome}`)),
    },
  ]
  return (
    <Card
      size="small"
      styles={{ body: { padding: 0 } }}
      extra={<ExportButton tenantId={tenantId} timeZone={timeZone} choice={choice} />}
    >
      <Table
        rowKey="id"
        size="small"
        className="wide"
        columns={columns}
        dataSource={[...(found?.rows ?? [])]}
        loading={found === undefined}
        expandable={{
          expandedRowRender: (row) => <DecisionReasons decision={row} timeZone={timeZone} />,
          expandRowByClick: true,
        }}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: found?.totalCount ?? 0,
          showSizeChanger: false,
          hideOnSinglePage: true,
          onChange: setPage,
        }}
        locale={{
          emptyText:
            found === undefined ? (
              <div style={{ height: 240 }} />
            ) : (
              <EmptyState title={t('decisions.none')} advice={t('decisions.noneAdvice')} />
            ),
        }}
        data-testid="decisions"
      />
    </Card>
  )
}

function ExportButton({ tenantId, timeZone, choice }: DecisionViewProps): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const format = useTimeFormat(timeZone)
  const words = useReasonWords()
  const [isBusy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    setBusy(true)
    const rows: Decision[] = []
    for (let offset = 0; offset < EXPORT_MAX; offset += EXPORT_PAGE) {
      const variables = { tenantId, filter: filterOf(choice), offset, limit: EXPORT_PAGE }
      const { data } = await client.query(DecisionsQuery, variables, { requestPolicy: 'network-only' }).toPromise()
      rows.push(...(data?.routingDecisions.rows ?? []))
      if ((data?.routingDecisions.rows.length ?? 0) < EXPORT_PAGE) break
    }
    setBusy(false)
    const header = ['when', 'caller', 'queue', 'agent', 'method', 'waited', 'candidates', 'outcome', 'why'] as const
    const cells = (row: Decision): string[] => [
      format.full(row.at),
      row.ani,
      row.queue?.name ?? '',
      row.agent.name,
      words.method(row.method),
      formatDuration(row.waitedMs),
      String(row.candidates),
      row.outcome === null ? '' : t(`presented.${row.outcome}`),
      words.ofDecision(row).join(' '),
    ]
    downloadText(
      'decisions.csv',
      toCsv(
        header.map((column) => t(`decisions.${column}`)),
        rows.map(cells),
      ),
    )
  }
  return (
    <Button size="small" icon={<DownloadOutlined aria-hidden />} loading={isBusy} onClick={() => void run()}>
      {t('decisions.export')}
    </Button>
  )
}
