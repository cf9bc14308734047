import { Handle, Position } from '@xyflow/react'
import type { Node, NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { specOf } from '../model/kinds-table.ts'
import type { Step } from '../model/step.ts'
import { waysOf } from '../model/ways.ts'
import { useKindName, useWayName } from './names.ts'

/** How a step stands out: by what is wrong with it, by the way a call went, or by what a version changed. */
export type StepMark = 'none' | 'fault' | 'warning' | 'visited' | 'current' | 'added' | 'removed' | 'changed'
export type StepData = {
  readonly step: Step
  readonly mark: StepMark
  readonly isEntry: boolean
  readonly summary: string
}
export type StepFlowNode = Node<StepData & Record<string, unknown>, 'step'>

/** One step on the canvas. Drawn again only when something of this very step has changed: two hundred of them stay smooth. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<StepFlowNode>): ReactNode {
  const { t } = useTranslation()
  const kindName = useKindName()
  const wayName = useWayName()
  const { step, mark, isEntry, summary } = data
  return (
    <div className={`flow-step group-${specOf(step.kind).group} mark-${mark}${selected ? ' is-selected' : ''}`}>
      <Handle type="target" position={Position.Left} id="in" />
      <div className="flow-step-head">
        <span className="flow-step-kind">{kindName(step.kind)}</span>
        {isEntry ? <span className="flow-step-entry">{t('flows.entry')}</span> : null}
        {mark === 'none' || mark === 'visited' ? null : (
          <span className="flow-step-mark">{t(`flows.mark.${mark}`)}</span>
        )}
      </div>
      <div className="flow-step-label">{step.label === '' ? t('flows.noLabel') : step.label}</div>
      {summary === '' ? null : <div className="flow-step-summary">{summary}</div>}
      <ul className="flow-step-ways">
        {waysOf(step).map(({ field, target }) => (
          <li key={field} className={target === null ? 'is-open' : ''}>
            <span>{wayName(field, step)}</span>
            <Handle type="source" position={Position.Right} id={field} />
          </li>
        ))}
      </ul>
    </div>
  )
})
