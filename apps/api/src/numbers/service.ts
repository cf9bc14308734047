import { idSchema } from '@seatline/core'
import type { PhoneNumberId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import { writeNumberFile } from './number-csv.ts'
import type { NumberChangeView, NumberCountView, NumberFilter, NumberTargetView, NumberView } from './number-views.ts'
import * as repository from './repository.ts'
import type { StockRow } from './repository.ts'
import {
  issueNumber,
  releaseNumber,
  requireNumber,
  requirePublishedFlow,
  reserveNumber,
  takeBackNumber,
} from './stock.ts'

/** Numbers that one act may be done with at once. */
const NUMBERS_AT_ONCE_MAX = 200
const EXPORT_PART = 5_000

type ListInput = { readonly filter: NumberFilter; readonly page: PageArguments }

/** The operator's stock in the order of its digits. */
export const listNumbers = authorizedPlatform(
  'platform.viewNumbers',
  async (scope, { filter, page }: ListInput): Promise<Page<NumberView>> => {
    const { count, backward } = pageSize(page)
    const after = placeOf('after', page.after)
    const before = placeOf('before', page.before)
    const { rows, totalCount } = await scope.run(async (tx) => ({
      rows: await repository.readStock(tx, scope.operatorTenantId, { filter, after, before, count, backward }),
      totalCount: await repository.countStock(tx, scope.operatorTenantId, filter),
    }))
    const hasMore = rows.length > count
    const found = backward ? rows.slice(0, count).toReversed() : rows.slice(0, count)
    const edges = (await viewsOf(scope, found)).map((node) => ({ cursor: node.number, node }))
    return {
      edges,
      pageInfo: {
        hasNextPage: backward ? before !== null : hasMore,
        hasPreviousPage: backward ? hasMore : after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount,
    }
  },
)

/** The whole list under a filter as a file, which can be imported again. */
export const exportNumbers = authorizedPlatform(
  'platform.viewNumbers',
  async (scope, { filter }: { readonly filter: NumberFilter }): Promise<string> => {
    const parts: NumberView[] = []
    let after: string | null = null
    for (;;) {
      const query = { filter, after, before: null, count: EXPORT_PART, backward: false }
      const rows = await scope.run((tx) => repository.readStock(tx, scope.operatorTenantId, query))
      parts.push(...(await viewsOf(scope, rows.slice(0, EXPORT_PART))))
      if (rows.length <= EXPORT_PART) return writeNumberFile(parts)
      after = parts.at(-1)?.number ?? null
    }
  },
)

const findOne = authorizedPlatform(
  'platform.viewNumbers',
  async (scope, { id }: { readonly id: PhoneNumberId }): Promise<NumberView | null> => {
    const row = await scope.run((tx) => repository.findStockRow(tx, scope.operatorTenantId, id))
    return row === null ? null : ((await viewsOf(scope, [row]))[0] ?? null)
  },
)
export const findNumber = (scope: RequestScope, id: PhoneNumberId): Promise<NumberView | null> => findOne(scope, { id })

const historyOf = authorizedPlatform(
  'platform.viewNumbers',
  (scope, { id }: { readonly id: PhoneNumberId }): Promise<NumberChangeView[]> =>
    scope.run((tx) => repository.readHistory(tx, id)),
)
export const numberHistory = (scope: RequestScope, id: PhoneNumberId): Promise<NumberChangeView[]> =>
  historyOf(scope, { id })

export const countNumbers = authorizedPlatform(
  'platform.viewNumbers',
  (scope, _input: Record<string, never>): Promise<NumberCountView[]> =>
    scope.run((tx) => repository.countByKind(tx, scope.operatorTenantId)),
)

/** The menus of a tenant that a number can point to. */
export const numberTargets = authorizedPlatform(
  'platform.manageNumbers',
  async (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<NumberTargetView[]> => {
    const { id } = (await enterTenant(scope, tenantId)).tenant
    return scope.runIn({ tenantIds: [id] }, (tx) => repository.readTargets(tx, id))
  },
)

const numberIds = z
  .array(idSchema('phoneNumber'))
  .min(1, 'Choose at least one number.')
  .max(NUMBERS_AT_ONCE_MAX, `Choose at most ${String(NUMBERS_AT_ONCE_MAX)} numbers at once.`)
const note = z.string().trim().max(500, 'Use at most 500 characters.').default('')

const reserveSchema = z.object({
  numberIds,
  reservedFor: z.string().trim().min(1, 'Say for whom it is kept.').max(100, 'Use at most 100 characters.'),
  reservedUntil: z.number().int().nullable().default(null),
})

/** Keeps numbers for a prospect, all of them or none. */
export const reserveNumbers = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const input = parseInput(reserveSchema, raw)
  const at = new Date(scope.platform.now())
  const reservedUntil = input.reservedUntil === null ? null : new Date(input.reservedUntil)
  if (reservedUntil !== null && reservedUntil <= at)
    throw new InvalidInputError('reservedUntil', 'Choose a day that is still to come.')
  return withEach(scope, input.numberIds, async (tx, row) => {
    await reserveNumber(tx, row, { at, by: scope.viewer.person.id, reservedFor: input.reservedFor, reservedUntil })
    return { action: 'number.reserve', after: { reservedFor: input.reservedFor } }
  })
})

const releaseSchema = z.object({ numberIds, note })

/** Ends reservations, and quarantines that are over. */
export const releaseNumbers = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const input = parseInput(releaseSchema, raw)
  const at = new Date(scope.platform.now())
  return withEach(scope, input.numberIds, async (tx, row) => {
    await releaseNumber(tx, row, { at, by: scope.viewer.person.id, note: input.note })
    return { action: 'number.release', before: { state: row.state, reservedFor: row.reservedFor } }
  })
})

