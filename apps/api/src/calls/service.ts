import { idSchema, instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { runInTenant } from '../auth/request-scope.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits, rolesIn, tenantsWith } from '../auth/viewer.ts'
import type { Transaction } from '../database/client.ts'
import { parseId } from '../graphql/arguments.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import type { MenuStepView } from '../agents/agent-views.ts'
import { ForbiddenError, InvalidInputError } from '../user-errors.ts'
import type {
  CallFilter,
  CallOutcome,
  CallPriceView,
  CallView,
  LegView,
  PresentationView,
  RecordingView,
} from './call-views.ts'
import { readPrice } from './price-repository.ts'
import * as repository from './repository.ts'
import type { CallPlace, CallScope } from './repository.ts'
import { readMenuPath, readPresentations } from './steps-repository.ts'

type Named = {
  readonly id: string
  /** Needed by those who are no members of the call's tenant: the operator's people. Members find a call in all their tenants. */
  readonly tenantId: TenantId | null
}

/** null when there is none, or none the viewer may see: all of a tenant's, or those the viewer took. */
export async function findCall(scope: RequestScope, { id, tenantId }: Named): Promise<CallView | null> {
  const callId = idSchema('call').safeParse(id)
  if (!callId.success) return null
  const call = await runNamed(scope, tenantId, (tx) => repository.findCall(tx, callId.data))
  if (call === null || (tenantId !== null && call.tenant.id !== tenantId)) return null
  if (permits(scope.viewer, call.tenant.id, 'calls.viewAll')) return call
  const { agent } = scope.viewer
  if (agent === null || !permits(scope.viewer, call.tenant.id, 'calls.viewOwn')) return null
  const isOwn = await runNamed(scope, tenantId, (tx) => repository.hasAgent(tx, callId.data, agent.id))
  return isOwn ? call : null
}

/** For one who is nothing in the tenant there is nothing in it. */
const runNamed = async <T>(
  scope: RequestScope,
  tenantId: TenantId | null,
  work: (tx: Transaction) => Promise<T | null>,
): Promise<T | null> => {
  if (tenantId === null) return scope.run(work)
  return rolesIn(scope.viewer, tenantId).length === 0 ? null : runInTenant(scope, tenantId)(work)
}

type ListInput = { readonly filter: CallFilter; readonly page: PageArguments }

/** The tenant's calls; a viewer with the right to own calls only gets those. */
export const listCalls = authorized(
  'tenant.view',
  async (scope, { tenantId, filter, page }: ListInput & { readonly tenantId: TenantId }): Promise<Page<CallView>> => {
    const { agent } = scope.viewer
    if (permits(scope.viewer, tenantId, 'calls.viewAll'))
      return readPage(scope, { tenantIds: [tenantId], agentId: null }, { filter, page })
    if (agent === null || !permits(scope.viewer, tenantId, 'calls.viewOwn')) throw new ForbiddenError()
    return readPage(scope, { tenantIds: [tenantId], agentId: agent.id }, { filter, page })
  },
)

/** The viewer's own calls as an agent; none for anyone who takes no calls. */
export function listOwnCalls(scope: RequestScope, input: ListInput): Promise<Page<CallView>> {
  const { agent } = scope.viewer
  const tenantIds = agent === null ? [] : tenantsWith(scope.viewer, 'calls.viewOwn')
  return readPage(scope, { tenantIds, agentId: agent?.id ?? null }, input)
}

async function readPage(scope: RequestScope, calls: CallScope, { filter, page }: ListInput): Promise<Page<CallView>> {
  const { count, backward } = pageSize(page)
  const after = placeOf('after', page.after)
  const before = placeOf('before', page.before)
  const { rows, totalCount } = await scope.run(async (tx) => ({
    rows: await repository.readCalls(tx, { scope: calls, filter, after, before, count, backward }),
    totalCount: await repository.countCalls(tx, calls, filter),
  }))
  const hasMore = rows.length > count
  const found = backward ? rows.slice(0, count).toReversed() : rows.slice(0, count)
  const edges = found.map((node) => ({ cursor: cursorOf(node), node }))
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
}

const cursorOf = (call: CallView): string => `${String(call.arrivedAt)}:${call.id}`

function placeOf(field: string, cursor: string | null | undefined): CallPlace | null {
  if (cursor === undefined || cursor === null) return null
  const [, arrivedAt, id] = /^(\d{1,15}):(cal_\w+(?:-\w+)*)$/.exec(cursor) ?? []
  if (arrivedAt === undefined || id === undefined)
    throw new InvalidInputError(field, 'This is not a cursor of this list.')
  return { arrivedAt: new Date(instant(Number(arrivedAt))), id }
}

type FilterInput = {
  readonly from?: Instant | null | undefined
  readonly to?: Instant | null | undefined
  readonly number?: string | null | undefined
  readonly agentId?: string | null | undefined
  readonly queueId?: string | null | undefined
  readonly outcome?: CallOutcome | null | undefined
}

const optional = <T>(value: string | null | undefined, parse: (text: string) => T): T | null =>
  value === null || value === undefined ? null : parse(value)

const NUMBER_PART = /^[+\d*#]{1,32}$/

export function parseFilter(input: FilterInput): CallFilter {
  const number = input.number?.replaceAll(/[\s()-]/g, '') ?? ''
  if (number !== '' && !NUMBER_PART.test(number))
    throw new InvalidInputError('filter.number', 'A telephone number has digits, and perhaps + * #.')
  return {
    from: input.from ?? null,
    to: input.to ?? null,
    number: number === '' ? null : number,
    agentId: optional(input.agentId, (id) => parseId(idSchema('agent'), 'filter.agentId', id)),
    queueId: optional(input.queueId, (id) => parseId(idSchema('queue'), 'filter.queueId', id)),
    outcome: input.outcome ?? null,
  }
}

/** What follows hangs off a call that `findCall` or a list has let through. */
export const menuPath = (scope: RequestScope, call: CallView): Promise<MenuStepView[]> =>
  runInTenant(scope, call.tenant.id)((tx) => readMenuPath(tx, call))
export const presentations = (scope: RequestScope, call: CallView): Promise<PresentationView[]> =>
  runInTenant(scope, call.tenant.id)((tx) => readPresentations(tx, call.id))
export const legs = (scope: RequestScope, call: CallView): Promise<LegView[]> =>
  runInTenant(scope, call.tenant.id)((tx) => repository.readLegs(tx, call.id))
export const recordings = (scope: RequestScope, call: CallView): Promise<RecordingView[]> =>
  runInTenant(scope, call.tenant.id)((tx) => repository.readRecordings(tx, call.id))

export async function price(scope: RequestScope, call: CallView): Promise<CallPriceView | null> {
  if (!permits(scope.viewer, call.tenant.id, 'bill.view')) return null
  return runInTenant(scope, call.tenant.id)((tx) => readPrice(tx, call.id))
}

/** A recording whose call the viewer may see. */
export async function findRecording(scope: RequestScope, { id, tenantId }: Named): Promise<RecordingView | null> {
  const recordingId = idSchema('recording').safeParse(id)
  if (!recordingId.success) return null
  const recording = await runNamed(scope, tenantId, (tx) => repository.findRecording(tx, recordingId.data))
  if (recording === null) return null
  const call = await findCall(scope, { id: recording.callId, tenantId: recording.tenantId })
  return call === null ? null : recording
}

/** Agents may hear what they said themselves, others by their right. */
export function mayPlay({ viewer }: RequestScope, recording: RecordingView): boolean {
  if (permits(viewer, recording.tenantId, 'recordings.playAll')) return true
  const isOwn = viewer.agent !== null && recording.agent?.id === viewer.agent.id
  return isOwn && permits(viewer, recording.tenantId, 'recordings.playOwn')
}

export const isPlayable = (recording: RecordingView): boolean =>
  recording.file !== null && (recording.status === 'whole' || recording.status === 'short')

export function recordingUrl(scope: RequestScope, recording: RecordingView): string | null {
  if (!isPlayable(recording) || !mayPlay(scope, recording)) return null
  return scope.platform.urls.recordingPath(recording, scope.viewer.subject)
}
