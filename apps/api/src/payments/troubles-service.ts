import { idSchema, instant } from '@seatline/core'
import type { Instant } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import { NotFoundError } from '../user-errors.ts'
import { wallOf } from './finance-service.ts'

/** Something that was asked in vain, or a message that contradicts what is known. */
export type PaymentTrouble = {
  readonly id: string
  readonly kind: string
  readonly problem: string
  readonly canTryAgain: boolean
  readonly tenantId: string | null
  readonly at: Instant
}

const SHOWN_MAX = 100

export const listTroubles = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: undefined): Promise<readonly PaymentTrouble[]> =>
    scope.run(async (tx) => {
      const tasks = await tx.paymentTask.findMany({
        where: { OR: [{ state: 'failed' }, { state: 'waiting', attempts: { gt: 2 } }] },
        orderBy: { createdAt: 'desc' },
        take: SHOWN_MAX,
      })
      const events = await tx.paymentEvent.findMany({
        where: { tenantId: scope.operatorTenantId, state: 'refused' },
        orderBy: { receivedAt: 'desc' },
        take: SHOWN_MAX,
      })
      const troubles = [
        ...tasks.map((task) => ({
          id: task.id,
          kind: task.kind,
          problem: task.lastError ?? '',
          canTryAgain: task.state === 'failed',
          tenantId: task.tenantId,
          at: instant(task.createdAt.getTime()),
        })),
        ...events.map((event) => ({
          id: event.id,
          kind: event.type,
          problem: event.reason,
          canTryAgain: false,
          tenantId: event.clientId,
          at: instant(event.receivedAt.getTime()),
        })),
      ]
      return troubles.toSorted((a, b) => b.at - a.at).slice(0, SHOWN_MAX)
    }),
)

/** A person looked at the provider and found that it has not happened: it is asked anew, under another key. */
export const tryTaskAgain = authorizedPlatform(
  'platform.manageFinance',
  async (scope, id: string): Promise<PaymentTrouble> => {
    const task = await scope.run((tx) => tx.paymentTask.findFirst({ where: { id, state: 'failed' } }))
    if (task === null) throw new NotFoundError('task')
    const tenantId = idSchema('tenant').parse(task.tenantId)
    return scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const now = scope.platform.now()
      const again = {
        state: 'waiting',
        key: `${task.key}/${String(now)}`,
        nextAt: new Date(now),
        firstTriedAt: null,
        doneAt: null,
        lastError: null,
        attempts: 0,
      }
      await tx.paymentTask.update({ where: { id: task.id }, data: again })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'paymentTask.tryAgain',
        subject: { id: task.id, name: task.kind },
        before: { problem: task.lastError },
      })
      return { id: task.id, kind: task.kind, problem: '', canTryAgain: false, tenantId, at: now }
    })
  },
)
