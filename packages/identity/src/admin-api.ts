import { json, Router } from 'express'
import type { Request, RequestHandler, Response } from 'express'
import type { PeopleDirectory, Person } from './people-directory.ts'

type AdminParts = {
  readonly people: PeopleDirectory
  /** The client id of the service account that a bearer token is of; null when it is none. */
  readonly clientOf: (bearer: string) => Promise<string | null>
  readonly adminClientIds: readonly string[]
  readonly endSessions: (personId: string) => void
}

/** As the realm file's password policy says it for Keycloak. */
const PASSWORD_LENGTH_MIN = 8

/** The part of Keycloak's Admin REST API that the API uses, with its statuses and bodies: find, create, change, password, log out. */
export function adminApi(parts: AdminParts): Router {
  const { people } = parts
  const router = Router()
  router.use(serviceAccountOnly(parts), json({ limit: '16kb' }))
  router.get('/users', (request, response) => {
    const { email } = request.query
    const found = typeof email === 'string' ? people.findByEmail(email) : undefined
    response.json(found === undefined ? [] : [representationOf(found)])
  })
  router.post('/users', (request, response) => {
    const created = people.create(fieldsOf(request))
    if (created === null) response.status(409).json({ errorMessage: 'User exists with same username' })
    else response.status(201).location(`${request.baseUrl}/users/${created.id}`).end()
  })
  router.get(
    '/users/:id',
    onPerson(people, (person, _request, response) => void response.json(representationOf(person))),
  )
  router.put(
    '/users/:id',
    onPerson(people, (person, request, response) => {
      people.change(person, fieldsOf(request, person))
      response.status(204).end()
    }),
  )
  router.put(
    '/users/:id/reset-password',
    onPerson(people, (person, request, response) => resetPassword(people, person, request, response)),
  )
  router.post(
    '/users/:id/logout',
    onPerson(people, (person, _request, response) => {
      parts.endSessions(person.id)
      response.status(204).end()
    }),
  )
  return router
}

function serviceAccountOnly({ clientOf, adminClientIds }: AdminParts): RequestHandler {
  return async (request, response, next) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const clientId = bearer === undefined ? null : await clientOf(bearer)
    if (clientId === null) response.status(401).json({ error: 'HTTP 401 Unauthorized' })
    else if (!adminClientIds.includes(clientId)) response.status(403).json({ error: 'HTTP 403 Forbidden' })
    else next()
  }
}

type OnPerson = (person: Person, request: Request, response: Response) => void

function onPerson(people: PeopleDirectory, work: OnPerson): RequestHandler {
  return (request, response) => {
    const { id } = request.params
    const person = people.find(typeof id === 'string' ? id : undefined)
    if (person === undefined) response.status(404).json({ error: 'User not found' })
    else work(person, request, response)
  }
}

function resetPassword(people: PeopleDirectory, person: Person, request: Request, response: Response): void {
  const { value } = (request.body ?? {}) as Record<string, unknown>
  const problem = typeof value === 'string' ? passwordProblem(value, person) : 'no password'
  if (typeof value === 'string' && problem === null) {
    people.setPassword(person, value)
    response.status(204).end()
    return
  }
  response.status(400).json({ error: 'invalidPasswordMinLengthMessage', error_description: problem })
}

function passwordProblem(value: string, person: Person): string | null {
  if (value.length < PASSWORD_LENGTH_MIN) return `Invalid password: minimum length ${PASSWORD_LENGTH_MIN}.`
  return value === person.username ? 'Invalid password: must not be equal to the username.' : null
}

type Fields = Pick<Person, 'username' | 'email' | 'firstName' | 'lastName' | 'enabled'>

function fieldsOf(request: Request, present?: Person): Fields {
  const said = (request.body ?? {}) as Record<string, unknown>
  const text = (name: 'username' | 'email' | 'firstName' | 'lastName'): string => {
    const value = said[name]
    return typeof value === 'string' ? value : (present?.[name] ?? '')
  }
  const { enabled } = said
  return {
    username: text('username'),
    email: text('email'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    enabled: typeof enabled === 'boolean' ? enabled : (present?.enabled ?? false),
  }
}

const representationOf = ({ secret: _secret, realmRoles: _roles, ...person }: Person) => ({
  ...person,
  emailVerified: true,
})
