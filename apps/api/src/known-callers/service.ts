import type { KnownCallerId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { writeCallerFile } from './caller-file.ts'
import { callerSchema, needsProfessional } from './caller-input.ts'
import type { ParsedCaller } from './caller-input.ts'
import type { CallerAgent, CallerFilter, KnownCallerPage, KnownCallerView } from './caller-views.ts'
import { hashPin } from '@seatline/sealing'
import * as repository from './repository.ts'
import type { CallerRow } from './repository.ts'
import { sendCallers } from './send-callers.ts'

export const CALLERS_PAGE_MAX = 200
const EXPORT_MAX = 200_000

type OfTenant = { readonly tenantId: TenantId }

export const listCallers = authorized(
  'callers.view',
  (
    scope,
    input: OfTenant & { readonly filter: CallerFilter; readonly offset: number; readonly limit: number },
  ): Promise<KnownCallerPage> => {
    const { tenantId, filter, offset, limit } = input
    if (limit < 0 || limit > CALLERS_PAGE_MAX)
      throw new InvalidInputError('limit', `Ask for ${String(CALLERS_PAGE_MAX)} at most.`)
    if (offset < 0) throw new InvalidInputError('offset', 'The first one is 0.')
    return scope.run(async (tx) => ({
      totalCount: await repository.countCallers(tx, tenantId, filter),
      rows: await repository.readCallers(tx, tenantId, { filter, skip: offset, take: limit }),
    }))
  },
)

/** Who can be a caller's own agent. */
export const listCallerAgents = authorized(
  ['callers.view', 'decisions.view'],
  (scope, { tenantId }: OfTenant): Promise<readonly CallerAgent[]> =>
    scope.run((tx) => repository.readAgents(tx, tenantId)),
)

/** Everything but the PINs, as a file that can be imported again. Taking data away is audited. */
export const exportCallers = authorized('callers.manage', (scope, { tenantId }: OfTenant): Promise<string> =>
  scope.run(async (tx) => {
    const callers = await repository.readCallers(tx, tenantId, {
      filter: { search: '', vipOnly: false },
      skip: 0,
      take: EXPORT_MAX,
    })
    await recordAudit(tx, scope, {
      tenantId,
      action: 'knownCaller.export',
      subject: { id: null, name: `${String(callers.length)} callers` },
    })
    return writeCallerFile(callers)
  }),
)

/** A new caller, or other knowledge of one. */
export const saveCaller = authorized(
  'callers.manage',
  async (
    scope,
    input: OfTenant & { readonly callerId: KnownCallerId | null } & Readonly<Record<string, unknown>>,
  ): Promise<KnownCallerView> => {
    const { tenantId, callerId } = input
    const caller = parseInput(callerSchema, input)
    const pin = await pinColumn(caller.pin)
    const { made, numbers } = await withClearConflicts(() =>
      scope.run(async (tx) => {
        await requireCallerFeatures(tx, scope, [caller])
        const before = callerId === null ? null : await callerOf(tx, tenantId, callerId)
        refuseIfAny(await issuesAmongOthers(tx, tenantId, caller, callerId))
        const id = callerId ?? newId('knownCaller')
        await repository.writeCaller(tx, { tenantId, id }, { ...rowOf(caller), ...pin, updatedAt: nowOf(scope) })
        const after = await callerOf(tx, tenantId, id)
        await recordAudit(tx, scope, {
          tenantId,
          action: before === null ? 'knownCaller.create' : 'knownCaller.update',
          subject: { id, name: after.name === '' ? after.number : after.name },
          before: before === null ? null : comparable(before),
          after: {
            ...comparable(after),
            ...(caller.pin === null ? {} : { pin: caller.pin === '' ? 'removed' : 'set' }),
          },
        })
        return { made: after, numbers: [after.number, ...(before === null ? [] : [before.number])] }
      }),
    )
    await tellMedia(scope, numbers)
    return made
  },
)

export const archiveCaller = authorized(
  'callers.manage',
  async (scope, { tenantId, callerId }: OfTenant & { readonly callerId: KnownCallerId }): Promise<KnownCallerView> => {
    const gone = await scope.run(async (tx) => {
      const before = await callerOf(tx, tenantId, callerId)
      const at = nowOf(scope)
      // Nothing of the person is kept beyond who it was: the rest would be a file on somebody who is no customer any more.
      await tx.knownCaller.update({ where: { id: callerId }, data: { archivedAt: at, updatedAt: at, pinHash: null } })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'knownCaller.archive',
        subject: { id: callerId, name: before.name === '' ? before.number : before.name },
        before: comparable(before),
      })
      return before
    })
    await tellMedia(scope, [gone.number])
    return gone
  },
)

