import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros, sumMoney } from '../money.ts'
import { calendarMonth } from '../period.ts'
import { buildPlan, buildSubscription, buildUsage, idOf } from '../testing/builders.ts'
import { callsBehind, daysOfBill } from './bill-days.ts'
import { makeBill } from './bill.ts'

const at = (iso: string) => instant(Date.parse(iso))

/*
 * Sep  1               17            30
 *      |---- plan 1 ---|--- plan 2 ---|
 *      a            b  c              d
 */
const bill = makeBill({
  tenantId: idOf('tenant', 'clinic'),
  plan: buildPlan(),
  planChanges: [
    {
      from: '2026-09-17',
      plan: buildPlan({ version: 2, inbound: { pricePerMinute: '0.06', increment: '60/60' } }),
    },
  ],
  period: calendarMonth('Asia/Shanghai', '2026-09'),
  usage: [
    buildUsage('call-a', { startedAt: at('2026-08-31T16:00:00Z') }),
    buildUsage('call-b', { startedAt: at('2026-09-16T15:59:59.999Z') }),
    buildUsage('call-c', { startedAt: at('2026-09-16T16:00:00Z') }),
    buildUsage('call-d', { startedAt: at('2026-09-30T15:59:59.999Z') }),
  ],
  subscriptions: [buildSubscription({ seatsCount: 3 })],
})

describe('the calls behind a line', () => {
  it('are those of its own part of the month when the plan changes', () => {
    const inbound = bill.lines.flatMap((line) => (line.kind === 'minutesInbound' ? [line] : []))
    expect(inbound.map((line) => callsBehind(line, bill).map(({ usage }) => usage.callId))).toEqual([
      [idOf('call', 'call-a'), idOf('call', 'call-b')],
      [idOf('call', 'call-c'), idOf('call', 'call-d')],
    ])
    for (const line of inbound)
      expect(
        sumMoney(
          bill.total.currency,
          callsBehind(line, bill).map(({ amount }) => amount),
        ),
      ).toEqual(line.amount)
  })
})

describe('the bill by days', () => {
  const days = daysOfBill(bill)
  it('has every day once, each call on its own, in the time zone of the tenant', () => {
    expect(days).toHaveLength(30)
    const withCalls = days.filter((day) => day.inboundMinutes.micros > 0n)
    expect(withCalls.map((day) => day.date)).toEqual(['2026-09-01', '2026-09-16', '2026-09-17', '2026-09-30'])
    expect(withCalls.map((day) => formatMicros(day.inboundMinutes.micros))).toEqual([
      '0.0036',
      '0.0036',
      '0.06',
      '0.06',
    ])
  })
  it('adds up to the total, exactly', () => {
    expect(
      sumMoney(
        bill.total.currency,
        days.map((day) => day.total),
      ),
    ).toEqual(bill.total)
  })
})
