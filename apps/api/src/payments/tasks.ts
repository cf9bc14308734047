import type { Instant, TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'

/** What can be asked of the payment provider. Of a chain, each step is a task of its own, written when the one before is done. */
export const TASK_KINDS = [
  'customer.create',
  'invoice.create',
  'invoice.addLine',
  'invoice.finalize',
  'invoice.pay',
  'invoice.void',
  'refund.create',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

export const taskInputSchema = z.object({
  /** The amount in the currency's smallest coin, as the provider takes it. */
  minor: z.string().regex(/^\d+$/).optional(),
  currency: z.string().optional(),
  description: z.string().optional(),
  providerRef: z.string().optional(),
  intent: z.string().optional(),
  dueDays: z.number().int().optional(),
  /** Of a refund: the same amount as we keep it. */
  micros: z.string().optional(),
})
export type TaskInput = z.output<typeof taskInputSchema>

export type NewTask = {
  readonly tenantId: TenantId
  readonly kind: TaskKind
  /** What the task is recognised by, here and at the provider: written again, it is the same task. */
  readonly key: string
  readonly paymentId: string | null
  readonly input: TaskInput
}

/** Writes down what is to be asked, in the transaction of the act that wants it. */
export async function writeTask(tx: Transaction, task: NewTask, now: Instant): Promise<void> {
  const at = new Date(now)
  await tx.paymentTask.createMany({
    data: { id: newId('task'), ...task, state: 'waiting', nextAt: at, createdAt: at },
    skipDuplicates: true,
  })
}
