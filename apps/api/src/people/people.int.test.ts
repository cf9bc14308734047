import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { startMailReceiver } from './testing/mail-receiver.ts'
import type { MailReceiver } from './testing/mail-receiver.ts'

const HEATING = 'ten_demo-heating'
const TRAVEL = 'ten_demo-travel'
const OPERATOR = 'ten_operator'
const SENT = `__typename
  ... on SentInvitation { link invitation { id state sentAt sendProblem } }
  ... on InputRefusedError { issues { field code } }
  ... on UserError { code }`
const INVITE = `mutation ($input: InvitePersonInput!) { result: invitePerson(input: $input) { ${SENT} } }`
const RESEND = `mutation ($tenantId: ID!, $invitationId: ID!) { result: resendInvitation(tenantId: $tenantId, invitationId: $invitationId) { ${SENT} } }`
const WITHDRAW = `mutation ($tenantId: ID!, $invitationId: ID!) { result: withdrawInvitation(tenantId: $tenantId, invitationId: $invitationId) { __typename ... on UserError { code } } }`
const CHANGE = `mutation ($input: ChangePersonInput!) { result: changePerson(input: $input) {
  __typename ... on TenantPerson { roles agent { id } branch { id } } ... on InputRefusedError { issues { field code } } ... on UserError { code }
} }`
const REMOVE = `mutation ($tenantId: ID!, $personId: ID!) { result: removePerson(tenantId: $tenantId, personId: $personId) { __typename ... on UserError { code } } }`
const PEOPLE = `query ($tenantId: ID!, $filter: PeopleFilter) { people(tenantId: $tenantId, filter: $filter) { totalCount edges { node { id name roles } } } }`

type Result = {
  readonly __typename: string
  readonly code?: string
  readonly link?: string
  readonly invitation?: { readonly id: string; readonly sendProblem: string | null; readonly sentAt: string | null }
  readonly issues?: readonly { readonly field: string; readonly code: string }[]
}

let world: ApiWorld
let mail: MailReceiver

beforeAll(async () => {
  mail = await startMailReceiver()
  world = await startApiWorld({
    portBase: 5030,
    without: ['kamailio', 'rtpengine', 'media', 'worker'],
    env: { SMTP_URL: mail.url },
  })
}, 120_000)
afterAll(async () => {
  await world.close()
  await mail.close()
})

async function act(as: string, query: string, variables: object): Promise<Result> {
  const answer = await world.ask({ as, query, variables: { ...variables } })
  const result = (answer.data as { readonly result?: Result } | null)?.result
  if (result === undefined) throw new Error(answer.text)
  return result
}
const invite = (as: string, input: object): Promise<Result> =>
  act(as, INVITE, { input: { tenantId: HEATING, name: '周敏', locale: 'zh-CN', roles: ['QA'], ...input } })
const look = (link: string | undefined): Promise<Response> =>
  fetch(`${world.url}/invitations/look`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link?.split('/').at(-1) }),
  })
const ownAudit = async (tenantId: string): Promise<string> => {
  const rows = await world.opened.platform.database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.auditEvent.findMany({ where: { tenantId }, orderBy: { at: 'desc' } }),
  )
  return JSON.stringify(rows)
}

describe('an invitation', () => {
  test('says everything that is wrong at once, each at its field', async () => {
    const refused = await invite('admin-heating', { email: 'not an address', name: ' ', roles: [] })
    expect(refused.issues?.map((issue) => issue.field).toSorted()).toEqual(['email', 'name', 'roles'])
  })

  test('is not for one who is here, and not made twice', async () => {
    expect((await invite('admin-heating', { email: 'LI@seatline.test' })).issues).toEqual([
      { field: 'email', code: 'alreadyMember' },
    ])
    await invite('admin-heating', { email: 'twice@heating.test' })
    expect((await invite('admin-heating', { email: 'twice@heating.test' })).issues).toEqual([
      { field: 'email', code: 'alreadyInvited' },
    ])
  })

  test("gives a client's people no role of the operator, and the operator's people none of a client", async () => {
    const notOffered = [{ field: 'roles', code: 'notOffered' }]
    const byClient = await invite('admin-heating', { email: 'a@heating.test', roles: ['OPERATOR_ADMIN'] })
    expect(byClient.issues).toEqual(notOffered)
    const ofOperator = { tenantId: OPERATOR, email: 'b@harbor.test' }
    expect((await invite('operator', { ...ofOperator, roles: ['ADMIN'] })).issues).toEqual(notOffered)
    expect((await invite('operator', { ...ofOperator, roles: ['OPERATOR_FINANCE'] })).link).toBeDefined()
  })

  test('whose mail is refused is kept with the reason, and can be sent again', async () => {
    mail.refuse = 'mailbox unavailable'
    const failed = await invite('admin-heating', { email: 'late@heating.test' })
    expect(failed.invitation?.sendProblem).toMatch(/mailbox unavailable/)
    mail.refuse = null
    const again = await act('admin-heating', RESEND, { tenantId: HEATING, invitationId: failed.invitation?.id })
    expect(again.invitation).toMatchObject({ sendProblem: null, sentAt: expect.any(String) as unknown })
    expect((await look(failed.link)).status).toBe(404)
    expect((await look(again.link)).status).toBe(200)
  })

  test('that is withdrawn opens nothing', async () => {
    const sent = await invite('admin-heating', { email: 'gone@heating.test' })
    await act('admin-heating', WITHDRAW, { tenantId: HEATING, invitationId: sent.invitation?.id })
    expect((await look(sent.link)).status).toBe(409)
    const resent = await act('admin-heating', RESEND, { tenantId: HEATING, invitationId: sent.invitation?.id })
    expect(resent.code).toBe('invitation.withdrawn')
  })

  test('is made by those who may', async () => {
    expect((await invite('li', { email: 'c@heating.test' })).code).toBe('forbidden')
    expect((await invite('admin-travel', { email: 'c@heating.test' })).code).toBe('notFound')
    expect((await invite('finance', { email: 'c@heating.test' })).code).toBe('forbidden')
  })
})

