import { DueRents, type DueRentsParts } from '../entitlements/due-rents.ts'
import { raiseStorageAlarms } from '../limits/storage-alarms.ts'
import { repeat } from './repeat.ts'

/** A change of seats holds so long after midnight at the latest. */
const RENTS_MS = 5_000
const STORAGE_MS = 600_000

/** Carries out what was rented or given back for a later day, and looks after storage. */
export function runLimitJobs(parts: DueRentsParts): { readonly stop: () => void } {
  const { database, now, log } = parts
  const rents = new DueRents(parts)
  const begin = async (): Promise<void> => {
    const tenants = await rents.run()
    if (tenants.length > 0) log.info({ tenants: tenants.length }, 'seats of the day are published')
  }
  const storage = async (): Promise<void> => {
    const alarms = await raiseStorageAlarms(database, now())
    if (alarms > 0) log.warn({ alarms }, 'storage is nearly full')
  }
  const jobs = [
    repeat(RENTS_MS, begin, { log, what: 'the search for seats that begin or end' }),
    repeat(STORAGE_MS, storage, { log, what: 'the look at storage' }),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
    },
  }
}
