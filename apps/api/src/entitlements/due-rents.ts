import { instant, localTimeAt, type LocalDate } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { publishTenant } from '../config-publisher/publish-snapshots.ts'
import type { Database } from '../database/client.ts'
import { raiseAlarms } from '../events/alarms.ts'
import { dayFromRow, dayToRow } from './day-columns.ts'

export type DueRentsParts = {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  readonly log: Logger
}

const DAY_MS = 86_400_000
/** So many days back a change is looked for that nobody has carried out: longer than any stop of the worker that goes unnoticed. */
const LOOK_BACK_DAYS = 7

type Boundary = { readonly tenantId: string; readonly timeZone: string; readonly day: LocalDate }

/**
 * Seats and add-ons that begin or end on a day are published when that day begins by the tenant's clock. Looks at the rows and not at a list of appointments: what a
 * stopped worker missed is made up for at its next look, and nothing is done twice, because what is published already is left alone.
 */
export class DueRents {
  readonly #parts: DueRentsParts
  /** The last day that was looked after, by tenant: a look that has nothing to do costs one question. */
  readonly #done = new Map<string, LocalDate>()

  constructor(parts: DueRentsParts) {
    this.#parts = parts
  }

  /** Publishes what is due; gives the tenants that were looked after. */
  async run(): Promise<readonly string[]> {
    const due = (await this.#boundaries()).filter((each) => this.#isDue(each))
    const tenantIds = [...new Set(due.map(({ tenantId }) => tenantId))]
    for (const tenantId of tenantIds) {
      if (!(await this.#publish(tenantId))) continue
      const days = due.filter((each) => each.tenantId === tenantId).map(({ day }) => day)
      this.#done.set(tenantId, days.toSorted().at(-1) ?? '')
    }
    return tenantIds
  }

  #isDue({ tenantId, timeZone, day }: Boundary): boolean {
    const today = localTimeAt(timeZone, instant(this.#parts.now()))?.date ?? ''
    return day <= today && day > (this.#done.get(tenantId) ?? '')
  }

  async #publish(tenantId: string): Promise<boolean> {
    const { database, redis, now, log } = this.#parts
    const published = await publishTenant({ database, redis, now, publishedBy: null }, tenantId)
    if (published.ok) return true
    log.error({ tenantId, fault: published.error }, 'rented seats could not be published')
    const raisedAt = new Date(now())
    await database.withTenants({ tenantIds: [tenantId] }, (tx) =>
      raiseAlarms(tx, [
        {
          tenantId,
          kind: 'rent.notPublished',
          dedupeKey: `rent/${raisedAt.toISOString().slice(0, 10)}`,
          callId: null,
          recordingId: null,
          detail: { problem: published.error.code },
          raisedAt,
        },
      ]),
    )
    return false
  }

  /** Days around now on which something begins or ends, of every client. */
  async #boundaries(): Promise<readonly Boundary[]> {
    const now = this.#parts.now()
    const from = dayToRow(new Date(now - LOOK_BACK_DAYS * DAY_MS).toISOString().slice(0, 10))
    const until = dayToRow(new Date(now + DAY_MS).toISOString().slice(0, 10))
    const near = { gte: from, lte: until }
    const where = { OR: [{ fromDay: near }, { untilDay: near }] }
    return this.#parts.database.withTenants({ tenantIds: [], operator: true }, async (tx) => {
      const seats = await tx.seatSubscription.findMany({ where })
      const addOns = await tx.addOn.findMany({ where })
      const rows = [...seats, ...addOns]
      const tenants = await tx.tenant.findMany({
        where: {
          id: { in: [...new Set(rows.map(({ tenantId }) => tenantId))] },
          status: { notIn: ['prospect', 'ended'] },
        },
        select: { id: true, timeZone: true },
      })
      return tenants.flatMap(({ id, timeZone }) =>
        rows
          .filter(({ tenantId }) => tenantId === id)
          .flatMap(({ fromDay, untilDay }) =>
            [fromDay, untilDay].flatMap((day) => (day === null ? [] : [dayFromRow(day)])),
          )
          .map((day) => ({ tenantId: id, timeZone, day })),
      )
    })
  }
}
