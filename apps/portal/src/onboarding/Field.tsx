import { Form, Input } from 'antd'
import { createContext, use } from 'react'
import type { ReactNode } from 'react'

/** What is wrong, by the path of the field. */
export type Faults = ReadonlyMap<string, string>
export const FaultsContext = createContext<Faults>(new Map())

/** The fault of a field, or of a part of it (`numbers.0` is told at `numbers`). */
export function useFault(path: string): string | undefined {
  const faults = use(FaultsContext)
  const found = [...faults].find(([field]) => field === path || field.startsWith(`${path}.`))
  return found?.[1]
}

type FieldProps = {
  readonly path: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  readonly children: ReactNode
}

/** A field with its name, its hint, and what the server found wrong with it. */
export function Field({ path, label, hint, required, children }: FieldProps): ReactNode {
  const fault = useFault(path)
  return (
    <Form.Item
      label={label}
      htmlFor={idOf(path)}
      required={required ?? false}
      validateStatus={fault === undefined ? '' : 'error'}
      help={
        fault === undefined ? (
          hint
        ) : (
          <span role="alert" id={`${idOf(path)}-fault`} data-testid={`fault-${path}`}>
            {fault}
          </span>
        )
      }
    >
      {children}
    </Form.Item>
  )
}

export const idOf = (path: string): string => `onboarding-${path.replaceAll('.', '-')}`

type TextProps = Omit<FieldProps, 'children'> & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'color'
  readonly inputMode?: 'email'
  readonly autoFocus?: boolean
}

export function TextField({ value, onChange, type, inputMode, autoFocus, ...field }: TextProps): ReactNode {
  const fault = useFault(field.path)
  return (
    <Field {...field}>
      <Input
        id={idOf(field.path)}
        value={value}
        type={type ?? 'text'}
        // Not the type of that name: the server says what is wrong, in the reader's language.
        inputMode={inputMode ?? 'text'}
        autoFocus={autoFocus ?? false}
        aria-invalid={fault !== undefined}
        {...(fault === undefined ? {} : { 'aria-describedby': `${idOf(field.path)}-fault` })}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
