import { describe, expect, it } from 'vitest'
import { parseMicros } from '../money.ts'
import type { Currency, Money } from '../money.ts'
import { movementsOf, refundable, stepPayment } from './payment-machine.ts'
import type { PaymentInput, PaymentMovement } from './payment-machine.ts'
import { askedFor, netOf, statusOf } from './payment-state.ts'
import type { PaymentState } from './payment-state.ts'

const yuan = (text: string): Money => {
  const micros = parseMicros(text)
  if (!micros.ok) throw new Error(text)
  return { currency: 'CNY' as Currency, micros: micros.value }
}
const asked = (): PaymentState => askedFor('provider', yuan('100'))
const received: PaymentInput = { kind: 'received', amount: yuan('100') }
const refund = (refundId: string, status: 'pending' | 'succeeded' | 'failed', amount = '30'): PaymentInput => ({
  kind: 'refund',
  refundId,
  status,
  amount: yuan(amount),
})
const dispute = (status: 'open' | 'won' | 'lost'): PaymentInput => ({
  kind: 'dispute',
  disputeId: 'dp_1',
  status,
  amount: yuan('100'),
})

/** Everything that happened, as one ledger would have it. */
function play(inputs: readonly PaymentInput[], from = asked()) {
  let state = from
  const movements: PaymentMovement[] = []
  for (const input of inputs) {
    const step = stepPayment(state, input)
    state = step.state
    if (step.kind === 'applied') movements.push(...step.movements)
  }
  return { state, movements, booked: movements.reduce((sum, { micros }) => sum + micros, 0n) }
}

const HISTORIES: Readonly<Record<string, readonly PaymentInput[]>> = {
  'paid at once': [received],
  'failed once, then paid': [{ kind: 'failed' }, received],
  'paid, then partly refunded twice': [received, refund('re_1', 'pending'), refund('re_1', 'succeeded'), refund('re_2', 'succeeded')],
  'paid, a refund that failed after it had succeeded': [received, refund('re_1', 'succeeded'), refund('re_1', 'failed')],
  'paid and refunded whole': [received, refund('re_1', 'succeeded', '100')],
  'disputed and won': [received, dispute('open'), dispute('won')],
  'disputed and lost': [received, dispute('open'), dispute('lost')],
  'canceled': [{ kind: 'failed' }, { kind: 'canceled' }],
  'canceled at the moment it was paid': [{ kind: 'canceled' }, received],
} // prettier-ignore

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((first, at) => permutations([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [first, ...rest]))
} // prettier-ignore

