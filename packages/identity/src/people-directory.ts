import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RealmUser } from './realm.ts'

type Secret = { readonly salt: string; readonly hash: string }

/** Someone who can log in: of the realm file, or made since. */
export type Person = {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly enabled: boolean
  readonly realmRoles: readonly string[]
  /** null: nobody knows a password yet. */
  readonly secret: Secret | null
}

const DEFAULT_ROLES = ['default-roles-seatline']

/** The people of the realm file, and on top of them what the admin API has made or changed, which a file keeps over restarts. */
export class PeopleDirectory {
  readonly #people = new Map<string, Person>()
  readonly #changed = new Set<string>()
  readonly #file: string | null

  constructor(users: readonly RealmUser[], file: string | null) {
    this.#file = file
    for (const { password, ...user } of users)
      this.#people.set(user.id, { ...user, enabled: true, secret: secretOf(password) })
    for (const person of file === null ? [] : readPeople(file)) {
      this.#people.set(person.id, person)
      this.#changed.add(person.id)
    }
  }

  find(id: string | undefined): Person | undefined {
    return id === undefined ? undefined : this.#people.get(id)
  }

  findByEmail(email: string): Person | undefined {
    return [...this.#people.values()].find((person) => person.email === email.toLowerCase())
  }

  /** By user name or e-mail address, as Keycloak does. */
  findByName(name: string): Person | undefined {
    const wanted = name.trim().toLowerCase()
    return [...this.#people.values()].find((person) => person.username === wanted || person.email === wanted)
  }

  /** null when the user name or the e-mail address is taken. */
  create(fields: Pick<Person, 'username' | 'email' | 'firstName' | 'lastName' | 'enabled'>): Person | null {
    const [username, email] = [fields.username.toLowerCase(), fields.email.toLowerCase()]
    const isTaken = [...this.#people.values()].some((known) => known.username === username || known.email === email)
    if (isTaken) return null
    return this.#keep({ ...fields, username, email, id: crypto.randomUUID(), realmRoles: DEFAULT_ROLES, secret: null })
  }

  change(person: Person, changed: Partial<Omit<Person, 'id' | 'secret'>>): Person {
    return this.#keep({ ...person, ...changed })
  }

  setPassword(person: Person, password: string): void {
    this.#keep({ ...person, secret: secretOf(password) })
  }

  /** The person whose name and password these are, when they may log in. */
  logIn(name: string, password: string): Person | null {
    const person = this.findByName(name)
    const secret = person?.secret ?? null
    if (person === undefined || secret === null || !person.enabled) return null
    const [expected, given] = [Buffer.from(secret.hash, 'base64'), hash(password, secret.salt)]
    return timingSafeEqual(expected, given) ? person : null
  }

  #keep(person: Person): Person {
    this.#people.set(person.id, person)
    this.#changed.add(person.id)
    if (this.#file !== null) {
      const changed = [...this.#people.values()].filter(({ id }) => this.#changed.has(id))
      mkdirSync(path.dirname(this.#file), { recursive: true })
      writeFileSync(`${this.#file}.new`, JSON.stringify({ people: changed }, null, 2), { mode: 0o600 })
      renameSync(`${this.#file}.new`, this.#file)
    }
    return person
  }
}

const readPeople = (file: string): readonly Person[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly people: readonly Person[] }).people : []

const hash = (password: string, salt: string): Buffer => scryptSync(password, salt, 32, { N: 4096 })

function secretOf(password: string): Secret {
  const salt = randomBytes(12).toString('base64url')
  return { salt, hash: hash(password, salt).toString('base64') }
}
