import { defineConfig } from 'prisma/config'

// Commands that need no database (generate, format, validate) run without DATABASE_OWNER_URL.
const url = process.env['DATABASE_OWNER_URL']
const shadowDatabaseUrl = process.env['SHADOW_DATABASE_URL']

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  ...(url === undefined ? {} : { datasource: shadowDatabaseUrl === undefined ? { url } : { url, shadowDatabaseUrl } }),
})
