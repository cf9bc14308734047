import { createContext, use } from 'react'
import type { SoftphoneState } from '../softphone/softphone-state.ts'
import type { CommandOutcome, GivenTo } from './commands.ts'
import type { DeskView } from './desk-view.ts'
import type { AgentDesktop } from './documents.ts'

/** What an agent can do at the desktop. Every action says how it went; what became of it follows from the server. */
export type DeskActions = {
  readonly signIn: (queueIds: readonly string[]) => Promise<CommandOutcome>
  readonly signOut: () => Promise<CommandOutcome>
  readonly ready: () => Promise<CommandOutcome>
  readonly notReady: (reasonId: string) => Promise<CommandOutcome>
  readonly endWrapUp: () => Promise<CommandOutcome>
  readonly extendWrapUp: (bySeconds: number) => Promise<CommandOutcome>
  readonly setDisposition: (input: {
    readonly callId: string
    readonly dispositionId: string
    readonly note: string
  }) => Promise<CommandOutcome>
  /** Gives the caller on, or into a flow. */
  readonly give: (callId: string, to: GivenTo) => Promise<CommandOutcome>
  /** Ends the flow that the caller is in for this agent. */
  readonly takeBack: (callId: string) => Promise<CommandOutcome>
  /** Ends a call that this tab's phone has not got. */
  readonly hangUpAtServer: (callId: string) => Promise<CommandOutcome>
  readonly setMuted: (muted: boolean) => void
  readonly openPhone: (how: 'ifFree' | 'takeOver') => Promise<CommandOutcome>
  readonly answer: () => void
  readonly decline: () => void
  readonly toggleHold: () => void
  readonly hangUp: () => void
}

export type AgentDesk = {
  readonly agentId: string
  /** Null until the server has spoken for the first time. */
  readonly desktop: AgentDesktop | null
  readonly phone: SoftphoneState
  readonly view: DeskView | null
  readonly actions: DeskActions
}

export const AgentDeskContext = createContext<AgentDesk | null>(null)

/** Null for a person who takes no calls. */
export const useAgentDeskMaybe = (): AgentDesk | null => use(AgentDeskContext)

export function useAgentDesk(): AgentDesk {
  const desk = useAgentDeskMaybe()
  if (desk === null) throw new Error('useAgentDesk outside of AgentDeskContext')
  return desk
}
