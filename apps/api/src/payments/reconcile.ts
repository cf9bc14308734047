import { instant } from '@seatline/core'
import { operatorTenant, retryParked, takeEvent } from './handle-event.ts'
import { eventSchema } from './provider/read-event.ts'
import type { TaskParts } from './run-tasks.ts'

/** The provider keeps its messages for 30 days; what is older than this was asked for on the days before. */
const LOOK_BACK_MS = 3 * 86_400_000
const PAGE = 100

/** Asks the provider for the messages of the last days and takes those that never came. Gives how many those were. */
export async function askForMissedEvents({ database, stripe, now, log }: TaskParts): Promise<number> {
  const operatorId = await operatorTenant(database)
  const since = Math.floor((now() - LOOK_BACK_MS) / 1000)
  let missed = 0
  for await (const sent of stripe.events.list({ created: { gte: since }, limit: PAGE })) {
    const event = eventSchema.safeParse(sent)
    if (!event.success) {
      log.error({ event: sent.id }, 'a message of the payment provider has not the form that is documented')
      continue
    }
    const state = await takeEvent(database, { operatorId, event: event.data, now: instant(now()) })
    if (state !== null) missed += 1
  }
  await retryParked(database, operatorId, instant(now()))
  return missed
}
