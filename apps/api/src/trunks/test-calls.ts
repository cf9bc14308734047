import { outboundCallSchema, idSchema, testCallKey } from '@seatline/core'
import type { CallId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { newId } from '../new-id.ts'
import { CommandRefusedError, EngineUnavailableError } from '../user-errors.ts'
import type { TestCallView } from './trunk-views.ts'

/** Said to the called party by the operator's own prompt of this name, if there is one; else the tenant's first prompt is played. */
const TEST_PROMPT = 'Test call'

const testCallSchema = z.object({
  number: z.string().trim().min(1, 'Write the number to call.').max(40, 'Use at most 40 characters.'),
  tenantId: idSchema('tenant'),
  trunkId: idSchema('trunk').nullable().default(null),
  callerId: z.string().trim().max(20, 'Use at most 20 characters.').nullable().default(null),
  talkSeconds: z.int().min(1, 'Use 1 to 60 seconds.').max(60, 'Use 1 to 60 seconds.').default(8),
  ringSeconds: z.int().min(1, 'Use 1 to 120 seconds.').max(120, 'Use 1 to 120 seconds.').default(30),
})

/** Places a call to a number by the rules and trunks of a tenant, plays a prompt and hangs up. Answers at once; how it goes is `findTestCall`. */
export const placeTestCall = authorizedPlatform(
  'platform.manageTrunks',
  async (scope, raw: unknown): Promise<CallId> => {
    const { talkSeconds, ringSeconds, ...input } = parseInput(testCallSchema, raw)
    const { tenant } = await enterTenant(scope, input.tenantId)
    const callId = newId('call')
    const promptFile = await scope.runIn({ tenantIds: [scope.operatorTenantId, tenant.id] }, async (tx) => {
      const own = { tenantId: scope.operatorTenantId, name: TEST_PROMPT, archivedAt: null }
      const prompt =
        (await tx.prompt.findFirst({ where: own })) ??
        (await tx.prompt.findFirst({
          where: { tenantId: tenant.id, kind: 'speech', archivedAt: null },
          orderBy: { createdAt: 'asc' },
        }))
      return prompt?.file ?? null
    })
    await scope.run((tx) =>
      recordAudit(tx, scope, {
        tenantId: scope.operatorTenantId,
        action: 'trunk.testCall',
        subject: { id: callId, name: input.number },
        after: { ...input },
      }),
    )
    const outcome = await scope.platform.commands.send({
      kind: 'trunk.testCall',
      callId,
      ...input,
      promptFile,
      talkMs: talkSeconds * 1_000,
      ringMs: ringSeconds * 1_000,
    })
    if (outcome.kind === 'accepted') return callId
    if (outcome.kind === 'refused' && outcome.reply.code !== 'engine.unavailable')
      throw new CommandRefusedError(outcome.reply.code, outcome.reply.message)
    throw new EngineUnavailableError()
  },
)

/** The path of a test call so far; null when there is none, or it is longer ago than an hour. */
export const findTestCall = authorizedPlatform(
  'platform.viewTrunks',
  async (scope, { callId }: { readonly callId: CallId }): Promise<TestCallView | null> => {
    const text = await scope.platform.redis.get(testCallKey(callId))
    return text === null ? null : outboundCallSchema.parse(JSON.parse(text))
  },
)
