import { Redis } from 'ioredis'
import { z } from 'zod'
import { openDatabase } from './database/client.ts'
import { seed } from './seed/seed.ts'

const settings = z
  .object({
    DATABASE_URL: z.url(),
    REDIS_URL: z.url(),
    PROMPTS_DIR: z.string().min(1),
    ASSETS_DIR: z.string().min(1),
    /** Messages of callers to listen to; left out: none. */
    RECORDINGS_DIR: z.string().min(1).optional(),
  })
  .safeParse(process.env)

if (settings.success) {
  const database = openDatabase(settings.data.DATABASE_URL)
  const redis = new Redis(settings.data.REDIS_URL, { maxRetriesPerRequest: 3 })
  let fault: unknown = null
  redis.on('error', (error) => {
    fault = error
  })
  try {
    await seed({
      database,
      redis,
      promptsDir: settings.data.PROMPTS_DIR,
      assetsDir: settings.data.ASSETS_DIR,
      recordingsDir: settings.data.RECORDINGS_DIR ?? null,
      now: () => Date.now(),
    })
    console.log('The demonstration is in place: one operator, three clients, published to the media plane.')
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    console.error(`The seeds failed: ${cause}${fault instanceof Error ? ` (Redis: ${fault.message})` : ''}`)
    process.exitCode = 1
  } finally {
    redis.disconnect()
    await database.close()
  }
} else {
  console.error(
    'DATABASE_URL, REDIS_URL, PROMPTS_DIR and ASSETS_DIR must be set: the database role of the application, Redis, and where prompts and logos are kept.',
  )
  process.exitCode = 1
}
