import { readFileSync } from 'node:fs'

/** As much of a Keycloak realm as the development provider needs. */
export type Realm = {
  readonly name: string
  readonly accessTokenSeconds: number
  readonly sessionSeconds: number
  readonly clients: readonly RealmClient[]
  readonly users: readonly RealmUser[]
  /** Clients that act for themselves, with a secret; those that may manage users are named. */
  readonly serviceClients: readonly ServiceClient[]
}

export type ServiceClient = { readonly clientId: string; readonly secret: string; readonly managesUsers: boolean }

export type RealmClient = {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  /** What the audience mappers put into the access token. */
  readonly audiences: readonly string[]
}

export type RealmUser = {
  readonly id: string
  readonly username: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly realmRoles: readonly string[]
}

/** Reads a realm import, with `${NAME:default}` filled in from the environment as Keycloak does; throws one sentence that says what is wrong. */
export function readRealm(file: string, environment: Readonly<Record<string, string | undefined>> = {}): Realm {
  const json = parseJson(file, environment)
  return {
    name: text(json, 'realm'),
    accessTokenSeconds: number(json, 'accessTokenLifespan', 300),
    sessionSeconds: number(json, 'ssoSessionMaxLifespan', 36_000),
    clients: list(json, 'clients')
      .filter((client) => client['publicClient'] === true)
      .map((client) => ({
        clientId: text(client, 'clientId'),
        redirectUris: strings(client, 'redirectUris'),
        audiences: list(client, 'protocolMappers')
          .filter((mapper) => mapper['protocolMapper'] === 'oidc-audience-mapper')
          .map((mapper) => text(record(mapper['config']), 'included.client.audience')),
      })),
    users: list(json, 'users')
      .filter((user) => user['enabled'] === true && user['serviceAccountClientId'] === undefined)
      .map((user) => ({
        id: text(user, 'id'),
        username: text(user, 'username'),
        password: text(list(user, 'credentials')[0] ?? {}, 'value'),
        firstName: text(user, 'firstName'),
        lastName: text(user, 'lastName'),
        email: text(user, 'email'),
        realmRoles: strings(user, 'realmRoles'),
      })),
    serviceClients: list(json, 'clients')
      .filter((client) => client['serviceAccountsEnabled'] === true)
      .map((client) => serviceClientOf(client, list(json, 'users'))),
  }
}

function serviceClientOf(client: Fields, users: readonly Fields[]): ServiceClient {
  const clientId = text(client, 'clientId')
  const account = users.find((user) => user['serviceAccountClientId'] === clientId) ?? {}
  const roles = strings(record(account['clientRoles'] ?? {}), 'realm-management')
  return { clientId, secret: text(client, 'secret'), managesUsers: roles.includes('manage-users') }
}

type Fields = Readonly<Record<string, unknown>>

function parseJson(file: string, environment: Readonly<Record<string, string | undefined>>): Fields {
  try {
    const filled = readFileSync(file, 'utf8').replaceAll(
      /\$\{(\w+)(?::([^}]*))?\}/g,
      (_all, name: string, otherwise: string | undefined) => environment[name] ?? otherwise ?? '',
    )
    return record(JSON.parse(filled))
  } catch (error) {
    throw new Error(`The realm file cannot be read [file:${file}]`, { cause: error })
  }
}

function record(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new TypeError('the realm file has something else where an object belongs')
}

function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw new TypeError(`the realm file lacks a text [field:${name}]`)
}

function number(fields: Fields, name: string, otherwise: number): number {
  const value = fields[name]
  return typeof value === 'number' ? value : otherwise
}

function list(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name] ?? []
  if (Array.isArray(value)) return value.map(record)
  throw new TypeError(`the realm file lacks a list [field:${name}]`)
}

const strings = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name] ?? []
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}
