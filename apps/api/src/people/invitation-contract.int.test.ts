import { readRealm, startIdentity } from '@seatline/identity'
import { keycloakIsMissing, logIn, LogInRefusedError, refresh, startKeycloak } from '@seatline/identity/testing'
import type { Tokens } from '@seatline/identity/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REALM_FILE, startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { plainTextOf, startMailReceiver } from './testing/mail-receiver.ts'
import type { MailReceiver } from './testing/mail-receiver.ts'

type Provider = { readonly url: string; readonly close: () => Promise<void> }

const CLINIC = 'ten_demo-clinic'
const TRAVEL = 'ten_demo-travel'
const PASSWORD = 'three quiet rivers'
const INVITE = `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) {
  __typename
  ... on SentInvitation { link invitation { id state sentAt sendProblem } }
  ... on InputRefusedError { issues { field code } }
} }`
const REMOVE = `mutation ($tenantId: ID!, $personId: ID!) { removePerson(tenantId: $tenantId, personId: $personId) {
  __typename ... on TenantPerson { id } ... on LimitReachedError { code }
} }`
const PEOPLE = `query ($tenantId: ID!) { people(tenantId: $tenantId, first: 200) { edges { node { id name email roles agent { id } } } } }`

type Person = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly agent: { readonly id: string } | null
}

