import { addMonths, judge, limitText, parseContractTerms, serializeContractTerms } from '@seatline/billing'
import type { ContractTerms, Figure, Indicator } from '@seatline/billing'
import { addDays, InvariantError } from '@seatline/core'
import type { SeatGrade } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { DEMO_CLIENTS } from './demo-clients.ts'
import type { DemoClient } from './demo-clients.ts'
import { DEMO_AGENTS, OPERATOR_ID } from './demo-people.ts'

const NOTHING_TWICE = { skipDuplicates: true } as const
const MINUTE = 60_000
const DAY = 86_400_000
const HISTORY_MONTHS = 6

/** What the three clients were promised, how it was kept in the months before, trouble then and now, and who brought them. */
export async function seedContracts(tx: Transaction, now: number): Promise<void> {
  for (const [index, client] of DEMO_CLIENTS.entries()) {
    await seedContract(tx, client, { now, index })
    await seedCases(tx, client, { now, index })
    await seedChangeOrders(tx, client, now)
    await seedMeasures(tx, client, now)
    await seedSeatUse(tx, client, now)
  }
  await seedReseller(tx, now)
}

const contractIdOf = ({ slug }: DemoClient): string => `ctr_demo-${slug}`
const dayOfTime = (at: number): string => new Date(at).toISOString().slice(0, 10)

function termsOf({ locale }: DemoClient): ContractTerms {
  const percent = (value: string) => ({ of: 'monthFees', percent: value }) as const
  const daily = (times: string) => ({ of: 'dailyFee', times }) as const
  const promise = (
    indicator: Indicator,
    [target, serious]: readonly [string, string],
    missed: unknown,
    seriouslyMissed: unknown,
  ) => ({
    indicator,
    target,
    serious,
    missed,
    seriouslyMissed,
  })
  const terms = parseContractTerms({
    scope:
      locale === 'zh_CN'
        ? '接听客户热线的全部来电，包括自动语音、排队、人工接听、录音与满意度调查。'
        : 'Answering of all calls to the numbers of the client: menu, queue, agents, recordings and surveys.',
    renewal: 'automatic',
    renewalMonths: 12,
    noticeDays: 60,
    answerWithinSeconds: null,
    creditCapPercent: '30',
    promises: [
      promise('availability', ['99.9', '99.5'], percent('5'), percent('15')),
      promise('serviceLevel', ['80', '70'], percent('2'), percent('4')),
      promise('abandonment', ['5', '10'], null, percent('2')),
      promise('speedOfAnswer', ['20', '45'], null, percent('2')),
      promise('satisfaction', ['95', '90'], percent('1'), percent('3')),
      promise('incidentNotice', ['30', '120'], null, daily('1')),
      promise('incidentResponse', ['30', '120'], daily('2'), daily('3')),
      promise('incidentResolution', ['120', '480'], daily('1.5'), daily('3')),
      promise('changeAnswer', ['360', '1440'], null, daily('0.5')),
    ],
  })
  if (!terms.ok) throw new InvariantError(`the demonstration's contract is not valid [${JSON.stringify(terms.error)}]`)
  return terms.value
}

type At = { readonly now: number; readonly index: number }

async function seedContract(tx: Transaction, client: DemoClient, { now, index }: At): Promise<void> {
  const { tenantId } = client
  const id = contractIdOf(client)
  // One whose notice runs out soon, one that is renewed later, one without an end.
  const until = [addDays(dayOfTime(now), 75), addDays(dayOfTime(now), 240), null][index] ?? null
  await tx.contract.createMany({
    ...NOTHING_TWICE,
    data: {
      id,
      tenantId,
      number: `HC-2025-${String(17 + index).padStart(3, '0')}`,
      title:
        client.locale === 'zh_CN' ? `${client.brandName}客户服务外包合同` : `Customer service of ${client.brandName}`,
      fromDay: dayToRow('2025-01-01'),
      untilDay: until === null ? null : dayToRow(until),
      createdAt: new Date('2024-12-10T02:00:00Z'),
    },
  })
  await tx.contractVersion.createMany({
    ...NOTHING_TWICE,
    data: {
      tenantId,
      contractId: id,
      version: 1,
      validFrom: dayToRow('2025-01-01'),
      terms: serializeContractTerms(termsOf(client)),
      createdAt: new Date('2024-12-10T02:00:00Z'),
    },
  })
}

