import { parseContractTerms, termStanding } from '@seatline/billing'
import type { ContractTerms, TermStanding } from '@seatline/billing'
import { InvariantError } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import type { Contract, ContractVersion } from '../generated/prisma/client.ts'

export type ContractVersionView = {
  readonly version: number
  readonly validFrom: LocalDate
  readonly terms: ContractTerms
  readonly note: string
  readonly createdAt: number
}

/** A contract with its versions, oldest first, and how its term stands today. */
export type ContractView = {
  readonly id: string
  readonly tenantId: string
  readonly number: string
  readonly title: string
  readonly from: LocalDate
  readonly noticeOn: LocalDate | null
  readonly noticeBy: string | null
  readonly versions: readonly ContractVersionView[]
  /** In force today; of a contract that has not begun, the first. */
  readonly inForce: ContractVersionView
  readonly standing: TermStanding
}

/** The contracts that the transaction sees, newest first. `todayOf` is the day at the tenant. */
export async function readContracts(
  tx: Transaction,
  where: { readonly tenantId?: string; readonly id?: string },
  todayOf: (tenantId: string) => LocalDate,
): Promise<readonly ContractView[]> {
  const rows = await tx.contract.findMany({
    where,
    include: { versions: { orderBy: { version: 'asc' } } },
    orderBy: [{ fromDay: 'desc' }, { id: 'asc' }],
  })
  return rows.map((row) => toView(row, todayOf(row.tenantId)))
}

function toView(row: Contract & { readonly versions: readonly ContractVersion[] }, today: LocalDate): ContractView {
  const versions = row.versions.map(versionFromRow)
  const [first] = versions
  const inForce = versionOn(versions, today) ?? first
  if (inForce === undefined) throw new InvariantError(`a contract has no version [contract:${row.id}]`)
  const from = dayFromRow(row.fromDay)
  const noticeOn = row.noticeOn === null ? null : dayFromRow(row.noticeOn)
  const { renewal, renewalMonths, noticeDays } = inForce.terms
  return {
    id: row.id,
    tenantId: row.tenantId,
    number: row.number,
    title: row.title,
    from,
    noticeOn,
    noticeBy: row.noticeBy,
    versions,
    inForce,
    standing: termStanding(
      {
        from,
        until: row.untilDay === null ? null : dayFromRow(row.untilDay),
        renewal,
        renewalMonths,
        noticeDays,
        noticeOn,
      },
      today,
    ),
  }
}

function versionFromRow(row: ContractVersion): ContractVersionView {
  const terms = parseContractTerms(row.terms)
  if (!terms.ok)
    throw new InvariantError(`stored terms are not valid [contract:${row.contractId} version:${String(row.version)}]`)
  return {
    version: row.version,
    validFrom: dayFromRow(row.validFrom),
    terms: terms.value,
    note: row.note,
    createdAt: row.createdAt.getTime(),
  }
}

/** Of two from the same day the later version. */
export const versionOn = (versions: readonly ContractVersionView[], day: LocalDate): ContractVersionView | undefined =>
  versions
    .filter(({ validFrom }) => validFrom <= day)
    .toSorted((a, b) => (a.validFrom === b.validFrom ? a.version - b.version : a.validFrom < b.validFrom ? -1 : 1))
    .at(-1)
