import { JOURNAL_STREAM, journalEventSchema } from '@seatline/core'
import type { JournalEvent } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishTenant } from '../config-publisher/publish-snapshots.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { eventually } from '../testing/eventually.ts'
import { toneWav } from '../testing/sounds.ts'

/** Promise: who is put on the black list hears busy from the next call on, who is taken off is let in, and what happened can be read afterwards. */
const TENANT = 'ten_demo-heating'
const NUMBER = '4008001001'
const TRAVEL = 'ten_demo-travel'
const TRAVEL_NUMBER = '4008002002'
const CARRIER_ADDRESS = '127.0.0.9'

let world: ApiWorld
let caller: Caller

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5520, without: ['worker'] })
  const server = { host: '127.0.0.1', port: world.stack.ports.sip }
  caller = await Caller.open({ server, localAddress: CARRIER_ADDRESS, clock: new MediaClock() })
})
afterAll(async () => {
  await caller.close()
  await world.close()
})

/** `answered`, or the SIP status of the refusal. */
async function call(from: string, number = NUMBER): Promise<string> {
  const placed = await caller.place({ number, from })
  const outcome = await placed.outcome
  if (!outcome.answered) return String(outcome.end.status)
  outcome.call.hangUp()
  return 'answered'
}

/** The media node is told of a change beside the answer to it. */
async function callUntil(from: string, wanted: string, number = NUMBER): Promise<void> {
  const deadline = Date.now() + 10_000
  for (let heard = await call(from, number); heard !== wanted; heard = await call(from, number))
    if (Date.now() > deadline) throw new Error(`the caller heard ${heard}, not ${wanted}`)
}

async function rejected(from: string): Promise<JournalEvent | undefined> {
  const entries = await world.opened.redis.xrange(JOURNAL_STREAM, '-', '+')
  return entries
    .map(([, fields]) => journalEventSchema.parse(JSON.parse(fields[1] ?? '')))
    .findLast(({ fact }) => fact.kind === 'call.rejected' && fact.ani === from)
}

const FIELDS = `__typename ... on ListEntry { id number state list requested { by } decided { by note } removed { by note } }
  ... on UserError { code message field } ... on InputRefusedError { issues { field code } }`