const createdBy = 'Harbor Contact Services'
const time = (at: number): Date => new Date(at)

async function seedCases(tx: Transaction, client: DemoClient, { now, index }: At): Promise<void> {
  const { tenantId, slug } = client
  const isChinese = client.locale === 'zh_CN'
  const outage = now - 34 * DAY
  await tx.incident.createMany({
    ...NOTHING_TWICE,
    data: [
      {
        id: `ict_demo-${slug}`,
        tenantId,
        title: isChinese ? '运营商线路中断，来电无法呼入' : 'Carrier line down, calls did not come in',
        severity: 'outage',
        openedAt: time(outage),
        noticedAt: time(outage + 18 * MINUTE),
        respondedAt: time(outage + 9 * MINUTE),
        resolvedAt: time(outage + 50 * MINUTE),
        cause: isChinese
          ? '运营商光缆被施工挖断，已切换到备用线路。'
          : 'A cable of the carrier was cut; calls were moved to the second line.',
        createdAt: time(outage + 9 * MINUTE),
        createdBy,
      },
      ...(index === 0
        ? [
            {
              id: `ict_demo-${slug}-now`,
              tenantId,
              title: isChinese ? '部分通话有杂音' : 'Noise in some calls',
              severity: 'degraded',
              openedAt: time(now - 42 * MINUTE),
              noticedAt: time(now - 30 * MINUTE),
              respondedAt: time(now - 25 * MINUTE),
              createdAt: time(now - 40 * MINUTE),
              createdBy,
            },
          ]
        : []),
    ],
  })
}

async function seedChangeOrders(tx: Transaction, client: DemoClient, now: number): Promise<void> {
  const { tenantId, slug } = client
  const isChinese = client.locale === 'zh_CN'
  await tx.changeOrder.createMany({
    ...NOTHING_TWICE,
    data: [
      {
        id: `cho_demo-${slug}`,
        tenantId,
        contractId: contractIdOf(client),
        title: isChinese ? '春节期间延长服务时间至22点' : 'Service until 22:00 in the holiday season',
        text: isChinese ? '希望节前两周延长人工服务。' : 'We would like agents two hours longer before the holidays.',
        requestedSide: 'client',
        requestedBy: client.brandName,
        requestedAt: time(now - 2 * 3_600_000),
        status: 'requested',
      },
      {
        id: `cho_demo-${slug}-done`,
        tenantId,
        contractId: contractIdOf(client),
        title: isChinese ? '增加满意度回访' : 'A survey after each call',
        text: '',
        requestedSide: 'client',
        requestedBy: client.brandName,
        requestedAt: time(now - 60 * DAY),
        status: 'approved',
        answeredAt: time(now - 60 * DAY + 4 * 3_600_000),
        answeredBy: createdBy,
        answer: isChinese ? '同意，下月起生效。' : 'Agreed, from next month on.',
        effectiveOn: dayToRow(dayOfTime(now - 40 * DAY)),
      },
    ],
  })
}

/** Plausible figures of the months before the demonstration began, judged like any others. */
async function seedMeasures(tx: Transaction, client: DemoClient, now: number): Promise<void> {
  const { tenantId } = client
  const terms = termsOf(client)
  const running = dayOfTime(now).slice(0, 7)
  for (let back = 1; back <= HISTORY_MONTHS; back++) {
    const month = addMonths(running, -back)
    const until = new Date(`${addMonths(running, 1 - back)}-01T00:00:00Z`)
    const from = new Date(`${month}-01T00:00:00Z`)
    const figures = figuresOf(until.getTime() - from.getTime(), back)
    await tx.serviceMeasure.createMany({
      ...NOTHING_TWICE,
      data: terms.promises.flatMap((promise) => {
        const { indicator } = promise
        const figure = figures.get(indicator)
        if (figure === undefined) return []
        return [
          {
            id: `${contractIdOf(client)}/${month}/${indicator}`,
            tenantId,
            contractId: contractIdOf(client),
            contractVersion: 1,
            month,
            indicator,
            figure,
            target: limitText(indicator, promise.target),
            serious: limitText(indicator, promise.serious),
            tier: judge(promise, figure),
            inputs: {},
            measuredFrom: from,
            measuredUntil: until,
            measuredAt: new Date(until.getTime() + 6 * 3_600_000),
          },
        ]
      }),
    })
  }
}

