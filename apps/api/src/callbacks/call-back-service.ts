import type { CallbackId, TenantId, VoicemailId } from '@seatline/core'
import { command } from '../agents/service.ts'
import type { CommandAccepted } from '../agents/agent-views.ts'
import { authorizedAgent } from '../auth/authorized.ts'
import type { AgentScope } from '../auth/authorized.ts'
import { tenantDatabaseScope } from '../auth/request-scope.ts'
import { findTenant } from '../auth/tenant-directory.ts'
import { permits } from '../auth/viewer.ts'
import { refusal } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { NotFoundError } from '../user-errors.ts'
import { findMessage } from '../voicemail/messages-service.ts'
import * as repository from './repository.ts'

export type CallBackAsked = {
  readonly tenantId: TenantId
  /** One of the two. */
  readonly of:
    | { readonly kind: 'callback'; readonly callbackId: CallbackId }
    | { readonly kind: 'voicemail'; readonly voicemailId: VoicemailId }
}

/** The agent's own phone rings, then the caller of the callback or the message is called: one attempt of it, with its result. */
export const callBack = authorizedAgent(
  'agent.work',
  (scope, { tenantId, of }: CallBackAsked): Promise<CommandAccepted> =>
    of.kind === 'callback' ? ofCallback(scope, tenantId, of.callbackId) : ofMessage(scope, tenantId, of.voicemailId),
)

async function ofCallback(scope: AgentScope, tenantId: TenantId, callbackId: CallbackId): Promise<CommandAccepted> {
  const queueIds = await servedQueues(scope, tenantId)
  const callback = await inTenant(scope, tenantId, (tx) => repository.findCallback(tx, tenantId, callbackId))
  // Those of queues that the agent does not serve are no business of the agent's.
  if (callback === null || !queueIds.some((id) => id === callback.queue?.id)) throw new NotFoundError('callback')
  if (callback.state !== 'waiting')
    throw refusal([{ field: 'callbackId', code: 'callback.over', message: 'This callback is over already.' }])
  return command(scope, { kind: 'agent.callBack', tenantId, callbackId, asked: null })
}

async function ofMessage(scope: AgentScope, tenantId: TenantId, voicemailId: VoicemailId): Promise<CommandAccepted> {
  const queueIds = await servedQueues(scope, tenantId)
  const message = await findMessage(scope, { tenantId, voicemailId })
  if (message === null) throw new NotFoundError('message')
  if (message.state !== 'open')
    throw refusal([
      { field: 'voicemailId', code: 'voicemail.settled', message: 'Somebody has settled this message meanwhile.' },
    ])
  if (!/[0-9]{3}/.test(message.ani))
    throw refusal([
      {
        field: 'voicemailId',
        code: 'voicemail.noNumber',
        message: 'The caller withheld the number: nobody can call back.',
      },
    ])
  const own = message.queue?.id
  const queueId = queueIds.find((id) => id === own) ?? queueIds[0]
  if (queueId === undefined) throw new NotFoundError('queue')
  const asked = { callId: message.callId, queueId, number: message.ani }
  return command(scope, { kind: 'agent.callBack', tenantId, callbackId: newId('callback'), asked })
}

async function inTenant<T>(scope: AgentScope, tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!permits(scope.viewer, tenantId, 'agent.work') || (await findTenant(scope, tenantId)) === null)
    throw new NotFoundError('company')
  return scope.runIn(tenantDatabaseScope(scope.viewer, tenantId), work)
}

/** Queues of the tenant that the agent may serve. */
const servedQueues = (scope: AgentScope, tenantId: TenantId) =>
  inTenant(scope, tenantId, (tx) => repository.readServedQueues(tx, { tenantId, agentId: scope.agentId }))
