import { idSchema } from '@seatline/core'
import type { AgentCommand, AgentDevice, AgentId, CallId, DispositionId, QueueId, ReasonId } from '@seatline/core'
import { authorizedAgent } from '../auth/authorized.ts'
import type { AgentScope } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { findDisposition, findReason, readAllowedQueues } from '../tenants/repository.ts'
import { CommandRefusedError, EngineUnavailableError, InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { AgentDesktopView, AgentView, CommandAccepted, SipCredentialsView } from './agent-views.ts'
import * as repository from './repository.ts'

export async function findAgent(scope: RequestScope, id: string): Promise<AgentView | null> {
  if (!idSchema('agent').safeParse(id).success) return null
  return scope.run((tx) => repository.findAgent(tx, id))
}

/** null when the viewer takes no calls. */
export async function readOwnDesktop(scope: RequestScope): Promise<AgentDesktopView | null> {
  const { agent } = scope.viewer
  if (agent === null) return null
  const { since, ...state } = await scope.run((tx) => repository.readDesktop(tx, agent.id))
  const serverTime = scope.platform.now()
  return { ...state, since: since ?? serverTime, serverTime, agent }
}

const issueOwn = authorizedAgent('agent.work', (scope, _input: null): Promise<SipCredentialsView> =>
  Promise.resolve(scope.platform.sipCredentials.issue(scope.agentId)),
)
export const issueSipCredentials = (scope: RequestScope): Promise<SipCredentialsView> => issueOwn(scope, null)

type Unaddressed<C> = C extends { readonly agentId: AgentId } ? Omit<C, 'agentId'> : never

/** Sends the viewer's own command; the engine decides. */
export async function command(scope: AgentScope, asked: Unaddressed<AgentCommand>): Promise<CommandAccepted> {
  const outcome = await scope.platform.commands.send({ ...asked, agentId: scope.agentId })
  switch (outcome.kind) {
    case 'accepted': {
      return { commandId: outcome.commandId }
    }
    case 'refused': {
      if (outcome.reply.code === 'engine.unavailable') throw new EngineUnavailableError()
      throw new CommandRefusedError(outcome.reply.code, outcome.reply.message, outcome.reply.detail ?? null)
    }
    case 'unavailable': {
      throw new EngineUnavailableError()
    }
  }
}

type SignIn = { readonly queueIds: readonly QueueId[]; readonly device: AgentDevice }

export const signIn = authorizedAgent('agent.work', async (scope, { queueIds, device }: SignIn) => {
  if (queueIds.length === 0) throw new InvalidInputError('queueIds', 'Choose at least one queue.')
  const allowed = await scope.run((tx) => readAllowedQueues(tx, scope.agentId))
  const open = new Set(allowed.filter((q) => permits(scope.viewer, q.tenantId, 'agent.work')).map((queue) => queue.id))
  if (!queueIds.every((id) => open.has(id)))
    throw new CommandRefusedError('agent.queueNotAllowed', 'You may not work for one of these queues.')
  return command(scope, { kind: 'agent.signIn', device, queueIds: [...new Set(queueIds)] })
})

export const signOut = ownCommand({ kind: 'agent.signOut' })
export const ready = ownCommand({ kind: 'agent.ready' })
export const endWrapUp = ownCommand({ kind: 'agent.endWrapUp' })

function ownCommand(asked: Unaddressed<AgentCommand>): (scope: RequestScope) => Promise<CommandAccepted> {
  const send = authorizedAgent('agent.work', (scope, _input: null) => command(scope, asked))
  return (scope) => send(scope, null)
}

export const notReady = authorizedAgent('agent.work', async (scope, reasonId: ReasonId) => {
  const reason = await scope.run((tx) => findReason(tx, reasonId))
  if (reason === null) throw new NotFoundError('reason')
  return command(scope, { kind: 'agent.notReady', reason: { kind: 'code', reasonId } })
})

export const extendWrapUp = authorizedAgent('agent.work', async (scope, bySeconds: number) => {
  if (bySeconds < 1 || bySeconds > 600)
    throw new InvalidInputError('bySeconds', 'A wrap-up is extended by 1 to 600 seconds.')
  return command(scope, { kind: 'agent.extendWrapUp', byMs: bySeconds * 1_000 })
})

export const setMuted = authorizedAgent('agent.work', (scope, muted: boolean) =>
  command(scope, { kind: 'agent.setMuted', muted }),
)

export const hangUp = authorizedAgent('agent.work', (scope, callId: CallId) =>
  command(scope, { kind: 'agent.hangUp', callId }),
)

type SetDisposition = { readonly callId: CallId; readonly dispositionId: DispositionId; readonly note: string }
const NOTE_LENGTH_MAX = 2_000

/** The outcome must be one of the call's own tenant: an agent serves several, each with its own list. */
export const setDisposition = authorizedAgent('agent.work', async (scope, input: SetDisposition) => {
  if (input.note.length > NOTE_LENGTH_MAX)
    throw new InvalidInputError('note', `A note has at most ${String(NOTE_LENGTH_MAX)} characters.`)
  await scope.run(async (tx) => {
    const tenantId = await repository.findOwnCallTenant(tx, { callId: input.callId, agentId: scope.agentId })
    if (tenantId === null) throw new NotFoundError('call')
    const disposition = await findDisposition(tx, { tenantId, id: input.dispositionId })
    if (disposition === null) throw new NotFoundError('disposition')
  })
  return command(scope, { kind: 'agent.setDisposition', ...input })
})
