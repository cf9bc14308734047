import { App } from 'antd'
import type { FormInstance } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
  /** Answers whether it was done. Faults go to their fields of the form, the rest to `faults`. */
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
  return {
    isSaving,
    faults,
    clear: () => setFaults([]),
    save: async (mutate, form) => {
      setSaving(true)
      setFaults([])
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
      setFaults(found.filter((each) => !showAtField(form, each)))
      return false
    },
  }
}

function issuesOf({ code = '', message = '', field = null, issues }: ChangeAnswer): readonly Issue[] {
  return issues !== undefined && issues.length > 0 ? issues : [{ field: field ?? '', code, message }]
}

/** At the field, or at the nearest one around it that the form shows; false when there is none. */
function showAtField(form: FormInstance | undefined, { field, text }: { field: string; text: string }): boolean {
  const path = field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  for (let length = path.length; form !== undefined && length > 0; length--) {
    const name = path.slice(0, length)
    if (form.getFieldInstance(name) === undefined) continue
    form.setFields([{ name, errors: [text] }])
    form.scrollToField(name)
    return true
  }
  return false
}
