import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../database/client.ts'
import type { RecordingDue } from '../events/project-calls.ts'
import type { Alarm, Recording } from '../generated/prisma/client.ts'
import { eventually } from '../testing/eventually.ts'
import { buildPcap, inOrder, talk } from '../testing/pcap-builder.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { startTestPostgres, type TestPostgres } from '../testing/test-postgres.ts'
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts'
import { findPending, giveUp, processRecording, type RecordingDirectories } from './recording-job.ts'
import { openFileQueue, type FileQueue } from './recording-queue.ts'

const TENANT = 'ten_test-a'
const CALLER = 31_000
const AGENT = 31_010
const START = Date.UTC(2026, 10, 4, 7, 30)
const TALK_MS = 3_000

let postgres: TestPostgres
let redis: TestRedis
let database: Database
let directory: string
let directories: RecordingDirectories
let queue: FileQueue<RecordingDue>
const processed: string[] = []

beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()])
  database = openDatabase((await postgres.createDatabase('recordings')).appUrl)
  await createStoryWorld(database)
  directory = await mkdtemp(join(tmpdir(), 'seatline-recordings-'))
  directories = { spoolDir: join(directory, 'spool'), recordingsDir: join(directory, 'recordings') }
  for (const name of ['pcaps', 'metadata']) await mkdir(join(directories.spoolDir, name), { recursive: true })
  queue = openFileQueue<RecordingDue>(redis.url(), {
    name: 'recordings',
    idOf: ({ recordingId }) => recordingId,
    concurrency: 2,
    retries: { attempts: 5, firstDelayMs: 50 },
    work: async (due) => {
      processed.push(due.recordingId)
      await processRecording(database, directories, due)
    },
    giveUp: async (due, error) => {
      await giveUp(database, due, error)
    },
    onFault: () => undefined,
  })
})
afterAll(async () => {
  await queue.close()
  await database.close()
  await Promise.all([postgres.stop(), redis.stop()])
  await rm(directory, { recursive: true, force: true })
})

/** The rows that the projector has written when a segment has ended. */
async function endedSegment(name: string): Promise<RecordingDue> {
  const [callId, recordingId] = [`cal_${name}`, `rec_${name}`]
  await database.withTenants({ tenantIds: [TENANT, 'ten_test-op'] }, async (tx) => {
    await tx.call.create({
      data: {
        id: callId,
        tenantId: TENANT,
        nodeId: 'media-1',
        epoch: 1n,
        ani: '+861',
        dnis: '400',
        sipCallId: callId,
        phase: 'ended',
        phaseSince: new Date(START),
        arrivedAt: new Date(START),
      },
    })
    await tx.recording.create({
      data: {
        id: recordingId,
        tenantId: TENANT,
        callId,
        agentId: 'agt_test-1',
        segment: 1,
        rtpengineCallId: callId,
        startedAt: new Date(START),
        stoppedAt: new Date(START + TALK_MS),
        expectedMs: TALK_MS,
        streams: [
          { party: 'caller', ssrc: null, localPort: CALLER },
          { party: 'agent', ssrc: null, localPort: AGENT },
        ],
        status: 'pending',
      },
    })
  })
  return { tenantId: TENANT, recordingId }
}

type Spoken = { readonly callerMs?: number; readonly agentMs?: number; readonly foreignRecording?: boolean }

/** What rtpengine leaves behind when it closes a capture. */
async function closeCapture(name: string, spoken: Spoken = {}): Promise<void> {
  const packets = inOrder(
    talk({ port: CALLER, untilMs: spoken.callerMs ?? TALK_MS }),
    talk({ port: AGENT, untilMs: spoken.agentMs ?? TALK_MS }),
  )
  const stem = `cal_${name}-0123456789abcdef`
  const pcapPath = join(directories.spoolDir, 'pcaps', `${stem}.pcap`)
  await writeFile(pcapPath, buildPcap(START, packets, { link: 'ethernet' }))
  const recordingId = spoken.foreignRecording === true ? 'rec_somebody-elses' : `rec_${name}`
  const metadata = `${pcapPath}\n\nrecordingId:${recordingId}|segment:1|callId:cal_${name}\n`
  await writeFile(join(directories.spoolDir, 'metadata', `rtpengine-meta-${stem}.txt`), metadata)
}

