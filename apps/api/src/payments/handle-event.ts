import { idSchema } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Prisma } from '../generated/prisma/client.ts'
import { applyScope } from '../database/client.ts'
import type { Database, DatabaseScope, Transaction } from '../database/client.ts'
import { applyInput } from './apply-input.ts'
import { eventSchema, readEvent } from './provider/read-event.ts'
import type { AboutPayment, ProviderEvent, SavedMethod } from './provider/read-event.ts'

export type EventState = 'applied' | 'ignored' | 'refused' | 'parked'
type Handled = {
  readonly state: EventState
  readonly reason: string
  readonly paymentId: string | null
  readonly tenantId: TenantId | null
}

const scopeOf = (operatorId: TenantId, tenantId?: TenantId): DatabaseScope => ({
  tenantIds: [operatorId, ...(tenantId === undefined ? [] : [tenantId])],
  operator: true,
})

/** In whose rows the provider's messages are kept. */
export async function operatorTenant(database: Database): Promise<TenantId> {
  const { id } = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findFirstOrThrow({ where: { kind: 'operator' }, select: { id: true } }),
  )
  return idSchema('tenant').parse(id)
}

/**
 * Takes a message of the provider: kept and applied in one transaction, once for each message whatever comes how often. One about a payment that is not known yet is
 * parked and tried again. The answer is null for one that was here before.
 */
export async function takeEvent(
  database: Database,
  input: { readonly operatorId: TenantId; readonly event: ProviderEvent; readonly now: Instant },
): Promise<EventState | null> {
  const { operatorId, event, now } = input
  return database.withTenants(scopeOf(operatorId), async (tx) => {
    const kept = await tx.paymentEvent.createMany({
      data: {
        id: event.id,
        tenantId: operatorId,
        type: event.type,
        body: event as unknown as Prisma.InputJsonObject,
        state: 'waiting',
        createdAt: new Date(event.created * 1000),
        receivedAt: new Date(now),
      },
      skipDuplicates: true,
    })
    if (kept.count === 0) return null
    return handle(tx, { operatorId, event, now })
  })
}

/** Tries parked messages again: the payment may be known by now. Gives how many found it. */
export async function retryParked(database: Database, operatorId: TenantId, now: Instant): Promise<number> {
  const parked = await database.withTenants(scopeOf(operatorId), (tx) =>
    tx.paymentEvent.findMany({
      where: { tenantId: operatorId, state: { in: ['parked', 'waiting'] } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: 500,
    }),
  )
  let found = 0
  for (const row of parked) {
    const event = eventSchema.parse(row.body)
    const state = await database.withTenants(scopeOf(operatorId), async (tx) => {
      await tx.$queryRaw`SELECT id FROM payment_event WHERE id = ${row.id} FOR UPDATE`
      const still = await tx.paymentEvent.findUniqueOrThrow({ where: { id: row.id } })
      return still.state === 'parked' || still.state === 'waiting' ? handle(tx, { operatorId, event, now }) : null
    })
    if (state !== null && state !== 'parked') found += 1
  }
  return found
}

async function handle(
  tx: Transaction,
  input: { readonly operatorId: TenantId; readonly event: ProviderEvent; readonly now: Instant },
): Promise<EventState> {
  const { operatorId, event, now } = input
  const { state, reason, paymentId, tenantId } = await apply(tx, input)
  await applyScope(tx, scopeOf(operatorId))
  await tx.paymentEvent.update({
    where: { id: event.id },
    data: { state, reason, paymentId, clientId: tenantId, handledAt: new Date(now) },
  })
  return state
}

async function apply(
  tx: Transaction,
  { operatorId, event, now }: { readonly operatorId: TenantId; readonly event: ProviderEvent; readonly now: Instant },
): Promise<Handled> {
  const fact = readEvent(event)
  const nobody = { paymentId: null, tenantId: null }
  switch (fact.kind) {
    case 'nothing':
      return { state: 'ignored', reason: '', ...nobody }
    case 'unreadable':
      return { state: 'refused', reason: fact.problem, ...nobody }
    case 'methodSaved':
    case 'methodGone':
      return keepMethod(tx, operatorId, fact, now)
    case 'link':
    case 'payment': {
      const found = await findPayment(tx, fact.about)
      if (found === null) return { state: 'parked', reason: 'payment.unknown', ...nobody }
      const place = { paymentId: found.id, tenantId: found.tenantId }
      await applyScope(tx, scopeOf(operatorId, found.tenantId))
      await keepLinks(tx, found.id, fact.about)
      if (fact.kind === 'link') return { state: 'applied', reason: '', ...place }
      const applied = await applyInput(tx, { ...place, heard: fact.heard, now })
      return { state: applied.kind, reason: applied.kind === 'refused' ? applied.reason : '', ...place }
    }
  }
}

async function findPayment(tx: Transaction, about: AboutPayment) {
  const ways = [
    ...(about.paymentId === null ? [] : [{ id: about.paymentId }]),
    ...(about.providerRef === null ? [] : [{ providerRef: about.providerRef }]),
    ...(about.intent === null ? [] : [{ providerIntent: about.intent }]),
  ]
  if (ways.length === 0) return null
  const row = await tx.payment.findFirst({
    where: { OR: ways, method: 'provider' },
    select: { id: true, tenantId: true },
    orderBy: { createdAt: 'asc' },
  })
  return row === null ? null : { id: row.id, tenantId: idSchema('tenant').parse(row.tenantId) }
}

/** What the message names besides, so that later ones are found by it. */
async function keepLinks(tx: Transaction, paymentId: string, { providerRef, intent }: AboutPayment): Promise<void> {
  if (providerRef !== null)
    await tx.payment.updateMany({ where: { id: paymentId, providerRef: null }, data: { providerRef } })
  if (intent !== null)
    await tx.payment.updateMany({ where: { id: paymentId, providerIntent: null }, data: { providerIntent: intent } })
}

async function keepMethod(
  tx: Transaction,
  operatorId: TenantId,
  fact: SavedMethod | { readonly kind: 'methodGone'; readonly methodRef: string },
  now: Instant,
): Promise<Handled> {
  const customer = await tx.paymentCustomer.findFirst({
    where: fact.kind === 'methodSaved' ? { customerRef: fact.customerRef } : { methodRef: fact.methodRef },
  })
  const none = { paymentId: null, tenantId: null }
  if (customer === null)
    return { state: fact.kind === 'methodSaved' ? 'parked' : 'ignored', reason: 'customer.unknown', ...none }
  const tenantId = idSchema('tenant').parse(customer.tenantId)
  await applyScope(tx, scopeOf(operatorId, tenantId))
  const method =
    fact.kind === 'methodSaved'
      ? { methodRef: fact.methodRef, methodLabel: fact.label, methodLast4: fact.last4, methodEnds: fact.ends }
      : { methodRef: null, methodLabel: '', methodLast4: '', methodEnds: '', collects: false }
  await tx.paymentCustomer.update({ where: { tenantId }, data: { ...method, updatedAt: new Date(now) } })
  return { state: 'applied', reason: '', paymentId: null, tenantId }
}
