import { idSchema } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { Database } from '../database/client.ts'
import { tenantFromRow } from '../tenants/rows.ts'
import type { Membership, Viewer } from './viewer.ts'

const KEPT_MS = 3_000
const KEPT_MAX = 5_000

export type ViewerRepository = { readonly find: (subject: string) => Promise<Viewer | null> }

/**
 * Finds the person by the token's subject, and what the person is. Kept for three seconds, so that a screen full of requests asks once; a withdrawn right
 * therefore ends within that time.
 */
export function viewerRepository(database: Database, now: () => Instant): ViewerRepository {
  const kept = new Map<string, { readonly viewer: Promise<Viewer | null>; readonly until: number }>()
  return {
    find(subject) {
      const known = kept.get(subject)
      if (known !== undefined && known.until > now()) return known.viewer
      if (kept.size >= KEPT_MAX) kept.clear()
      const viewer = readViewer(database, subject)
      kept.set(subject, { viewer, until: now() + KEPT_MS })
      viewer.catch(() => kept.delete(subject))
      return viewer
    },
  }
}

/** In three steps, because each may see only what the one before has found. */
async function readViewer(database: Database, subject: string): Promise<Viewer | null> {
  const user = await database.withTenants({ tenantIds: [], subject }, (tx) =>
    tx.user.findUnique({ where: { subject } }),
  )
  if (user === null) return null
  const known = { tenantIds: [user.tenantId], userId: user.id }
  const { rows, agent } = await database.withTenants(known, async (tx) => ({
    rows: await tx.membership.findMany({ where: { userId: user.id } }),
    agent: await tx.agent.findUnique({ where: { userId: user.id } }),
  }))
  const tenantIds = [...new Set(rows.map((row) => row.tenantId))]
  const tenants = await database.withTenants({ tenantIds }, (tx) =>
    tx.tenant.findMany({ where: { id: { in: tenantIds } }, orderBy: { name: 'asc' } }),
  )
  const memberships = tenants.map((tenant): Membership => ({
    tenant: tenantFromRow(tenant),
    roles: rows.filter((row) => row.tenantId === tenant.id).map((row) => row.role),
  }))
  return {
    subject,
    person: {
      id: idSchema('user').parse(user.id),
      name: user.name,
      email: user.email,
      locale: user.locale.replace('_', '-'),
    },
    memberships,
    agent: agent?.active === true ? { id: idSchema('agent').parse(agent.id), name: agent.name } : null,
  }
}
