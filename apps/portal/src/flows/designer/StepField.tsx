import { Input, InputNumber, Select, Switch } from 'antd'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowChoices } from '../documents.ts'
import type { FieldKind } from '../model/kinds-table.ts'
import { textAt, valueAt, withValueAt } from '../model/step.ts'
import type { Drawing } from '../model/step.ts'
import { KEYS } from '../model/ways.ts'
import { FaultText } from './FaultText.tsx'
import { isListKind, ListField } from './ListField.tsx'
import { useFieldName, useKindName } from './names.ts'
import type { StepFieldProps } from './step-field-props.ts'

const drawField = (props: StepFieldProps): ReactNode => <StepField {...props} />

/** One setting with its name, its help and what is wrong with it. */
export const StepField = memo(function StepField(props: StepFieldProps): ReactNode {
  const { spec, step, fault } = props
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const id = `field-${step.nodeId}-${spec.path}`
  const name = fieldName(spec.path)
  if (isListKind(spec.kind))
    return (
      <fieldset className="flow-ways" data-testid={`field-${spec.path}`}>
        <legend>{name}</legend>
        <ListField {...props} drawField={drawField} />
        <FaultText text={fault} />
      </fieldset>
    )
  const help = HELPED.has(spec.kind) ? t('flows.templateHelp') : null
  return (
    <div className="flow-field">
      <label htmlFor={id}>{name}</label>
      <Control {...props} id={id} name={name} />
      {help === null ? null : <span className="muted flow-help">{help}</span>}
      <FaultText text={fault} id={`${id}-fault`} />
    </div>
  )
})

const HELPED: ReadonlySet<FieldKind> = new Set(['longText'])

type ControlProps = StepFieldProps & { readonly id: string; readonly name: string }

function Control(props: ControlProps): ReactNode {
  const { spec, step, id, mayEdit, fault, onChange } = props
  const { t } = useTranslation()
  const value = valueAt(step, spec.path)
  const put = (next: unknown): void => onChange(withValueAt(step, spec.path, next), spec.path)
  const common = {
    id,
    disabled: !mayEdit,
    'data-testid': `field-${spec.path}`,
    ...(fault === null ? {} : { status: 'error' as const, 'aria-describedby': `${id}-fault` }),
  }
  switch (spec.kind) {
    case 'text':
    case 'text?':
      return (
        <Input
          {...common}
          value={textAt(step, spec.path)}
          placeholder={spec.kind === 'text?' ? t('flows.callerNumber') : ''}
          onChange={({ target }) => put(spec.kind === 'text?' && target.value === '' ? null : target.value)}
        />
      )
    case 'longText':
      return (
        <Input.TextArea
          {...common}
          rows={4}
          value={textAt(step, spec.path)}
          onChange={({ target }) => put(target.value === '' && spec.path !== 'text' ? null : target.value)}
        />
      )
    case 'variable':
      return <Input {...common} value={textAt(step, spec.path)} onChange={({ target }) => put(target.value)} />
    case 'count':
    case 'seconds':
      return <Figure {...props} common={common} value={value} put={put} />
    case 'yes':
      return (
        <Switch
          id={id}
          disabled={!mayEdit}
          checked={value === true}
          onChange={put}
          data-testid={common['data-testid']}
        />
      )
    case 'variables?':
      return (
        <Select
          {...common}
          mode="tags"
          value={Array.isArray(value) ? (value as string[]) : []}
          placeholder={t('flows.allVariables')}
          onChange={(next: string[]) => put(next.length === 0 ? null : next)}
        />
      )
    default:
      return <Choice {...props} common={common} value={value} put={put} />
  }
}

type WithValue = ControlProps & {
  readonly common: object
  readonly value: unknown
  readonly put: (next: unknown) => void
}

function Figure({ spec, common, value, put }: WithValue): ReactNode {
  const { t } = useTranslation()
  const factor = spec.kind === 'seconds' ? 1_000 : 1
  return (
    <InputNumber
      {...common}
      style={{ width: '100%' }}
      value={typeof value === 'number' ? value / factor : null}
      {...(spec.min === undefined ? {} : { min: spec.min })}
      {...(spec.max === undefined ? {} : { max: spec.max })}
      step={spec.kind === 'seconds' ? 0.5 : 1}
      {...(spec.kind === 'seconds' ? { suffix: t('setUp.seconds') } : {})}
      onChange={(next: number | null) => put(next === null ? null : Math.round(next * factor))}
    />
  )
}

function Choice({ spec, common, value, put, choices, drawing }: WithValue): ReactNode {
  const { t } = useTranslation()
  const kindName = useKindName()
  const isOptional = spec.kind.endsWith('?')
  const options = optionsOf(spec.kind, choices, drawing, kindName)
  return (
    <Select
      {...common}
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={isOptional}
      value={typeof value === 'string' && value !== '' ? value : null}
      placeholder={isOptional ? t('flows.none') : t('flows.choose')}
      options={options}
      onChange={(next: string | undefined) => put(next ?? null)}
    />
  )
}

type Option = { readonly value: string; readonly label: string }
const named = (all: readonly { readonly id: string; readonly name: string }[]): Option[] =>
  all.map(({ id, name }) => ({ value: id, label: name }))
const plain = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }))

export function optionsOf(
  kind: FieldKind,
  choices: FlowChoices,
  drawing: Drawing,
  kindName: (kind: string) => string,
): Option[] {
  switch (kind) {
    case 'prompt':
    case 'prompt?':
      return named(choices.prompts)
    case 'queue':
      return named(choices.queues)
    case 'hours':
      return named(choices.hours)
    case 'box':
      return named(choices.boxes)
    case 'onCall':
      return named(choices.onCallLists)
    case 'survey':
      return named(choices.surveys)
    case 'agent':
      return named(choices.agents)
    case 'flow':
      return named(choices.flows)
    case 'key':
    case 'key?':
      return plain(KEYS)
    case 'locale':
      return [
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ]
    case 'method':
      return plain(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    case 'bodyKind':
      return plain(['json', 'form', 'text'])
    case 'step?':
      return drawing.nodes.map(({ nodeId, label, kind: of }) => ({
        value: nodeId,
        label: `${label} · ${kindName(of)}`,
      }))
    default:
      return []
  }
}
