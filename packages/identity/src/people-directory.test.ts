import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PeopleDirectory } from './people-directory.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'identity-'))
const file = path.join(folder, 'kept', 'people.json')
afterAll(() => rmSync(folder, { recursive: true }))

const MEI = {
  id: '00000000-0000-4000-8000-000000000001',
  username: 'mei',
  password: 'seatline',
  firstName: 'Mei',
  lastName: 'Lin',
  email: 'mei@seatline.test',
  realmRoles: [],
}
const NORA = { username: 'Nora@Clinic.test', email: 'Nora@Clinic.test', firstName: 'Nora', lastName: 'Vance' }

test('people who were made or changed outlive a restart; passwords are kept as hashes', () => {
  const before = new PeopleDirectory([MEI], file)
  const nora = before.create({ ...NORA, enabled: true })
  if (nora === null) throw new Error('the name is free')
  before.setPassword(nora, 'three quiet rivers')
  const mei = before.logIn('mei', 'seatline')
  if (mei === null) throw new Error('mei may log in')
  before.change(mei, { enabled: false })

  const after = new PeopleDirectory([MEI], file)
  expect(after.logIn('nora@clinic.test', 'three quiet rivers')?.id).toBe(nora.id)
  expect(after.logIn('nora@clinic.test', 'another')).toBeNull()
  expect(after.logIn('mei', 'seatline')).toBeNull()
  expect(readFileSync(file, 'utf8')).not.toContain('rivers')
})

test('a name or address is given once', () => {
  const people = new PeopleDirectory([MEI], null)
  expect(people.create({ ...NORA, email: 'MEI@seatline.test', enabled: false })).toBeNull()
})

test('without a password nobody logs in', () => {
  const people = new PeopleDirectory([], null)
  people.create({ ...NORA, enabled: true })
  expect(people.logIn(NORA.email, '')).toBeNull()
})
