import { idSchema, instant, isOperatorRole, LIFECYCLE } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { Database } from '../database/client.ts'
import type { ActAsSession, Agent, Membership as MembershipRow, Tenant, User } from '../generated/prisma/client.ts'
import { tenantFromRow } from '../tenants/rows.ts'
import type { Membership, Viewer } from './viewer.ts'

const KEPT_MS = 3_000
const KEPT_MAX = 5_000

export type ViewerRepository = {
  readonly find: (subject: string) => Promise<Viewer | null>
  /** Rights have changed: the person, or everybody when null, is read anew at the next request. */
  readonly forget: (subject: string | null) => void
}

/**
 * Finds the person by the token's subject, and what the person is. Kept for three seconds, so that a screen full of requests asks once; whoever changes rights
 * says so, and the longest that a withdrawn right can outlive a lost message is those three seconds.
 */
export function viewerRepository(database: Database, now: () => Instant): ViewerRepository {
  const kept = new Map<string, { readonly viewer: Promise<Viewer | null>; readonly until: number }>()
  return {
    find(subject) {
      const known = kept.get(subject)
      if (known !== undefined && known.until > now()) return known.viewer
      if (kept.size >= KEPT_MAX) kept.clear()
      const viewer = readViewer(database, subject, now())
      kept.set(subject, { viewer, until: now() + KEPT_MS })
      const drop = (): void => {
        if (kept.get(subject)?.viewer === viewer) kept.delete(subject)
      }
      // Whoever is nobody yet may be somebody in the next moment, and asks at once after accepting an invitation.
      viewer.then((found) => (found === null ? drop() : undefined), drop)
      return viewer
    },
    forget(subject) {
      if (subject === null) kept.clear()
      else kept.delete(subject)
    },
  }
}

type PersonRows = {
  readonly memberships: readonly MembershipRow[]
  readonly sessions: readonly ActAsSession[]
  readonly agent: Agent | null
}

/** In three steps, because each may see only what the one before has found. */
async function readViewer(database: Database, subject: string, now: Instant): Promise<Viewer | null> {
  const user = await database.withTenants({ tenantIds: [], subject }, (tx) =>
    tx.user.findUnique({ where: { subject } }),
  )
  if (user === null) return null
  const rows = await readPersonRows(database, user, now)
  // Who has left everybody is nobody here, whatever their token says.
  if (rows.memberships.length === 0) return null
  const tenantIds = [...new Set([...rows.memberships, ...rows.sessions].map((row) => row.tenantId))]
  const tenants = await database.withTenants({ tenantIds }, (tx) =>
    tx.tenant.findMany({ where: { id: { in: tenantIds } }, orderBy: { name: 'asc' } }),
  )
  return viewerFromRows(user, rows, tenants)
}

function readPersonRows(database: Database, user: User, now: Instant): Promise<PersonRows> {
  return database.withTenants({ tenantIds: [user.tenantId], userId: user.id }, async (tx) => ({
    memberships: await tx.membership.findMany({ where: { userId: user.id } }),
    sessions: await tx.actAsSession.findMany({
      where: { userId: user.id, endedAt: null, expiresAt: { gt: new Date(now) } },
    }),
    agent: await tx.agent.findUnique({ where: { userId: user.id } }),
  }))
}

function viewerFromRows(user: User, rows: PersonRows, tenants: readonly Tenant[]): Viewer {
  const operatorTenant = tenants.find((tenant) => tenant.kind === 'operator')
  const operatorRoles = rows.memberships
    .filter((row) => row.tenantId === operatorTenant?.id)
    .map((row) => row.role)
    .filter(isOperatorRole)
  return {
    subject: user.subject,
    person: {
      id: idSchema('user').parse(user.id),
      name: user.name,
      email: user.email,
      locale: user.locale.replace('_', '-'),
    },
    memberships: tenants
      .filter((tenant) => LIFECYCLE[tenant.status].mayLogIn)
      .map((tenant) => membershipFromRows(tenant, rows, operatorRoles.length > 0)),
    operator:
      operatorTenant === undefined || operatorRoles.length === 0
        ? null
        : { tenantId: idSchema('tenant').parse(operatorTenant.id), roles: operatorRoles },
    agent: rows.agent?.active === true ? { id: idSchema('agent').parse(rows.agent.id), name: rows.agent.name } : null,
  }
}

/** Acting as the administrator takes a person of the operator: who has left it since acts no more. */
function membershipFromRows(tenant: Tenant, rows: PersonRows, isOperators: boolean): Membership {
  const own = rows.memberships.filter((row) => row.tenantId === tenant.id)
  const session = isOperators ? rows.sessions.find((row) => row.tenantId === tenant.id) : undefined
  const roles = own.map((row) => row.role)
  const branch = own.find((row) => row.branchId !== null)?.branchId ?? null
  return {
    tenant: tenantFromRow(tenant),
    roles: session === undefined || roles.includes('admin') ? roles : [...roles, 'admin'],
    branchId: session === undefined && branch !== null ? idSchema('branch').parse(branch) : null,
    actAs:
      session === undefined
        ? null
        : {
            id: idSchema('actAs').parse(session.id),
            reason: session.reason,
            expiresAt: instant(session.expiresAt.getTime()),
          },
  }
}
