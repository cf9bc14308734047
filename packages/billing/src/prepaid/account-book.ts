import type { Instant } from '@seatline/core'
import type { Micros } from '../money.ts'

/** So much of an account is set aside for a call that is going on. */
export type Reservation = { readonly micros: Micros; readonly expiresAt: Instant }

/**
 * What an account has: what was paid in less what was charged, and what of it is set aside. A call is settled once by its key; keys of settled calls are
 * remembered.
 */
export type AccountBook = {
  readonly balance: Micros
  readonly reservations: Readonly<Record<string, Reservation>>
  readonly settled: Readonly<Record<string, Micros>>
}

export const openBook = (balance: Micros): AccountBook => ({ balance, reservations: {}, settled: {} })

/** What is neither charged nor set aside. A reservation whose time is over holds nothing back any more. */
export function availableOf(book: AccountBook, now: Instant): Micros {
  const held = Object.values(book.reservations).reduce(
    (sum, { micros, expiresAt }) => (expiresAt > now ? sum + micros : sum),
    0n,
  )
  return book.balance > held ? book.balance - held : 0n
}

export type Reserved = { readonly book: AccountBook; readonly granted: Micros }

/** Sets aside as much of `wanted` as there is. Asked again for the same call it replaces what the call had. */
export function reserve(
  book: AccountBook,
  input: { readonly key: string; readonly wanted: Micros; readonly now: Instant; readonly expiresAt: Instant },
): Reserved {
  const { key, wanted, now, expiresAt } = input
  if (key in book.settled) return { book, granted: 0n }
  const alive = Object.entries(book.reservations).filter(([other, held]) => other !== key && held.expiresAt > now)
  const others = { ...book, reservations: Object.fromEntries(alive) }
  const free = availableOf(others, now)
  const granted = wanted < free ? wanted : free
  if (granted <= 0n) return { book: others, granted: 0n }
  return {
    book: { ...others, reservations: { ...others.reservations, [key]: { micros: granted, expiresAt } } },
    granted,
  }
}

export type Settled = {
  readonly book: AccountBook
  /** What was charged now: nothing when the call was settled before. */
  readonly charged: Micros
  /** What could not be charged, because its reservation was over and the money gone: the account is never overdrawn. */
  readonly shortfall: Micros
}

/** Charges a call exactly, once, and gives back what was set aside for it and not used. */
export function settle(book: AccountBook, key: string, price: Micros): Settled {
  if (key in book.settled) return { book, charged: 0n, shortfall: 0n }
  const charged = price < book.balance ? price : book.balance
  const reservations = Object.fromEntries(Object.entries(book.reservations).filter(([other]) => other !== key))
  return {
    book: { balance: book.balance - charged, reservations, settled: { ...book.settled, [key]: charged } },
    charged,
    shortfall: price - charged,
  }
}