const read = ({ recordingId }: RecordingDue): Promise<Recording> =>
  database.withTenants({ tenantIds: [TENANT] }, (tx) => tx.recording.findUniqueOrThrow({ where: { id: recordingId } }))
const alarmsOf = ({ recordingId }: RecordingDue): Promise<Alarm[]> =>
  database.withTenants({ tenantIds: [TENANT] }, (tx) => tx.alarm.findMany({ where: { recordingId } }))
const settled = (due: RecordingDue): Promise<void> =>
  eventually(`${due.recordingId} is settled`, async () => (await read(due)).status !== 'pending')

describe('a recorded segment', () => {
  it('waits for its capture, becomes a whole file, and the capture goes', async () => {
    const due = await endedSegment('whole')
    await queue.add([due])
    await eventually('a first attempt was made', () => processed.includes(due.recordingId))
    expect((await read(due)).status).toBe('pending')
    await closeCapture('whole')
    await settled(due)
    const recording = await read(due)
    expect(recording).toMatchObject({
      status: 'whole',
      actualMs: TALK_MS,
      channels: 2,
      file: 'ten_test-a/2026/11/04/rec_whole.wav',
    })
    const wav = await readFile(join(directories.recordingsDir, recording.file ?? ''))
    expect(recording.sha256).toBe(createHash('sha256').update(wav).digest('hex'))
    expect(recording.sizeBytes).toBe(wav.length)
    expect(await alarmsOf(due)).toEqual([])
    await expectNoCapture('whole')
  })

  it('is left alone when it is processed again', async () => {
    const due = { tenantId: TENANT, recordingId: 'rec_whole' }
    const before = await read(due)
    await processRecording(database, directories, due)
    expect(await read(due)).toEqual(before)
  })

  it.each<[string, Spoken, string]>([
    ['ends-early', { callerMs: 1_500, agentMs: 1_500 }, 'length'],
    ['agent-silent', { agentMs: 0 }, 'agentSilent'],
    ['caller-silent', { callerMs: 0 }, 'callerSilent'],
  ])('%s is short, and an alarm says why', async (name, spoken, why) => {
    const due = await endedSegment(name)
    await closeCapture(name, spoken)
    await queue.add([due])
    await settled(due)
    expect((await read(due)).status).toBe('short')
    expect(await alarmsOf(due)).toMatchObject([{ kind: 'recording.short', callId: `cal_${name}`, detail: { why } }])
  })

  it('that never gets a capture is missing, and an alarm says so', async () => {
    const due = await endedSegment('lost')
    await closeCapture('lost', { foreignRecording: true })
    await queue.add([due])
    await settled(due)
    expect(await read(due)).toMatchObject({ status: 'missing', file: null })
    expect(await alarmsOf(due)).toMatchObject([{ kind: 'recording.missing' }])
  })

  it('whose capture is broken has failed, and an alarm says so', async () => {
    const due = await endedSegment('broken')
    await closeCapture('broken')
    await writeFile(
      join(directories.spoolDir, 'pcaps', 'cal_broken-0123456789abcdef.pcap'),
      'no capture at all, only text',
    )
    await queue.add([due])
    await settled(due)
    expect((await read(due)).status).toBe('failed')
    expect(await alarmsOf(due)).toMatchObject([{ kind: 'recording.failed' }])
    expect(await readdir(join(directories.recordingsDir, TENANT, '2026/11/04'))).not.toContain('rec_broken.wav.part')
  })
})

describe('many at once', () => {
  it('two hundred calls end together: every recording is whole', { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 200 }, (_, index) => `burst-${String(index)}`)
    const dues: RecordingDue[] = []
    for (const name of names) {
      dues.push(await endedSegment(name))
      await closeCapture(name)
    }
    await queue.add(dues)
    // The manifest names the same ones; a second job of the same recording changes nothing.
    await queue.add(await findPending(database))
    await eventually('all are settled', async () => (await findPending(database)).length === 0, { deadlineMs: 90_000 })
    for (const due of dues) expect((await read(due)).status).toBe('whole')
  })
})

async function expectNoCapture(name: string): Promise<void> {
  const stem = `cal_${name}-0123456789abcdef`
  const paths = [
    join(directories.spoolDir, 'pcaps', `${stem}.pcap`),
    join(directories.spoolDir, 'metadata', `rtpengine-meta-${stem}.txt`),
  ]
  for (const path of paths)
    await eventually(`${path} is gone`, () =>
      access(path).then(
        () => false,
        () => true,
      ),
    )
}
