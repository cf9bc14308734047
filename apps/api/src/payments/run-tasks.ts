import { idSchema, instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Logger } from 'pino'
import type Stripe from 'stripe'
import { z } from 'zod'
import type { Database, DatabaseScope, Transaction } from '../database/client.ts'
import type { PaymentTask } from '../generated/prisma/client.ts'
import { applyInput } from './apply-input.ts'
import { carryOut } from './carry-out.ts'
import type { Answered, Asked, Outcome } from './carry-out.ts'
import { TASK_KINDS, taskInputSchema, writeTask } from './tasks.ts'

export type TaskParts = {
  readonly database: Database
  readonly stripe: Stripe
  readonly now: () => number
  readonly log: Logger
}

const BACKOFF_MS = [5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000]
/** The provider remembers a key for at least a day; after that the same question could be a second one, and a person decides. */
const KEY_LASTS_MS = 23 * 3_600_000

const OPERATOR: DatabaseScope = { tenantIds: [], operator: true }

/**
 * Carries out what is to be asked of the payment provider and is due, one question at a time. While it is asked the task's row is locked, so that two workers never ask
 * the same at once, and a dead one holds nothing. What was learned is kept in the transaction that ends the task and writes the next step. Dying anywhere in between,
 * the task is asked again with the same key. Gives how many were tried.
 */
export async function runTasks(parts: TaskParts): Promise<number> {
  let tried = 0
  for (;;) {
    const due = await readDue(parts)
    let done = 0
    for (const { id, tenantId } of due) if (await tryTask(parts, id, idSchema('tenant').parse(tenantId))) done += 1
    tried += done
    if (done === 0) return tried
  }
}

const AT_ONCE = 20
const dueAt = (now: number) => ({ state: 'waiting', nextAt: { lte: new Date(now) } })

const readDue = ({ database, now }: TaskParts): Promise<{ readonly id: string; readonly tenantId: string }[]> =>
  database.withTenants(OPERATOR, (tx) =>
    tx.paymentTask.findMany({
      where: dueAt(now()),
      orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
      take: AT_ONCE,
      select: { id: true, tenantId: true },
    }),
  )

/** False when another worker is at it, or was. */
async function tryTask(parts: TaskParts, id: string, tenantId: TenantId): Promise<boolean> {
  const { database, now, stripe } = parts
  const scope: DatabaseScope = { tenantIds: [tenantId], operator: true }
  // Kept before anything is asked: whoever dies while asking leaves behind since when.
  const first = new Date(now())
  await database.withTenants(scope, (tx) =>
    tx.paymentTask.updateMany({ where: { id, state: 'waiting', firstTriedAt: null }, data: { firstTriedAt: first } }),
  )
  return database.withTenants(scope, async (tx) => {
    const mine = await tx.$queryRaw<unknown[]>`SELECT id FROM payment_task
      WHERE tenant_id = ${tenantId} AND id = ${id} AND state = 'waiting' AND next_at <= ${new Date(now())}
      FOR UPDATE SKIP LOCKED`
    if (mine.length === 0) return false
    const task = await tx.paymentTask.findUniqueOrThrow({ where: { id } })
    const asked = await gather(tx, task, tenantId)
    const outcome = isTooOld(task, now()) ? TOO_OLD : await carryOut(stripe, asked)
    await keep(parts, { tx, task, tenantId, asked, outcome })
    return true
  })
}

const TOO_OLD: Outcome = {
  kind: 'refused',
  problem: 'It was first asked more than a day ago and never answered: look at the provider before it is asked again.',
}

const isTooOld = ({ firstTriedAt }: PaymentTask, now: number): boolean =>
  firstTriedAt !== null && now - firstTriedAt.getTime() > KEY_LASTS_MS

