import { LIFECYCLE } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import type { Audited } from '../audit/record-audit.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import { applyScope } from '../database/client.ts'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { InputRefusedError, InvalidInputError, UserError } from '../user-errors.ts'
import { issuesOfFault } from './snapshot-issues.ts'

/** What a change of the configuration did. */
export type Change<T> = Omit<Audited, 'version'> & {
  readonly value: T
  /** One sentence for the list of versions, in English: `Queue "Repairs" changed`. */
  readonly summary: string
  readonly restoredVersion?: number
}

/**
 * Carries out a change of a tenant's configuration, whole or not at all: the rows, the version made of them, the audit. What the media plane could not work with is
 * refused with what is wrong, and nothing of it stays. Every running part has the version within a second of the answer; when Redis is away, as soon as it is back.
 */
export async function changeConfiguration<T>(
  scope: TenantScope,
  work: (tx: Transaction) => Promise<Change<T>>,
  /** `inEveryStatus`: what the operator sets of a client, whatever the client itself may do now. */
  how: { readonly inEveryStatus?: boolean } = {},
): Promise<T> {
  const { tenant, platform, viewer } = scope
  if (how.inEveryStatus !== true && !LIFECYCLE[tenant.status].mayConfigure)
    throw new UserError({
      code: 'tenant.notConfigurable',
      message: `While it is ${tenant.status}, nothing of it can be changed.`,
    })
  const value = await withClearConflicts(() =>
    scope.run(async (tx) => {
      const { value: made, summary, restoredVersion, ...act } = await work(tx)
      const at = new Date(platform.now())
      // Who is confined to a branch changes its rows alone, but a version is made of the whole tenant.
      await applyScope(tx, { tenantIds: [tenant.id], userId: viewer.person.id })
      const version =
        tenant.kind === 'operator' ? null : await keepOrRefuse(tx, scope, { ...act, at, summary, restoredVersion })
      await recordAudit(tx, scope, { ...act, tenantId: tenant.id, ...(version === null ? {} : { version }) })
      return made
    }),
  )
  if (tenant.kind !== 'operator')
    await sendTenantVersion(platform, tenant.id).catch((error: unknown) =>
      platform.log.warn({ err: error, tenantId: tenant.id, by: viewer.person.id }, 'a version waits to be sent'),
    )
  return value
}

type Occasion = {
  readonly at: Date
  readonly action: string
  readonly summary: string
  readonly restoredVersion: number | undefined
}

async function keepOrRefuse(tx: Transaction, scope: TenantScope, occasion: Occasion): Promise<number> {
  const { restoredVersion, ...rest } = occasion
  const kept = await keepTenantVersion(tx, scope.tenant.id, {
    ...rest,
    by: scope.viewer.person.id,
    ...(restoredVersion === undefined ? {} : { restoredVersion }),
  })
  if (kept.ok) return kept.value.version
  throw new InputRefusedError('The configuration would not work like that.', issuesOfFault(kept.error))
}

/** A name or number that somebody else took is the user's to mend, not a fault of ours. */
export async function withClearConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    const text = JSON.stringify(error.meta ?? {})
    if (text.includes('name_key') || text.includes('nameKey') || text.includes('"name"'))
      throw new InvalidInputError('name', 'This name is in use. Choose another.')
    if (text.includes('number')) throw new InvalidInputError('number', 'This number is in use.')
    throw new InvalidInputError('input', 'There is one like this already.')
  }
}
