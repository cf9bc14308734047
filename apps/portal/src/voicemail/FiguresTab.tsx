import { Card, Segmented } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { DayChart } from '../ui/DayChart.tsx'
import { lastDays } from '../ui/day-range.ts'
import { formatDuration } from '../ui/duration.ts'
import { Metric } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { VoicemailFiguresQuery } from './documents.ts'
import type { MessageFigures } from './documents.ts'

const SPANS = [7, 30, 90] as const

export function FiguresTab(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const [days, setDays] = useState<number>(30)
  const [{ data }] = useQuery({
    query: VoicemailFiguresQuery,
    variables: { tenantId, ...lastDays(timeZone, days) },
    requestPolicy: 'cache-and-network',
  })
  const figures = data?.tenant?.voicemailFigures
  return (
    <div className="stack">
      <Segmented
        value={days}
        onChange={setDays}
        options={SPANS.map((value) => ({ value, label: t('messages.lastDays', { count: value }) }))}
      />
      {figures === undefined ? <PageSkeleton /> : <Figures figures={figures} />}
    </div>
  )
}

function Figures({ figures }: { readonly figures: MessageFigures }): ReactNode {
  const { t, i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const within = figures.decided === 0 ? '–' : percent.format(figures.withinPromise / figures.decided)
  const median = figures.medianFirstAttemptMs
  return (
    <>
      <div className="metrics metrics-six">
        <Metric
          label={t('voicemail.openNow')}
          meaning={t('voicemail.defineOpen')}
          value={figures.open}
          testId="vm-open"
        />
        <Metric
          label={t('voicemail.overdueNow')}
          meaning={t('voicemail.defineOverdue')}
          value={figures.overdue}
          tone={figures.overdue > 0 ? 'error' : 'plain'}
          testId="vm-overdue"
        />
        <Metric label={t('voicemail.within')} meaning={t('voicemail.defineWithin')} value={within} testId="vm-within" />
        <Metric
          label={t('voicemail.median')}
          meaning={t('voicemail.defineMedian')}
          value={median === null ? '–' : formatDuration(median)}
          testId="vm-median"
        />
        <Metric
          label={t('voicemail.leftCount')}
          meaning={t('voicemail.defineLeft')}
          value={figures.left}
          testId="vm-left"
        />
        <Metric
          label={t('voicemail.failedCount')}
          meaning={t('voicemail.defineFailed')}
          value={figures.failed}
          testId="vm-failed"
        />
      </div>
      <Card size="small" title={t('voicemail.chart')}>
        <DayChart
          days={figures.days.map(({ day }) => day)}
          label={`${t('voicemail.within')}: ${within}`}
          testId="voicemail-chart"
          series={[
            { name: t('voicemail.inTime'), color: '#1c8a5f', values: figures.days.map((day) => day.withinPromise) },
            { name: t('voicemail.late'), color: '#b5281f', values: figures.days.map((day) => day.late) },
            {
              name: t('voicemail.undecided'),
              color: '#8fb4e0',
              values: figures.days.map((day) => day.left - day.withinPromise - day.late),
            },
            {
              name: t('voicemail.backlog'),
              color: '#0f5bb5',
              line: 'count',
              values: figures.days.map((day) => day.openAtEnd),
            },
          ]}
        />
      </Card>
    </>
  )
}
