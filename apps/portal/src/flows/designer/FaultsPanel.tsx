import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaultText } from '../../configuration/use-change.ts'
import type { FlowFault } from '../documents.ts'
import type { Step } from '../model/step.ts'
import { useFieldName, useWayName } from './names.ts'

/** Everything that stands against publishing; each line goes to its step. */
export function FaultsPanel(props: {
  readonly faults: readonly FlowFault[]
  readonly nodes: readonly Step[]
  readonly onShow: (nodeId: string) => void
}): ReactNode {
  const { faults, nodes, onShow } = props
  const { t } = useTranslation()
  const textOf = useFaultText()
  const fieldName = useFieldName()
  const wayName = useWayName()
  if (faults.length === 0) return <p className="flow-good">{t('flows.noFaults')}</p>
  return (
    <ul className="flow-list" data-testid="flow-faults" aria-label={t('flows.faults')}>
      {faults.map((fault) => {
        const step = nodes.find(({ nodeId }) => nodeId === fault.nodeId)
        const where = fault.field === null ? '' : step === undefined ? fault.field : placeName(fault.field, step)
        return (
          <li key={`${fault.nodeId}/${fault.field ?? ''}/${fault.code}`}>
            <Button
              type="link"
              disabled={step === undefined}
              onClick={() => onShow(fault.nodeId)}
              data-testid={`fault-${fault.nodeId}`}
            >
              {step === undefined ? t('flows.wholeFlow') : step.label || step.nodeId}
              {where === '' ? '' : ` · ${where}`}
            </Button>
            <span className="flow-fault">{textOf(fault)}</span>
          </li>
        )
      })}
    </ul>
  )
  function placeName(field: string, step: Step): string {
    return /(^choices\.|\.next$|^on[A-Z]|^next$|^otherwise$|^afterTalk$)/.test(field)
      ? wayName(field, step)
      : fieldName(field)
  }
}
