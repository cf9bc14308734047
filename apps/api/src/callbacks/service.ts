import type { CallId, CallbackId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import { runInTenant } from '../auth/request-scope.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { parseInput, refusal } from '../configuration/parse-input.ts'
import { CommandRefusedError, EngineUnavailableError, NotFoundError } from '../user-errors.ts'
import type { CallbackFigures, CallbackFilter, CallbackPage, CallbackView } from './callback-views.ts'
import * as repository from './repository.ts'

const PAGE_MAX = 200

type OfTenant = { readonly tenantId: TenantId }
type Listed = OfTenant & { readonly filter: CallbackFilter; readonly offset: number; readonly limit: number }

export const listCallbacks = authorized(
  'callbacks.view',
  (scope, { tenantId, filter, offset, limit }: Listed): Promise<CallbackPage> =>
    scope.run((tx) =>
      repository.readCallbacks(tx, tenantId, {
        filter,
        offset: Math.max(0, offset),
        limit: Math.min(PAGE_MAX, Math.max(1, limit)),
      }),
    ),
)

export const figures = authorized(
  'callbacks.view',
  (scope, { tenantId, filter }: OfTenant & { readonly filter: CallbackFilter }): Promise<CallbackFigures> =>
    scope.run((tx) => repository.readFigures(tx, tenantId, filter)),
)

const reasonSchema = z.object({
  reason: z.string().trim().min(1, 'Say why.').max(200, 'Use at most 200 characters.'),
})

type Cancel = OfTenant & { readonly callbackId: CallbackId; readonly reason: string }

/** Asks the engine to call nobody back. It is over when the engine says so, which a moment later is read from its journal. */
export const cancelCallback = authorized('callbacks.manage', async (scope, input: Cancel): Promise<CallbackView> => {
  const { tenantId, callbackId } = input
  const { reason } = parseInput(reasonSchema, { reason: input.reason })
  const callback = await scope.run(async (tx) => {
    const found = await repository.findCallback(tx, tenantId, callbackId)
    if (found === null) throw new NotFoundError('callback')
    if (found.state !== 'waiting')
      throw refusal([{ field: 'callbackId', code: 'callback.over', message: 'This callback is over already.' }])
    return found
  })
  const outcome = await scope.platform.commands.send({ kind: 'callback.cancel', tenantId, callbackId })
  if (outcome.kind === 'unavailable') throw new EngineUnavailableError()
  if (outcome.kind === 'refused') throw new CommandRefusedError(outcome.reply.code, outcome.reply.message)
  await scope.run((tx) =>
    recordAudit(tx, scope, {
      tenantId,
      action: 'callback.cancel',
      subject: { id: callbackId, name: callback.number },
      before: { state: callback.state },
      after: { state: 'cancelled' },
      reason,
    }),
  )
  return callback
})

type OfCall = { readonly id: CallId; readonly tenant: { readonly id: TenantId } }

/** What follows hangs off a call that the viewer was let through to. */
export const callbackOfAttempt = (scope: RequestScope, call: OfCall): Promise<CallbackView | null> =>
  runInTenant(scope, call.tenant.id)((tx) => repository.callbackOfAttempt(tx, call.tenant.id, call.id))
export const callbackAskedIn = (scope: RequestScope, call: OfCall): Promise<CallbackView | null> =>
  runInTenant(scope, call.tenant.id)((tx) => repository.callbackAskedIn(tx, call.tenant.id, call.id))
