import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/prisma/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** What one unit of work may see. Everything it does not name stays invisible. */
export type DatabaseScope = {
  /** The tenants whose rows may be read and written. */
  readonly tenantIds: readonly string[]
  /** Also tenants, users and memberships of everyone, and the projector's cursor: for the operator's administration and for our own workers. */
  readonly operator?: boolean
  /** The token's subject: its user may be read, to find out the rest. */
  readonly subject?: string
  /** The user's memberships may be read. */
  readonly userId?: string
  /** The agent's own state and intervals may be read, wherever the agent's home is. */
  readonly agentId?: string
  /** The invitation with this token hash may be read, by one who belongs to no tenant yet. */
  readonly invitation?: string
  /** In these tenants nothing but the rows of these branches is seen. */
  readonly branches?: { readonly tenantIds: readonly string[]; readonly branchIds: readonly string[] }
}

export type Transaction = Prisma.TransactionClient

export type Database = {
  /** Runs `work` in one transaction that sees what `scope` names. The only door to the tables. */
  readonly withTenants: <T>(scope: DatabaseScope, work: (tx: Transaction) => Promise<T>) => Promise<T>
  readonly client: PrismaClient
  readonly close: () => Promise<void>
}

const SAFE_ID = /^[a-z0-9_-]+$/

/** `url` names the role seatline_app. One pool; the settings live for one transaction, so PgBouncer in transaction mode is fine. */
export function openDatabase(url: string, options: { readonly connectionsMax?: number } = {}): Database {
  const adapter = new PrismaPg({ connectionString: url, max: options.connectionsMax ?? 10 })
  const client = new PrismaClient({ adapter })
  return {
    client,
    withTenants: (scope, work) =>
      client.$transaction(
        async (tx) => {
          await applyScope(tx, scope)
          return work(tx)
        },
        { maxWait: 10_000, timeout: 60_000 },
      ),
    close: () => client.$disconnect(),
  }
}

/** Sets what the rest of the transaction may see. `withTenants` does it at the beginning; a transaction that serves several units of work does it before each. */
export async function applyScope(tx: Transaction, scope: DatabaseScope): Promise<void> {
  for (const id of [...scope.tenantIds, ...(scope.branches?.tenantIds ?? []), ...(scope.branches?.branchIds ?? [])])
    if (!SAFE_ID.test(id)) throw new TypeError(`not an id [id:${JSON.stringify(id)}]`)
  await tx.$executeRaw`SELECT
    set_config('app.tenant_ids', ${scope.tenantIds.join(',')}, true),
    set_config('app.operator', ${scope.operator === true ? 'on' : ''}, true),
    set_config('app.subject', ${scope.subject ?? ''}, true),
    set_config('app.user_id', ${scope.userId ?? ''}, true),
    set_config('app.agent_id', ${scope.agentId ?? ''}, true),
    set_config('app.invitation', ${scope.invitation ?? ''}, true),
    set_config('app.branch_tenants', ${scope.branches?.tenantIds.join(',') ?? ''}, true),
    set_config('app.branch_ids', ${scope.branches?.branchIds.join(',') ?? ''}, true)`
}
