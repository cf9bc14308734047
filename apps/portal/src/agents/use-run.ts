import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { CommandOutcome } from './commands.ts'
import { REFUSALS } from './refusals.ts'

const GRADES = ['STANDARD', 'PROFESSIONAL', 'LEADER'] as const

const isKnown = (code: string): code is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, code)

export type Run = {
  /** The name of the action that waits for its answer. */
  readonly pending: string | null
  /** Why a sign-in was refused, in the agent's language: long enough to be read at the form, not in passing. */
  readonly refusal: string | null
  readonly run: (name: string, action: () => Promise<CommandOutcome>) => Promise<boolean>
}

/** Runs an action of the desk: its button waits, and a refusal is said in the agent's language. */
export function useRun(): Run {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [pending, setPending] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  return {
    pending,
    refusal,
    run: async (name, action) => {
      setPending(name)
      setRefusal(null)
      const outcome = await action()
      setPending(null)
      if (outcome.ok) return true
      const { code, detail } = outcome
      if (detail !== undefined) {
        const { tenantName: tenant, rented, inUse } = detail
        const grade = GRADES.find((each) => each.toLowerCase() === detail.grade)
        setRefusal(
          grade === undefined
            ? t('seatRefusal.notOpen', { tenant })
            : t('seatRefusal.exhausted', { tenant, grade: t(`seatGrade.${grade}`), rented, inUse }),
        )
        return false
      }
      const text = isKnown(code) ? t(REFUSALS[code]) : t('refusals.unknown', { code })
      void message.error({ content: text, duration: 6 })
      return false
    },
  }
}
