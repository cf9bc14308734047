import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useFaultText } from '../../configuration/use-change.ts'
import type { FlowFault } from '../documents.ts'
import type { Step } from '../model/step.ts'
import { useFieldName, useWayName } from './names.ts'

type FaultsProps = {
  readonly faults: readonly FlowFault[]
  readonly nodes: readonly Step[]
  readonly onShow: (nodeId: string) => void
}

export const isError = ({ severity }: FlowFault): boolean => severity === 'error'

/** Everything that stands against publishing, then what its author should look at; each line goes to its step. */
export function FaultsPanel(props: FaultsProps): ReactNode {
  const { t } = useTranslation()
  const errors = props.faults.filter(isError)
  const warnings = props.faults.filter((fault) => !isError(fault))
  return (
    <>
      {errors.length === 0 ? (
        <p className="flow-good">{t('flows.noFaults')}</p>
      ) : (
        <FaultList {...props} faults={errors} name={t('flows.faults')} testId="flow-faults" />
      )}
      {warnings.length === 0 ? null : (
        <>
          <strong>{t('flows.warnings', { count: warnings.length })}</strong>
          <p className="muted">{t('flows.warningsAdvice')}</p>
          <FaultList {...props} faults={warnings} name={t('flows.warningsName')} testId="flow-warnings" />
        </>
      )}
    </>
  )
}

function FaultList(props: FaultsProps & { readonly name: string; readonly testId: string }): ReactNode {
  const { faults, nodes, onShow } = props
  const { t } = useTranslation()
  const textOf = useFaultText()
  const fieldName = useFieldName()
  const wayName = useWayName()
  return (
    <ul className="flow-list" data-testid={props.testId} aria-label={props.name}>
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
            <span className={isError(fault) ? 'flow-fault' : 'flow-warning'}>{textOf(fault)}</span>
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

/** How many faults there are, and how many things to look at. */
export function FaultsTabName({ errors, warnings }: { readonly errors: number; readonly warnings: number }): ReactNode {
  const { t } = useTranslation()
  return (
    <span data-testid="tab-faults">
      {t('flows.faultsTab', { count: errors })}
      {warnings === 0 ? null : (
        <span className="badge warn" style={{ marginInlineStart: 6 }} title={t('flows.warnings', { count: warnings })}>
          {warnings}
        </span>
      )}
    </span>
  )
}
