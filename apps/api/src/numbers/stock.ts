import {
  idSchema,
  instant,
  nextNumberState,
  NUMBER_QUARANTINE_MS,
  quarantineEnd,
  type DidId,
  type NumberAct,
  type NumberState,
  type PhoneNumberId,
  type TenantId,
} from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { PhoneNumber } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'

/** Who does it, when, and what for. */
export type StockOccasion = { readonly at: Date; readonly by: string | null; readonly note?: string }

export type IssueNumber = StockOccasion & {
  readonly operatorTenantId: string
  readonly tenantId: TenantId
  /** Of the operator's stock: its id, or its digits. */
  readonly number: { readonly id: string } | { readonly digits: string }
  /** A published menu of the tenant's: what callers of the number hear. */
  readonly flowId: string
  readonly label?: string
  readonly branchId?: string | null
}

export type IssuedNumber = { readonly didId: DidId; readonly phoneNumberId: PhoneNumberId; readonly number: string }

/**
 * Issues a number of the stock to a tenant: the number, its history and the tenant's Did, which points to the menu. The transaction must see the rows of both, the operator
 * (`operatorTenantId`) and the tenant: `{ tenantIds: [operatorTenantId, tenantId] }`. It makes no version and no audit entry: that is for `changeConfiguration` around it. What is wrong is thrown as
 * InputRefusedError with the fields `number` and `flowId`; then the transaction must be given up.
 */
export async function issueNumber(tx: Transaction, input: IssueNumber): Promise<IssuedNumber> {
  const { operatorTenantId, tenantId, flowId, at, by } = input
  const row = await findNumber(tx, operatorTenantId, input.number)
  if (row === null) throw refusal('number', 'number.unknown', 'This number is not in the stock.')
  const toLastHolder = (await lastHolderOf(tx, row)) === tenantId
  const to = stateAfter(row, 'issue', at, toLastHolder)
  await requirePublishedFlow(tx, { tenantId, flowId })
  const taken = await tx.did.findFirst({ where: { numberKey: row.number.replace(/^\+/, '') } })
  if (taken !== null) throw refusal('number', 'number.inUse', 'Calls to this number are answered already.')
  const didId = newId('did')
  await tx.did.create({
    data: {
      id: didId,
      tenantId,
      number: row.number,
      label: input.label ?? '',
      flowId,
      branchId: input.branchId ?? null,
      canBeCalledBack: row.canBeCalledBack,
    },
  })
  await changeState(tx, row, {
    to,
    occasion: { at, by, ...(input.note === undefined ? {} : { note: input.note }) },
    tenantId,
    data: { issuedTenantId: tenantId, didId, reservedFor: '', reservedUntil: null },
  })
  return { didId, phoneNumberId: idSchema('phoneNumber').parse(row.id), number: row.number }
}

/** Takes a number back from its tenant: calls to it are not answered any more, and it rests before somebody else may have it. Sees both, like `issueNumber`. */
export async function takeBackNumber(tx: Transaction, row: PhoneNumber, occasion: StockOccasion): Promise<void> {
  const to = stateAfter(row, 'takeBack', occasion.at)
  const { issuedTenantId: tenantId, didId } = row
  if (didId !== null && tenantId !== null)
    await tx.did.updateMany({ where: { tenantId, id: didId }, data: { releasedAt: occasion.at } })
  await changeState(tx, row, { to, occasion, tenantId, data: { issuedTenantId: null, didId: null } })
}

/** Keeps a number for a prospect. */
export async function reserveNumber(
  tx: Transaction,
  row: PhoneNumber,
  input: StockOccasion & { readonly reservedFor: string; readonly reservedUntil: Date | null },
): Promise<void> {
  const to = stateAfter(row, 'reserve', input.at)
  const { reservedFor, reservedUntil, at, by } = input
  const occasion = { at, by, note: reservedFor }
  await changeState(tx, row, { to, occasion, tenantId: null, data: { reservedFor, reservedUntil } })
}