/** What is kept of callers must be rented; professional customer data for what goes beyond the name. */
export async function requireCallerFeatures(
  tx: Transaction,
  scope: TenantScope,
  callers: readonly ParsedCaller[],
): Promise<void> {
  await requireFeature(tx, scope, 'basicCustomerData')
  if (callers.some(needsProfessional)) await requireFeature(tx, scope, 'professionalCustomerData')
}

/** The media plane has it at once; when Redis is away, the worker gives it what it lacks. */
export async function tellMedia(scope: TenantScope, numbers: readonly string[]): Promise<void> {
  await sendCallers(scope.platform, scope.tenant.id, [...new Set(numbers)]).catch((error: unknown) =>
    scope.platform.log.warn({ err: error, tenantId: scope.tenant.id }, 'known callers wait to be sent'),
  )
}

export const nowOf = (scope: TenantScope): Date => new Date(scope.platform.now())

export const pinColumn = async (pin: string | null): Promise<{ readonly pinHash?: string | null }> => {
  if (pin === null) return {}
  return { pinHash: pin === '' ? null : await hashPin(pin) }
}

export const rowOf = (caller: ParsedCaller): CallerRow => ({
  number: caller.number,
  name: caller.name,
  vipClass: caller.vipClass,
  memberNumber: caller.memberNumber,
  designatedAgentId: caller.designatedAgentId,
  ownerAgentId: caller.ownerAgentId,
  region: caller.region,
  fields: Object.fromEntries(caller.fields.map(({ name, value }) => [name, value])),
})

async function issuesAmongOthers(
  tx: Transaction,
  tenantId: TenantId,
  caller: ParsedCaller,
  callerId: string | null,
): Promise<readonly InputIssue[]> {
  const agents = new Set<string>((await repository.readAgents(tx, tenantId)).map(({ id }) => id))
  const unknownAgents = (['designatedAgentId', 'ownerAgentId'] as const)
    .filter((field) => caller[field] !== null && !agents.has(caller[field]))
    .map((field) => ({ field, code: 'reference.unknown', message: 'There is no such agent. Choose another.' }))
  const same = (await repository.readPresent(tx, tenantId, [caller.number])).get(caller.number)
  const taken =
    same === undefined || same === callerId
      ? []
      : [
          {
            field: 'number',
            code: 'number.known',
            message: 'There is a caller with this number already. Change that one instead.',
          },
        ]
  return [...taken, ...unknownAgents, ...(await unknownRegion(tx, tenantId, caller.region))]
}

const regionsSchema = z.array(z.looseObject({ name: z.string() }))

/** A region that no queue can know would be without effect. */
async function unknownRegion(
  tx: Transaction,
  tenantId: TenantId,
  region: string | null,
): Promise<readonly InputIssue[]> {
  if (region === null || (await regionNames(tx, tenantId)).has(region)) return []
  return [
    {
      field: 'region',
      code: 'region.unknown',
      message: `There is no region "${region}". Make it under "Regions" first, or leave it empty: then the number decides.`,
    },
  ]
}

export async function regionNames(tx: Transaction, tenantId: TenantId): Promise<ReadonlySet<string>> {
  const { regions } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { regions: true } })
  return new Set(regionsSchema.parse(regions).map(({ name }) => name))
}

async function callerOf(tx: Transaction, tenantId: TenantId, id: string): Promise<KnownCallerView> {
  const caller = await repository.findCaller(tx, tenantId, id)
  if (caller === null) throw new NotFoundError('caller')
  return caller
}

const comparable = (caller: KnownCallerView) => ({
  number: caller.number,
  name: caller.name,
  vipClass: caller.vipClass,
  memberNumber: caller.memberNumber,
  designatedAgent: caller.designatedAgent?.name ?? null,
  ownerAgent: caller.ownerAgent?.name ?? null,
  region: caller.region,
  hasPin: caller.hasPin,
  fields: caller.fields.map(({ name, value }) => `${name}: ${value}`),
})