describe('a payment', () => {
  it.each(Object.entries(HISTORIES))(
    '%s: is the same in every order, each fact heard twice, and counts once',
    (_name, history) => {
      const inOrder = play(history)
      expect(inOrder.booked).toBe(netOf(inOrder.state))
      for (const order of permutations(history)) {
        const shuffled = play([...order, ...order.toReversed()])
        expect(shuffled.state).toEqual(inOrder.state)
        expect(shuffled.booked).toBe(netOf(inOrder.state))
        expect(new Set(shuffled.movements.map(({ key }) => key)).size).toBe(shuffled.movements.length)
      }
    },
  )

  it.each([
    ['paid at once', 'succeeded', '100'],
    ['failed once, then paid', 'succeeded', '100'],
    ['paid, then partly refunded twice', 'partlyRefunded', '40'],
    ['paid, a refund that failed after it had succeeded', 'succeeded', '100'],
    ['paid and refunded whole', 'refunded', '0'],
    ['disputed and won', 'succeeded', '100'],
    ['disputed and lost', 'disputed', '0'],
    ['canceled', 'canceled', '0'],
    ['canceled at the moment it was paid', 'succeeded', '100'],
  ])('%s: is told as %s and is worth %s', (name, status, worth) => {
    const { state } = play(HISTORIES[name] ?? [])
    expect(statusOf(state)).toBe(status)
    expect(netOf(state)).toBe(yuan(worth).micros)
  })

  const STATES: Readonly<Record<string, PaymentState>> = {
    pending: asked(),
    failed: play([{ kind: 'failed' }]).state,
    canceled: play([{ kind: 'canceled' }]).state,
    received: play([received]).state,
    partlyRefunded: play([received, refund('re_1', 'succeeded')]).state,
    refundKnownFirst: play([refund('re_1', 'succeeded')]).state,
    disputed: play([received, dispute('open')]).state,
    transfer: play([received], askedFor('bankTransfer', yuan('100'))).state,
    reversed: play([received, { kind: 'reversed' }], askedFor('bankTransfer', yuan('100'))).state,
  }
  const INPUTS: readonly PaymentInput[] = [
    received,
    { kind: 'received', amount: yuan('99') },
    { kind: 'received', amount: { currency: 'EUR' as Currency, micros: 100_000_000n } },
    { kind: 'failed' },
    { kind: 'canceled' },
    { kind: 'reversed' },
    refund('re_1', 'pending'),
    refund('re_1', 'succeeded'),
    refund('re_1', 'failed'),
    refund('re_1', 'succeeded', '31'),
    refund('re_1', 'succeeded', '0'),
    dispute('open'),
    dispute('won'),
    dispute('lost'),
  ]
  it.each(Object.entries(STATES).flatMap(([name, state]) => INPUTS.map((input, at) => ({ name, state, input, at }))))(
    '$name has an answer to input $at, and what is booked is what changed',
    ({ state, input }) => {
      const before = netOf(state)
      const step = stepPayment(state, input)
      const booked = step.kind === 'applied' ? step.movements.reduce((sum, { micros }) => sum + micros, 0n) : 0n
      expect(netOf(step.state) - before).toBe(booked)
      if (step.kind !== 'applied') expect(step.state).toBe(state)
      const again = stepPayment(step.state, input)
      expect(again.kind).toBe(step.kind === 'refused' ? 'refused' : 'ignored')
      expect(again.state).toEqual(step.state)
    },
  )

  it('keeps a refund that is heard of before the payment, and moves the money when the payment is known', () => {
    const early = play([refund('re_1', 'succeeded')])
    expect(early.movements).toEqual([])
    const both = play([received], early.state)
    expect(both.movements.map(({ key, micros }) => [key, micros])).toEqual([
      ['received', 100_000_000n],
      ['refund/re_1', -30_000_000n],
    ])
  })

  it('says what contradicts: another amount, another currency, a card payment undone by hand, a refunded transfer undone', () => {
    const reasonOf = (state: PaymentState, input: PaymentInput) => {
      const step = stepPayment(state, input)
      return step.kind === 'refused' ? step.reason : step.kind
    }
    const paid = play([received]).state
    expect(reasonOf(paid, { kind: 'received', amount: yuan('99') })).toBe('payment.otherAmount')
    expect(reasonOf(asked(), { kind: 'received', amount: { currency: 'EUR' as Currency, micros: 1n } })).toBe('payment.otherCurrency')
    expect(reasonOf(paid, { kind: 'reversed' })).toBe('payment.notByHand')
    const transfer = play([received, refund('re_1', 'succeeded')], askedFor('bankTransfer', yuan('100'))).state
    expect(reasonOf(transfer, { kind: 'reversed' })).toBe('payment.refundedAlready')
    expect(reasonOf(asked(), refund('re_1', 'succeeded', '0'))).toBe('payment.notPositive')
  }) // prettier-ignore

  it('lets back no more than came, less what was asked back already', () => {
    const { state } = play([received, refund('re_1', 'pending'), refund('re_2', 'succeeded', '20')])
    expect(refundable(state)).toBe(yuan('50').micros)
    expect(refundable(play([received, dispute('open')]).state)).toBe(0n)
    expect(refundable(asked())).toBe(0n)
  })

  it('undoes a transfer by its whole amount', () => {
    const { state, booked } = play([received, { kind: 'reversed' }], askedFor('bankTransfer', yuan('100')))
    expect(statusOf(state)).toBe('reversed')
    expect(booked).toBe(0n)
    expect(movementsOf(state).map(({ kind }) => kind)).toEqual(['received', 'reversed'])
  })
})
