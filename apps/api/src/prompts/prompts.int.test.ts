import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tenantSnapshotSchema, TENANT_SNAPSHOTS } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { amrNoise, levelOf, toneShare } from '../testing/sounds.ts'

/** Promise: whatever sound a tenant's administrator brings, callers hear it at one level; what is no sound is refused in words; and only they hear it. */
const TENANT = 'ten_demo-heating'
const run = promisify(execFile)

let world: ApiWorld
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'seatline-sounds-'))
  world = await startApiWorld({ portBase: 5500, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
})
afterAll(async () => {
  await world.close()
  await rm(directory, { recursive: true, force: true })
})

/** A file made by ffmpeg, as people have them. */
async function make(name: string, ...args: readonly string[]): Promise<string> {
  const path = join(directory, name)
  await run('ffmpeg', ['-v', 'error', '-y', ...args, path])
  return path
}
const tone = (hz: number, seconds: number, gain = 1): readonly string[] => [
  ...[
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=${String(gain)}*sin(${String(hz)}*2*PI*t)|${String(gain)}*sin(${String(hz)}*2*PI*t):d=${String(seconds)}:s=44100`,
  ],
]

type Draft = { readonly id: string; readonly durationMs: number; readonly sizeBytes: number; readonly audioUrl: string }
type Uploaded = {
  readonly status: number
  readonly draft?: Draft
  readonly errors?: readonly { readonly field: string | null; readonly code: string; readonly message: string }[]
}

async function upload(
  body: BodyInit,
  { as = 'admin-heating', query = `tenantId=${TENANT}` }: { readonly as?: string | null; readonly query?: string } = {},
): Promise<Uploaded> {
  const init: RequestInit & { readonly duplex: 'half' } = {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      ...(as === null ? {} : { authorization: `Bearer ${await world.tokenOf(as)}` }),
    },
    body,
    duplex: 'half',
  }
  const response = await fetch(`${world.url}/prompts/drafts?${query}`, init)
  return { status: response.status, ...((await response.json()) as Omit<Uploaded, 'status'>) }
}
const uploadFile = async (path: string, query?: string): Promise<Uploaded> =>
  upload(new Uint8Array(await readFile(path)), query === undefined ? {} : { query })

async function draftOf(path: string): Promise<Draft> {
  const { draft, errors } = await uploadFile(path)
  if (draft === undefined) throw new Error(`the upload was refused: ${JSON.stringify(errors)}`)
  return draft
}

async function hear(audioUrl: string): Promise<Buffer> {
  const response = await fetch(`${world.url}${audioUrl}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('audio/wav')
  return Buffer.from(await response.arrayBuffer())
}

async function published(): Promise<TenantSnapshot> {
  return tenantSnapshotSchema.parse(JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, TENANT)) ?? '{}'))
}

const CREATE = `mutation ($input: CreatePromptInput!) { createPrompt(input: $input) {
  __typename ... on Prompt { id name durationMs source originalName audioUrl uses { kind } }
  ... on UserError { code message field } ... on InputRefusedError { issues { field code } } } }`
const UPDATE = `mutation ($input: UpdatePromptInput!) { updatePrompt(input: $input) {
  __typename ... on Prompt { id name durationMs audioUrl } ... on UserError { code message } } }`
const ARCHIVE = `mutation ($promptId: ID!) { archivePrompt(tenantId: "${TENANT}", promptId: $promptId) {
  __typename ... on Prompt { id } ... on UserError { code message } } }`

async function change<T>(query: string, variables: object, as = 'admin-heating'): Promise<T> {
  const { data, text } = await world.ask({ as, query, variables: { ...variables } })
  const [result] = Object.values(data ?? {})
  if (result === undefined || result === null) throw new Error(text)
  return result as T
}
type Made = {
  readonly __typename: string
  readonly id: string
  readonly code: string
  readonly message: string
  readonly audioUrl: string
  readonly source: string
  readonly issues: readonly { readonly field: string; readonly code: string }[]
}
const create = (draftId: string, name: string): Promise<Made> =>
  change(CREATE, { input: { tenantId: TENANT, draftId, name, kind: 'SPEECH', locale: 'zh-CN' } })

