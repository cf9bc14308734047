import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandOutcome } from './commands.ts'

/** What is said for a code; the codes are the API's and the phone's. */
const REFUSALS = {
  'agent.notSignedIn': 'refusals.agentNotSignedIn',
  'agent.onCall': 'refusals.agentOnCall',
  'agent.notInWrapUp': 'refusals.agentNotInWrapUp',
  'agent.notOnThisCall': 'refusals.agentNotOnThisCall',
  'agent.queueNotAllowed': 'refusals.agentQueueNotAllowed',
  'agent.phoneNotRegistered': 'refusals.agentPhoneNotRegistered',
  'command.expired': 'refusals.commandExpired',
  'engine.unavailable': 'refusals.engineUnavailable',
  'connection.lost': 'refusals.connectionLost',
  'phone.otherTab': 'refusals.phoneOtherTab',
  'phone.noMicrophone': 'refusals.phoneNoMicrophone',
  'phone.noCredentials': 'refusals.phoneNoCredentials',
  'phone.notRegistered': 'refusals.phoneNotRegistered',
} as const

const isKnown = (code: string): code is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, code)

export type Run = {
  /** The name of the action that waits for its answer. */
  readonly pending: string | null
  readonly run: (name: string, action: () => Promise<CommandOutcome>) => Promise<boolean>
}

/** Runs an action of the desk: its button waits, and a refusal is said in the agent's language. */
export function useRun(): Run {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [pending, setPending] = useState<string | null>(null)
  return {
    pending,
    run: async (name, action) => {
      setPending(name)
      const outcome = await action()
      setPending(null)
      if (outcome.ok) return true
      const { code } = outcome
      const text = isKnown(code) ? t(REFUSALS[code]) : t('refusals.unknown', { code })
      void message.error({ content: text, duration: 6 })
      return false
    },
  }
}
