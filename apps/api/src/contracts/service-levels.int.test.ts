import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { isCurrency, serviceCreditCharges } from '@seatline/billing'
import type { ChargeLine, Currency } from '@seatline/billing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { startTestPostgres, type TestPostgres } from '../testing/test-postgres.ts'
import { keepLastMonth } from '../worker/contract-jobs.ts'
import { decideServiceCredits, keepServiceCredits, keepServiceMeasures, measureNow } from './keep-measures.ts'

/** A September of a client in Shanghai, with an outage of 50 minutes, ten calls and twenty answers to the survey. */
const A: TenantId = idSchema('tenant').parse('ten_test-a')
const SCOPE = { tenantIds: [A] }
const CONTRACT = 'ctr_story'
const BEGIN = Date.parse('2026-08-31T16:00:00Z')
const END = Date.parse('2026-09-30T16:00:00Z')
const MINUTE = 60_000
const OUTAGE = BEGIN + 11 * 86_400_000
const AFTERWARDS = END + 7 * 3_600_000
const SEPTEMBER = { tenantId: A, timeZone: 'Asia/Shanghai', month: '2026-09', now: AFTERWARDS }

const TERMS = {
  scope: 'All calls',
  renewal: 'automatic',
  renewalMonths: 12,
  noticeDays: 60,
  answerWithinSeconds: '20',
  creditCapPercent: '30',
  promises: [
    { indicator: 'availability', target: '99.9', serious: '99.5', missed: { of: 'monthFees', percent: '5' } },
    { indicator: 'serviceLevel', target: '80', serious: '70', missed: { of: 'monthFees', percent: '2' } },
    { indicator: 'abandonment', target: '5', serious: '10', seriouslyMissed: { of: 'monthFees', percent: '2' } },
    { indicator: 'speedOfAnswer', target: '20', serious: '45' },
    { indicator: 'satisfaction', target: '95', serious: '90' },
    { indicator: 'incidentNotice', target: '30', serious: '120' },
    { indicator: 'incidentResolution', target: '30', serious: '480', missed: { of: 'dailyFee', times: '1.5' } },
  ],
}

let postgres: TestPostgres
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = openDatabase((await postgres.createDatabase('service_levels')).appUrl)
  await createStoryWorld(database)
  await database.withTenants(SCOPE, async (tx) => {
    await tx.contract.create({
      data: {
        id: CONTRACT,
        tenantId: A,
        number: '1',
        title: 'Story',
        fromDay: dayToRow('2026-01-01'),
        createdAt: new Date(BEGIN),
      },
    })
    await tx.contractVersion.create({
      data: {
        tenantId: A,
        contractId: CONTRACT,
        version: 1,
        validFrom: dayToRow('2026-01-01'),
        terms: TERMS,
        createdAt: new Date(BEGIN),
      },
    })
    await tx.incident.create({
      data: {
        id: 'ict_story',
        tenantId: A,
        title: 'No calls',
        severity: 'outage',
        openedAt: new Date(OUTAGE),
        noticedAt: new Date(OUTAGE + 12 * MINUTE),
        respondedAt: new Date(OUTAGE + 5 * MINUTE),
        resolvedAt: new Date(OUTAGE + 50 * MINUTE),
        createdAt: new Date(OUTAGE),
        createdBy: 'Operator',
      },
    })
    await tx.call.createMany({ data: Array.from({ length: 10 }, (_, index) => call(index)) })
    await tx.survey.create({ data: { id: 'srv_story', tenantId: A, name: 'Survey', definition: {} } })
    await tx.surveyAnswer.createMany({
      data: Array.from({ length: 20 }, (_, index) => ({
        id: `tsk_answer-${String(index)}`,
        tenantId: A,
        surveyId: 'srv_story',
        callId: 'cal_story-0',
        at: new Date(BEGIN + index * 3_600_000),
        score: 5,
        satisfied: index > 0,
      })),
    })
  })
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

/** Seven answered within 20 seconds, one after 40, one abandoned, one left by key. */
function call(index: number) {
  const arrivedAt = new Date(BEGIN + index * 86_400_000)
  const isAnswered = index < 8
  return {
    id: `cal_story-${String(index)}`,
    tenantId: A,
    nodeId: 'media-1',
    epoch: 1n,
    ani: '1',
    dnis: '2',
    sipCallId: String(index),
    phase: 'ended' as const,
    phaseSince: arrivedAt,
    arrivedAt,
    queuedAt: arrivedAt,
    queueId: 'que_test-0-1',
    connectedAt: isAnswered ? arrivedAt : null,
    endedAt: arrivedAt,
    waitMs: index === 7 ? 40_000 : 10_000,
    abandoned: index === 8,
    leftQueue: index === 9 ? 'voicemail' : null,
  }
}

