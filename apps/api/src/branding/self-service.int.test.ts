import { JOURNAL_STREAM, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { tell, waitingCall } from '../testing/call-story.ts'
import type { CallStory } from '../testing/call-story.ts'

/** Promise: words, scripts, announcements and the brand are the tenant's own to change, and take effect at once. */
const TRAVEL = 'ten_demo-travel'
let world: ApiWorld

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5_430, without: ['kamailio', 'rtpengine', 'media'] })
})
afterAll(async () => {
  await world.close()
})

type Result = Readonly<Record<string, unknown>>
const FAULTS =
  '... on InputRefusedError { issues { field code } } ... on ForbiddenError { code } ... on NotFoundError { code } ... on InvalidInputError { code field }'

async function change(as: string, field: string, input: object, wanted: string): Promise<Result> {
  const names: Readonly<Record<string, string>> = {
    setCodeArchived: 'ArchiveCode',
    setAnnouncementEnabled: 'SwitchAnnouncement',
  }
  const type = names[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`
  const query = `mutation ($input: ${type}Input!) { result: ${field}(input: $input) { __typename ${wanted} ${FAULTS} } }`
  const answer = await world.ask({ as, query, variables: { input } })
  expect(answer.errors, answer.text).toEqual([])
  return answer.data?.['result'] as Result
}

async function tenant(as: string, wanted: string): Promise<Result> {
  const { data, text } = await world.ask({ as, query: `{ tenant(id: "${TRAVEL}") { ${wanted} } }` })
  if (data?.['tenant'] === null || data?.['tenant'] === undefined) throw new Error(text)
  return data['tenant'] as Result
}

async function snapshot(): Promise<TenantSnapshot> {
  const text = await world.opened.redis.hget(TENANT_SNAPSHOTS, TRAVEL)
  return tenantSnapshotSchema.parse(JSON.parse(text ?? 'null') as unknown)
}

describe('reasons and outcomes', () => {
  const onCode = '... on Code { id name archived position }'

  test('are made, renamed, put in order, and offered in that order', async () => {
    const place = { tenantId: TRAVEL, kind: 'REASON' }
    const made = await change('admin-travel', 'createCode', { ...place, name: 'Coaching' }, onCode)
    await change('admin-travel', 'renameCode', { ...place, id: made['id'], name: 'Feedback' }, onCode)
    const ids = [made['id'], 'rsn_travel-3', 'rsn_travel-2', 'rsn_travel-1']
    await change('admin-travel', 'orderCodes', { ...place, ids }, '... on OrderedCodes { codes { id } }')
    expect((await tenant('jonas', 'reasons { label }'))['reasons']).toEqual(
      ['Feedback', 'Training', 'Meal', 'Break'].map((label) => ({ label })),
    )
    const stale = { ...place, ids: ids.slice(1) }
    expect((await change('admin-travel', 'orderCodes', stale, ''))['issues']).toEqual([
      { field: 'ids', code: 'code.listChanged' },
    ])
  })

  test('are archived, never deleted, and keep their name for themselves', async () => {
    const code = { tenantId: TRAVEL, kind: 'DISPOSITION', id: 'dsp_travel-5' }
    await change('admin-travel', 'setCodeArchived', { ...code, archived: true }, onCode)
    const offered = (await tenant('jonas', 'dispositions { id }'))['dispositions']
    expect(offered).not.toContainEqual({ id: 'dsp_travel-5' })
    const kept = (await tenant('admin-travel', 'codes(kind: DISPOSITION) { id archived }'))['codes']
    expect(kept).toContainEqual({ id: 'dsp_travel-5', archived: true })
    const same = { tenantId: TRAVEL, kind: 'DISPOSITION', name: 'wrong NUMBER' }
    expect((await change('admin-travel', 'createCode', same, onCode))['issues']).toEqual([
      { field: 'name', code: 'code.nameArchived' },
    ])
    expect(await change('admin-travel', 'setCodeArchived', { ...code, archived: false }, onCode)).toMatchObject({
      archived: false,
    })
  })

  test('are the administrator alone to change', async () => {
    const input = { tenantId: TRAVEL, kind: 'REASON', name: 'Nap' }
    expect((await change('jonas', 'createCode', input, onCode))['code']).toBe('forbidden')
    expect((await change('admin-heating', 'createCode', input, onCode))['code']).toBe('notFound')
  })
})

describe('scripts', () => {
  const onScript = '... on Script { id name situation body queue { id } }'
  const script = { tenantId: TRAVEL, name: 'Delay', situation: 'COMPLAINT', body: '{{brand}} is sorry.' }

  test('may hold the fields that there are, and no others', async () => {
    const wrong = { ...script, body: 'That is {{price}} for {{Brand}}.', queueId: 'que_heating-repair' }
    expect((await change('admin-travel', 'createScript', wrong, onScript))['issues']).toEqual([
      { field: 'body', code: 'script.unknownField' },
      { field: 'body', code: 'script.unknownField' },
    ])
    const foreign = { ...script, queueId: 'que_heating-repair' }
    expect((await change('admin-travel', 'createScript', foreign, onScript))['issues']).toEqual([
      { field: 'queueId', code: 'notFound' },
    ])
  })

  test('are shown to the agent on a call, filled in, those of the queue and of all', async () => {
    const forQueue = { ...script, name: 'For changes', queueId: 'que_travel-changes' }
    await change('admin-travel', 'createScript', script, onScript)
    await change('admin-travel', 'createScript', forQueue, onScript)
    const story = {
      callId: 'cal_travel-with-script',
      tenantId: TRAVEL,
      didId: 'did_travel',
      flowId: 'ivr_travel',
      flowVersionId: 'ivv_travel-1',
      queueId: 'que_travel-booking',
      agentId: 'agt_jonas',
      ani: '+447946000777',
      dnis: '4008002002',
      arrivesAt: Date.now() - 60_000,
    }
    const redis = new Redis(world.stack.redisUrl)
    await tell(redis, story, [...waitingCall(story), ...keyedIn(story.callId)])
    await redis.xadd(JOURNAL_STREAM, '*', 'event', JSON.stringify(ringing(story)))
    redis.disconnect()
    const query =
      '{ agentDesktop { call { variables { name value } menuPath { nodeId digits } scripts { name text situation } } } }'
    const asked = async (): Promise<unknown> => (await world.ask({ as: 'jonas', query })).data?.['agentDesktop']
    await expect.poll(asked, { timeout: 20_000 }).not.toEqual({ call: null })
    const { call } = (await asked()) as { call: { scripts: Result[]; variables: Result[]; menuPath: Result[] } }
    // Rung, not answered yet: what the menu found out is there, what it keeps from agents is not, in no place.
    expect(call.variables).toEqual([
      { name: 'bookingState', value: 'confirmed' },
      { name: 'name', value: 'Ms. Wang' },
    ])
    expect(call.menuPath).toContainEqual({ nodeId: 'birthday', digits: null })
    expect(JSON.stringify(call)).not.toContain('19900117')
    expect(call.scripts.map(({ name }) => name)).toEqual([
      'Welcome',
      'Find the booking',
      'A moment, please',
      'Delay',
      'Farewell',
    ])
    expect(call.scripts.slice(0, 2)).toMatchObject([
      { text: 'Meridian Travel, good day, this is Jonas Weber. Where would you like to go?', situation: 'GREETING' },
      { text: expect.stringContaining('calling from +447946000777:') as unknown },
    ])
  })
})

/** The agent's phone rings for the call. */
/** A birthday that the queue's step keeps from the agent, and what a look-up and a service found. */
const keyedIn = (callId: string): Parameters<typeof tell>[2] => {
  const facts = [
    { kind: 'ivr.nodeEntered', callId, nodeId: 'birthday', nodeKind: 'collect', label: 'Birthday' },
    { kind: 'ivr.digitsCollected', callId, nodeId: 'birthday', digits: '19900117', variable: 'birthday' },
    { kind: 'ivr.variablesShown', callId, variables: { name: 'Ms. Wang', bookingState: 'confirmed' } },
  ]
  return facts.map((fact) => ({ atMs: 5_500, fact }))
}

const ringing = ({ callId, queueId, agentId, tenantId }: CallStory): object => ({
  v: 1,
  eventId: 'evt_ringing-with-script',
  at: Date.now(),
  tenantId: 'ten_operator',
  nodeId: 'media-1',
  epoch: 1,
  subject: { kind: 'agent', id: agentId },
  seq: 1,
  fact: {
    kind: 'agent.stateChanged',
    agentId,
    from: { kind: 'ready' },
    to: { kind: 'ringing', callId },
    servedTenantId: tenantId,
    queueId,
  },
})

describe('announcements', () => {
  const onAnnouncement = '... on Announcement { id name state forAllNumbers numbers { id } }'
  const strike = { tenantId: TRAVEL, id: 'ann_travel-strike' }

  test('are switched on with one press, and the media plane has them at once', async () => {
    const on = { ...strike, enabled: true }
    expect(await change('admin-travel', 'setAnnouncementEnabled', on, onAnnouncement)).toMatchObject({ state: 'NOW' })
    expect((await snapshot()).announcements).toMatchObject([{ announcementId: 'ann_travel-strike', didIds: [] }])
    const off = { ...strike, enabled: false }
    expect(await change('admin-travel', 'setAnnouncementEnabled', off, onAnnouncement)).toMatchObject({ state: 'OFF' })
    expect((await snapshot()).announcements).toEqual([])
  })

  test('say when callers will hear them', async () => {
    const content = {
      ...strike,
      name: 'Strike',
      promptId: 'prm_travel-notice',
      didIds: ['did_travel'],
      enabled: true,
      thenHangUp: false,
    }
    const later = { ...content, startsAt: '2099-01-01T00:00:00.000Z' }
    expect(await change('admin-travel', 'updateAnnouncement', later, onAnnouncement)).toMatchObject({
      state: 'SCHEDULED',
      forAllNumbers: false,
    })
    const over = { ...content, endsAt: '2020-01-01T00:00:00.000Z' }
    expect(await change('admin-travel', 'updateAnnouncement', over, onAnnouncement)).toMatchObject({ state: 'OVER' })
    const wrong = {
      ...later,
      endsAt: '2098-01-01T00:00:00.000Z',
      promptId: 'prm_heating-full',
      didIds: ['did_heating'],
    }
    expect((await change('admin-travel', 'updateAnnouncement', wrong, onAnnouncement))['issues']).toEqual([
      { field: 'promptId', code: 'notFound' },
      { field: 'didIds', code: 'notFound' },
      { field: 'endsAt', code: 'announcement.endsBeforeStart' },
    ])
  })
})

describe('the brand', () => {
  const onBranding = '... on Branding { brandName brandColor contrast logoUrl timeZone locale }'
  const brand = {
    tenantId: TRAVEL,
    name: 'Meridian Travel Ltd',
    brandName: 'Meridian',
    brandColor: '#0369A1',
    locale: 'en',
    timeZone: 'Europe/Rome',
  }

  test('is published, and everybody sees it', async () => {
    expect(await change('admin-travel', 'updateBranding', brand, onBranding)).toMatchObject({ brandColor: '#0369a1' })
    expect(await snapshot()).toMatchObject({ name: 'Meridian', timeZone: 'Europe/Rome' })
    await expect.poll(async () => (await tenant('jonas', 'brand { name }'))['brand']).toEqual({ name: 'Meridian' })
  })

  test('is refused when nobody could see it, or it means nothing', async () => {
    const wrong = { ...brand, brandName: '', brandColor: '#ffff00', timeZone: 'Mars/Olympus', locale: 'fr' }
    expect((await change('admin-travel', 'updateBranding', wrong, onBranding))['issues']).toEqual([
      { field: 'brandName', code: 'required' },
      { field: 'brandColor', code: 'color.contrast' },
      { field: 'locale', code: 'invalid' },
      { field: 'timeZone', code: 'timeZone.unknown' },
    ])
  })

  const put = async (as: string | null, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    fetch(`${world.url}/logos/${TRAVEL}`, {
      method: 'PUT',
      body,
      headers: {
        'content-type': 'image/svg+xml',
        ...(as === null ? {} : { authorization: `Bearer ${await world.tokenOf(as)}` }),
      },
    })

  test('has a logo that runs nothing, under a name that nobody can guess', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><path d="M0 0"/></svg>'
    const answer = await put('admin-travel', svg)
    const { logoUrl } = (await answer.json()) as { logoUrl: string }
    expect(answer.status).toBe(200)
    expect(logoUrl).toMatch(/^\/logos\/ten_demo-travel\/[a-f0-9]{40}\.svg$/)
    const logo = await fetch(`${world.url}${logoUrl}`)
    expect(await logo.text()).toBe('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"></path></svg>')
    expect(logo.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(logo.headers.get('content-security-policy')).toContain('sandbox')
    expect(logo.headers.get('x-content-type-options')).toBe('nosniff')
    expect(logo.headers.get('content-type')).toContain('image/svg+xml')
    await expect.poll(async () => (await tenant('jonas', 'brand { logoUrl }'))['brand']).toEqual({ logoUrl })
  })

  test('has a logo that only its administrator sets, and that is a picture', async () => {
    expect((await put(null, '<svg/>')).status).toBe(401)
    expect((await put('jonas', '<svg/>')).status).toBe(403)
    expect((await put('admin-heating', '<svg/>')).status).toBe(404)
    const page = await put('admin-travel', '<html></html>')
    expect(page.status).toBe(422)
    expect(await page.json()).toMatchObject({ issues: [{ field: 'logo', code: 'logo.format' }] })
    expect((await put('admin-travel', new Uint8Array(300 * 1024))).status).toBe(413)
  })

  test.each([
    '/logos/ten_demo-travel/',
    '/logos/ten_demo-travel/0000000000000000000000000000000000000000.svg',
    '/logos/ten_demo-travel/..%2f..%2fsecrets.json',
    '/logos/..%2Fprompts/x.svg',
  ])('gives nothing at %s', async (path) => {
    expect((await fetch(`${world.url}${path}`)).status).toBe(404)
  })
})

test("a person's language is the person's own, on every computer", async () => {
  const query = 'mutation { setOwnLanguage(locale: "zh-CN") { __typename ... on OwnLanguage { locale } } }'
  expect((await world.ask({ as: 'jonas', query })).data).toMatchObject({ setOwnLanguage: { locale: 'zh-CN' } })
  const viewer = { as: 'jonas', query: '{ viewer { person { locale } } }' }
  await expect.poll(async () => (await world.ask(viewer)).data).toEqual({ viewer: { person: { locale: 'zh-CN' } } })
})