/** From the invitation to the refused token, on a real database, mail server and identity provider. */
function invitationContract(start: () => Promise<Provider>, portBase: number): void {
  let provider: Provider
  let mail: MailReceiver
  let world: ApiWorld
  let email: string
  let tokens: Tokens

  const issuer = (): string => `${provider.url}/realms/seatline`
  const who = (username: string, password = PASSWORD) => ({
    issuer: issuer(),
    clientId: 'seatline-portal',
    redirectUri: 'http://127.0.0.1:4400/signed-in',
    username,
    password,
  })
  const invite = (fields: object, as = 'admin-clinic', tenantId = CLINIC): Promise<Answer> =>
    world.ask({
      as,
      query: INVITE,
      variables: { input: { tenantId, email, name: 'Nora Vance', locale: 'en', roles: ['AGENT'], ...fields } },
    })
  const lastToken = (): string => {
    const source = mail.mails.at(-1)?.source ?? ''
    return /\/invitation\/([\w-]{43})/.exec(plainTextOf(source))?.[1] ?? ''
  }
  const post = async (path: string, body: object, bearer?: string) => {
    const response = await fetch(`${world.url}/invitations/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const peopleOf = async (as: string, tenantId: string): Promise<readonly Person[]> => {
    const { data } = await world.ask({ as, query: PEOPLE, variables: { tenantId } })
    const { edges } = (data as { people: { edges: readonly { node: Person }[] } }).people
    return edges.map((edge) => edge.node)
  }
  const asBearer = (bearer: string, query: string): Promise<Response> =>
    world.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ query }),
    })

  beforeAll(async () => {
    provider = await start()
    mail = await startMailReceiver()
    world = await startApiWorld({
      portBase,
      without: ['kamailio', 'rtpengine', 'media', 'worker'],
      env: { IDENTITY_URL: provider.url, SMTP_URL: mail.url, PORTAL_URL: 'https://portal.example' },
    })
    email = 'nora.vance@clinic.test'
    // A provider that has just started is slow at its first log-in.
    await world.tokenOf('admin-clinic')
  }, 600_000)
  afterAll(async () => {
    await world.close()
    await mail.close()
    await provider.close()
  })

  test('the invitation comes by mail, with the only copy of its token', async () => {
    const { data } = await invite({ queueIds: ['que_clinic-results'], grade: 'STANDARD', employeeNumber: 'W-17' })
    expect(data).toMatchObject({
      invitePerson: { link: expect.stringMatching(/^https:\/\/portal\.example\/invitation\//) as unknown },
    })
    expect(mail.mails.at(-1)?.to).toEqual([email])
    expect(lastToken()).toHaveLength(43)
    expect(plainTextOf(mail.mails.at(-1)?.source ?? '')).toContain('Willow Clinic')
  })

  test('its holder is told who invites, and that a password is to be chosen', async () => {
    const { status, body } = await post('look', { token: lastToken() })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      tenant: { name: 'Willow Clinic 柳叶诊所' },
      email,
      needs: 'password',
      roles: ['agent'],
    })
  })

  test('a wrong token opens nothing', async () => {
    expect((await post('look', { token: 'A'.repeat(43) })).status).toBe(404)
    expect((await post('accept', { token: 'x', name: 'N', password: PASSWORD })).status).toBe(404)
  })

  test('a weak password is refused with what is wrong', async () => {
    const refused = await post('accept', { token: lastToken(), name: 'Nora Vance', password: 'short' })
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { issues: [{ field: 'password', code: 'tooShort' }] } },
    })
  })

  test('accepting makes the log-in, the membership and the agent', async () => {
    const accepted = await post('accept', { token: lastToken(), name: 'Nora Vance', password: PASSWORD })
    expect(accepted.body).toEqual({ accepted: true })
    const nora = (await peopleOf('admin-clinic', CLINIC)).find((person) => person.email === email)
    expect(nora).toMatchObject({ name: 'Nora Vance', roles: ['AGENT'], agent: { id: expect.any(String) as unknown } })
    tokens = await logIn(who(email))
    const viewer = await asBearer(
      tokens.accessToken,
      '{ viewer { memberships { tenant { id } roles } agent { allowedQueues { queues { id } } } } }',
    )
    expect(await viewer.json()).toMatchObject({
      data: {
        viewer: {
          memberships: [{ tenant: { id: CLINIC }, roles: ['AGENT'] }],
          agent: { allowedQueues: [{ queues: [{ id: 'que_clinic-results' }] }] },
        },
      },
    })
  })

  test('an invitation is good once', async () => {
    const again = await post('accept', { token: lastToken(), name: 'Nora Vance', password: PASSWORD })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'invitation.accepted' } } })
  })

  test('one who has a log-in accepts with it, and nobody else can', async () => {
    await invite({ roles: ['REPORT_VIEWER'] }, 'admin-travel', TRAVEL)
    const token = lastToken()
    expect((await post('look', { token })).body).toMatchObject({ needs: 'logIn' })
    expect((await post('accept', { token, name: 'Nora', password: PASSWORD })).status).toBe(401)
    const other = await post('accept', { token }, await world.tokenOf('mei'))
    expect(other).toMatchObject({ status: 403, body: { error: { code: 'invitation.otherPerson' } } })
    expect((await post('accept', { token }, tokens.accessToken)).body).toEqual({ accepted: true })
    const nora = (await peopleOf('admin-travel', TRAVEL)).find((person) => person.email === email)
    expect(nora).toMatchObject({ roles: ['REPORT_VIEWER'], agent: null })
  })

  test('leaving one tenant leaves the other, and the log-in', async () => {
    const nora = (await peopleOf('admin-travel', TRAVEL)).find((person) => person.email === email)
    const removed = await world.ask({
      as: 'admin-travel',
      query: REMOVE,
      variables: { tenantId: TRAVEL, personId: nora?.id },
    })
    expect(removed.data).toMatchObject({ removePerson: { __typename: 'TenantPerson' } })
    tokens = await refresh(who(email), tokens.refreshToken)
    const viewer = await asBearer(tokens.accessToken, '{ viewer { memberships { tenant { id } } } }')
    expect(await viewer.json()).toMatchObject({ data: { viewer: { memberships: [{ tenant: { id: CLINIC } }] } } })
  })

  test('leaving the last one ends everything: the token is refused at once, and cannot be renewed', async () => {
    const nora = (await peopleOf('admin-clinic', CLINIC)).find((person) => person.email === email)
    await world.ask({ as: 'admin-clinic', query: REMOVE, variables: { tenantId: CLINIC, personId: nora?.id } })
    // Every process forgets by a message; the one that answers may have it a moment later than the answer.
    await expect.poll(async () => (await asBearer(tokens.accessToken, '{ viewer { serverTime } }')).status).toBe(403)
    await expect(refresh(who(email), tokens.refreshToken)).rejects.toThrow(/no tokens/)
  })

  test('who comes back is invited again, and logs in with the same password', async () => {
    await invite({ roles: ['LEADER'] })
    const token = lastToken()
    const again = await logIn(who(email))
    expect((await post('accept', { token }, again.accessToken)).body).toEqual({ accepted: true })
    const viewer = await asBearer(again.accessToken, '{ viewer { memberships { roles } agent { id } } }')
    expect(await viewer.json()).toEqual({ data: { viewer: { memberships: [{ roles: ['LEADER'] }], agent: null } } })
  })

  test('a log-in that its provider has closed cannot be used to accept', async () => {
    const { identityAdmin } = world.opened.platform
    const known = await identityAdmin.findByEmail(email)
    await identityAdmin.setEnabled(known?.id ?? '', false)
    await expect(logIn(who(email))).rejects.toThrow(LogInRefusedError)
    await invite({ roles: ['QA'] }, 'admin-travel', TRAVEL)
    expect(await post('look', { token: lastToken() })).toMatchObject({
      status: 409,
      body: { error: { code: 'invitation.blocked' } },
    })
  })

  test('an acceptance that broke off half-way is finished with the same link', async () => {
    const { identityAdmin } = world.opened.platform
    await invite({ email: 'half@clinic.test', name: '李小红', roles: ['QA'] })
    await identityAdmin.create({ email: 'half@clinic.test', name: '李小红', locale: 'zh-CN' })
    const token = lastToken()
    expect((await post('look', { token })).body).toMatchObject({ needs: 'password' })
    expect((await post('accept', { token, name: '李小红', password: PASSWORD })).body).toEqual({ accepted: true })
    expect((await logIn(who('half@clinic.test'))).accessToken).not.toBe('')
  })
}

describe('with the embedded development identity provider', () => {
  invitationContract(async () => startIdentity({ host: '127.0.0.1', port: 0, realm: readRealm(REALM_FILE) }), 5000)
})

const missing = await keycloakIsMissing()
describe.skipIf(missing !== null)(missing === null ? 'with Keycloak' : `with Keycloak (skipped: ${missing})`, () => {
  invitationContract(() => startKeycloak(REALM_FILE), 5030)
})
