import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

/** Holds the page's place while its code or its first figures come. */
export function PageSkeleton(): ReactNode {
  return (
    <div aria-hidden>
      <Skeleton active title={{ width: 180 }} paragraph={{ rows: 8 }} />
    </div>
  )
}
