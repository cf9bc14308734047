import { idSchema, instant } from '@seatline/core'
import type { Instant, ListEntryId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, InvalidInputError, LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import { entrySchema, noteField } from './entry-input.ts'
import type { EntryInput, ParsedEntry } from './entry-input.ts'
import type { ListEntryView, ListFilter } from './list-views.ts'
import * as repository from './repository.ts'

type OfTenant = { readonly tenantId: TenantId }

export const listEntries = authorized(
  'lists.view',
  (
    scope,
    input: OfTenant & { readonly filter: ListFilter; readonly page: PageArguments },
  ): Promise<Page<ListEntryView>> => {
    const { tenantId, filter, page } = input
    const place = { tenantId, filter, now: new Date(scope.platform.now()) }
    return scope.run(async (tx) => {
      const totalCount = await repository.countEntries(tx, place)
      const { skip, take } = rangeOf(page, totalCount)
      const rows = take === 0 ? [] : await repository.readEntries(tx, place, { skip, take })
      const edges = rows.map((node, index) => ({ cursor: String(skip + index), node }))
      return {
        edges,
        pageInfo: {
          hasNextPage: skip + rows.length < totalCount,
          hasPreviousPage: skip > 0,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
        totalCount,
      }
    })
  },
)

function rangeOf(page: PageArguments, totalCount: number): { readonly skip: number; readonly take: number } {
  const { count, backward } = pageSize(page)
  const after = placeOf('after', page.after) ?? -1
  const before = Math.min(placeOf('before', page.before) ?? totalCount, totalCount)
  const skip = backward ? Math.max(after + 1, before - count) : after + 1
  return { skip, take: Math.max(0, Math.min(count, before - skip)) }
}

function placeOf(field: string, cursor: string | null | undefined): number | null {
  if (cursor === undefined || cursor === null) return null
  if (!/^\d{1,9}$/.test(cursor)) throw new InvalidInputError(field, 'This is not a cursor of this list.')
  return Number(cursor)
}

/** How many requests wait for a decision. */
export const countRequests = authorized('lists.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) =>
    repository.countEntries(tx, {
      tenantId,
      filter: { list: null, states: ['requested'], number: '' },
      now: new Date(scope.platform.now()),
    }),
  ),
)

/** Why the tenant has no lists; null when it has. */
export const missingFeature = authorized(
  'lists.view',
  (scope, _input: OfTenant): Promise<{ readonly code: string; readonly message: string } | null> =>
    scope.run(async (tx) => {
      try {
        await requireFeature(tx, scope, 'blackList')
        return null
      } catch (error) {
        if (error instanceof LimitReachedError) return { code: error.code, message: error.message }
        throw error
      }
    }),
)

/** null when there is none, or none the viewer may see. */
export async function findEntry(scope: RequestScope, id: string): Promise<ListEntryView | null> {
  const entryId = idSchema('listEntry').safeParse(id)
  if (!entryId.success) return null
  const entry = await scope.run((tx) => repository.findEntry(tx, entryId.data, new Date(scope.platform.now())))
  return entry !== null && permits(scope.viewer, entry.tenantId, 'lists.view') ? entry : null
}

/** Asks a leader to put a number on a list. */
export const applyForEntry = authorized(
  'lists.apply',
  async (scope, input: OfTenant & EntryInput & { readonly callId: string | null }): Promise<ListEntryView> => {
    const now = scope.platform.now()
    const entry = parseInput(entrySchema(now), input)
    return scope.run(async (tx) => {
      const callId = await callOf(tx, scope, input.callId)
      const made = await putOnList(tx, scope, { entry, callId, state: 'requested', now })
      await recordAudit(tx, scope, { ...actOf('listEntry.request', null, made), tenantId: scope.tenant.id })
      return made
    })
  },
)

/** Puts a number on a list without asking. */
export const addEntry = authorized('lists.decide', (scope, input: OfTenant & EntryInput): Promise<ListEntryView> => {
  const now = scope.platform.now()
  const entry = parseInput(entrySchema(now), input)
  return changeConfiguration(scope, async (tx) => {
    const value = await putOnList(tx, scope, { entry, callId: null, state: 'approved', now })
    return { value, ...actOf('listEntry.add', null, value), summary: `${value.number} put on the ${value.list} list` }
  })
})

const decisionSchema = z
  .object({ approve: z.boolean(), note: noteField })
  .refine(({ approve, note }) => approve || note !== '', {
    path: ['note'],
    message: 'Say why not: who asked will read it.',
    params: { code: 'required' },
  })

/** Grants or refuses what was asked for. */
export const decideEntry = authorized(
  'lists.decide',
  (
    scope,
    input: OfTenant & { readonly entryId: ListEntryId; readonly approve: boolean; readonly note: string },
  ): Promise<ListEntryView> => {
    const { approve, note } = parseInput(decisionSchema, input)
    const now = scope.platform.now()
    const decide = async (tx: Transaction) => {
      const before = await entryOf(tx, scope, input.entryId)
      if (before.state !== 'requested')
        throw new UserError({ code: 'listEntry.decided', message: 'Somebody has decided this request already.' })
      if (approve) await requireFeature(tx, scope, 'blackList')
      const data = { state: approve ? 'approved' : 'refused', decisionNote: note } as const
      const value = await repository.updateEntry(tx, before.id, { ...data, ...decidedNow(scope) }, new Date(now))
      return { value, ...actOf(approve ? 'listEntry.approve' : 'listEntry.refuse', before, value, note) }
    }
    if (approve)
      return changeConfiguration(scope, async (tx) => {
        const change = await decide(tx)
        return { ...change, summary: `${change.value.number} put on the ${change.value.list} list` }
      })
    return scope.run(async (tx) => {
      const { value, ...act } = await decide(tx)
      await recordAudit(tx, scope, { ...act, tenantId: scope.tenant.id })
      return value
    })
  },
)

/** Takes a number off a list; that it was there stays to be seen. Also without the feature: nobody is shut out for ever. */
export const removeEntry = authorized(
  'lists.decide',
  (scope, input: OfTenant & { readonly entryId: ListEntryId; readonly note: string }): Promise<ListEntryView> => {
    const note = parseInput(noteField, input.note)
    const at = new Date(scope.platform.now())
    return changeConfiguration(scope, async (tx) => {
      const before = await entryOf(tx, scope, input.entryId)
      if (before.state !== 'approved' && before.state !== 'expired')
        throw new UserError({ code: 'listEntry.notOnList', message: 'This number is not on the list any more.' })
      const removed = { state: 'removed', removedAt: at, removedBy: scope.viewer.person.id, removalNote: note } as const
      const value = await repository.updateEntry(tx, before.id, removed, at)
      return {
        value,
        ...actOf('listEntry.remove', before, value, note),
        summary: `${value.number} taken off the ${value.list} list`,
      }
    })
  },
)

type NewEntry = {
  readonly entry: ParsedEntry
  readonly callId: string | null
  readonly state: 'requested' | 'approved'
  readonly now: Instant
}

async function putOnList(tx: Transaction, scope: TenantScope, made: NewEntry): Promise<ListEntryView> {
  const { entry, now } = made
  await requireFeature(tx, scope, 'blackList')
  await repository.lockLists(tx, scope.tenant.id)
  const present = await repository.readPresent(tx, scope.tenant.id, [entry.number], new Date(now))
  const known = present.find((each) => isSamePlace(each, entry))
  if (known !== undefined) throw alreadyThere(known.state, entry)
  const row = rowOf(scope, made)
  await repository.createEntries(tx, [row])
  return entryOf(tx, scope, row.id)
}

export const rowOf = (scope: TenantScope, { entry, callId, state, now }: NewEntry) => ({
  id: newId('listEntry'),
  tenantId: scope.tenant.id,
  list: entry.list,
  direction: entry.direction,
  number: entry.number,
  reason: entry.reason,
  expiresAt: entry.expiresAt === null ? null : new Date(entry.expiresAt),
  callId,
  state,
  requestedBy: scope.viewer.person.id,
  requestedAt: new Date(now),
  ...(state === 'approved' ? decidedNow(scope) : {}),
})

const decidedNow = ({ viewer, platform }: TenantScope) => ({
  decidedBy: viewer.person.id,
  decidedAt: new Date(platform.now()),
})

/** One entry says all that the other would. */
export const isSamePlace = (present: repository.EntryKey, wanted: repository.EntryKey): boolean =>
  present.list === wanted.list &&
  present.number === wanted.number &&
  (present.direction === 'both' || present.direction === wanted.direction)

function alreadyThere(state: 'requested' | 'approved', { list }: ParsedEntry): InputRefusedError {
  const message =
    state === 'requested'
      ? 'Somebody has asked for this number already. It waits for a decision.'
      : `This number is on the ${list} list already.`
  const code = state === 'requested' ? 'listEntry.requestedAlready' : 'listEntry.listedAlready'
  return new InputRefusedError(message, [{ field: 'number', code, message }])
}

async function callOf(tx: Transaction, scope: TenantScope, callId: string | null): Promise<string | null> {
  if (callId === null) return null
  const id = idSchema('call').safeParse(callId)
  if (!id.success || !(await repository.hasCall(tx, scope.tenant.id, id.data))) throw new NotFoundError('call')
  return id.data
}

async function entryOf(tx: Transaction, scope: TenantScope, id: ListEntryId): Promise<ListEntryView> {
  const entry = await repository.findEntry(tx, id, new Date(scope.platform.now()))
  if (entry?.tenantId !== scope.tenant.id) throw new NotFoundError('entry')
  return entry
}

const actOf = (action: string, before: ListEntryView | null, after: ListEntryView, note = '') => ({
  action,
  subject: { id: after.id, name: after.number },
  ...(before === null ? {} : { before: auditOf(before) }),
  after: auditOf(after),
  ...(note === '' ? {} : { reason: note }),
})

const auditOf = ({ list, direction, number, state, reason, callId, expiresAt }: ListEntryView) => ({
  list,
  direction,
  number,
  state,
  reason,
  callId,
  until: expiresAt === null ? null : new Date(instant(expiresAt)).toISOString(),
})
