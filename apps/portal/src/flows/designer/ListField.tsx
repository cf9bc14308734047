import { Button, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FieldKind } from '../model/kinds-table.ts'
import { listAt, textAt, valueAt, without, withValueAt } from '../model/step.ts'
import type { Step } from '../model/step.ts'
import { KEYS, menuKeys } from '../model/ways.ts'
import { SIGNS, useFieldName } from './names.ts'
import { RequestFields } from './RequestFields.tsx'
import type { ListFieldProps, StepFieldProps } from './step-field-props.ts'

const LIST_KINDS: ReadonlySet<FieldKind> = new Set([
  'choices',
  'conditions',
  'lists',
  'headers',
  'saves',
  'skills',
  'inputs',
  'check',
])
export const isListKind = (kind: FieldKind): boolean => LIST_KINDS.has(kind)

/** Settings of which a step has several: keys, branches, headers, skills. */
export function ListField(props: ListFieldProps): ReactNode {
  switch (props.spec.kind) {
    case 'choices':
      return <MenuKeys {...props} />
    case 'check':
      return <PinCheck {...props} />
    case 'conditions':
      return (
        <Rows {...props} cells={CONDITION} fresh={{ variable: 'number', operator: 'equals', value: '', next: null }} />
      )
    case 'lists':
      return <Rows {...props} cells={LIST} fresh={{ kind: 'member', next: null }} />
    case 'headers':
      return <Rows {...props} cells={HEADER} fresh={{ name: '', value: '' }} />
    case 'saves':
      return <Rows {...props} cells={SAVE} fresh={{ path: '', variable: '' }} />
    case 'skills':
      return <Rows {...props} cells={SKILL} fresh={{ skillId: '', proficiencyMin: 1 }} />
    default:
      return <Rows {...props} cells={INPUT} fresh={{ name: 'amount', promptId: '', digitsMin: 1, digitsMax: 8 }} />
  }
}

/** Which keys the menu has; where each leads is said under "Ways". */
function MenuKeys({ step, mayEdit, onChange }: StepFieldProps): ReactNode {
  const { t } = useTranslation()
  const keys = menuKeys(step)
  return (
    <div className="row flow-keys" role="group" aria-label={t('flows.field.choices')}>
      {KEYS.map((key) => {
        const isOn = keys.includes(key)
        const next = (): Step => (isOn ? without(step, `choices.${key}`) : withValueAt(step, `choices.${key}`, ''))
        return (
          <button
            key={key}
            type="button"
            className={isOn ? 'is-on' : ''}
            aria-pressed={isOn}
            aria-label={t('flows.wayKey', { key })}
            disabled={!mayEdit}
            onClick={() => onChange(next(), `choices.${key}`)}
            data-testid={`key-${key}`}
          >
            {key}
          </button>
        )
      })}
    </div>
  )
}

function PinCheck(props: ListFieldProps): ReactNode {
  const { step, mayEdit, onChange } = props
  const { t } = useTranslation()
  const kind = textAt(step, 'check.kind')
  const put = (next: string): void =>
    onChange(
      withValueAt(step, 'check', next === 'http' ? { kind: 'http', request: FRESH } : { kind: 'knownCaller' }),
      'check',
    )
  return (
    <>
      <Select
        style={{ width: '100%' }}
        value={kind}
        disabled={!mayEdit}
        aria-label={t('flows.field.check')}
        options={[
          { value: 'knownCaller', label: t('flows.check.knownCaller') },
          { value: 'http', label: t('flows.check.http') },
        ]}
        onChange={put}
      />
      {kind === 'http' ? <RequestFields {...props} at="check.request." /> : null}
    </>
  )
}
const FRESH = { method: 'POST', url: '', headers: [], body: null, bodyKind: 'json', timeoutMs: 3_000, retries: 0 }