const updateSchema = z.object({
  id: idSchema('phoneNumber'),
  carrier: z.string().trim().max(100, 'Use at most 100 characters.'),
  monthlyFeeMicros: z.bigint().min(0n, 'The fee is not negative.'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, such as CNY.'),
  canBeCalledBack: z.boolean(),
  note,
})

/** What is known of a number, whatever its state. Whether it can be called back is part of its tenant's configuration. */
export const updateNumber = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const { id, ...data } = parseInput(updateSchema, raw)
  const found = await scope.run((tx) => requireNumber(tx, scope.operatorTenantId, id))
  const { carrier, monthlyFeeMicros, currency, canBeCalledBack, note: noteBefore } = found
  const before = { carrier, monthlyFeeMicros: String(monthlyFeeMicros), currency, canBeCalledBack, note: noteBefore }
  const act = {
    action: 'number.update',
    subject: { id, name: found.number },
    before,
    after: { ...data, monthlyFeeMicros: String(data.monthlyFeeMicros) },
  }
  const where = { tenantId: scope.operatorTenantId, id }
  if (found.issuedTenantId === null || found.didId === null || found.canBeCalledBack === canBeCalledBackOf(data)) {
    await scope.run(async (tx) => {
      await tx.phoneNumber.updateMany({ where, data })
      await recordAudit(tx, scope, { ...act, tenantId: scope.operatorTenantId })
    })
    return requireView(scope, id)
  }
  const { issuedTenantId, didId } = found
  const tenant = await holderScope(scope, idSchema('tenant').parse(issuedTenantId))
  await changeConfiguration(tenant, async (tx) => {
    await tx.phoneNumber.updateMany({ where, data })
    await tx.did.updateMany({
      where: { tenantId: issuedTenantId, id: didId },
      data: { canBeCalledBack: data.canBeCalledBack },
    })
    return { ...act, value: null, summary: `Number ${found.number} changed` }
  })
  return requireView(scope, id)
})

const canBeCalledBackOf = (data: { readonly canBeCalledBack: boolean }): boolean => data.canBeCalledBack

const issueSchema = z.object({
  numberIds,
  tenantId: idSchema('tenant'),
  flowId: idSchema('flow'),
  label: z.string().trim().max(100, 'Use at most 100 characters.').default(''),
})

/** Issues numbers to a tenant, pointing to one of its menus: all or none; they take calls within a second. */
export const issueNumbers = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const input = parseInput(issueSchema, raw)
  const tenant = await holderScope(scope, input.tenantId)
  if (tenant.tenant.kind === 'operator')
    throw new InvalidInputError('tenantId', 'Numbers are issued to client companies.')
  const occasion = { at: new Date(scope.platform.now()), by: scope.viewer.person.id }
  await changeConfiguration(tenant, async (tx) => {
    const issued: string[] = []
    for (const id of input.numberIds) {
      const { tenantId, flowId, label } = input
      const number = { id }
      const { operatorTenantId } = scope
      issued.push((await issueNumber(tx, { operatorTenantId, tenantId, number, flowId, label, ...occasion })).number)
    }
    return {
      value: null,
      action: 'number.issue',
      subject: { id: input.numberIds[0] ?? null, name: issued.join(', ') },
      after: { numbers: issued, flowId: input.flowId, label: input.label },
      summary: `${issued.length === 1 ? 'Number' : 'Numbers'} ${issued.join(', ')} issued`,
    }
  })
  return viewsById(scope, input.numberIds)
})

const repointSchema = z.object({
  id: idSchema('phoneNumber'),
  flowId: idSchema('flow'),
  label: z.string().trim().max(100, 'Use at most 100 characters.').optional(),
})

