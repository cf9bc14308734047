import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner, MIGRATIONS, startTestPostgres, type TestPostgres } from '../testing/test-postgres.ts'
import { migrate, schemaDrift } from './migrate.ts'

const SCHEMA = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url))

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startTestPostgres()
})
afterAll(() => postgres.stop())

describe('migrations', () => {
  it('make exactly what schema.prisma says', async () => {
    const urls = await postgres.createDatabase('drift')
    const datamodel = await readFile(SCHEMA, 'utf8')
    expect(await schemaDrift({ ...urls, migrationsDirectory: MIGRATIONS }, datamodel)).toBe('')
  })

  it('would be caught when they do not', async () => {
    const urls = await postgres.createDatabase('drifted')
    const datamodel = `${await readFile(SCHEMA, 'utf8')}\nmodel Forgotten {\n  id String @id\n}\n`
    const drift = await schemaDrift({ ...urls, migrationsDirectory: MIGRATIONS }, datamodel)
    expect(drift).toContain('CREATE TABLE "Forgotten"')
  })

  it('are applied once', async () => {
    const urls = await postgres.createDatabase('twice')
    expect(await migrate({ ...urls, migrationsDirectory: MIGRATIONS })).toEqual([])
  })

  it('leave nothing half applied when one fails', async () => {
    const urls = await postgres.createDatabase('failed')
    const directory = await mkdtemp(join(tmpdir(), 'seatline-migrations-'))
    try {
      await cp(MIGRATIONS, directory, { recursive: true })
      const broken = join(directory, '99990101000000_broken')
      await mkdir(broken)
      const sql = `CREATE TABLE half_applied (id text);
        CREATE FUNCTION half_applied_function() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$;
        ALTER TABLE there_is_no_such_table ADD COLUMN x text;`
      await writeFile(join(broken, 'migration.sql'), sql)
      await expect(migrate({ ...urls, migrationsDirectory: directory })).rejects.toThrow('there_is_no_such_table')
      const left = await asOwner(urls, `SELECT FROM pg_class WHERE relname = 'half_applied'`)
      const leftFunctions = await asOwner(urls, `SELECT FROM pg_proc WHERE proname = 'half_applied_function'`)
      expect([left.length, leftFunctions.length]).toEqual([0, 0])
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })

  it('refuse an application role that could pass row-level security by', async () => {
    const urls = await postgres.createDatabase('roles')
    await asOwner(urls, `CREATE ROLE mighty LOGIN BYPASSRLS PASSWORD 'x'`)
    const appUrl = urls.appUrl.replace('seatline_app:app', 'mighty:x')
    await expect(migrate({ ...urls, appUrl, migrationsDirectory: MIGRATIONS })).rejects.toThrow(
      'can bypass row-level security',
    )
    await expect(
      migrate({ ownerUrl: urls.ownerUrl, appUrl: urls.ownerUrl, migrationsDirectory: MIGRATIONS }),
    ).rejects.toThrow('another role')
  })
})