function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new RangeError(text)
  return text
}
const fees: ChargeLine = {
  lineId: 'x',
  tenantId: A,
  kind: 'rentedSeats',
  subject: 'standard',
  servicePeriod: { from: '2026-09-01', until: '2026-10-01' },
  plan: null,
  quantity: '1',
  unit: 'piece',
  unitPrice: null,
  details: {},
  amount: { currency: currencyOf('CNY'), micros: 3_000_000_000n },
  taxCategory: 'standard',
  evidence: { kind: 'lines', lineIds: [] },
}

describe('a month with an outage of 50 minutes', () => {
  it('is measured from calls, surveys and incidents while it runs, and kept by nobody', async () => {
    const running = await database.withTenants(SCOPE, (tx) =>
      measureNow(tx, { ...SEPTEMBER, now: OUTAGE + 86_400_000 }),
    )
    expect(running?.measures.find(({ indicator }) => indicator === 'availability')).toMatchObject({
      figure: { part: (12 * 1_440 - 50) * MINUTE, whole: 12 * 1_440 * MINUTE },
      tier: 'missed',
    })
    const kept = await database.withTenants(SCOPE, (tx) =>
      keepServiceMeasures(tx, { ...SEPTEMBER, now: OUTAGE + 86_400_000 }),
    )
    expect(kept).toEqual([])
  })

  it('is kept by the worker when it has been over for six hours, once', async () => {
    expect(await keepLastMonth({ database, now: () => END + 5 * 3_600_000 })).toBe(0)
    expect(await keepLastMonth({ database, now: () => AFTERWARDS })).toBe(7)
    const kept = await database.withTenants(SCOPE, (tx) => keepServiceMeasures(tx, SEPTEMBER))
    expect(kept.map(({ indicator, tier }) => [indicator, tier])).toEqual([
      ['abandonment', 'seriouslyMissed'],
      ['availability', 'missed'],
      ['incidentNotice', 'met'],
      ['incidentResolution', 'missed'],
      ['satisfaction', 'met'],
      ['serviceLevel', 'missed'],
      ['speedOfAnswer', 'met'],
    ])
    expect(kept.find(({ indicator }) => indicator === 'serviceLevel')?.figure).toEqual({
      kind: 'share',
      part: 7,
      whole: 9,
    })
    expect(kept.find(({ indicator }) => indicator === 'availability')?.inputs).toMatchObject({
      downMs: 50 * MINUTE,
      incidentIds: ['ict_story'],
    })
  })

  it('is credited by lines that open to the measures, the same whenever they are made again', async () => {
    const make = () =>
      database.withTenants(SCOPE, async (tx) => {
        const credits = await decideServiceCredits(tx, { ...SEPTEMBER, lines: [fees], currency: currencyOf('CNY') })
        await keepServiceCredits(tx, { credits, now: AFTERWARDS })
        return credits
      })
    const lines = serviceCreditCharges(await make())
    expect(lines.map(({ subject, amount }) => [subject, amount.micros])).toEqual([
      ['abandonment', -60_000_000n],
      ['availability', -150_000_000n],
      ['incidentResolution', -150_000_000n],
      ['serviceLevel', -60_000_000n],
    ])
    expect(lines[1]?.evidence).toEqual({
      kind: 'serviceLevel',
      contractId: CONTRACT,
      measureId: `${CONTRACT}/2026-09/availability`,
    })
    expect(serviceCreditCharges(await make())).toEqual(lines)
  })

  it('stays as it was credited when an incident is corrected later', async () => {
    const before = await database.withTenants(SCOPE, (tx) => keepServiceMeasures(tx, SEPTEMBER))
    await database.withTenants(SCOPE, (tx) =>
      tx.incident.update({ where: { id: 'ict_story' }, data: { resolvedAt: new Date(OUTAGE + 5 * MINUTE) } }),
    )
    expect(await database.withTenants(SCOPE, (tx) => keepServiceMeasures(tx, SEPTEMBER))).toEqual(before)
  })
})
