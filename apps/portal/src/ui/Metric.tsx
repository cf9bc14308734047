import { QuestionCircleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'

/** A word with its meaning one hover, touch or key away. */
export function Defined({ children, meaning }: { readonly children: ReactNode; readonly meaning: string }): ReactNode {
  return (
    <Tooltip title={meaning} trigger={['hover', 'focus', 'click']}>
      <span className="defined" tabIndex={0}>
        {children} <QuestionCircleOutlined aria-hidden className="defined-mark" />
        <span className="visually-hidden">{meaning}</span>
      </span>
    </Tooltip>
  )
}

export type MetricProps = {
  readonly label: string
  readonly meaning: string
  readonly value: ReactNode
  readonly tone?: 'plain' | 'warning' | 'error' | undefined
  readonly testId?: string
}

/** One figure with its name and its definition. */
export function Metric({ label, meaning, value, tone = 'plain', testId }: MetricProps): ReactNode {
  return (
    <div className="metric">
      <div className="metric-label">
        <Defined meaning={meaning}>{label}</Defined>
      </div>
      <div className={`metric-value figures tone-${tone}`} data-testid={testId}>
        {value}
      </div>
    </div>
  )
}
