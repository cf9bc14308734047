import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { migrate } from './database/migrate.ts'

const settings = z
  .object({ DATABASE_OWNER_URL: z.url(), DATABASE_URL: z.url() })
  .safeParse({ DATABASE_OWNER_URL: process.env['DATABASE_OWNER_URL'], DATABASE_URL: process.env['DATABASE_URL'] })

if (settings.success) {
  try {
    const applied = await migrate({
      ownerUrl: settings.data.DATABASE_OWNER_URL,
      appUrl: settings.data.DATABASE_URL,
      migrationsDirectory: fileURLToPath(new URL('../prisma/migrations', import.meta.url)),
    })
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
  } catch (error) {
    console.error(`The database could not be migrated: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
} else {
  console.error(
    'DATABASE_OWNER_URL and DATABASE_URL must be set to PostgreSQL URLs (the owner of the tables, and the role of the application).',
  )
  process.exitCode = 1
}
