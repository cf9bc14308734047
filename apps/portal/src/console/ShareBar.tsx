import { Tooltip } from 'antd'
import type { ReactNode } from 'react'

export type Part = { readonly key: string; readonly label: string; readonly count: number; readonly color: string }
export type ShareBarProps = {
  readonly label: string
  readonly parts: readonly Part[]
  readonly chosen: readonly string[]
  readonly onChoose: (key: string) => void
}

/** A whole in its parts: each is a button that filters by it. The count is text, so the colour is never the only word. */
export function ShareBar({ label, parts, chosen, onChoose }: ShareBarProps): ReactNode {
  const shown = parts.filter(({ count }) => count > 0)
  return (
    <div role="group" aria-label={label}>
      <div className="share-bar">
        {shown.map(({ key, label: name, count, color }) => (
          <Tooltip key={key} title={`${name}: ${String(count)}`}>
            <button
              type="button"
              className="share-part"
              aria-pressed={chosen.includes(key)}
              aria-label={`${name}: ${String(count)}`}
              style={{ flexGrow: count, background: color }}
              onClick={() => onChoose(key)}
            />
          </Tooltip>
        ))}
      </div>
      <div className="row" style={{ marginTop: 6 }}>
        {parts.map(({ key, label: name, count, color }) => (
          <button
            type="button"
            key={key}
            className="share-legend"
            aria-pressed={chosen.includes(key)}
            onClick={() => onChoose(key)}
            data-testid={`filter-${key}`}
          >
            <span className="brand-dot" style={{ background: color }} aria-hidden />
            {name} <span className="figures">{count}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
