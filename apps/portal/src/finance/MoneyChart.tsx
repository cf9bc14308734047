import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

export type MoneySeries = {
  readonly name: string
  readonly color: string
  /** Heights of bars: approximate. */
  readonly values: readonly number[]
  /** The exact amounts, for the reader. */
  readonly texts: readonly string[]
}
export type MoneyChartProps = {
  readonly label: string
  readonly categories: readonly string[]
  readonly series: readonly MoneySeries[]
}

/** Amounts side by side, the exact ones under the pointer. */
export function MoneyChart({ label, categories, series }: MoneyChartProps): ReactNode {
  const container = useRef<HTMLDivElement>(null)
  const key = JSON.stringify([categories, series])
  useEffect(() => {
    if (container.current === null) return
    const [names, shown] = JSON.parse(key) as [readonly string[], readonly MoneySeries[]]
    echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])
    const chart = echarts.init(container.current)
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      legend: { top: 0, left: 0, textStyle: { color: '#1b2430', fontSize: 13 } },
      grid: { left: 16, right: 16, top: 44, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (points: readonly { readonly dataIndex: number }[]) => {
          const index = points[0]?.dataIndex ?? -1
          return [names[index] ?? '', ...shown.map(({ name, texts }) => `${name} ${texts[index] ?? ''}`)].join('<br>')
        },
      },
      xAxis: { type: 'category', data: names, axisLabel: { color: '#566172' } },
      yAxis: { type: 'value', axisLabel: { color: '#566172' } },
      series: shown.map(({ name, color, values }) => ({
        type: 'bar',
        name,
        barMaxWidth: 28,
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
  return <div ref={container} className="chart" role="img" aria-label={label} data-testid="money-chart" />
}