describe('a sound of any common format', () => {
  test.each([
    ['wav', 'tone.wav', []],
    ['24 bit wav at 48 kHz', 'tone24.wav', ['-ar', '48000', '-c:a', 'pcm_s24le']],
    ['mp3', 'tone.mp3', ['-b:a', '96k']],
    ['m4a', 'tone.m4a', []],
    ['aac', 'tone.aac', []],
    ['ogg', 'tone.ogg', ['-c:a', 'libvorbis']],
    ['opus', 'tone.opus', ['-c:a', 'libopus']],
    ['webm', 'tone.webm', ['-c:a', 'libopus']],
    ['flac', 'tone.flac', []],
  ] as const)('%s becomes 8 kHz mono with the tone in it', async (_, name, args) => {
    const path = await make(name, ...tone(440, 2, 0.05), ...args)
    const { status, draft } = await uploadFile(path)
    expect(status).toBe(201)
    expect(Math.abs((draft?.durationMs ?? 0) - 2_000)).toBeLessThan(100)
    const wav = await hear(draft?.audioUrl ?? '')
    expect(wav.readUInt32LE(24)).toBe(8_000)
    expect([wav.readUInt16LE(22), wav.readUInt16LE(34)]).toEqual([1, 16])
    expect(toneShare(wav, 440)).toBeGreaterThan(0.95)
  })

  test('amr', async () => {
    const { status, draft } = await upload(new Uint8Array(amrNoise(100)))
    expect(status).toBe(201)
    expect(draft?.durationMs).toBe(2_000)
  })

  test('loud or quiet, it is as loud as the others', async () => {
    const [quiet, loud] = [await make('q.wav', ...tone(440, 2, 0.02)), await make('l.wav', ...tone(440, 2, 0.9))]
    const levels = await Promise.all(
      [quiet, loud].map(async (path) => levelOf(await hear((await draftOf(path)).audioUrl))),
    )
    expect(Math.abs((levels[0] ?? 0) - (levels[1] ?? 0))).toBeLessThan(1)
  })

  test('the name of the file is shown, and leads nowhere', async () => {
    const path = await make('n.wav', ...tone(440, 1))
    const { draft } = await uploadFile(
      path,
      `tenantId=${TENANT}&originalName=${encodeURIComponent('../../欢迎词.wav')}`,
    )
    const made = await create(draft?.id ?? '', 'File name')
    expect(made).toMatchObject({ __typename: 'Prompt', source: 'UPLOAD', originalName: '欢迎词.wav' })
    const files = await readdir(world.stack.paths.prompts, { recursive: true })
    expect(files.filter((file) => file.includes('欢迎词'))).toEqual([])
  })
})