const mutation = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { ${FIELDS} } }`
const APPLY = mutation('applyForListEntry', 'ListEntryInput')
const ADD = mutation('addListEntry', 'ListEntryInput')
const DECIDE = mutation('decideListEntry', 'DecideListEntryInput')
const REMOVE = `mutation ($entryId: ID!, $note: String) { removeListEntry(tenantId: "${TENANT}", entryId: $entryId, note: $note) { ${FIELDS} } }`
const IMPORT = `mutation ($input: ImportListEntriesInput!) { importListEntries(input: $input) {
  __typename ... on ListImport { added known issues { line field code } } ... on UserError { code } } }`

type Result = {
  readonly __typename: string
  readonly id: string
  readonly number: string
  readonly state: string
  readonly code: string
  readonly message: string
}

async function change(as: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Result> {
  const { data, text } = await world.ask({ as, query, variables })
  const [result] = Object.values(data ?? {})
  if (result === undefined || result === null) throw new Error(text)
  return result as Result
}

const entry = (number: string, more: object = {}) => ({
  input: { tenantId: TENANT, number, reason: 'Shouts', list: 'BLACK', direction: 'INBOUND', ...more },
})
const decide = (entryId: string, approve: boolean, note = ''): Promise<Result> =>
  change('admin-heating', DECIDE, { input: { tenantId: TENANT, entryId, approve, note } })

describe('a caller', () => {
  test('for whom an agent has applied hears busy after the approval, and is let in after the removal', async () => {
    const from = '13700000001'
    expect(await call(from)).toBe('answered')
    const request = await change('li', APPLY, entry('+86 137 0000 0001'))
    expect(request).toMatchObject({ state: 'REQUESTED', number: from, requested: { by: '李伟' } })
    expect(await call(from)).toBe('answered')
    expect(await decide(request.id, true, 'Yes')).toMatchObject({
      state: 'APPROVED',
      decided: { by: '陈静', note: 'Yes' },
    })
    await callUntil(from, '486')
    await eventually('the refusal is in the journal', async () => (await rejected(from)) !== undefined)
    expect((await rejected(from))?.fact).toMatchObject({ reason: 'callerBlocked', sipStatus: 486, dnis: NUMBER })
    expect((await rejected(from))?.tenantId).toBe(TENANT)
    const removed = await change('admin-heating', REMOVE, { entryId: request.id, note: 'Apologised' })
    expect(removed).toMatchObject({ state: 'REMOVED', decided: { note: 'Yes' }, removed: { note: 'Apologised' } })
    await callUntil(from, 'answered')
  })

  test('of a range that is shut out is let in by the white list, and others of the range are not', async () => {
    await change('admin-heating', ADD, entry('0137 1111*'))
    await callUntil('013711110001', '486')
    await change('admin-heating', ADD, entry('+8613711110002', { list: 'WHITE' }))
    await callUntil('13711110002', 'answered')
    expect(await call('13711110003')).toBe('486')
  })

  test('is let in again when the entry has ended, without anybody doing anything', async () => {
    const expiresAt = new Date(Date.now() + 3_000).toISOString()
    await change('admin-heating', ADD, entry('13722220001', { expiresAt }))
    await callUntil('13722220001', '486')
    await callUntil('13722220001', 'answered')
  })

  test('is let in when the tenant gives back what brings the lists', async () => {
    const blocked = { tenantId: TRAVEL, number: '13733330001', reason: 'Shouts', list: 'BLACK', direction: 'INBOUND' }
    await change('admin-travel', ADD, { input: blocked })
    await callUntil('13733330001', '486', TRAVEL_NUMBER)
    await endAllSeats(TRAVEL)
    await callUntil('13733330001', 'answered', TRAVEL_NUMBER)
    const refused = { code: 'feature.notRented', __typename: 'LimitReachedError' }
    const input = { ...blocked, number: '13733330002' }
    expect(await change('jonas', APPLY, { input })).toMatchObject(refused)
    expect(await change('admin-travel', ADD, { input })).toMatchObject(refused)
    const query = `{ tenant(id: "${TRAVEL}") { listsLocked { code } } }`
    expect((await world.ask({ as: 'admin-travel', query })).data).toEqual({
      tenant: { listsLocked: { code: 'feature.notRented' } },
    })
  })
})

/** As of long ago, and told to the media plane. */
async function endAllSeats(tenantId: string): Promise<void> {
  const { database, redis, now } = world.opened.platform
  await database.withTenants({ tenantIds: [tenantId], operator: true }, (tx) =>
    tx.seatSubscription.updateMany({ where: { tenantId }, data: { untilDay: new Date('2025-06-02T00:00:00Z') } }),
  )
  const published = await publishTenant({ database, redis, now, publishedBy: null }, tenantId)
  if (!published.ok) throw new Error(JSON.stringify(published.error))
}

describe('a request', () => {
  test('is decided once, refused with a reason, and asked for once', async () => {
    const request = await change('li', APPLY, entry('13744440001'))
    expect(await change('mei', APPLY, entry('0137 4444 0001'))).toMatchObject({
      issues: [{ field: 'number', code: 'listEntry.requestedAlready' }],
    })
    expect(await decide(request.id, false)).toMatchObject({ issues: [{ field: 'note', code: 'required' }] })
    expect(await decide(request.id, false, 'A customer')).toMatchObject({ state: 'REFUSED' })
    expect(await decide(request.id, true)).toMatchObject({ code: 'listEntry.decided' })
    expect(await change('li', APPLY, entry('13744440001'))).toMatchObject({ state: 'REQUESTED' })
  })

  test('is told everything that is wrong with it', async () => {
    const input = { ...entry('138*0000', { reason: ' ', expiresAt: '2020-01-01T00:00:00Z' }) }
    expect(await change('li', APPLY, input)).toMatchObject({
      issues: [
        { field: 'number', code: 'pattern.starInside' },
        { field: 'reason', code: 'required' },
        { field: 'expiresAt', code: 'expiry.past' },
      ],
    })
    const foreign = entry('13744440002', { callId: 'cal_of-nobody' })
    expect(await change('li', APPLY, foreign)).toMatchObject({ __typename: 'NotFoundError' })
  })

  test('is decided by nobody who may only ask, and seen by no stranger', async () => {
    const request = await change('li', APPLY, entry('13744440003'))
    const input = { tenantId: TENANT, entryId: request.id, approve: true }
    expect(await change('li', DECIDE, { input })).toMatchObject({ __typename: 'ForbiddenError' })
    expect(await change('li', ADD, entry('13744440004'))).toMatchObject({ __typename: 'ForbiddenError' })
    expect(await change('admin-travel', DECIDE, { input })).toMatchObject({ __typename: 'NotFoundError' })
    const own = { input: { ...input, tenantId: TRAVEL } }
    expect(await change('admin-travel', DECIDE, own)).toMatchObject({ __typename: 'NotFoundError' })
    const node = { as: 'admin-travel', query: `{ node(id: "${request.id}") { id } }` }
    expect((await world.ask(node)).data).toEqual({ node: null })
  })

  test('and every act after it is in the audit, with who, before and after', async () => {
    const request = await change('li', APPLY, entry('13744440005'))
    await decide(request.id, true, 'Yes')
    await change('admin-heating', REMOVE, { entryId: request.id, note: 'No longer' })
    const acts = await world.opened.platform.database.withTenants({ tenantIds: [TENANT] }, (tx) =>
      tx.auditEvent.findMany({ where: { tenantId: TENANT, subjectId: request.id }, orderBy: { at: 'asc' } }),
    )
    expect(acts).toMatchObject([
      { action: 'listEntry.request', actorName: '李伟', before: null, after: { state: 'requested' } },
      { action: 'listEntry.approve', actorName: '陈静', before: { state: 'requested' }, after: { state: 'approved' } },
      { action: 'listEntry.remove', reason: 'No longer', before: { state: 'approved' }, after: { state: 'removed' } },
    ])
  })
})

describe('a file of numbers', () => {
  const importFile = (csv: string, onlyCheck: boolean): Promise<Result> =>
    change('admin-heating', IMPORT, {
      input: { tenantId: TENANT, csv, list: 'BLACK', reason: 'From a file', onlyCheck },
    })
  const FILE = [
    '号码,名单,方向,原因,到期',
    '+86 137 5555 0001,黑名单,呼入,骚扰,2099-12-31',
    '0137 5555 0001,,,,',
    '13755550002,white,both,"Partner, since 2020",',
    '137*5,black,inbound,,',
    '13755550003,grey,sideways,,yesterday',
  ].join('\r\n')
  const expected = {
    added: 2,
    known: 1,
    issues: [
      { line: 5, field: 'number', code: 'pattern.starInside' },
      { line: 6, field: 'list', code: 'list.unknown' },
      { line: 6, field: 'direction', code: 'direction.unknown' },
      { line: 6, field: 'until', code: 'expiry.notADate' },
    ],
  }

  test('is checked without being kept, and then kept without its wrong lines', async () => {
    expect(await importFile(FILE, true)).toMatchObject(expected)
    expect(await importFile(FILE, true)).toMatchObject(expected)
    expect(await importFile(FILE, false)).toMatchObject(expected)
    expect(await importFile(FILE, false)).toMatchObject({ added: 0, known: 3 })
    await callUntil('13755550001', '486')
  })

  test('without a column of numbers is refused as a whole', async () => {
    expect(await importFile('name\r\nx', true)).toMatchObject({ issues: [{ line: 1, code: 'file.noNumber' }] })
  })
})

describe('a prompt', () => {
  test('that was uploaded is what the next caller hears', async () => {
    const token = await world.tokenOf('admin-heating')
    const uploaded = await fetch(`${world.url}/prompts/drafts?tenantId=${TENANT}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new Uint8Array(toneWav(950, 5)),
    })
    const { draft } = (await uploaded.json()) as { readonly draft: { readonly id: string } }
    const UPDATE = `mutation ($input: UpdatePromptInput!) { updatePrompt(input: $input) { __typename ... on Prompt { id } } }`
    const input = {
      tenantId: TENANT,
      promptId: 'prm_heating-greeting',
      draftId: draft.id,
      name: 'greeting',
      kind: 'SPEECH',
      locale: 'zh-CN',
    }
    expect(await change('admin-heating', UPDATE, { input })).toMatchObject({ __typename: 'Prompt' })
    const deadline = Date.now() + 20_000
    let heardAt: number | null = null
    while (heardAt === null && Date.now() < deadline) heardAt = await hearTone(950)
    expect(heardAt).not.toBeNull()
  })
})

async function hearTone(hz: number): Promise<number | null> {
  const placed = await caller.place({ number: NUMBER, from: '13766660001', watchHz: [hz] })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error(`the call failed [status:${String(outcome.end.status)}]`)
  const heardAt = await outcome.call.audio.ear.waitForTone(hz, 4_000, 0)
  outcome.call.hangUp()
  return heardAt
}
