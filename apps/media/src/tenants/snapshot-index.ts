import type { TenantId, TenantSnapshot } from '@seatline/core'

export type NumberRoute = { readonly tenant: TenantSnapshot; readonly number: TenantSnapshot['numbers'][number] }

/** The snapshots, and every number that leads into one of them; a change of one tenant touches nothing of the others. */
export class SnapshotIndex {
  readonly #tenants = new Map<TenantId, TenantSnapshot>()
  readonly #numbers = new Map<string, NumberRoute>()

  get tenants(): readonly TenantSnapshot[] {
    return [...this.#tenants.values()]
  }

  has(tenantId: string): boolean {
    return this.#tenants.has(tenantId as TenantId)
  }

  tenant(tenantId: TenantId): TenantSnapshot | undefined {
    return this.#tenants.get(tenantId)
  }

  /** A dialled number may come with or without the plus of E.164. */
  route(dnis: string): NumberRoute | undefined {
    return this.#numbers.get(normalizeNumber(dnis))
  }

  /** A number that has gone to another tenant meanwhile is the other's, whichever of the two snapshots comes first. */
  put(tenant: TenantSnapshot): void {
    const { tenantId } = tenant
    for (const { number } of this.#tenants.get(tenantId)?.numbers ?? []) {
      const key = normalizeNumber(number)
      if (this.#numbers.get(key)?.tenant.tenantId === tenantId) this.#numbers.delete(key)
    }
    this.#tenants.set(tenantId, tenant)
    for (const number of tenant.numbers) this.#numbers.set(normalizeNumber(number.number), { tenant, number })
  }
}

const normalizeNumber = (number: string): string => number.replace(/^\+/, '')
