import type { TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { noteField } from './entry-input.ts'
import { readListFile } from './list-file.ts'
import type { ListFileRow } from './list-file.ts'
import type { ListImport, ListKind } from './list-views.ts'
import * as repository from './repository.ts'
import { isSamePlace, rowOf } from './service.ts'

type ImportInput = {
  readonly tenantId: TenantId
  readonly csv: string
  readonly list: ListKind
  readonly reason: string
  /** Nothing is kept: only said what would be. */
  readonly onlyCheck: boolean
}

/** Puts the numbers of a file on the lists. Lines that are wrong are told and left out; what is there already is not put there twice. */
export const importEntries = authorized('lists.decide', async (scope, input: ImportInput): Promise<ListImport> => {
  const { csv, list, onlyCheck, tenantId } = input
  const reason = parseInput(noteField.min(1, 'Say why these numbers are on the list.'), input.reason)
  const now = scope.platform.now()
  const { rows, issues } = readListFile(csv, { list, reason, timeZone: scope.tenant.timeZone, now })
  const newOnes = async (tx: Parameters<typeof repository.readPresent>[0]): Promise<readonly ListFileRow[]> => {
    await requireFeature(tx, scope, 'blackList')
    await repository.lockLists(tx, tenantId)
    const numbers = [...new Set(rows.map(({ number }) => number))]
    return withoutKnown(rows, await repository.readPresent(tx, tenantId, numbers, new Date(now)))
  }
  if (onlyCheck || rows.length === 0) {
    const added = (await scope.run(newOnes)).length
    return { added, known: rows.length - added, issues }
  }
  return changeConfiguration(scope, async (tx) => {
    const added = await newOnes(tx)
    await repository.createEntries(
      tx,
      added.map((entry) => rowOf(scope, { entry, callId: null, state: 'approved', now })),
    )
    return {
      value: { added: added.length, known: rows.length - added.length, issues },
      action: 'listEntry.import',
      subject: { id: null, name: `${String(added.length)} numbers` },
      after: { numbers: added.map(({ list: onto, number }) => `${onto} ${number}`) },
      reason,
      summary: `${String(added.length)} numbers put on the lists from a file`,
    }
  })
})

/** Neither what is on the list, nor what an earlier line has said. */
function withoutKnown(rows: readonly ListFileRow[], present: readonly repository.EntryKey[]): readonly ListFileRow[] {
  const byNumber = Map.groupBy<string, repository.EntryKey>(present, ({ number }) => number)
  return rows.filter((row) => {
    const known = byNumber.get(row.number) ?? []
    if (known.some((each) => isSamePlace(each, row))) return false
    byNumber.set(row.number, [...known, row])
    return true
  })
}
