import { Button, Input, Select, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useFaultText } from '../../configuration/use-change.ts'
import type { FlowChoices, FlowFault } from '../documents.ts'
import { specOf } from '../model/kinds-table.ts'
import type { Drawing, Step } from '../model/step.ts'
import { waysOf } from '../model/ways.ts'
import { isError } from './FaultsPanel.tsx'
import { FaultText } from './FaultText.tsx'
import { useKindName, useWayName } from './names.ts'
import { StepField } from './StepField.tsx'

export type InspectorProps = {
  readonly drawing: Drawing
  readonly step: Step
  readonly faults: readonly FlowFault[]
  readonly choices: FlowChoices
  readonly mayEdit: boolean
  readonly onChange: (step: Step, key: string) => void
  readonly onConnect: (field: string, target: string | null) => void
  readonly onBegin: () => void
  readonly onRemove: () => void
  readonly onShow: (nodeId: string) => void
}

/** Everything of one step: its settings, and where each way out of it leads. What is wrong stands at its field. */
export function Inspector(props: InspectorProps): ReactNode {
  const { drawing, step, faults, choices, mayEdit, onChange } = props
  const { t } = useTranslation()
  const kindName = useKindName()
  const textOf = useFaultText()
  const ways = waysOf(step)
  const isOfWay = ({ field }: FlowFault): boolean => ways.some((way) => way.field === field)
  const errors = faults.filter(isError)
  const whole = errors.filter(({ field }) => field === null)
  const warnings = faults.filter((fault) => !isError(fault))
  const faultAt = (path: string): string | null => {
    const found = errors.find(
      (fault) => fault.field === path || (fault.field?.startsWith(`${path}.`) === true && !isOfWay(fault)),
    )
    return found === undefined ? null : textOf(found)
  }
  const labelId = `label-${step.nodeId}`
  return (
    <section className="flow-inspector" aria-label={t('flows.inspector')} data-testid="flow-inspector">
      <div className="row">
        <strong>{kindName(step.kind)}</strong>
        <span className="space" />
        {step.nodeId === drawing.entryNodeId ? (
          <span className="muted">{t('flows.isEntry')}</span>
        ) : (
          <Button size="small" disabled={!mayEdit} onClick={props.onBegin} data-testid="make-entry">
            {t('flows.makeEntry')}
          </Button>
        )}
        <Button size="small" danger disabled={!mayEdit} onClick={props.onRemove} data-testid="remove-step">
          {t('setUp.remove')}
        </Button>
      </div>
      <Typography.Paragraph type="secondary" style={{ marginBottom: 8 }}>
        <KindMeaning kind={step.kind} />
      </Typography.Paragraph>
      {whole.map((fault) => (
        <p key={fault.code} className="flow-fault" role="alert">
          {textOf(fault)}
        </p>
      ))}
      {warnings.map((fault) => (
        <p key={`${fault.code}/${fault.field ?? ''}`} className="flow-warning">
          {textOf(fault)}
        </p>
      ))}
      <div className="flow-field">
        <label htmlFor={labelId}>{t('flows.label')}</label>
        <Input
          id={labelId}
          value={step.label}
          maxLength={80}
          disabled={!mayEdit}
          onChange={(event) => onChange({ ...step, label: event.target.value }, 'label')}
          data-testid="step-label"
        />
        <FaultText text={faultAt('label')} />
      </div>
      {specOf(step.kind).fields.map((spec) => (
        <StepField
          key={`${step.nodeId}/${spec.path}`}
          spec={spec}
          step={step}
          drawing={drawing}
          choices={choices}
          mayEdit={mayEdit}
          fault={faultAt(spec.path)}
          onChange={onChange}
        />
      ))}
      {ways.length === 0 ? null : <Ways {...props} />}
    </section>
  )
}

function KindMeaning({ kind }: { readonly kind: string }): ReactNode {
  const { t } = useTranslation()
  const known = specOf(kind).group
  return known === 'way' && kind === '' ? null : t(`flows.kindMeaning.${kind as 'play'}`)
}

/** Where each way leads: the way to connect steps without a mouse. */
function Ways({ drawing, step, faults, mayEdit, onConnect, onShow }: InspectorProps): ReactNode {
  const { t } = useTranslation()
  const wayName = useWayName()
  const kindName = useKindName()
  const textOf = useFaultText()
  const options = drawing.nodes
    .map(({ nodeId, label, kind }) => ({
      value: nodeId,
      label: `${label === '' ? nodeId : label} · ${kindName(kind)}`,
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <fieldset className="flow-ways">
      <legend>{t('flows.ways')}</legend>
      {waysOf(step).map(({ field, target }) => {
        const fault = faults.find((each) => isError(each) && each.field === field)
        const id = `way-${step.nodeId}-${field}`
        return (
          <div className="flow-field" key={field}>
            <label htmlFor={id}>{wayName(field, step)}</label>
            <span className="row" style={{ flexWrap: 'nowrap' }}>
              <Select
                id={id}
                style={{ flex: 1, minWidth: 0 }}
                showSearch={{ optionFilterProp: 'label' }}
                allowClear
                disabled={!mayEdit}
                value={target}
                placeholder={t('flows.wayOpen')}
                options={options}
                {...(fault === undefined ? {} : { status: 'error' as const })}
                onChange={(next: string | undefined) => onConnect(field, next ?? null)}
                data-testid={`way-${field}`}
              />
              <Button
                size="small"
                disabled={target === null}
                onClick={() => onShow(target ?? '')}
                aria-label={`${t('flows.show')} ${wayName(field, step)}`}
              >
                →
              </Button>
            </span>
            <FaultText text={fault === undefined ? null : textOf(fault)} />
          </div>
        )
      })}
    </fieldset>
  )
}