async function gather(tx: Transaction, task: PaymentTask, tenantId: TenantId): Promise<Asked> {
  const { name } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { name: true } })
  const customer = await tx.paymentCustomer.findUnique({ where: { tenantId } })
  return {
    tenantId,
    clientName: name,
    kind: z.enum(TASK_KINDS).parse(task.kind),
    key: task.key,
    paymentId: task.paymentId,
    input: taskInputSchema.parse(task.input),
    customerRef: customer?.customerRef ?? null,
    methodRef: customer?.methodRef ?? null,
    collects: customer?.collects ?? false,
  }
}

type Tried = {
  readonly tx: Transaction
  readonly task: PaymentTask
  readonly tenantId: TenantId
  readonly asked: Asked
  readonly outcome: Outcome
}

async function keep(parts: TaskParts, { tx, task, tenantId, asked, outcome }: Tried): Promise<void> {
  const now = instant(parts.now())
  const attempts = { attempts: { increment: 1 } }
  if (outcome.kind !== 'answered')
    parts.log.warn(
      { task: task.key, kind: task.kind, problem: outcome.problem },
      'the payment provider was asked in vain',
    )
  switch (outcome.kind) {
    case 'again': {
      const wait = BACKOFF_MS[Math.min(task.attempts, BACKOFF_MS.length - 1)] ?? 0
      const data = { ...attempts, nextAt: new Date(now + wait), lastError: outcome.problem }
      await tx.paymentTask.update({ where: { id: task.id }, data })
      return
    }
    case 'refused': {
      const data = { ...attempts, state: 'failed', lastError: outcome.problem, doneAt: new Date(now) }
      await tx.paymentTask.update({ where: { id: task.id }, data })
      return
    }
    case 'answered': {
      const data = { ...attempts, state: 'done', lastError: null, doneAt: new Date(now) }
      await tx.paymentTask.update({ where: { id: task.id }, data })
      await learn(tx, { tenantId, asked, answer: outcome.answer, now })
    }
  }
}

type Learned = {
  readonly tenantId: TenantId
  readonly asked: Asked
  readonly answer: Answered
  readonly now: Instant
}

async function learn(tx: Transaction, { tenantId, asked, answer, now }: Learned): Promise<void> {
  const { paymentId } = asked
  if (answer.customerRef !== undefined) {
    const values = { customerRef: answer.customerRef, updatedAt: new Date(now) }
    await tx.paymentCustomer.upsert({ where: { tenantId }, create: { tenantId, ...values }, update: values })
  }
  if (paymentId !== null && (answer.providerRef !== undefined || answer.hostedUrl !== undefined)) {
    const { providerRef, hostedUrl } = answer
    await tx.payment.update({
      where: { id: paymentId },
      data: {
        ...(providerRef === undefined ? {} : { providerRef }),
        ...(hostedUrl === undefined ? {} : { hostedUrl }),
      },
    })
  }
  if (paymentId !== null && answer.heard !== undefined)
    await applyInput(tx, { tenantId, paymentId, heard: answer.heard, now })
  const next = nextStep(asked, answer)
  if (next !== null) await writeTask(tx, { tenantId, paymentId, ...next }, now)
}

/** What follows in the chain that gives an invoice to the provider. */
function nextStep(asked: Asked, answer: Answered) {
  const { paymentId } = asked
  if (paymentId === null) return null
  const step = <K extends (typeof TASK_KINDS)[number]>(kind: K) => ({ kind, key: `${kind}/${paymentId}` })
  switch (asked.kind) {
    case 'customer.create':
      return { ...step('invoice.create'), input: asked.input }
    case 'invoice.create':
      return answer.providerRef === undefined
        ? null
        : { ...step('invoice.addLine'), input: { ...asked.input, providerRef: answer.providerRef } }
    case 'invoice.addLine':
      return { ...step('invoice.finalize'), input: asked.input }
    case 'invoice.finalize':
      return asked.collects && asked.methodRef !== null ? { ...step('invoice.pay'), input: asked.input } : null
    case 'invoice.pay':
    case 'invoice.void':
    case 'refund.create':
      return null
  }
}