/** Ends a reservation, or a quarantine that is over. */
export async function releaseNumber(tx: Transaction, row: PhoneNumber, occasion: StockOccasion): Promise<void> {
  const to = stateAfter(row, 'release', occasion.at)
  await changeState(tx, row, { to, occasion, tenantId: null, data: { reservedFor: '', reservedUntil: null } })
}

/** The number as it stands, for whoever is about to change it. */
export async function findNumber(
  tx: Transaction,
  operatorTenantId: string,
  number: IssueNumber['number'],
): Promise<PhoneNumber | null> {
  const which = 'id' in number ? { id: number.id } : { number: number.digits }
  return tx.phoneNumber.findFirst({ where: { tenantId: operatorTenantId, ...which } })
}

/** A menu that callers can be sent to. */
export async function requirePublishedFlow(
  tx: Transaction,
  { tenantId, flowId }: { readonly tenantId: string; readonly flowId: string },
): Promise<{ readonly name: string }> {
  const flow = await tx.flow.findFirst({ where: { tenantId, id: flowId, archivedAt: null } })
  if (flow === null) throw refusal('flowId', 'flow.unknown', 'This company has no such menu. Choose one of its menus.')
  if (flow.publishedVersionId === null)
    throw refusal('flowId', 'flow.notPublished', 'This menu is not published yet. Publish it, or choose another.')
  return flow
}

async function lastHolderOf(tx: Transaction, row: PhoneNumber): Promise<string | null> {
  if (row.state !== 'returned') return null
  const last = await tx.phoneNumberChange.findFirst({
    where: { tenantId: row.tenantId, phoneNumberId: row.id, toState: 'returned' },
    orderBy: { at: 'desc' },
  })
  return last?.issuedTenantId ?? null
}

function stateAfter(row: PhoneNumber, act: NumberAct, at: Date, toLastHolder = false): NumberState {
  const since = instant(row.stateSince.getTime())
  const standing = { state: row.state, since, quarantineMs: NUMBER_QUARANTINE_MS }
  const next = nextNumberState(standing, act, { now: instant(at.getTime()), toLastHolder })
  if (next.ok) return next.value
  const { code } = next.error
  if (code === 'number.notPossible') throw refusal('number', `number.${row.state}`, ALREADY[row.state])
  const until = new Date(quarantineEnd(standing) ?? 0).toISOString().slice(0, 10)
  throw refusal('number', code, `Its last callers may still dial it: it rests until ${until}.`)
}

const ALREADY: Readonly<Record<NumberState, string>> = {
  free: 'This number is free. Only one that is in use or kept can be given back.',
  reserved: 'This number is kept for somebody already. End that first.',
  issued: 'This number is issued. Take it back first.',
  returned: 'This number was given back and rests.',
}

type StateChange = {
  readonly to: NumberState
  readonly occasion: StockOccasion
  /** Who gets it, or gave it back. */
  readonly tenantId: string | null
  readonly data: Parameters<Transaction['phoneNumber']['updateMany']>[0]['data']
}

/** Only from the state that was looked at: of two who do something with one number at once, one is told that it changed. */
async function changeState(tx: Transaction, row: PhoneNumber, change: StateChange): Promise<void> {
  const { at, by, note = '' } = change.occasion
  const { count } = await tx.phoneNumber.updateMany({
    where: { tenantId: row.tenantId, id: row.id, state: row.state, stateSince: row.stateSince },
    data: { ...change.data, state: change.to, stateSince: at },
  })
  if (count === 0)
    throw new UserError({
      code: 'number.changedMeanwhile',
      message: 'Somebody else has just changed this number. Look at it again.',
      field: 'number',
    })
  await tx.phoneNumberChange.create({
    data: {
      id: newId('event'),
      tenantId: row.tenantId,
      phoneNumberId: row.id,
      at,
      fromState: row.state,
      toState: change.to,
      issuedTenantId: change.tenantId,
      by,
      note,
    },
  })
}

const refusal = (field: string, code: string, message: string): InputRefusedError =>
  new InputRefusedError(message, [{ field, code, message }])

export async function requireNumber(tx: Transaction, operatorTenantId: string, id: string): Promise<PhoneNumber> {
  const row = await findNumber(tx, operatorTenantId, { id })
  if (row === null) throw new NotFoundError('number')
  return row
}
