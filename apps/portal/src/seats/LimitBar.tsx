import { Progress } from 'antd'
import type { ReactNode } from 'react'

export type LimitBarProps = {
  readonly label: string
  readonly use: number
  /** null: not limited. */
  readonly max: number | null
  readonly text: string
  readonly small?: boolean
}

const NEARLY = 0.8
const FULL = 1

/** How much of a limit is used: a bar to look at, the figures to read. */
export function LimitBar({ label, use, max, text, small = false }: LimitBarProps): ReactNode {
  const share = max === null || max === 0 ? 0 : Math.min(1, use / max)
  const color = share >= FULL ? '#c0232c' : share >= NEARLY ? '#b5690f' : '#0f5bb5'
  return (
    <Progress
      percent={share * 100}
      size={small ? 'small' : 'medium'}
      strokeColor={color}
      format={() => <span className="figures limit-text">{text}</span>}
      aria-label={`${label}: ${text}`}
      status="normal"
    />
  )
}
