import type { ReactNode } from 'react'
import { useServerSecond } from '../app/clock.ts'
import { formatDuration } from './duration.ts'

/** A time that runs: since `since` (ISO 8601), by the server's clock. Figures have one width, so nothing moves. */
export function Elapsed({ since, testId }: { readonly since: string; readonly testId?: string }): ReactNode {
  const now = useServerSecond()
  return (
    <span className="figures" data-testid={testId}>
      {formatDuration(now - Date.parse(since))}
    </span>
  )
}

/** The time left until `until`; zero when it is over. */
export function Countdown({ until, testId }: { readonly until: string; readonly testId?: string }): ReactNode {
  const now = useServerSecond()
  return (
    <span className="figures" data-testid={testId}>
      {formatDuration(Math.ceil((Date.parse(until) - now) / 1_000) * 1_000)}
    </span>
  )
}
