import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { schemaDrift } from './migrate.ts'

const prisma = fileURLToPath(new URL('../../prisma', import.meta.url))
const migrationsDirectory = join(prisma, 'migrations')

/** Writes a migration that brings the database to what schema.prisma says. It is a draft: policies and grants of new tables are added by hand. */
async function writeMigration(name: string, ownerUrl: string): Promise<string> {
  const datamodel = await readFile(join(prisma, 'schema.prisma'), 'utf8')
  const sql = await schemaDrift({ ownerUrl, migrationsDirectory }, datamodel)
  if (sql === '') return 'The migrations make what schema.prisma says: there is nothing to write.'
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const directory = join(migrationsDirectory, `${stamp}_${name}`)
  await mkdir(directory)
  await writeFile(join(directory, 'migration.sql'), `${sql}\n`)
  return `Written: ${directory}. A new table needs row-level security: see docs/adr/0006-row-level-security.md.`
}

const [name] = process.argv.slice(2)
const ownerUrl = process.env['DATABASE_OWNER_URL']
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name) || ownerUrl === undefined) {
  console.error('Usage: DATABASE_OWNER_URL=… npm run migration -w @seatline/api -- name_of_the_change')
  process.exitCode = 1
} else {
  console.log(await writeMigration(name, ownerUrl))
}
