import { Empty } from 'antd'
import type { ReactNode } from 'react'

/** Nothing to show, and what to do about it. */
export function EmptyState(props: {
  readonly title: string
  readonly advice: string
  readonly action?: ReactNode
}): ReactNode {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <div>
          <div className="empty-title">{props.title}</div>
          <div className="muted">{props.advice}</div>
        </div>
      }
    >
      {props.action}
    </Empty>
  )
}
