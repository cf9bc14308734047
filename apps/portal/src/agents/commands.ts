import type { Client } from 'urql'
import type { SipCredentials } from '../softphone/port.ts'
import {
  EndWrapUp,
  ExtendWrapUp,
  HangUp,
  IssueSipCredentials,
  NotReady,
  Ready,
  SetDisposition,
  SetMuted,
  SignIn,
  SignOut,
} from './command-documents.ts'
import {
  SendToFlow,
  TakeBack,
  TransferToAgent,
  TransferToNumber,
  TransferToOnCall,
  TransferToQueue,
} from './transfer-documents.ts'

/** Done, or why not: a stable code that the screen translates. `connection.lost` when no answer came. */
export type CommandOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly detail?: RefusalDetail }

/** Which of the agent's tenants refused a sign-in; the last three are of a matter of seats. */
export type RefusalDetail = {
  readonly tenantName: string
  readonly grade: string | null
  readonly rented: number | null
  readonly inUse: number | null
}

/** Whom or what a call is given to. A flow that `returns` gives the caller back to the same agent. */
export type GivenTo =
  | { readonly kind: 'queue'; readonly queueId: string }
  | { readonly kind: 'agent'; readonly agentId: string }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'onCall'; readonly listId: string }
  | { readonly kind: 'flow'; readonly flowId: string; readonly returns: boolean }

export interface AgentCommands {
  signIn(queueIds: readonly string[]): Promise<CommandOutcome>
  signOut(): Promise<CommandOutcome>
  ready(): Promise<CommandOutcome>
  notReady(reasonId: string): Promise<CommandOutcome>
  endWrapUp(): Promise<CommandOutcome>
  extendWrapUp(bySeconds: number): Promise<CommandOutcome>
  setMuted(muted: boolean): Promise<CommandOutcome>
  hangUp(callId: string): Promise<CommandOutcome>
  give(callId: string, to: GivenTo): Promise<CommandOutcome>
  takeBack(callId: string): Promise<CommandOutcome>
  setDisposition(input: {
    readonly callId: string
    readonly dispositionId: string
    readonly note: string
  }): Promise<CommandOutcome>
  /** Null when the person is no agent, or the server does not answer. */
  sipCredentials(agentId: string): Promise<SipCredentials | null>
}

type CommandAnswer = {
  readonly data?:
    | {
        readonly result: {
          readonly __typename: string
          readonly code?: string
          readonly detail?: RefusalDetail | null
          readonly issues?: readonly { readonly code: string }[]
        }
      }
    | undefined
}

export function outcomeOf({ data }: CommandAnswer): CommandOutcome {
  if (data === undefined) return { ok: false, code: 'connection.lost' }
  const { __typename, detail = null, issues = [] } = data.result
  const code = issues[0]?.code ?? data.result.code ?? 'unknown'
  if (__typename === 'CommandAccepted') return { ok: true }
  return detail === null ? { ok: false, code } : { ok: false, code, detail }
}

function give(client: Client, callId: string, to: GivenTo): Promise<CommandAnswer> {
  switch (to.kind) {
    case 'queue':
      return client.mutation(TransferToQueue, { callId, queueId: to.queueId }).toPromise()
    case 'agent':
      return client.mutation(TransferToAgent, { callId, agentId: to.agentId }).toPromise()
    case 'number':
      return client.mutation(TransferToNumber, { callId, number: to.number }).toPromise()
    case 'onCall':
      return client.mutation(TransferToOnCall, { callId, listId: to.listId }).toPromise()
    case 'flow':
      return client.mutation(SendToFlow, { callId, flowId: to.flowId, returns: to.returns }).toPromise()
  }
}

export function createAgentCommands(client: Client): AgentCommands {
  return {
    signIn: async (queueIds) => outcomeOf(await client.mutation(SignIn, { queueIds: [...queueIds] })),
    signOut: async () => outcomeOf(await client.mutation(SignOut, {})),
    ready: async () => outcomeOf(await client.mutation(Ready, {})),
    notReady: async (reasonId) => outcomeOf(await client.mutation(NotReady, { reasonId })),
    endWrapUp: async () => outcomeOf(await client.mutation(EndWrapUp, {})),
    extendWrapUp: async (bySeconds) => outcomeOf(await client.mutation(ExtendWrapUp, { bySeconds })),
    setMuted: async (muted) => outcomeOf(await client.mutation(SetMuted, { muted })),
    hangUp: async (callId) => outcomeOf(await client.mutation(HangUp, { callId })),
    give: async (callId, to) => outcomeOf(await give(client, callId, to)),
    takeBack: async (callId) => outcomeOf(await client.mutation(TakeBack, { callId })),
    setDisposition: async (input) => outcomeOf(await client.mutation(SetDisposition, input)),
    sipCredentials: async (agentId) => {
      const issued = (await client.mutation(IssueSipCredentials, {})).data?.sipCredentials
      if (issued?.__typename !== 'SipCredentials') return null
      return {
        agentId,
        uri: issued.aor,
        username: issued.username,
        password: issued.password,
        webSocketUrl: issued.wsUrl,
        expiresAt: Date.parse(issued.expiresAt),
      }
    },
  }
}