describe('what is refused, and how', () => {
  test.each([
    ['a text', 'sound.unknownFormat', () => Promise.resolve(Buffer.from('#EXTM3U\nfile:///etc/passwd\n'))],
    ['nothing', 'sound.unknownFormat', () => Promise.resolve(Buffer.alloc(0))],
    [
      'half an MP3 header',
      'sound.unreadable',
      () => Promise.resolve(Buffer.concat([Buffer.from('ID3'), Buffer.alloc(64)])),
    ],
    ['silence', 'sound.empty', async () => readFile(await make('s.wav', '-f', 'lavfi', '-i', 'anullsrc=d=2'))],
    [
      'a film without sound',
      'sound.empty',
      async () => readFile(await make('f.mp4', '-f', 'lavfi', '-i', 'color=s=32x32:d=1', '-c:v', 'mpeg4')),
    ],
    [
      'eleven minutes',
      'sound.tooLong',
      async () => readFile(await make('e.mp3', '-f', 'lavfi', '-i', 'sine=d=610:r=8000', '-b:a', '8k')),
    ],
    ['a click', 'sound.tooShort', async () => readFile(await make('c.wav', ...tone(440, 0.05)))],
  ] as const)('%s: %s', async (_, code, body) => {
    const { status, errors } = await upload(new Uint8Array(await body()))
    expect(status).toBe(422)
    expect(errors).toMatchObject([{ field: 'file', code }])
  })

  test('a file of another kind under a sound’s name', async () => {
    const path = join(directory, 'list.wav')
    await writeFile(path, 'ffconcat version 1.0\nfile /etc/passwd\n')
    expect((await uploadFile(path)).errors).toMatchObject([{ code: 'sound.unknownFormat' }])
  })

  test('more than the limit, whether its length was told or not', async () => {
    const refused = { status: 413, errors: [{ code: 'upload.tooLarge' }] }
    expect(await upload(new Uint8Array(51 * 1024 * 1024))).toMatchObject(refused)
    const chunk = new Uint8Array(1024 * 1024)
    let sent = 0
    const untold = new ReadableStream<Uint8Array>({
      pull: (controller) => (++sent > 55 ? controller.close() : controller.enqueue(chunk)),
    })
    expect(await upload(untold)).toMatchObject(refused)
  })

  test('a stranger, an agent, and the administrator of another tenant', async () => {
    const body = new Uint8Array(8)
    expect((await upload(body, { as: null })).status).toBe(401)
    expect((await upload(body, { as: 'li' })).status).toBe(403)
    expect((await upload(body, { as: 'admin-travel' })).status).toBe(404)
    expect((await upload(body, { query: 'tenantId=../../etc' })).status).toBe(422)
  })

  test('a prompt without room for it', async () => {
    const draft = await draftOf(await make('r.wav', ...tone(440, 1)))
    await world.opened.platform.database.withTenants({ tenantIds: [TENANT], operator: true }, (tx) =>
      tx.tenant.update({ where: { id: TENANT }, data: { storageBytesMax: 1_000 } }),
    )
    expect(await create(draft.id, 'No room')).toMatchObject({ __typename: 'LimitReachedError', code: 'storage.full' })
    await world.opened.platform.database.withTenants({ tenantIds: [TENANT], operator: true }, (tx) =>
      tx.tenant.update({ where: { id: TENANT }, data: { storageBytesMax: 53_687_091_200n } }),
    )
    // The refused prompt has left its draft as it was.
    expect(await create(draft.id, 'Room again')).toMatchObject({ __typename: 'Prompt' })
  })
})

