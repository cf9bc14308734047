import type { Instant, TenantId } from '@seatline/core'
import { applyScope } from '../database/client.ts'
import type { Database, DatabaseScope, Transaction } from '../database/client.ts'
import type { Platform } from '../platform.ts'
import type { TenantView } from '../tenants/tenant-views.ts'
import { membershipIn } from './viewer.ts'
import type { Viewer } from './viewer.ts'

/** Runs work on the rows that the viewer may see. */
export type UnitOfWork = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** Runs work on the rows that a scope names. */
export type ScopedWork = <T>(scope: DatabaseScope, work: (tx: Transaction) => Promise<T>) => Promise<T>

/** From where a request came, for the audit. */
export type Origin = { readonly address: string | null; readonly userAgent: string | null }

/** What a service function is given of the request: who asks, their rows, and the platform. */
export type RequestScope = {
  readonly viewer: Viewer
  /** All tenants the viewer is a member of. Work on one tenant is given a narrower one by `authorized`. */
  readonly run: UnitOfWork
  readonly runIn: ScopedWork
  readonly platform: Platform
  readonly origin: Origin
  /** When the log-in ends; nothing is sent to the viewer after it. */
  readonly expiresAt: Instant
  /** The same person's scope as it is now, with a transaction of its own per unit of work: for what outlives one answer. */
  readonly renew: () => Promise<RequestScope>
}

/** A request's scope narrowed to one tenant: `run` sees that tenant's rows and no other's. */
export type TenantScope = RequestScope & { readonly tenant: TenantView }

/** The wall around the viewer's rows: the tenants of the memberships, and the agent's own state wherever the agent's home is. */
export function databaseScope(viewer: Viewer): DatabaseScope {
  return { tenantIds: viewer.memberships.map((membership) => membership.tenant.id), ...personScope(viewer) }
}

/** The wall around one tenant. */
export function tenantDatabaseScope(viewer: Viewer, tenantId: TenantId): DatabaseScope {
  return { tenantIds: [tenantId], ...personScope(viewer) }
}

/**
 * Runs work on the rows of one tenant that the viewer has been let into: with all of the viewer's other tenants for a member, whose questions go over several;
 * that tenant's alone for someone of the operator, who is a member of no client.
 */
export const runInTenant =
  (scope: RequestScope, tenantId: TenantId): UnitOfWork =>
  (work) =>
    membershipIn(scope.viewer, tenantId) === null
      ? scope.runIn(tenantDatabaseScope(scope.viewer, tenantId), work)
      : scope.run(work)

function personScope(viewer: Viewer): Omit<DatabaseScope, 'tenantIds'> {
  const confined = viewer.memberships.filter(({ branchId }) => branchId !== null)
  return {
    userId: viewer.person.id,
    ...(viewer.agent === null ? {} : { agentId: viewer.agent.id }),
    ...(confined.length === 0
      ? {}
      : {
          branches: {
            tenantIds: confined.map(({ tenant }) => tenant.id),
            branchIds: confined.flatMap(({ branchId }) => branchId ?? []),
          },
        }),
  }
}

/** Each unit of work is a transaction of its own. */
export const ownTransactions =
  (database: Database): ScopedWork =>
  (scope, work) =>
    database.withTenants(scope, work)

/**
 * All work of one answer in one transaction, opened when it is first needed: everything a screen shows together is read from one state. `close` ends it;
 * it must be called when the answer is ready.
 */
export function sharedTransaction(database: Database): {
  readonly runIn: ScopedWork
  readonly close: () => Promise<void>
} {
  let opened: Promise<Transaction> | undefined
  let applied: DatabaseScope | undefined
  let ended: Promise<void> = Promise.resolve()
  // One connection does one thing at a time: what resolvers ask for at once is done in turn.
  let turn: Promise<undefined> = Promise.resolve(undefined)
  const finish = Promise.withResolvers<undefined>()
  const open = (scope: DatabaseScope): Promise<Transaction> =>
    new Promise((resolve, reject) => {
      applied = scope
      ended = database.withTenants(scope, async (tx) => {
        resolve(tx)
        await finish.promise
      })
      ended.catch(reject)
    })
  const enter = async (scope: DatabaseScope): Promise<Transaction> => {
    const tx = await (opened ??= open(scope))
    if (applied !== scope) {
      applied = undefined
      await applyScope(tx, scope)
      applied = scope
    }
    return tx
  }
  return {
    runIn: (scope, work) => {
      const result = turn.then(async () => work(await enter(scope)))
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
