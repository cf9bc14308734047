import type { Stack } from '@seatline/stack'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  expectContiguous,
  expectIntervalsAgree,
  expectRated,
  expectRecording,
  expectTimes,
} from './support/agreement.ts'
import { Cleanup } from './support/cleanup.ts'
import { startComputer } from './support/chromium.ts'
import type { Computer } from './support/chromium.ts'
import { Desk } from './support/desk.ts'
import { eventually } from './support/eventually.ts'
import { expectHearing } from './support/hearing.ts'
import type { Ears } from './support/hearing.ts'
import { expectBillOnScreen, expectRecordOnScreen } from './support/office-screens.ts'
import { callRecord, currentBill, newestCallFrom, openDatabase } from './support/records.ts'
import type { CallRecord, Database } from './support/records.ts'
import { startRig } from './support/rig.ts'
import { Telephone } from './support/telephone.ts'
import type { TelephoneCall } from './support/telephone.ts'
import { soundsOf } from './support/tenant-sounds.ts'

const TENANT = 'ten_demo-heating'
const QUEUE = 'que_heating-repair'
const NUMBER = '4008001001'

let stack: Stack
let database: Database
let office: Computer
let mei: Desk
let lastCall: TelephoneCall | null = null
let admin: Desk
let telephone: Telephone

const opened = new Cleanup()

beforeAll(async () => {
  stack = await opened.own(startRig(), (rig) => rig.stop())
  database = await opened.own(openDatabase(stack.databaseOwnerUrl), (it) => it.close())
  const sounds = await soundsOf(await database.snapshotOf(TENANT), QUEUE, stack.paths.prompts)
  telephone = await opened.own(Telephone.open(stack, sounds), (it) => it.close())
  office = await opened.own(startComputer(), (it) => it.close())
  mei = await Desk.open(await office.seat({ locale: 'zh-CN' }), stack.urls.web, 'mei')
  admin = await Desk.open(await office.seat({ locale: 'zh-CN' }), stack.urls.web, 'admin-heating')
  await mei.signIn([QUEUE])
})
afterAll(() => opened.run())

/** A test that is tried again begins as the first try did: no call of before, the agent ready. */
async function leaveNothingOfBefore(): Promise<void> {
  if (lastCall?.isUp === true) lastCall.hangUp()
  await eventually(
    'the agent is ready again',
    async () => {
      const status = await mei.status()
      if (status === 'WRAP_UP') await mei.press('endWrapUp')
      if (status === 'NOT_READY') await mei.press('ready')
      return status
    },
    (status) => status === 'READY',
    20_000,
  )
}

const earsOf = (call: TelephoneCall): Ears => ({ caller: call.hears, agent: () => mei.hears() })

/** Dials, hears greeting and menu, presses 1, and hears the queue's music. */
async function callTheRepairLine(from: string): Promise<{ call: TelephoneCall; dialledAt: number }> {
  const called = await enterTheRepairLine(from)
  await expectHearing(earsOf(called.call), { caller: 'prompt music', agent: 'silence' }, { withinMs: 8_000 })
  return called
}

/** As far as the key: when an agent is ready, the phone rings from then on, and not for ever. */
async function enterTheRepairLine(from: string): Promise<{ call: TelephoneCall; dialledAt: number }> {
  const dialledAt = Date.now()
  const call = await telephone.dial(NUMBER, from)
  lastCall = call
  await call.expectPrompt('greeting')
  await call.expectPrompt('menu')
  call.press('1')
  return { call, dialledAt }
}

/** The record when everything that follows the call has been derived from it. */
const finishedRecord = async (callId: string): Promise<CallRecord> => {
  const record = await eventually(
    'the record is to be complete',
    () => callRecord(admin.api, callId),
    (now) =>
      typeof now?.endedAt === 'string' &&
      now.price !== null &&
      now.recordings.every(({ status }) => status === 'WHOLE'),
    20_000,
  )
  if (record === null) throw new Error('no such call')
  return record
}

async function expectAgreement(record: CallRecord, seen: Parameters<typeof expectTimes>[1]): Promise<void> {
  expectTimes(record, seen)
  expectRated(record)
  const agentId = record.agent?.id ?? ''
  const intervals = await eventually(
    'the wrap-up is to be over',
    () => database.intervalsOf(agentId),
    (rows) => rows.some((row) => row.callId === record.id && row.status === 'wrapUp' && row.toAt !== null),
  )
  expectContiguous(intervals)
  expectIntervalsAgree(intervals, (await callRecord(admin.api, record.id)) ?? record)
  const audio = await admin.api.download(record.recordings[0]?.audioUrl ?? '')
  expect({ status: audio.status, type: audio.type }).toEqual({ status: 200, type: 'audio/wav' })
  expectRecording(audio.body, record, seen)
  const billed = (await currentBill(admin.api, TENANT)).lines
    .flatMap((line) => line.calls.edges)
    .filter(({ node }) => node.callId === record.id)
  const [priced] = record.price?.lines ?? []
  expect(billed.map(({ node }) => node)).toEqual([
    {
      callId: record.id,
      durationMs: priced?.durationMs,
      billableSeconds: priced?.billableSeconds,
      amount: { micros: priced?.amount.micros },
    },
  ])
}

