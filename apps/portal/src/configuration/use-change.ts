import { App, Form } from 'antd'
import type { FormInstance } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { FAULTS_ZH_CN } from './faults-zh-cn.ts'

export type Issue = { readonly field: string; readonly code: string; readonly message: string }

/** What an administrative mutation answers: what it made, or why not. */
export type ChangeAnswer = {
  readonly __typename: string
  readonly code?: string
  readonly message?: string
  readonly field?: string | null
  readonly issues?: readonly Issue[]
}
export type Fault = { readonly field: string | null; readonly text: string }

/** What is wrong, in the reader's language. */
export function useFaultText(): (fault: { readonly code: string; readonly message: string }) => string {
  const { i18n } = useTranslation()
  return ({ code, message }) => (i18n.language === 'zh-CN' ? (FAULTS_ZH_CN[code] ?? message) : message)
}

export type Change = {
  readonly isSaving: boolean
  /** What is wrong with the whole, or with a field that this form does not show. */
  readonly faults: readonly Fault[]
  readonly clear: () => void
  /** Answers whether it was done. Faults go to their fields of the form, and from there when the field is changed; the rest to `faults`. */
  readonly save: (
    mutate: () => Promise<{ readonly data?: { readonly result: ChangeAnswer } | undefined }>,
    form?: FormInstance,
  ) => Promise<boolean>
}

/** Carries out a change of the configuration and says what came of it: `said`, or that it holds from now on. */
export function useChange(said?: string): Change {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const textOf = useFaultText()
  const [isSaving, setSaving] = useState(false)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const atFields = useFaultsAtFields()
  return {
    isSaving,
    faults,
    clear: () => {
      setFaults([])
      atFields.forget()
    },
    save: async (mutate, form) => {
      setSaving(true)
      setFaults([])
      atFields.forget()
      const { data } = await mutate()
      setSaving(false)
      const result = data?.result
      if (result === undefined) {
        setFaults([{ field: null, text: t('setUp.noAnswer') }])
        return false
      }
      if (result.code === undefined) {
        void message.success(said ?? t('setUp.saved'))
        return true
      }
      const found = issuesOf(result).map((issue) => ({ ...issue, text: textOf(issue) }))
      setFaults(found.filter((each) => !atFields.show(form, each)))
      return false
    },
  }
}

function issuesOf({ code = '', message = '', field = null, issues }: ChangeAnswer): readonly Issue[] {
  return issues !== undefined && issues.length > 0 ? issues : [{ field: field ?? '', code, message }]
}

type AtField = { readonly form: FormInstance; readonly name: readonly (string | number)[]; readonly value: unknown }
type FaultsAtFields = {
  readonly show: (form: FormInstance | undefined, fault: { readonly field: string; readonly text: string }) => boolean
  readonly forget: () => void
}

/** Shows faults at their fields; each goes as soon as its field has another value than the one that was refused. */
function useFaultsAtFields(): FaultsAtFields {
  const [watched, setWatched] = useState<FormInstance>()
  const shown = useRef<readonly AtField[]>([])
  const values: unknown = Form.useWatch([], watched)
  useEffect(() => {
    const isMended = ({ form, name, value }: AtField): boolean => form.getFieldValue([...name]) !== value
    for (const { form, name } of shown.current.filter(isMended)) form.setFields([{ name: [...name], errors: [] }])
    shown.current = shown.current.filter((each) => !isMended(each))
  }, [values])
  return {
    show: (form, fault) => {
      const name = form === undefined ? null : nearestField(form, fault.field)
      if (form === undefined || name === null) return false
      form.setFields([{ name, errors: [fault.text] }])
      form.scrollToField(name)
      shown.current = [...shown.current, { form, name, value: form.getFieldValue(name) as unknown }]
      setWatched(form)
      return true
    },
    forget: () => {
      shown.current = []
    },
  }
}

/** The field, or the nearest one around it that the form shows; null when there is none. */
function nearestField(form: FormInstance, field: string): (string | number)[] | null {
  const path = field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length)
    if (form.getFieldInstance(name) !== undefined) return name
  }
  return null
}