type Cell = {
  readonly path: string
  readonly kind: 'text' | 'count' | 'operator' | 'listKind' | 'skill' | 'prompt'
  readonly isShown?: (row: unknown) => boolean
}
const CONDITION: readonly Cell[] = [
  { path: 'variable', kind: 'text' },
  { path: 'operator', kind: 'operator' },
  { path: 'value', kind: 'text', isShown: (row) => textAt(row, 'operator') !== 'isEmpty' },
]
const LIST: readonly Cell[] = [
  { path: 'kind', kind: 'listKind' },
  { path: 'classMax', kind: 'count', isShown: (row) => textAt(row, 'kind') === 'vip' },
  { path: 'region', kind: 'text', isShown: (row) => textAt(row, 'kind') === 'region' },
]
const HEADER: readonly Cell[] = [
  { path: 'name', kind: 'text' },
  { path: 'value', kind: 'text' },
]
const SAVE: readonly Cell[] = [
  { path: 'path', kind: 'text' },
  { path: 'variable', kind: 'text' },
]
const SKILL: readonly Cell[] = [
  { path: 'skillId', kind: 'skill' },
  { path: 'proficiencyMin', kind: 'count' },
]
const INPUT: readonly Cell[] = [
  { path: 'name', kind: 'text' },
  { path: 'promptId', kind: 'prompt' },
  { path: 'digitsMin', kind: 'count' },
  { path: 'digitsMax', kind: 'count' },
]

type RowsProps = StepFieldProps & { readonly cells: readonly Cell[]; readonly fresh: object }

function Rows(props: RowsProps): ReactNode {
  const { spec, step, cells, fresh, mayEdit, onChange } = props
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const rows = listAt(step, spec.path)
  return (
    <div className="stack" style={{ gap: 6 }}>
      {rows.map((row, index) => (
        <div
          className="row flow-list-row"
          key={index}
          role="group"
          aria-label={`${fieldName(spec.path)} ${String(index + 1)}`}
        >
          {cells
            .filter(({ isShown }) => isShown?.(row) ?? true)
            .map((cell) => (
              <RowCell key={cell.path} {...props} cell={cell} at={`${spec.path}.${String(index)}.${cell.path}`} />
            ))}
          <Button
            size="small"
            disabled={!mayEdit}
            onClick={() => onChange(without(step, `${spec.path}.${String(index)}`), `${spec.path}.remove`)}
            aria-label={`${t('setUp.remove')} ${fieldName(spec.path)} ${String(index + 1)}`}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={!mayEdit}
        onClick={() => onChange(withValueAt(step, spec.path, [...rows, fresh]), `${spec.path}.add`)}
        data-testid={`add-${spec.path}`}
      >
        {t('setUp.add')}
      </Button>
    </div>
  )
}

function RowCell({
  cell,
  at,
  step,
  choices,
  mayEdit,
  onChange,
}: RowsProps & { readonly cell: Cell; readonly at: string }): ReactNode {
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const put = (next: unknown): void => onChange(withValueAt(step, at, next), at)
  const common = {
    disabled: !mayEdit,
    'aria-label': fieldName(cell.path),
    style: { flex: 1, minWidth: 0 },
    'data-testid': `field-${at}`,
  }
  const value = valueAt(step, at)
  const text = typeof value === 'string' ? value : ''
  switch (cell.kind) {
    case 'text':
      return (
        <Input
          {...common}
          placeholder={fieldName(cell.path)}
          value={text}
          onChange={({ target }) => put(target.value)}
        />
      )
    case 'count':
      return (
        <InputNumber {...common} min={0} max={32} value={typeof value === 'number' ? value : null} onChange={put} />
      )
    case 'operator':
      return (
        <Select
          {...common}
          value={text || null}
          options={Object.entries(SIGNS).map(([operator, sign]) => ({
            value: operator,
            label: `${sign} ${t(`flows.operator.${operator as keyof typeof SIGNS}`)}`,
          }))}
          onChange={put}
        />
      )
    case 'listKind':
      return (
        <Select
          {...common}
          value={text || null}
          options={(['member', 'vip', 'blackList', 'region'] as const).map((kind) => ({
            value: kind,
            label: t(`flows.list.${kind}`),
          }))}
          onChange={put}
        />
      )
    case 'skill':
    case 'prompt':
      return (
        <Select
          {...common}
          showSearch={{ optionFilterProp: 'label' }}
          value={text || null}
          placeholder={t('flows.choose')}
          options={(cell.kind === 'skill' ? choices.skills : choices.prompts).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
          onChange={put}
        />
      )
  }
}