/** Points an issued number to another menu of its tenant. */
export const repointNumber = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const { id, flowId, label } = parseInput(repointSchema, raw)
  const { row, tenant, didId } = await issuedOrRefuse(scope, id)
  await changeConfiguration(tenant, async (tx) => {
    const tenantId = tenant.tenant.id
    const did = await tx.did.findFirst({ where: { tenantId, id: didId } })
    const { name } = await requirePublishedFlow(tx, { tenantId, flowId })
    await tx.did.updateMany({
      where: { tenantId, id: didId },
      data: { flowId, ...(label === undefined ? {} : { label }) },
    })
    return {
      value: null,
      action: 'number.repoint',
      subject: { id: didId, name: row.number },
      before: { flowId: did?.flowId ?? null, label: did?.label ?? null },
      after: { flowId, label: label ?? did?.label ?? null },
      summary: `Number ${row.number} points to "${name}"`,
    }
  })
  return requireView(scope, id)
})

const takeBackSchema = z.object({ id: idSchema('phoneNumber'), note })

/** Takes a number back; calls to it are not answered from now on. */
export const takeBack = authorizedPlatform('platform.manageNumbers', async (scope, raw: unknown) => {
  const input = parseInput(takeBackSchema, raw)
  const { row, tenant, didId } = await issuedOrRefuse(scope, input.id)
  await changeConfiguration(tenant, async (tx) => {
    const occasion = { at: new Date(scope.platform.now()), by: scope.viewer.person.id, note: input.note }
    await takeBackNumber(tx, row, occasion)
    return {
      value: null,
      action: 'number.takeBack',
      subject: { id: didId, name: row.number },
      before: { number: row.number },
      reason: input.note,
      summary: `Number ${row.number} taken back`,
    }
  })
  return requireView(scope, input.id)
})

async function issuedOrRefuse(scope: PlatformScope, id: PhoneNumberId) {
  const row = await scope.run((tx) => requireNumber(tx, scope.operatorTenantId, id))
  if (row.issuedTenantId === null || row.didId === null)
    throw new InvalidInputError('number', 'This number is not issued to anybody.')
  return { row, didId: row.didId, tenant: await holderScope(scope, idSchema('tenant').parse(row.issuedTenantId)) }
}

/** The tenant's scope, seeing the operator's stock beside the tenant's rows. */
async function holderScope(scope: PlatformScope, tenantId: TenantId): Promise<TenantScope> {
  const entered = await enterTenant(scope, tenantId)
  const wall = { tenantIds: [scope.operatorTenantId, tenantId], userId: scope.viewer.person.id }
  return { ...entered, run: (work) => scope.runIn(wall, work) }
}

type Act = { readonly action: string; readonly before?: object; readonly after?: object }

/** Does something with each number of the stock in one transaction, audited one by one. */
async function withEach(
  scope: PlatformScope,
  ids: readonly PhoneNumberId[],
  work: (tx: Parameters<typeof requireNumber>[0], row: Awaited<ReturnType<typeof requireNumber>>) => Promise<Act>,
): Promise<readonly NumberView[]> {
  await scope.run(async (tx) => {
    for (const id of ids) {
      const row = await requireNumber(tx, scope.operatorTenantId, id)
      const act = await work(tx, row)
      const subject = { id, name: row.number }
      await recordAudit(tx, scope, { ...act, subject, tenantId: scope.operatorTenantId })
    }
  })
  return viewsById(scope, ids)
}

async function viewsById(scope: PlatformScope, ids: readonly PhoneNumberId[]): Promise<readonly NumberView[]> {
  const rows = await scope.run(async (tx) => {
    const found: StockRow[] = []
    for (const id of ids) {
      const row = await repository.findStockRow(tx, scope.operatorTenantId, id)
      if (row !== null) found.push(row)
    }
    return found
  })
  return viewsOf(scope, rows)
}

async function requireView(scope: PlatformScope, id: PhoneNumberId): Promise<NumberView> {
  const [view] = await viewsById(scope, [id])
  if (view === undefined) throw new NotFoundError('number')
  return view
}

/** Whom numbers belong to and what they point to is their tenants': read there, for the tenants of these numbers alone. */
async function viewsOf(scope: PlatformScope, rows: readonly StockRow[]): Promise<NumberView[]> {
  const tenantIds = [...new Set(rows.flatMap(({ issuedTenantId }) => issuedTenantId ?? []))]
  const holders = await scope.runIn({ tenantIds }, (tx) => repository.readHolders(tx, rows))
  return rows.map((row) => repository.viewOfNumber(row, holders.get(row.id) ?? null))
}

function placeOf(field: string, cursor: string | null | undefined): string | null {
  if (cursor === undefined || cursor === null) return null
  if (!/^\+?\d{1,20}$/.test(cursor)) throw new InvalidInputError(field, 'This is not a cursor of this list.')
  return cursor
}
