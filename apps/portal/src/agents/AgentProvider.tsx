import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useClient } from 'urql'
import { serverClock } from '../app/clock.ts'
import { useServices } from '../app/services.ts'
import { useLive } from '../graphql/live.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { AgentDeskContext } from './agent-desk.ts'
import type { AgentDesk } from './agent-desk.ts'
import { createAgentCommands } from './commands.ts'
import { createDeskActions } from './desk-actions.ts'
import { deskView } from './desk-view.ts'
import { AgentDesktopSubscription } from './documents.ts'
import { RingAlert } from './RingAlert.tsx'
import { RingBanner } from './RingBanner.tsx'

type Told = ResultOf<typeof AgentDesktopSubscription>
const NO_VARIABLES = {}

/** The agent's desk, above all pages: a call goes on while the agent looks at another one. */
export function AgentProvider({
  agentId,
  children,
}: {
  readonly agentId: string
  readonly children: ReactNode
}): ReactNode {
  const { phone } = useServices()
  const client = useClient()
  const phoneState = useSyncExternalStore(phone.subscribe, phone.state)
  const onTold = useCallback((told: Told) => serverClock.heard(Date.parse(told.agentDesktop.serverTime)), [])
  const { data } = useLive(AgentDesktopSubscription, NO_VARIABLES, onTold)
  const desktop = data?.agentDesktop ?? null

  const actions = useMemo(
    () =>
      createDeskActions({
        agentId,
        phone,
        commands: createAgentCommands(client),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      }),
    [agentId, phone, client],
  )
  usePhoneFollowsServer({ desktop, phoneState, actions })

  const view = desktop === null ? null : deskView(desktop, phoneState)
  const desk = useMemo<AgentDesk>(
    () => ({ agentId, desktop, phone: phoneState, view, actions }),
    [agentId, desktop, phoneState, view, actions],
  )
  return (
    <AgentDeskContext value={desk}>
      {children}
      <RingAlert />
      <RingBanner />
    </AgentDeskContext>
  )
}

type Following = Pick<AgentDesk, 'desktop' | 'actions'> & { readonly phoneState: AgentDesk['phone'] }

/** A tab that opens or reloads while the server says "signed in" gets its phone back; a sign-out anywhere closes it. */
function usePhoneFollowsServer({ desktop, phoneState, actions }: Following): void {
  const { phone } = useServices()
  const [wasSignedIn, setWasSignedIn] = useState(false)
  const isSignedIn = desktop !== null && desktop.status !== 'SIGNED_OUT' && desktop.device === 'BROWSER'
  const isOff =
    phoneState.transport.kind === 'off' && phoneState.owner === 'none' && phoneState.microphone !== 'refused'

  useEffect(() => {
    if (isSignedIn && isOff) void actions.openPhone('ifFree')
  }, [isSignedIn, isOff, actions])

  useEffect(() => {
    if (desktop === null) return
    if (wasSignedIn && !isSignedIn) phone.close()
    setWasSignedIn(isSignedIn)
  }, [desktop, wasSignedIn, isSignedIn, phone])
}
