import { assertNever } from '@seatline/core'
import type { Micros, Money } from '../money.ts'
import { isLaterCharge, netOf, refundsAskedOf } from './payment-state.ts'
import type { DisputeStatus, PaymentState, RefundStatus } from './payment-state.ts'

/** What was heard of a payment: from the provider's messages, from asking the provider, or from the bank. In any order, any number of times. */
export type PaymentInput =
  | { readonly kind: 'received'; readonly amount: Money }
  | { readonly kind: 'failed' }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'refund'; readonly refundId: string; readonly status: RefundStatus; readonly amount: Money }
  | { readonly kind: 'dispute'; readonly disputeId: string; readonly status: DisputeStatus; readonly amount: Money }
  /** A transfer that was entered by mistake: taken back whole. */
  | { readonly kind: 'reversed' }

/**
 * A movement to be entered in the ledger, once each: `key` is the same whenever the same movement is made again. All movements of a payment together are its
 * net worth.
 */
export type PaymentMovement = {
  readonly key: string
  readonly kind: 'received' | 'refunded' | 'refundFailed' | 'disputed' | 'disputeWon' | 'reversed'
  /** Negative: the money left. */
  readonly micros: Micros
}

export type PaymentRefusal =
  | 'payment.otherCurrency'
  | 'payment.notPositive'
  | 'payment.otherAmount'
  | 'payment.notByHand'
  | 'payment.refundedAlready'
  | 'payment.reversedAlready'

export type PaymentStep =
  | { readonly kind: 'applied'; readonly state: PaymentState; readonly movements: readonly PaymentMovement[] }
  /** Known already, or overtaken by what is known. */
  | { readonly kind: 'ignored'; readonly state: PaymentState }
  /** Contradicts what is known: a person has to look. Nothing is changed. */
  | { readonly kind: 'refused'; readonly state: PaymentState; readonly reason: PaymentRefusal }

/**
 * What a payment is after `input`. Total: every state has an answer to every input. What is heard twice counts once, and the end is the same whatever was heard
 * first; a refund or dispute that is heard of before the payment itself is kept, and moves money when the payment is known.
 */
export function stepPayment(state: PaymentState, input: PaymentInput): PaymentStep {
  const refusal = refusalOf(state, input)
  if (refusal !== null) return { kind: 'refused', state, reason: refusal }
  const next = after(state, input)
  if (next === state) return { kind: 'ignored', state }
  return { kind: 'applied', state: next, movements: movementsBetween(state, next) }
}

function refusalOf(state: PaymentState, input: PaymentInput): PaymentRefusal | null {
  const isTouched = Object.keys(state.refunds).length + Object.keys(state.disputes).length > 0
  if (input.kind === 'reversed') {
    if (state.method !== 'bankTransfer') return 'payment.notByHand'
    return isTouched ? 'payment.refundedAlready' : null
  }
  if (!('amount' in input)) return null
  if (state.charge === 'reversed' && input.kind !== 'received') return 'payment.reversedAlready'
  if (input.amount.currency !== state.amount.currency) return 'payment.otherCurrency'
  if (input.amount.micros <= 0n) return 'payment.notPositive'
  if (input.kind === 'received')
    return state.received !== null && state.received !== input.amount.micros ? 'payment.otherAmount' : null
  const known = input.kind === 'refund' ? state.refunds[input.refundId] : state.disputes[input.disputeId]
  return known !== undefined && known.amount !== input.amount.micros ? 'payment.otherAmount' : null
}

function after(state: PaymentState, input: PaymentInput): PaymentState {
  switch (input.kind) {
    case 'received': {
      const charge = isLaterCharge(state.charge, 'received') ? 'received' : state.charge
      return charge === state.charge && state.received !== null
        ? state
        : { ...state, charge, received: input.amount.micros }
    }
    case 'failed':
    case 'canceled':
    case 'reversed': {
      return isLaterCharge(state.charge, input.kind) ? { ...state, charge: input.kind } : state
    }
    case 'refund': {
      const { refundId, status, amount } = input
      const known = state.refunds[refundId]
      if (known !== undefined && REFUND_RANK[known.status] >= REFUND_RANK[status]) return state
      return { ...state, refunds: { ...state.refunds, [refundId]: { status, amount: amount.micros } } }
    }
    case 'dispute': {
      const { disputeId, status, amount } = input
      const known = state.disputes[disputeId]
      if (known !== undefined && DISPUTE_RANK[known.status] >= DISPUTE_RANK[status]) return state
      return { ...state, disputes: { ...state.disputes, [disputeId]: { status, amount: amount.micros } } }
    }
    default:
      return assertNever(input, 'payment input')
  }
}

/** A refund can fail after it was told to have succeeded, never the other way round. */
const REFUND_RANK: Readonly<Record<RefundStatus, number>> = { pending: 0, succeeded: 1, failed: 2 }
const DISPUTE_RANK: Readonly<Record<DisputeStatus, number>> = { open: 0, lost: 1, won: 2 }

/** Every movement that `state` stands for, in the order in which a ledger would have them. */
export function movementsOf(state: PaymentState): readonly PaymentMovement[] {
  if (state.received === null || (state.charge !== 'received' && state.charge !== 'reversed')) return []
  const { received } = state
  const refunds = Object.entries(state.refunds).flatMap(([id, { status, amount }]): readonly PaymentMovement[] =>
    status === 'succeeded' ? [{ key: `refund/${id}`, kind: 'refunded', micros: -amount }] : [],
  )
  const disputes = Object.entries(state.disputes).flatMap(([id, { status, amount }]): readonly PaymentMovement[] => [
    { key: `dispute/${id}`, kind: 'disputed', micros: -amount },
    ...(status === 'won' ? [{ key: `dispute/${id}/won`, kind: 'disputeWon' as const, micros: amount }] : []),
  ])
  const reversal: readonly PaymentMovement[] =
    state.charge === 'reversed' ? [{ key: 'reversed', kind: 'reversed', micros: -received }] : []
  return [{ key: 'received', kind: 'received', micros: received }, ...refunds, ...disputes, ...reversal]
}

/** What `next` adds to `state`. A refund that was told to have succeeded and then failed is given back by a movement of its own. */
function movementsBetween(state: PaymentState, next: PaymentState): readonly PaymentMovement[] {
  const known = new Set(movementsOf(state).map(({ key }) => key))
  const still = new Set(movementsOf(next).map(({ key }) => key))
  const failed = movementsOf(state)
    .filter(({ key, kind }) => kind === 'refunded' && !still.has(key))
    .map(({ key, micros }): PaymentMovement => ({ key: `${key}/failed`, kind: 'refundFailed', micros: -micros }))
  return [...movementsOf(next).filter(({ key }) => !known.has(key)), ...failed]
}

/** Whether so much may be asked back: not more than came and was not yet asked back, and nothing of what is disputed. */
export function refundable(state: PaymentState): Micros {
  const left = netOf(state) - (refundsAskedOf(state) - refundedNow(state))
  return left > 0n ? left : 0n
}

const refundedNow = (state: PaymentState): Micros =>
  Object.values(state.refunds).reduce((sum, { status, amount }) => (status === 'succeeded' ? sum + amount : sum), 0n)
