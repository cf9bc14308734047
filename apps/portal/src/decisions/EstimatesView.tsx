import { Card, Skeleton } from 'antd'
import { LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Metric } from '../ui/Metric.tsx'
import { EstimatesQuery } from './documents.ts'
import type { Estimates } from './documents.ts'
import type { DecisionViewProps } from './choice.ts'

/** What callers were told of their wait, against what came true. */
export function EstimatesView({ tenantId, choice }: Omit<DecisionViewProps, 'timeZone'>): ReactNode {
  const { t } = useTranslation()
  const [{ data }] = useQuery({
    query: EstimatesQuery,
    variables: { tenantId, queueId: choice.queueId, ...choice.span },
  })
  const found = data?.waitEstimates
  if (found === undefined) return <Skeleton active paragraph={{ rows: 8 }} />
  const signed = (ms: number | null): string =>
    ms === null ? '–' : `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
  return (
    <div className="stack" style={{ gap: 16 }} data-testid="estimates">
      <div className="metrics">
        <Metric label={t('decisions.told')} meaning={t('decisions.toldMeaning')} value={found.told} />
        <Metric
          label={t('decisions.meanError')}
          meaning={t('decisions.meanErrorMeaning')}
          value={found.meanErrorMs === null ? '–' : formatDuration(found.meanErrorMs)}
        />
        <Metric label={t('decisions.bias')} meaning={t('decisions.biasMeaning')} value={signed(found.biasMs)} />
        <Metric
          label={t('decisions.kept')}
          meaning={t('decisions.keptMeaning')}
          value={found.keptShare === null ? '–' : `${String(Math.round(found.keptShare * 100))} %`}
        />
      </div>
      {found.points.length === 0 ? (
        <EmptyState title={t('decisions.noEstimates')} advice={t('decisions.noEstimatesAdvice')} />
      ) : (
        <Card size="small">
          <p className="muted">{t('decisions.chart')}</p>
          <ErrorChart points={found.points} />
        </Card>
      )}
    </div>
  )
}

function ErrorChart({ points }: { readonly points: Estimates['points'] }): ReactNode {
  const { t } = useTranslation()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (container.current === null) return
    echarts.use([ScatterChart, LineChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])
    const chart = echarts.init(container.current)
    const pairs = points.map(({ expectedMs, actualMs }) => [expectedMs / 1_000, actualMs / 1_000])
    const most = Math.max(10, ...pairs.flat())
    const axis = (name: string) => ({ type: 'value', name: `${name} (s)`, max: Math.ceil(most), min: 0 })
    chart.setOption({
      aria: { enabled: true },
      grid: { left: 16, right: 24, top: 40, bottom: 32, containLabel: true },
      tooltip: { trigger: 'item' },
      xAxis: { ...axis(t('decisions.expected')), nameLocation: 'middle', nameGap: 28 },
      yAxis: axis(t('decisions.actual')),
      series: [
        { type: 'scatter', data: pairs, symbolSize: 8, itemStyle: { color: '#0f5bb5', opacity: 0.7 } },
        {
          type: 'line',
          data: [
            [0, 0],
            [most, most],
          ],
          symbol: 'none',
          lineStyle: { color: '#5b6675', type: 'dashed' },
        },
      ],
    })
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(container.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [points, t])
  return <div ref={container} style={{ height: 360 }} role="img" aria-label={t('decisions.chart')} />
}
