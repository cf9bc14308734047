import { DeleteOutlined } from '@ant-design/icons'
import { Alert, Button, Form, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Choices } from '../configuration/documents.ts'

export type Path = readonly (string | number)[]
export type SectionProps = { readonly choices: Choices; readonly say: (section: string) => readonly string[] }

export const optionsOf = (choices: readonly { readonly id: string; readonly name: string }[]) =>
  choices.map(({ id, name }) => ({ value: id, label: name }))

/** Kept in milliseconds, filled in in seconds. */
export function Seconds(props: {
  readonly value?: number
  readonly onChange?: (ms: number | null) => void
  readonly label: string
  readonly id?: string
}): ReactNode {
  const { t } = useTranslation()
  const { value, onChange, label, id } = props
  return (
    <InputNumber
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value === undefined ? null : value / 1_000}
      onChange={(seconds) => onChange?.(seconds === null ? null : Math.round(seconds * 1_000))}
      suffix={t('setUp.seconds')}
      style={{ width: 130 }}
    />
  )
}

export function SecondsItem({ path, label }: { readonly path: Path; readonly label: string }): ReactNode {
  return (
    <Form.Item name={[...path]} label={label}>
      <Seconds label={label} />
    </Form.Item>
  )
}

/** A part that is there or is not: null in the settings while it is switched off. */
export function OptionalPart(props: {
  readonly path: Path
  readonly label: string
  readonly help?: string
  readonly first: () => object
  readonly children: ReactNode
}): ReactNode {
  const { path, label, help, first, children } = props
  const form = Form.useFormInstance()
  const value: unknown = Form.useWatch([...path], { form, preserve: true })
  const isOn = value !== null && value !== undefined
  const disabled = Form.useWatch([], form) === undefined
  return (
    <div className="routing-part" style={{ marginBottom: 12 }}>
      <label className="row" style={{ gap: 8, marginBottom: isOn ? 8 : 0 }}>
        <Switch
          size="small"
          checked={isOn}
          disabled={disabled}
          onChange={(on) => form.setFieldValue([...path], on ? first() : null)}
          data-testid={`switch-${path.join('-')}`}
        />
        <span>{label}</span>
      </label>
      {help === undefined ? null : <div className="muted">{help}</div>}
      {isOn ? (
        <div className="row" style={{ gap: 16, alignItems: 'flex-start', flexWrap: 'wrap', paddingInlineStart: 36 }}>
          {children}
        </div>
      ) : null}
    </div>
  )
}

/** What will happen, in plain words; it follows what is filled in. */
export function Sentences({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return (
    <Alert
      type="info"
      style={{ marginBottom: 16 }}
      title={lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
      data-testid="routing-sentences"
    />
  )
}

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'].map((value) => ({ value, label: value }))

export function KeyItem({ path }: { readonly path: Path }): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.Item name={[...path, 'key']} label={t('routing.key')}>
      <Select options={KEYS} style={{ width: 76 }} aria-label={t('routing.key')} />
    </Form.Item>
  )
}

export function ChoiceItem(props: {
  readonly path: Path
  readonly label: string
  readonly choices: readonly { readonly id: string; readonly name: string }[]
  readonly width?: number
}): ReactNode {
  return (
    <Form.Item name={[...props.path]} label={props.label}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={optionsOf(props.choices)}
        style={{ width: props.width ?? 200 }}
        aria-label={props.label}
      />
    </Form.Item>
  )
}

export function RemoveButton({ onClick }: { readonly onClick: () => void }): ReactNode {
  const { t } = useTranslation()
  return <Button icon={<DeleteOutlined aria-hidden />} aria-label={t('setUp.remove')} onClick={onClick} />
}
