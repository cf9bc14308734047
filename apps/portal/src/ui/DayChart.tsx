import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

export type DaySeries = {
  readonly name: string
  readonly color: string
  readonly values: readonly (number | null)[]
  /** A line on a scale of its own; `percent` from 0 to 100. */
  readonly line?: 'count' | 'percent'
}

export type DayChartProps = {
  readonly days: readonly string[]
  readonly series: readonly DaySeries[]
  /** What it shows, for those who do not see it. */
  readonly label: string
  readonly testId: string
}

const AXIS = { axisLabel: { color: '#566172' } } as const

/** Counts by day, stacked, and lines over them. */
export function DayChart({ days, series, label, testId }: DayChartProps): ReactNode {
  const container = useRef<HTMLDivElement>(null)
  const key = JSON.stringify([days, series])
  useEffect(() => {
    if (container.current === null) return
    const [shownDays, shown] = JSON.parse(key) as [readonly string[], readonly DaySeries[]]
    echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])
    const chart = echarts.init(container.current)
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      legend: { top: 0, left: 0, textStyle: { color: '#1b2430', fontSize: 13 } },
      grid: { left: 16, right: 16, top: 44, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'category', data: shownDays.map((day) => day.slice(5)), ...AXIS },
      yAxis: [
        { type: 'value', minInterval: 1, ...AXIS },
        {
          type: 'value',
          min: 0,
          max: 100,
          show: shown.some(({ line }) => line === 'percent'),
          ...AXIS,
          splitLine: { show: false },
        },
      ],
      series: shown.map(({ name, color, values, line }) => ({
        name,
        type: line === undefined ? 'bar' : 'line',
        ...(line === undefined ? { stack: 'day', barMaxWidth: 28 } : { connectNulls: true, lineStyle: { width: 2 } }),
        yAxisIndex: line === 'percent' ? 1 : 0,
        itemStyle: { color },
        data: values,
      })),
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(container.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [key])
  return <div ref={container} className="chart" role="img" aria-label={label} data-testid={testId} />
}
