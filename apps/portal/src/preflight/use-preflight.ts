import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useLive } from '../graphql/live.ts'
import { PreflightLive, StartPreflightMutation } from './documents.ts'
import type { Run } from './documents.ts'

export type PreflightState = {
  /** Newest first; null while the first answer is on its way. */
  readonly runs: readonly Run[] | null
  readonly starting: boolean
  readonly start: () => Promise<void>
}

/** The preflights of a tenant, as they go on. */
export function usePreflight(tenantId: string): PreflightState {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { data } = useLive(PreflightLive, { tenantId })
  const [, startPreflight] = useMutation(StartPreflightMutation)
  const [starting, setStarting] = useState(false)
  const start = async (): Promise<void> => {
    setStarting(true)
    const { data: answer, error } = await startPreflight({ tenantId })
    setStarting(false)
    if (answer?.startPreflight.__typename === 'PreflightRun') return
    const reason = error?.message ?? (answer?.startPreflight as { message?: string } | undefined)?.message ?? ''
    void message.error(t('preflight.refused', { reason }))
  }
  return { runs: data?.preflight.runs ?? null, starting, start }
}