function figuresOf(wholeMs: number, back: number): ReadonlyMap<Indicator, Figure> {
  const downMs = back === 2 ? 50 * MINUTE : back === 5 ? 21 * MINUTE : 0
  const answered = 4_100 + back * 37
  const abandoned = 118 + back * 11
  return new Map<Indicator, Figure>([
    ['availability', { kind: 'share', part: wholeMs - downMs, whole: wholeMs }],
    [
      'serviceLevel',
      { kind: 'share', part: Math.floor(answered * (0.89 - back * 0.012)), whole: answered + abandoned },
    ],
    ['abandonment', { kind: 'share', part: abandoned, whole: answered + abandoned }],
    ['speedOfAnswer', { kind: 'mean', totalMs: answered * (11_000 + back * 900), count: answered }],
    ['satisfaction', { kind: 'share', part: 968 - back * 6, whole: 1_000 }],
  ])
}

/** Some office days; the last two are the worker's. */
async function seedSeatUse(tx: Transaction, { tenantId }: DemoClient, now: number): Promise<void> {
  const own = DEMO_AGENTS.filter((agent) => agent.tenantId === tenantId)
  const shared = DEMO_AGENTS.filter((agent) => agent.tenantId === OPERATOR_ID).slice(0, 3)
  for (let back = 2; back <= 8; back++) {
    const date = dayOfTime(now - back * DAY)
    const day = dayToRow(date)
    const grade: SeatGrade = 'professional'
    await tx.seatHour.createMany({
      ...NOTHING_TWICE,
      data: Array.from({ length: 11 }, (_, index) => ({
        tenantId,
        day,
        hour: 8 + index,
        startsAt: new Date(day.getTime() + index * 3_600_000),
        grade,
        peak: 2 + ((index * 3 + back) % 5) + (index > 1 && index < 9 ? 3 : 0),
      })),
    })
    await tx.seatUserDay.createMany({
      ...NOTHING_TWICE,
      data: own.map(({ agentId }, index) => ({
        tenantId,
        day,
        agentId,
        grade,
        signedInMs: 28_800_000 - index * 1_234_567,
      })),
    })
    await tx.seatShare.createMany({
      ...NOTHING_TWICE,
      data: shared.map(({ agentId }, index) => ({
        tenantId,
        day,
        agentId,
        homeTenantId: OPERATOR_ID,
        grade,
        talkMs: 5_400_000 + index * 777_123 + back * 61_321,
        holdMs: 310_000 + index * 31_007,
        wrapUpMs: 1_200_000 - index * 101_003,
        ringMs: 98_000 + back * 1_001,
        idleMs: 2_900_000 + index * 210_011,
        notReadyMs: 700_000 + back * 20_017,
      })),
    })
  }
}

async function seedReseller(tx: Transaction, now: number): Promise<void> {
  await tx.reseller.createMany({
    ...NOTHING_TWICE,
    data: {
      id: 'rsl_demo',
      tenantId: OPERATOR_ID,
      name: 'Pearl River Agency',
      nameKey: 'Pearl River Agency',
      contactEmail: 'desk@pearl-river.test',
      role: 'commission',
      basis: 'paidInvoices',
      percent: '8',
      createdAt: new Date(now - 300 * DAY),
    },
  })
  await tx.resellerClient.createMany({
    ...NOTHING_TWICE,
    data: DEMO_CLIENTS.slice(0, 1).map(({ tenantId }) => ({
      tenantId: OPERATOR_ID,
      resellerId: 'rsl_demo',
      clientTenantId: tenantId,
      fromDay: dayToRow('2025-01-01'),
    })),
  })
}
