import type { Instant } from '@seatline/core'
import type { Database, DatabaseScope, Transaction } from '../database/client.ts'
import type { Platform } from '../platform.ts'
import type { Viewer } from './viewer.ts'

/** Runs work on the rows that the viewer may see. */
export type UnitOfWork = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** What a service function is given of the request: who asks, their rows, and the platform. */
export type RequestScope = {
  readonly viewer: Viewer
  readonly run: UnitOfWork
  readonly platform: Platform
  /** When the log-in ends; nothing is sent to the viewer after it. */
  readonly expiresAt: Instant
  /** The same person's scope as it is now, with a transaction of its own per unit of work: for what outlives one answer. */
  readonly renew: () => Promise<RequestScope>
}

/** The wall around the viewer's rows: the tenants of the memberships, and the agent's own state wherever the agent's home is. */
export function databaseScope(viewer: Viewer): DatabaseScope {
  return {
    tenantIds: viewer.memberships.map((membership) => membership.tenant.id),
    userId: viewer.person.id,
    ...(viewer.agent === null ? {} : { agentId: viewer.agent.id }),
  }
}

/** Each unit of work is a transaction of its own. */
export const ownTransactions =
  (database: Database, scope: DatabaseScope): UnitOfWork =>
  (work) =>
    database.withTenants(scope, work)

/**
 * All work of one answer in one transaction, opened when it is first needed: everything a screen shows together is read from one state. `close` ends it;
 * it must be called when the answer is ready.
 */
export function sharedTransaction(
  database: Database,
  scope: DatabaseScope,
): { readonly run: UnitOfWork; readonly close: () => Promise<void> } {
  let opened: Promise<Transaction> | undefined
  let ended: Promise<void> = Promise.resolve()
  // One connection does one thing at a time: what resolvers ask for at once is done in turn.
  let turn: Promise<undefined> = Promise.resolve(undefined)
  const finish = Promise.withResolvers<undefined>()
  const open = (): Promise<Transaction> =>
    new Promise((resolve, reject) => {
      ended = database.withTenants(scope, async (tx) => {
        resolve(tx)
        await finish.promise
      })
      ended.catch(reject)
    })
  return {
    run: (work) => {
      const result = turn.then(async () => work(await (opened ??= open())))
      turn = result.then(
        () => undefined,
        () => undefined,
      )
      return result
    },
    close: async () => {
      finish.resolve(undefined)
      await ended
    },
  }
}
