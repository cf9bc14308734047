import { idSchema, instant } from '@seatline/core'
import type { Instant } from '@seatline/core'
import { logoUrl } from '../branding/logo-store.ts'
import type { Disposition, Queue, Reason, Tenant } from '../generated/prisma/client.ts'
import type { DispositionView, QueueView, ReasonView, TenantView } from './tenant-views.ts'

export const tenantFromRow = (row: Tenant): TenantView => ({
  id: idSchema('tenant').parse(row.id),
  name: row.name,
  brand: { name: row.brandName, color: row.brandColor, logoUrl: logoUrl(row.logoFile) },
  locale: row.locale.replace('_', '-'),
  timeZone: row.timeZone,
  currency: row.currency,
  kind: row.kind,
  status: row.status,
})

export const queueFromRow = (row: Pick<Queue, 'id' | 'tenantId' | 'name'>): QueueView => ({
  id: idSchema('queue').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  name: row.name,
})

export const reasonFromRow = (row: Reason): ReasonView => ({
  id: idSchema('reason').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  label: row.name,
})

export const dispositionFromRow = (row: Disposition): DispositionView => ({
  id: idSchema('disposition').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  label: row.name,
})

export const instantFromRow = (value: Date): Instant => instant(value.getTime())

export const instantOrNull = (value: Date | null): Instant | null => (value === null ? null : instantFromRow(value))