describe('a prompt', () => {
  test('is published with a file that is whole, and a new sound has a new file', async () => {
    const first = await draftOf(await make('one.wav', ...tone(440, 1)))
    const made = await create(first.id, 'Changes')
    const before = (await published()).prompts.find(({ promptId }) => promptId === made.id)
    const second = await draftOf(await make('two.wav', ...tone(880, 2)))
    const input = {
      tenantId: TENANT,
      promptId: made.id,
      draftId: second.id,
      name: 'Changes',
      kind: 'SPEECH',
      locale: 'zh-CN',
    }
    const changed = await change<Made>(UPDATE, { input })
    expect(changed).toMatchObject({ __typename: 'Prompt', id: made.id })
    const after = (await published()).prompts.find(({ promptId }) => promptId === made.id)
    expect(after?.file).not.toBe(before?.file)
    const read = (file: string | undefined): Promise<Buffer> => readFile(join(world.stack.paths.prompts, file ?? ''))
    expect(toneShare(await read(before?.file), 440)).toBeGreaterThan(0.95)
    expect(toneShare(await read(after?.file), 880)).toBeGreaterThan(0.95)
    expect(toneShare(await hear(changed.audioUrl), 880)).toBeGreaterThan(0.95)
  })

  test('cannot be made twice of one draft, nor of somebody else’s, nor under a name that is taken', async () => {
    const draft = await draftOf(await make('d.wav', ...tone(440, 1)))
    expect(await create(draft.id, 'Once')).toMatchObject({ __typename: 'Prompt' })
    expect(await create(draft.id, 'Twice')).toMatchObject({ issues: [{ field: 'draftId', code: 'draft.missing' }] })
    const another = await draftOf(await make('d2.wav', ...tone(440, 1)))
    expect(await create(another.id, 'Once')).toMatchObject({ field: 'name' })
    const input = { tenantId: 'ten_demo-travel', draftId: another.id, name: 'Stolen', kind: 'SPEECH', locale: 'en' }
    expect(await change(CREATE, { input }, 'admin-travel')).toMatchObject({ issues: [{ code: 'draft.missing' }] })
  })

  test('in use is not removed, and it is said where it is heard', async () => {
    const refused = await change<Made>(ARCHIVE, { promptId: 'prm_heating-menu' })
    expect(refused).toMatchObject({ code: 'prompt.inUse' })
    expect(refused.message).toMatch(/menu ".+" \(step ".+"\)/)
    expect((await change<Made>(ARCHIVE, { promptId: 'prm_heating-music' })).message).toContain('music of the queue')
    const unused = await create((await draftOf(await make('u.wav', ...tone(440, 1)))).id, 'Unused')
    expect(await change(ARCHIVE, { promptId: unused.id })).toMatchObject({ __typename: 'Prompt' })
    expect((await published()).prompts.map(({ promptId }) => promptId)).not.toContain(unused.id)
  })

  test('is heard by signed address only, and by nobody whose rights have gone', async () => {
    const { audioUrl } = await draftOf(await make('h.wav', ...tone(440, 1)))
    for (const forged of [
      audioUrl.split('?')[0] ?? '',
      audioUrl.replace(/signature=./, 'signature=_'),
      audioUrl.replace(TENANT, 'ten_demo-travel'),
    ])
      expect((await fetch(`${world.url}${forged}`)).status).toBe(404)
    expect((await fetch(`${world.url}${audioUrl}`, { headers: { range: 'bytes=0-43' } })).status).toBe(206)
  })
})

describe('a text', () => {
  const SPEAK = `mutation ($input: SpeakPromptInput!) { speakPrompt(input: $input) {
    __typename ... on PromptDraft { id durationMs audioUrl } ... on UserError { code field } } }`
  const speak = (text: string, voice: string, speed: number): Promise<Draft & Made> =>
    change(SPEAK, { input: { tenantId: TENANT, text, voice, speed } })

  test.each([
    ['MANDARIN', '您好，欢迎致电暖家供热。'],
    ['ENGLISH', '--version; $(reboot) Hello and welcome.'],
  ])('is said in %s', async (voice, text) => {
    const said = await speak(text, voice, 100)
    expect(said.__typename).toBe('PromptDraft')
    expect(said.durationMs).toBeGreaterThan(1_000)
    expect(levelOf(await hear(said.audioUrl))).toBeGreaterThan(-40)
  })

  test('is said faster when asked', async () => {
    const [slow, fast] = [
      await speak('Please hold the line.', 'ENGLISH', 60),
      await speak('Please hold the line.', 'ENGLISH', 180),
    ]
    expect(slow.durationMs).toBeGreaterThan(fast.durationMs * 1.4)
  })

  test('that is empty or too long is refused', async () => {
    expect(await speak(' ', 'ENGLISH', 100)).toMatchObject({ code: 'inputRefused', field: 'text' })
    expect(await speak('a'.repeat(2_001), 'ENGLISH', 100)).toMatchObject({ code: 'inputRefused', field: 'text' })
    expect(await speak('a', 'ENGLISH', 900)).toMatchObject({ code: 'inputRefused', field: 'speed' })
  })
})