describe('the people of a tenant', () => {
  test('are listed without a word of other tenants', async () => {
    const { text } = await world.ask({ as: 'admin-heating', query: PEOPLE, variables: { tenantId: HEATING } })
    expect(text).toContain('Mei Lin')
    for (const other of [OPERATOR, TRAVEL, 'Jonas', 'Harbor']) expect(text).not.toContain(other)
  })

  test('are found by text and role', async () => {
    const filter = { text: 'mei@', role: 'AGENT' }
    const { data } = await world.ask({ as: 'admin-heating', query: PEOPLE, variables: { tenantId: HEATING, filter } })
    expect(data).toMatchObject({ people: { totalCount: 1, edges: [{ node: { id: 'usr_mei' } }] } })
  })

  test('one who takes calls no more is no agent any more, and the audit says what was before', async () => {
    const input = { tenantId: TRAVEL, personId: 'usr_jonas', roles: ['LEADER'] }
    expect(await act('admin-travel', CHANGE, { input })).toMatchObject({ roles: ['LEADER'] })
    const audit = await ownAudit(TRAVEL)
    expect(audit).toContain('person.changeRoles')
    expect(audit).toContain('"roles":["agent"]')
  })

  test('one who looks after a branch manages nobody of the head office, and invites into the branch', async () => {
    const { data } = await world.ask({
      as: 'admin-heating',
      query: `{ tenant(id: "${HEATING}") { branches { id } } }`,
    })
    const branchId = (data as { tenant: { branches: { id: string }[] } }).tenant.branches[0]?.id
    await act('admin-heating', CHANGE, { input: { tenantId: HEATING, personId: 'usr_li', roles: ['ADMIN'], branchId } })
    const other = { tenantId: HEATING, personId: 'usr_admin-heating', roles: ['QA'] }
    await expect
      .poll(async () => (await act('li', CHANGE, { input: other })).code, { timeout: 10_000 })
      .toBe('notFound')
    expect((await invite('li', { email: 'd@heating.test' })).issues).toEqual([
      { field: 'branchId', code: 'otherBranch' },
    ])
    expect((await invite('li', { email: 'd@heating.test', branchId })).link).toBeDefined()
  })

  test('the last administrator of the whole company stays one', async () => {
    const input = { tenantId: HEATING, personId: 'usr_admin-heating', roles: ['QA'] }
    expect((await act('admin-heating', CHANGE, { input })).code).toBe('person.lastAdmin')
    const gone = await act('operator', REMOVE, { tenantId: HEATING, personId: 'usr_admin-heating' })
    expect(gone.code).toBe('person.lastAdmin')
  })

  test('who leaves the operator leaves the clients that were served, and each client is told', async () => {
    expect(await act('operator', REMOVE, { tenantId: OPERATOR, personId: 'usr_mei' })).toMatchObject({
      __typename: 'TenantPerson',
    })
    const { text } = await world.ask({ as: 'admin-heating', query: PEOPLE, variables: { tenantId: HEATING } })
    expect(text).not.toContain('Mei Lin')
    expect(await ownAudit(HEATING)).toContain('person.remove')
    await expect.poll(async () => (await world.ask({ as: 'mei', query: '{ viewer { serverTime } }' })).status).toBe(403)
  })
})

test('whoever asks too often has to wait', async () => {
  const statuses: number[] = []
  for (let index = 0; index < 40; index += 1) statuses.push((await look('A'.repeat(43))).status)
  expect(statuses.at(-1)).toBe(429)
})
