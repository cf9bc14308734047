import { DownloadOutlined } from '@ant-design/icons'
import { Button, Card, Drawer, Segmented, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useClient, useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { useTenant } from '../app/use-tenant.ts'
import { toCsv } from '../ui/csv.ts'
import { DayChart } from '../ui/DayChart.tsx'
import { lastDays } from '../ui/day-range.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { SurveyAnswersQuery, SurveyResultsQuery } from './documents.ts'
import type { AnswerRow, Results, ShareRow, SurveyFilter } from './documents.ts'

const SPANS = [7, 30, 90] as const
const EXPORT_PAGE = 200

/** Which answers are looked at behind a figure. */
type Behind = { readonly title: string; readonly filter: SurveyFilter; readonly reasonKey: string | null }

export function ResultsTab(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const [days, setDays] = useState<number>(30)
  const [behind, setBehind] = useState<Behind | null>(null)
  const filter = lastDays(timeZone, days)
  const [{ data }] = useQuery({
    query: SurveyResultsQuery,
    variables: { tenantId, filter },
    requestPolicy: 'cache-and-network',
  })
  const results = data?.tenant?.surveyResults
  return (
    <div className="stack">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Segmented
          value={days}
          onChange={setDays}
          options={SPANS.map((value) => ({ value, label: t('messages.lastDays', { count: value }) }))}
        />
        <ExportAnswers filter={filter} />
      </div>
      {results === undefined ? (
        <PageSkeleton />
      ) : (
        <ResultFigures
          results={results}
          open={(title, narrowed, reasonKey) =>
            setBehind({ title, filter: { ...filter, ...narrowed }, reasonKey: reasonKey ?? null })
          }
        />
      )}
      <AnswersDrawer behind={behind} onClose={() => setBehind(null)} />
    </div>
  )
}

const useShare = (): ((part: number, of: number) => string) => {
  const { i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return (part, of) => (of === 0 ? '–' : percent.format(part / of))
}

type Open = (title: string, narrowed: Partial<SurveyFilter>, reasonKey?: string) => void

function ResultFigures({ results, open }: { readonly results: Results; readonly open: Open }): ReactNode {
  const { t, i18n } = useTranslation()
  const share = useShare()
  const { answers, satisfied, talks } = results
  const labelOf = (reason: Results['reasons'][number]): string =>
    i18n.language === 'zh-CN' ? reason.labelZh : reason.labelEn
  if (answers === 0) return <EmptyState title={t('surveys.none')} advice={t('surveys.noneAdvice')} />
  return (
    <>
      <div className="metrics">
        <Metric
          label={t('surveys.satisfaction')}
          meaning={t('surveys.defineSatisfaction')}
          value={share(satisfied, answers)}
          testId="satisfaction"
        />
        <Metric label={t('surveys.answers')} meaning={t('surveys.defineAnswers')} value={answers} testId="answers" />
        <Metric
          label={t('surveys.rate')}
          meaning={t('surveys.defineRate')}
          value={share(answers, talks)}
          testId="response-rate"
        />
      </div>
      <Card size="small" title={t('surveys.byDay')}>
        <DayChart
          days={results.days.map(({ day }) => day)}
          label={`${t('surveys.satisfaction')} ${share(satisfied, answers)}`}
          testId="survey-chart"
          series={[
            { name: t('surveys.satisfied'), color: '#1c8a5f', values: results.days.map((day) => day.satisfied) },
            {
              name: t('surveys.notSatisfied'),
              color: '#b5281f',
              values: results.days.map((day) => day.answers - day.satisfied),
            },
            {
              name: t('surveys.satisfactionPercent'),
              color: '#0f5bb5',
              line: 'percent',
              values: results.days.map((day) => Math.round((day.satisfied / day.answers) * 1_000) / 10),
            },
          ]}
        />
      </Card>
      <div className="two-columns">
        <Shares
          title={t('surveys.byQueue')}
          rows={results.queues}
          onOpen={(row) => open(row.name, { queueId: row.id })}
        />
        <Shares
          title={t('surveys.byAgent')}
          rows={results.agents}
          onOpen={(row) => open(row.name, { agentId: row.id })}
        />
      </div>
      <Card size="small" title={t('surveys.reasons')} styles={{ body: { padding: 0 } }}>
        <Table
          rowKey={(reason) => `${reason.surveyId}/${reason.reasonKey}`}
          size="small"
          pagination={false}
          dataSource={[...results.reasons]}
          columns={[
            {
              title: t('surveys.reason'),
              key: 'reason',
              render: (_, reason) => (
                <Button
                  type="link"
                  style={{ padding: 0 }}
                  onClick={() => open(labelOf(reason), { surveyId: reason.surveyId }, reason.reasonKey)}
                >
                  {labelOf(reason)}
                </Button>
              ),
            },
            { title: t('surveys.answers'), dataIndex: 'count', align: 'right', className: 'figures' },
          ]}
        />
      </Card>
    </>
  )
}

function Shares(props: {
  readonly title: string
  readonly rows: readonly ShareRow[]
  readonly onOpen: (row: ShareRow) => void
}): ReactNode {
  const { t } = useTranslation()
  const share = useShare()
  return (
    <Card size="small" title={props.title} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey={(row) => row.id ?? 'none'}
        size="small"
        pagination={false}
        dataSource={[...props.rows]}
        columns={[
          {
            title: t('setUp.name'),
            key: 'name',
            render: (_, row) =>
              row.id === null ? (
                '–'
              ) : (
                <Button type="link" style={{ padding: 0 }} onClick={() => props.onOpen(row)}>
                  {row.name}
                </Button>
              ),
          },
          { title: t('surveys.answers'), dataIndex: 'answers', align: 'right', className: 'figures' },
          {
            title: t('surveys.satisfaction'),
            key: 'satisfaction',
            align: 'right',
            className: 'figures',
            render: (_, row) => share(row.satisfied, row.answers),
          },
        ]}
      />
    </Card>
  )
}

/** The calls behind a figure. */
function AnswersDrawer({
  behind,
  onClose,
}: {
  readonly behind: Behind | null
  readonly onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [{ data }] = useQuery({
    query: SurveyAnswersQuery,
    variables: {
      tenantId,
      filter: behind?.filter ?? lastDays(timeZone, 1),
      reasonKey: behind?.reasonKey ?? null,
      offset: 0,
      limit: EXPORT_PAGE,
    },
    pause: behind === null,
  })
  return (
    <Drawer open={behind !== null} onClose={onClose} title={behind?.title ?? ''} size={640} destroyOnHidden>
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={[...(data?.tenant?.surveyAnswers.answers ?? [])]}
        columns={[
          {
            title: t('call.arrived'),
            key: 'at',
            className: 'figures',
            render: (_, row: AnswerRow) => (
              <Link to={`${tenantPagePath(tenantId, 'calls')}?call=${row.callId}`}>{format.full(row.at)}</Link>
            ),
          },
          { title: t('call.ani'), dataIndex: 'ani', className: 'figures' },
          { title: t('live.queue'), dataIndex: 'queueName' },
          { title: t('call.agent'), dataIndex: 'agentName' },
          {
            title: t('surveys.answer'),
            key: 'answer',
            render: (_, row) => t(row.satisfied ? 'surveys.satisfied' : 'surveys.notSatisfied'),
          },
        ]}
      />
    </Drawer>
  )
}

function ExportAnswers({ filter }: { readonly filter: SurveyFilter }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const { id: tenantId, timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [busy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    setBusy(true)
    const rows: AnswerRow[] = []
    for (let more = true; more;) {
      const variables = { tenantId, filter, reasonKey: null, offset: rows.length, limit: EXPORT_PAGE }
      const { data } = await client.query(SurveyAnswersQuery, variables, { requestPolicy: 'network-only' })
      const found = data?.tenant?.surveyAnswers.answers ?? []
      rows.push(...found)
      more = found.length === EXPORT_PAGE
    }
    setBusy(false)
    const header = [
      t('call.id'),
      t('call.arrived'),
      t('call.ani'),
      t('live.queue'),
      t('call.agent'),
      t('surveys.score'),
      t('surveys.satisfied'),
      t('surveys.reason'),
    ]
    const cells = rows.map((row) => [
      row.callId,
      format.full(row.at),
      row.ani,
      row.queueName,
      row.agentName,
      String(row.score),
      row.satisfied ? '1' : '0',
      row.reasonKey ?? '',
    ])
    downloadText('surveys.csv', toCsv(header, cells))
  }
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={busy}
      onClick={() => void run()}
      data-testid="export-surveys"
    >
      {t('voicemail.export')}
    </Button>
  )
}
