import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { approximateAmount, formatMoney } from '../ui/money.ts'
import type { Bill } from './documents.ts'

export type BillChartProps = { readonly bill: Bill }

const KINDS = [
  { key: 'seats', label: 'SEATS', color: '#0f5bb5' },
  { key: 'inboundMinutes', label: 'MINUTES_INBOUND', color: '#1c8a5f' },
  { key: 'outboundMinutes', label: 'MINUTES_OUTBOUND', color: '#b5690f' },
] as const

/** What each day cost, stacked by kind; the exact amounts stay beside it as text. */
export function BillChart({ bill }: BillChartProps): ReactNode {
  const { t } = useTranslation()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (container.current === null) return
    echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])
    const chart = echarts.init(container.current)
    chart.setOption({
      aria: { enabled: true },
      legend: { top: 0, left: 0, textStyle: { color: '#1b2430', fontSize: 13 } },
      grid: { left: 16, right: 16, top: 44, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        // The bars are approximate heights; the figures shown are the exact ones.
        formatter: (points: readonly { readonly dataIndex: number }[]) =>
          dayText(bill.days[points[0]?.dataIndex ?? -1], (kind) => t(`lineKind.${kind}`)),
      },
      xAxis: {
        type: 'category',
        data: bill.days.map(({ day }) => String(Number(day.slice(8)))),
        axisLabel: { color: '#566172' },
      },
      yAxis: { type: 'value', axisLabel: { color: '#566172' } },
      series: KINDS.map(({ key, label, color }) => ({
        type: 'bar',
        name: t(`lineKind.${label}`),
        stack: 'day',
        barMaxWidth: 28,
        itemStyle: { color },
        data: bill.days.map((day) => approximateAmount(day[key])),
      })),
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

function dayText(
  day: Bill['days'][number] | undefined,
  nameOf: (kind: (typeof KINDS)[number]['label']) => string,
): string {
  if (day === undefined) return ''
  return [day.day, ...KINDS.map(({ key, label }) => `${nameOf(label)} ${formatMoney(day[key])}`)].join('<br>')
}