async function callIdFrom(number: string): Promise<string> {
  const record = await eventually(
    'the call in the list',
    () => newestCallFrom(admin.api, TENANT, number),
    (now) => now !== null,
  )
  return record?.id ?? ''
}

describe('one call, from a telephone to a line of the bill', () => {
  test('talked, held, muted; the agent hangs up', async () => {
    const from = '13800138001'
    const { call, dialledAt } = await callTheRepairLine(from)
    const ears = earsOf(call)

    await mei.press('ready')
    await mei.expectRinging([from, '暖家'])
    await expectHearing(ears, { caller: 'prompt music', agent: 'silence' })

    await mei.press('answer')
    await mei.expectTalking({ held: false, muted: false })
    const connectedAt = Date.now()
    await expectHearing(ears, { caller: 'the agent', agent: 'the caller' })

    await mei.press('hold')
    await mei.expectTalking({ held: true, muted: false })
    const heldAt = Date.now()
    await expectHearing(ears, { caller: 'prompt music', agent: 'silence' })
    await mei.expectStatus('HOLD')

    await mei.press('hold')
    await mei.expectTalking({ held: false, muted: false })
    const retrievedAt = Date.now()
    await expectHearing(ears, { caller: 'the agent', agent: 'the caller' })

    await mei.press('mute')
    await mei.expectTalking({ held: false, muted: true })
    const mutedAt = Date.now()
    await expectHearing(ears, { caller: 'silence', agent: 'the caller' })

    await mei.press('hangUp')
    await call.expectEndedByThem()
    const endedAt = Date.now()
    await expectHearing({ agent: () => mei.hears() }, { agent: 'silence' })

    await mei.expectStatus('WRAP_UP')
    await mei.setDisposition('已派单', '暖气片不热')
    await mei.press('endWrapUp')
    await mei.expectStatus('READY')

    const record = await finishedRecord(await callIdFrom(from))
    expect(record).toMatchObject({
      ani: from,
      dnis: NUMBER,
      outcome: 'ANSWERED',
      releasedBy: 'AGENT',
      cause: { reason: 'NORMAL_CLEARING', q850: 16 },
      queue: { id: QUEUE },
      agent: { id: 'agt_mei' },
      disposition: { label: '已派单' },
      dispositionNote: '暖气片不热',
    })
    expect(record.menuPath.find((step) => step.kind === 'menu')?.digits).toBe('1')
    await expectAgreement(record, {
      dialledAt,
      connectedAt,
      endedAt,
      stretches: [
        { what: 'talking', fromAt: connectedAt, toAt: heldAt },
        { what: 'held', fromAt: heldAt, toAt: retrievedAt },
        { what: 'talking', fromAt: retrievedAt, toAt: mutedAt },
        { what: 'muted', fromAt: mutedAt, toAt: endedAt },
      ],
    })
    await expectRecordOnScreen(admin.page, TENANT, record)
    const { total } = await currentBill(admin.api, TENANT)
    await expectBillOnScreen(admin.page, TENANT, total.amount.replaceAll(/\B(?=(\d{3})+\.)/g, ','), record)
  })

  test('the caller hangs up; the call before, which ended muted, does not make this one silent', async () => {
    const from = '13800138002'
    await leaveNothingOfBefore()
    const { call, dialledAt } = await enterTheRepairLine(from)
    await mei.expectRinging([from])
    await mei.press('answer')
    await mei.expectTalking({ held: false, muted: false })
    const connectedAt = Date.now()
    await expectHearing(earsOf(call), { caller: 'the agent', agent: 'the caller' })
    call.hangUp()
    const endedAt = Date.now()
    await mei.expectStatus('WRAP_UP')
    await expectHearing({ agent: () => mei.hears() }, { agent: 'silence' })
    await mei.press('endWrapUp')
    await mei.expectStatus('READY')

    const record = await finishedRecord(await callIdFrom(from))
    expect(record).toMatchObject({ outcome: 'ANSWERED', releasedBy: 'CALLER', cause: { reason: 'NORMAL_CLEARING' } })
    await expectAgreement(record, {
      dialledAt,
      connectedAt,
      endedAt,
      stretches: [{ what: 'talking', fromAt: connectedAt, toAt: endedAt }],
    })
  })

  test('the caller gives up in the queue', async () => {
    const from = '13800138003'
    await mei.becomeNotReady()
    const { call } = await callTheRepairLine(from)
    call.hangUp()
    const endedAt = Date.now()
    const record = await finishedRecord(await callIdFrom(from))
    expect(record).toMatchObject({
      outcome: 'ABANDONED',
      releasedBy: 'CALLER',
      cause: { reason: 'CALLER_ABANDONED' },
      connectedAt: null,
      talkMs: 0,
      recordings: [],
      presentations: [],
    })
    expect(record.waitMs).toBe(Date.parse(record.endedAt ?? '') - Date.parse(record.queuedAt ?? ''))
    expect(Math.abs(Date.parse(record.endedAt ?? '') - endedAt)).toBeLessThan(1_500)
    expectRated(record)
  })
})
