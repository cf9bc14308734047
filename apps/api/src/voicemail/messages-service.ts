import type { AgentId, TenantId, VoicemailId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { permits, rolesIn } from '../auth/viewer.ts'
import { parseInput, refusal } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { publishLive } from '../events/publish-live.ts'
import { ForbiddenError, NotFoundError } from '../user-errors.ts'
import { ATTEMPTS_MAX, CONTACT_OUTCOMES, stateAfter } from './message-views.ts'
import type { Sight, VoicemailFilter, VoicemailPage, VoicemailView } from './message-views.ts'
import * as repository from './messages-repository.ts'

export const PAGE_MAX = 200
export const VOICEMAIL_RIGHTS = ['voicemail.handleAll', 'voicemail.handleOwn'] as const

type OfTenant = { readonly tenantId: TenantId }
type OfMessage = OfTenant & { readonly voicemailId: VoicemailId }

/** What the viewer sees in a tenant. Nobody but the addressee and the superiors sees a message. */
export function sightOf({ viewer }: RequestScope, tenantId: TenantId): Sight {
  if (permits(viewer, tenantId, 'voicemail.handleAll')) return { kind: 'all' }
  if (viewer.agent === null || !permits(viewer, tenantId, 'voicemail.handleOwn')) throw new ForbiddenError()
  return { kind: 'own', agentId: viewer.agent.id }
}

type Listed = OfTenant & { readonly filter: VoicemailFilter; readonly offset: number; readonly limit: number }

export const listMessages = authorized(
  VOICEMAIL_RIGHTS,
  (scope, { tenantId, filter, offset, limit }: Listed): Promise<VoicemailPage> =>
    scope.run((tx) =>
      repository.readMessages(
        tx,
        { tenantId, sight: sightOf(scope, tenantId) },
        {
          filter,
          now: scope.platform.now(),
          offset: Math.max(0, offset),
          limit: Math.min(PAGE_MAX, Math.max(1, limit)),
        },
      ),
    ),
)

export const findMessage = authorized(
  VOICEMAIL_RIGHTS,
  (scope, { tenantId, voicemailId }: OfMessage): Promise<VoicemailView | null> =>
    scope.run((tx) => repository.findMessage(tx, { tenantId, sight: sightOf(scope, tenantId) }, voicemailId)),
)

/** For the door through which the sound is fetched: null for everybody who may not hear it, whatever the reason. */
export async function hearable(
  scope: RequestScope,
  { tenantId, voicemailId }: OfMessage,
): Promise<VoicemailView | null> {
  if (rolesIn(scope.viewer, tenantId).length === 0) return null
  if (!VOICEMAIL_RIGHTS.some((right) => permits(scope.viewer, tenantId, right))) return null
  const message = await findMessage(scope, { tenantId, voicemailId }).catch((error: unknown) => {
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return null
    throw error
  })
  return message !== null && isPlayable(message) ? message : null
}

export const isPlayable = ({ file, status }: Pick<VoicemailView, 'file' | 'status'>): boolean =>
  file !== null && (status === 'whole' || status === 'short')

export const audioPath = (id: VoicemailId, tenantId: TenantId): string => `/voicemails/${tenantId}/${id}.wav`

export function audioUrl({ platform, viewer }: RequestScope, message: VoicemailView): string | null {
  return isPlayable(message) ? platform.urls.filePath(audioPath(message.id, message.tenantId), viewer.subject) : null
}

/** A change of a message: the row, the audit, and everybody's screens. */
function changing<I extends OfMessage>(
  work: (tx: Transaction, scope: TenantScope, message: VoicemailView, input: I) => Promise<Act>,
): (scope: RequestScope, input: I) => Promise<VoicemailView> {
  return authorized(VOICEMAIL_RIGHTS, async (scope: TenantScope, input: I) => {
    const { tenantId, voicemailId } = input
    const seen = { tenantId, sight: sightOf(scope, tenantId) }
    const changed = await scope.run(async (tx) => {
      await repository.lockMessage(tx, { tenantId, id: voicemailId })
      const before = await repository.findMessage(tx, seen, voicemailId)
      if (before === null) throw new NotFoundError('message')
      const { verb, after } = await work(tx, scope, before, input)
      await recordAudit(tx, scope, {
        tenantId,
        action: `voicemail.${verb}`,
        subject: { id: voicemailId, name: before.ani },
        before: { state: before.state, assignee: before.assignee?.id ?? null },
        after,
      })
      // Whoever gave a message away may see it no more.
      return (await repository.findMessage(tx, seen, voicemailId)) ?? before
    })
    await publishLive(scope.platform.redis, { tenantIds: [tenantId], agentIds: [], callIds: [] })
    return changed
  })
}
type Act = { readonly verb: string; readonly after: Readonly<Record<string, string | number | null>> }

/** Takes a message, gives it to somebody, or (null) back to all who may. Who sees only the own messages takes them for oneself alone. */
export const assignMessage = changing(
  async (tx, scope, message, { tenantId, agentId }: OfMessage & { readonly agentId: AgentId | null }) => {
    const own = scope.viewer.agent?.id ?? null
    if (agentId !== null && agentId !== own && !permits(scope.viewer, tenantId, 'voicemail.handleAll'))
      throw new ForbiddenError('Only a superior gives messages to somebody else.')
    if (agentId !== null && !(await repository.isAgentOf(tx, tenantId, agentId))) throw new NotFoundError('agent')
    await repository.giveTo(tx, message, agentId)
    return { verb: 'assign', after: { assignee: agentId } }
  },
)

/** Says that it was listened to; the first one counts. */
export const hearMessage = changing(async (tx, scope, message, _input: OfMessage) => {
  await repository.markHeard(tx, message, { at: new Date(scope.platform.now()), by: scope.viewer.person.id })
  return { verb: 'hear', after: { state: message.state } }
})

const attemptSchema = z.object({
  outcome: z.enum(CONTACT_OUTCOMES),
  note: z.string().trim().max(500, 'Use at most 500 characters.'),
})
type AttemptInput = OfMessage & z.input<typeof attemptSchema>

/** Reached: done. A wrong number, or the third attempt in vain: failed. Else it stays open, for the next attempt. */
export const recordAttempt = changing(async (tx, scope, message, input: AttemptInput) => {
  const { outcome, note } = parseInput(attemptSchema, input)
  if (message.state !== 'open') throw settledAlready()
  const number = message.attempts.length + 1
  const at = new Date(scope.platform.now())
  await repository.addAttempt(tx, message, {
    number,
    agentId: scope.viewer.agent?.id ?? null,
    userId: scope.viewer.person.id,
    at,
    outcome,
    note,
  })
  const state = stateAfter(outcome, number)
  if (state !== 'open') await repository.settle(tx, message, { state, at })
  return { verb: 'attempt', after: { state, attempt: number, outcome } }
})

const settleSchema = z.object({
  state: z.enum(['done', 'failed', 'open']),
  note: z.string().trim().max(500, 'Use at most 500 characters.'),
})

/** Settles a message without a call (an empty one, one that was answered otherwise), or opens it again. */
export const settleMessage = changing(async (tx, scope, message, input: OfMessage & z.input<typeof settleSchema>) => {
  const { state, note } = parseInput(settleSchema, input)
  if (state === 'open' && message.attempts.length >= ATTEMPTS_MAX)
    throw refusal([
      { field: 'state', code: 'voicemail.noAttemptsLeft', message: 'All attempts are used up; it stays settled.' },
    ])
  if (state !== 'open' && note === '')
    throw refusal([{ field: 'note', code: 'voicemail.noteMissing', message: 'Say how it was settled.' }])
  const at = state === 'open' ? null : new Date(scope.platform.now())
  await repository.settle(tx, message, { state, at, ...(note === '' ? {} : { note }) })
  return { verb: state === 'open' ? 'reopen' : 'settle', after: { state } }
})

const settledAlready = () =>
  refusal([
    { field: 'voicemailId', code: 'voicemail.settled', message: 'Somebody has settled this message meanwhile.' },
  ])
