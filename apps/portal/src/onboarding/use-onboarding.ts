import type { Translate } from '../i18n/use-translation.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { CreateProspectMutation, OnboardTenantMutation } from './documents.ts'
import type { Issue, TenantFile } from './documents.ts'
import { dropDraft, inputOf, keepDraft, keptDraft, missingIn, newDraft, stepOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { faultText } from './fault-texts.ts'

const LAST_STEP = 3

export type Made = { readonly file: TenantFile; readonly tookMs: number }

export type Onboarding = {
  readonly draft: Draft
  readonly faults: ReadonlyMap<string, string>
  /** A refusal that is about no field. */
  readonly failure: string | null
  readonly working: boolean
  readonly made: Made | null
  readonly change: (changes: Partial<Draft>) => void
  readonly goTo: (step: number) => void
  /** To the next step, or at the last one: makes the client. */
  readonly goOn: () => Promise<void>
  readonly saveProspect: () => Promise<boolean>
  readonly startOver: () => void
}

const NO_FAULTS: ReadonlyMap<string, string> = new Map()

const newKey = (): string => `wizard-${crypto.randomUUID()}`

/** The wizard's memory: the draft, what is wrong with it, and what came of it. */
export function useOnboarding(): Onboarding {
  const { t, i18n } = useTranslation()
  const fresh = (): Draft => newDraft(i18n.language === 'zh-CN' ? 'zh-CN' : 'en', newKey())
  const [draft, setDraft] = useState<Draft>(() => keptDraft(localStorage) ?? fresh())
  const [faults, setFaults] = useState(NO_FAULTS)
  const [failure, setFailure] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const [{ fetching }, onboard] = useMutation(OnboardTenantMutation)
  const [{ fetching: saving }, createProspect] = useMutation(CreateProspectMutation)

  useEffect(() => {
    if (made === null) keepDraft(localStorage, draft)
  }, [draft, made])

  const change = (changes: Partial<Draft>): void => {
    setDraft((last) => ({ ...last, ...changes }))
    const changed = Object.keys(changes)
    setFaults((last) => new Map([...last].filter(([field]) => !changed.includes(field.split('.')[0] ?? ''))))
  }
  const goTo = (step: number): void => setDraft((last) => ({ ...last, step }))
  const show = (issues: readonly Issue[]): void => {
    setFaults(saidOf(issues, t))
    goTo(Math.min(...issues.map(({ field }) => stepOf(field))))
  }

  const make = async (): Promise<void> => {
    setFailure(null)
    const startedAt = performance.now()
    const { data, error } = await onboard({ input: inputOf(draft), key: draft.key })
    const answer = data?.onboardTenant
    if (answer?.__typename === 'Onboarded' && answer.file !== null) {
      dropDraft(localStorage)
      setMade({ file: answer.file, tookMs: performance.now() - startedAt })
    } else if (answer?.__typename === 'InputRefusedError' && answer.issues.length > 0) show(answer.issues)
    else setFailure(reasonOf(error, answer))
  }

  const goOn = async (): Promise<void> => {
    const missing = missingIn(draft, draft.step)
    if (missing.length > 0) setFaults(new Map(missing.map((field) => [field, t('onboarding.required')])))
    else if (draft.step < LAST_STEP) goTo(draft.step + 1)
    else await make()
  }

  const saveProspect = async (): Promise<boolean> => {
    const { name, contact } = draft
    const { data, error } = await createProspect({ input: { name, contact } })
    const answer = data?.createProspect
    if (answer?.__typename === 'TenantFile') return true
    if (answer?.__typename === 'InputRefusedError' && answer.issues.length > 0) show(answer.issues)
    else setFailure(reasonOf(error, answer))
    return false
  }

  const startOver = (): void => {
    dropDraft(localStorage)
    setMade(null)
    setFailure(null)
    setFaults(NO_FAULTS)
    setDraft(fresh())
  }

  const working = fetching || saving
  return { draft, faults, failure, working, made, change, goTo, goOn, saveProspect, startOver }
}

const reasonOf = (error: { readonly message: string } | undefined, answer: object | undefined): string =>
  error?.message ?? (answer !== undefined && 'message' in answer ? String(answer.message) : '')

function saidOf(issues: readonly Issue[], t: Translate): ReadonlyMap<string, string> {
  return new Map(
    issues.map(({ field, code, message }) => {
      const text = faultText(code)
      return [field, text === null ? message : t(text)]
    }),
  )
}
