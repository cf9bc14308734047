import { idSchema, LIFECYCLE } from '@seatline/core'
import type { TenantId, TenantStatus } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Tenant } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { instantFromRow, instantOrNull, tenantFromRow } from '../tenants/rows.ts'
import type { ProspectInput } from './onboarding-input.ts'
import type { StockView, TenantFileView } from './onboarding-views.ts'

const NUMBERS_MAX = 500
const AGENTS_MAX = 1_000

/** Of two with the same key the second waits for the first. */
export async function lockOnboarding(tx: Transaction, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`onboard/${key}`}))`
}

export async function findByOnboardingKey(
  tx: Transaction,
  key: string,
): Promise<{ readonly tenantId: TenantId; readonly name: string; readonly hash: string | null } | null> {
  const row = await tx.tenant.findUnique({ where: { onboardingKey: key } })
  if (row === null) return null
  return { tenantId: idSchema('tenant').parse(row.id), name: row.name, hash: row.onboardingHash }
}

export const hasPrompts = async (tx: Transaction, tenantId: TenantId): Promise<boolean> =>
  (await tx.prompt.count({ where: { tenantId } })) > 0

export async function createProspect(
  tx: Transaction,
  input: ProspectInput,
  known: { readonly tenantId: TenantId; readonly operator: Tenant; readonly at: Date; readonly by: string },
): Promise<void> {
  const { tenantId, operator, at, by } = known
  await tx.tenant.create({
    data: {
      id: tenantId,
      kind: 'client',
      name: input.name,
      brandName: input.name,
      locale: operator.locale,
      timeZone: operator.timeZone,
      currency: operator.currency,
      status: 'prospect',
      contactName: input.contact.name,
      contactEmail: input.contact.email,
      contactPhone: input.contact.phone,
      requirements: input.requirements,
      createdAt: at,
    },
  })
  await writeStatusChange(tx, { tenantId, from: null, to: 'prospect', reason: '', at, by })
}

export async function writeStatusChange(
  tx: Transaction,
  change: {
    readonly tenantId: TenantId
    readonly from: TenantStatus | null
    readonly to: TenantStatus
    readonly reason: string
    readonly at: Date
    readonly by: string
  },
): Promise<void> {
  const { tenantId, from: fromStatus, to: toStatus, reason, at, by } = change
  await tx.tenantStatusChange.create({ data: { id: newId('event'), tenantId, fromStatus, toStatus, reason, at, by } })
}

export const findClient = (tx: Transaction, tenantId: TenantId): Promise<Tenant | null> =>
  tx.tenant.findFirst({ where: { id: tenantId, kind: 'client' } })

export async function setStatus(tx: Transaction, tenantId: TenantId, status: TenantStatus): Promise<void> {
  await tx.tenant.update({ where: { id: tenantId }, data: { status } })
}

/** Only what was published can be published again: a prospect has nothing. */
export const hasVersion = async (tx: Transaction, tenantId: TenantId): Promise<boolean> =>
  (await tx.configVersion.count({ where: { tenantId } })) > 0

export async function readFile(tx: Transaction, row: Tenant): Promise<TenantFileView> {
  const tenantId = row.id
  const changes = await tx.tenantStatusChange.findMany({ where: { tenantId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  const dids = await tx.did.findMany({ where: { tenantId, releasedAt: null }, orderBy: { number: 'asc' } })
  const invitations = await tx.invitation.findMany({
    where: { tenantId, roles: { has: 'admin' }, withdrawnAt: null },
    orderBy: { createdAt: 'asc' },
    take: 20,
  })
  const names = await namesOf(
    tx,
    changes.flatMap(({ by }) => by ?? []),
  )
  return {
    tenant: tenantFromRow(row),
    contact: { name: row.contactName, email: row.contactEmail, phone: row.contactPhone },
    requirements: row.requirements,
    template: row.template,
    createdAt: instantFromRow(row.createdAt),
    history: changes.map(({ at, fromStatus, toStatus, reason, by }) => ({
      at: instantFromRow(at),
      from: fromStatus,
      to: toStatus,
      reason,
      by: by === null ? null : (names.get(by) ?? null),
    })),
    next: LIFECYCLE[row.status].next,
    numbers: dids.map(({ number }) => number),
    invitations: invitations.map(({ name, email, sentAt, sendProblem, acceptedAt }) => ({
      name,
      email,
      sentAt: instantOrNull(sentAt),
      sendProblem,
      acceptedAt: instantOrNull(acceptedAt),
    })),
  }
}

async function namesOf(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const users = await tx.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  })
  return new Map(users.map(({ id, name }) => [id, name]))
}

export const readProspects = (tx: Transaction): Promise<Tenant[]> =>
  tx.tenant.findMany({ where: { kind: 'client', status: 'prospect' }, orderBy: { createdAt: 'desc' }, take: 200 })

export async function readStock(tx: Transaction, operatorTenantId: TenantId): Promise<StockView> {
  const numbers = await tx.phoneNumber.findMany({
    where: { tenantId: operatorTenantId, state: { in: ['free', 'reserved'] } },
    orderBy: [{ state: 'asc' }, { number: 'asc' }],
    take: NUMBERS_MAX,
  })
  const agents = await tx.agent.findMany({
    where: { tenantId: operatorTenantId, active: true, dedicatedTenantId: null },
    orderBy: { name: 'asc' },
    take: AGENTS_MAX,
  })
  return {
    numbers: numbers.map(({ number, kind, reservedFor }) => ({ number, kind, reservedFor })),
    agents: agents.map(({ id, name, grade }) => ({ id: idSchema('agent').parse(id), name, grade })),
  }
}
