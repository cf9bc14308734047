import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { approximateAmount, formatMoney } from '../ui/money.ts'
import type { Bill } from './documents.ts'

export type BillChartProps = { readonly bill: Bill }

/** The lines of the bill as bars; the exact amounts stay beside them as text. */
export function BillChart({ bill }: BillChartProps): ReactNode {
  const { t } = useTranslation()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (container.current === null) return
    echarts.use([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])
    const chart = echarts.init(container.current)
    const lines = bill.lines.toReversed()
    chart.setOption({
      aria: { enabled: true },
      grid: { left: 16, right: 130, top: 16, bottom: 16, containLabel: true },
      xAxis: { type: 'value', axisLabel: { color: '#566172' } },
      yAxis: {
        type: 'category',
        data: lines.map((line) => t(`lineKind.${line.kind}`)),
        axisLabel: { color: '#1b2430', fontSize: 13 },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 42,
          itemStyle: { color: '#0f5bb5', borderRadius: [0, 6, 6, 0] },
          data: lines.map((line) => approximateAmount(line.amount)),
          label: {
            show: true,
            position: 'right',
            color: '#1b2430',
            formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
              const line = lines[dataIndex]
              return line === undefined ? '' : formatMoney(line.amount)
            },
          },
        },
      ],
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(container.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [bill, t])
  const spoken = bill.lines.map((line) => `${t(`lineKind.${line.kind}`)} ${formatMoney(line.amount)}`).join(', ')
  return <div ref={container} className="chart" role="img" aria-label={spoken} data-testid="bill-chart" />
}
